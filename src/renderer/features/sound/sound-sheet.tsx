import "../../styles/playing-keys.css";
import { CircleAlert, Music } from "lucide-react";
import type { SoundSnapshot } from "../../../shared/model/sound.ts";
import { useFacts, useShell, useUi } from "../../shell.ts";
import { soundTargets } from "../../store/play-draft.ts";
import { openSheet } from "../../store/ui.ts";
import { Announcer } from "../../ui/announcer.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { problemWords } from "../../words/problem-words.ts";
import { speakerErrorWords } from "../../words/sound-errors.ts";
import { useWords } from "../../words/words.ts";
import { ProblemNote } from "../remote/problem-note.tsx";
import { Queue } from "./queue.tsx";
import { SoundNow } from "./sound-now.tsx";
import { SoundSpeakers } from "./sound-speakers.tsx";

interface SoundSheetProps {
  readonly onClose: () => void;
  /** Shows the wizard for AirPlay, in this window or in its own. */
  readonly onPair: (deviceId: string) => void;
}

/** Everything about the sound that this computer sends: what, where, how loud, and what comes next. */
export function SoundSheet({ onClose, onPair }: SoundSheetProps) {
  const words = useWords();
  const sound = useFacts((facts) => facts.sound);
  const empty = sound === null || (sound.state === "idle" && sound.items.length === 0);
  return (
    <Sheet title={words("sound.title")} onClose={onClose}>
      <ProblemNote place="sound" name="" />
      <Told />
      {sound !== null && sound.lastError !== null && <Ended sound={sound} />}
      {empty ? (
        <Empty />
      ) : (
        <>
          <SoundNow sound={sound} />
          <SoundSpeakers sound={sound} onPair={onPair} />
          <Queue sound={sound} />
        </>
      )}
    </Sheet>
  );
}

/** What went wrong, for ears: what is under an open panel is not heard. */
function Told() {
  const words = useWords();
  const problem = useUi((ui) => (ui.problem?.place === "sound" ? ui.problem : null));
  if (problem === null) return <Announcer say={null} />;
  const { sentence, advice } = problemWords(words, problem, "");
  return <Announcer say={`${sentence} ${advice}`} />;
}

/** What ended it, with what to do. */
function Ended({ sound }: { readonly sound: SoundSnapshot }) {
  const words = useWords();
  if (sound.lastError === null) return null;
  const name = sound.speakers.length === 1 ? (sound.speakers[0]?.name ?? "") : "";
  const about = name === "" ? words("sound.theSpeaker") : name;
  const { sentence, advice } = speakerErrorWords(words, sound.lastError, about);
  return (
    <p className="wizard-note warn" role="status">
      <CircleAlert aria-hidden="true" />
      <span>
        {sentence} {advice}
      </span>
    </p>
  );
}

/** Nothing is sent: how to begin. */
function Empty() {
  const words = useWords();
  const { ui } = useShell();
  const devices = useFacts((facts) => facts.devices);
  const targets = soundTargets(devices);
  const any = targets.length > 0;
  return (
    <div className="sound-empty">
      <span className="empty-icon">
        <Music aria-hidden="true" />
      </span>
      <p>{words("sound.empty")}</p>
      <p className="quiet">{words(any ? "sound.empty.text" : "sound.none")}</p>
      {any && (
        <button
          type="button"
          className="button primary"
          aria-haspopup="dialog"
          onClick={() => openSheet(ui, "play")}
        >
          {words("sound.choose")}
        </button>
      )}
      {targets.some(({ kind }) => kind === "homepod") && (
        <p className="caption">{words("sound.homePod")}</p>
      )}
    </div>
  );
}
