import { Captions, type LucideIcon, Repeat, Repeat1, Shuffle, Square } from "lucide-react";
import { offers } from "../../../shared/model/features.ts";
import type {
  LanguageGroup,
  NowPlaying,
  RepeatMode,
  ShuffleMode,
} from "../../../shared/model/now-playing.ts";
import type { SessionSnapshot } from "../../../shared/model/session.ts";
import { useShell } from "../../shell.ts";
import { type RadioChoice, type RadioGroup, RadioMenu } from "../../ui/radio-menu.tsx";
import { useWords, type Words } from "../../words/words.ts";
import { StopKey } from "../play/stream-card.tsx";

interface ModesProps {
  readonly session: SessionSnapshot;
  readonly playing: NowPlaying;
}

const nextShuffle: Readonly<Record<ShuffleMode, ShuffleMode>> = {
  off: "songs",
  songs: "off",
  albums: "off",
};
const nextRepeat: Readonly<Record<RepeatMode, RepeatMode>> = {
  off: "all",
  all: "track",
  track: "off",
};

/** Shuffle, repeat, sound and subtitles, stop: each where what plays has it. */
export function Modes({ session, playing }: ModesProps) {
  const words = useWords();
  const { control, playback } = useShell();
  const { features } = session;
  const { shuffle, repeat } = playing;
  return (
    <div className="modes">
      <Languages session={session} playing={playing} />
      {shuffle !== null && offers(features, "set-shuffle") && (
        <ModeButton
          icon={Shuffle}
          label={words(`shuffle.${shuffle}`)}
          on={shuffle !== "off"}
          run={() => playback.shuffle(nextShuffle[shuffle])}
        />
      )}
      {repeat !== null && offers(features, "set-repeat") && (
        <ModeButton
          icon={repeat === "track" ? Repeat1 : Repeat}
          label={words(`repeat.${repeat}`)}
          on={repeat !== "off"}
          run={() => playback.repeat(nextRepeat[repeat])}
        />
      )}
      {session.stream !== null && <StopKey session={session} />}
      {session.stream === null && offers(features, "stop") && (
        <ModeButton
          icon={Square}
          solid
          label={words("transport.stop")}
          on={false}
          run={() => control.media("stop", "playing")}
        />
      )}
    </div>
  );
}

interface ModeButtonProps {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly on: boolean;
  readonly solid?: boolean;
  readonly run: () => void;
}

function ModeButton({ icon: Icon, label, on, solid, run }: ModeButtonProps) {
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      title={label}
      data-on={on || undefined}
      onClick={run}
    >
      <Icon aria-hidden="true" className={solid ? "solid" : undefined} />
    </button>
  );
}

/** "Off" is a choice like the others; no choice of a device's own has an empty name. */
const OFF = "";

function choicesOf(
  group: LanguageGroup,
  kind: "audio" | "subtitles",
  words: Words,
): readonly RadioChoice[] {
  const off = group.canBeOff ? [{ id: OFF, name: words("languages.off") }] : [];
  return [
    ...off,
    ...group.choices.map(({ id, name, accessible }) => ({
      id,
      name: accessible ? words(`languages.accessible.${kind}`, { name }) : name,
    })),
  ];
}

function Languages({ session, playing }: ModesProps) {
  const words = useWords();
  const { playback } = useShell();
  const { audio, subtitles } = playing;
  const groups: RadioGroup[] = [];
  if (audio !== null && audio.choices.length > 0 && offers(session.features, "select-audio")) {
    groups.push({
      title: words("languages.audio"),
      choices: choicesOf(audio, "audio", words),
      selectedId: audio.selectedId,
      onChoose: (id) => playback.audio(id),
    });
  }
  if (subtitles !== null && offers(session.features, "select-subtitles")) {
    const choices = choicesOf(subtitles, "subtitles", words);
    if (choices.length > 0) {
      groups.push({
        title: words("languages.subtitles"),
        choices,
        selectedId: subtitles.selectedId ?? (subtitles.canBeOff ? OFF : null),
        onChoose: (id) => playback.subtitles(id === OFF ? null : id),
      });
    }
  }
  if (groups.length === 0) return null;
  return <RadioMenu label={words("languages.button")} icon={Captions} groups={groups} />;
}
