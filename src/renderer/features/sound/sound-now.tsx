import { Music, Pause, Play, Radio, SkipBack, SkipForward, Square } from "lucide-react";
import type { SoundCommand, SoundItem, SoundSnapshot } from "../../../shared/model/sound.ts";
import { useShell } from "../../shell.ts";
import { currentItem } from "../../store/sound-facts.ts";
import { useWords } from "../../words/words.ts";
import { SoundProgress } from "./sound-progress.tsx";
import { itemFacts } from "./sound-words.ts";
import { useCover } from "./use-cover.ts";

/** What is sent now: its picture, its name, where it stands, and the keys for it. */
export function SoundNow({ sound }: { readonly sound: SoundSnapshot }) {
  const item = currentItem(sound);
  return (
    <div className="sound-now">
      {item !== null && <Facts sound={sound} item={item} />}
      {item !== null && sound.state !== "idle" && (
        <SoundProgress key={item.id} sound={sound} item={item} />
      )}
      <Keys sound={sound} />
    </div>
  );
}

interface FactsProps {
  readonly sound: SoundSnapshot;
  readonly item: SoundItem;
}

function Facts({ sound, item }: FactsProps) {
  const words = useWords();
  const cover = useCover(item);
  const { onAir, state } = sound;
  const facts = itemFacts(item);
  const Icon = item.kind === "link" ? Radio : Music;
  const waits = state === "loading" || state === "stalled";
  return (
    <div className="sound-facts">
      {cover === null ? (
        <span className="sound-cover">
          <Icon aria-hidden="true" />
        </span>
      ) : (
        <img className="sound-cover" src={cover.url} alt="" />
      )}
      <div className="sound-title">
        <b>
          <bdi>{item.title}</bdi>
        </b>
        {facts !== "" && (
          <span className="quiet">
            <bdi>{facts}</bdi>
          </span>
        )}
        {onAir !== null && (
          <span className="quiet">
            <bdi>{words("sound.onAir", { title: onAir })}</bdi>
          </span>
        )}
        {waits && <span className="row-state">{words(`sound.state.${state}`)}</span>}
      </div>
    </div>
  );
}

function Keys({ sound }: { readonly sound: SoundSnapshot }) {
  const words = useWords();
  const control = useShell().sound;
  const runs = sound.state !== "paused" && sound.state !== "idle";
  const keys = [
    { icon: SkipBack, label: words("transport.previous"), command: "previous", id: "previous" },
    {
      icon: runs ? Pause : Play,
      label: words(runs ? "transport.pause" : "transport.play"),
      command: runs ? "pause" : "play",
      // One key with two faces: the focus stays on it.
      id: "play",
    },
    { icon: SkipForward, label: words("transport.next"), command: "next", id: "next" },
    { icon: Square, label: words("transport.stop"), command: "stop", id: "stop" },
  ] as const;
  const off = (command: SoundCommand): boolean => sound.state === "idle" && command !== "play";
  return (
    <fieldset className="transport sound-keys" aria-label={words("sound.transport")}>
      {keys.map(({ icon: Icon, label, command, id }) => (
        <button
          key={id}
          type="button"
          className={id === "play" ? "play-button" : "icon-button"}
          aria-label={label}
          title={label}
          disabled={off(command)}
          onClick={() => control.command(command)}
        >
          <Icon aria-hidden="true" className={command === "stop" ? "solid" : ""} />
        </button>
      ))}
    </fieldset>
  );
}
