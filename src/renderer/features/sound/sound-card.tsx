import { AudioLines, Pause, Play, Square } from "lucide-react";
import type { SoundSnapshot } from "../../../shared/model/sound.ts";
import { useKeyHint, useKeyTip } from "../../keys/use-key-tip.ts";
import { useShell } from "../../shell.ts";
import { currentItem } from "../../store/sound-facts.ts";
import { openSheet } from "../../store/ui.ts";
import { useWords } from "../../words/words.ts";
import { ProblemNote } from "../remote/problem-note.tsx";
import { speakersLine } from "./sound-words.ts";

/** What this computer sends and to how many speakers, on the remote of any device. Opens it large. */
export function SoundCard({ sound }: { readonly sound: SoundSnapshot }) {
  const words = useWords();
  const tip = useKeyTip();
  const hint = useKeyHint();
  const shell = useShell();
  const item = currentItem(sound);
  const title = sound.onAir ?? item?.title ?? words("sound.title");
  const speakers = speakersLine(sound, words);
  const runs = sound.state !== "paused";
  const pause = words(runs ? "sound.pause" : "sound.play");
  const PauseIcon = runs ? Pause : Play;
  return (
    <section className="stream-card sound-card" aria-label={words("sound.region")}>
      <ProblemNote place="sound" name="" />
      <div className="stream-line">
        <AudioLines aria-hidden="true" />
        <button
          type="button"
          className="stream-title strip-text"
          aria-haspopup="dialog"
          aria-label={words("sound.open", { title, speakers })}
          title={tip(words("sound.title"), "sound")}
          {...hint("sound")}
          onClick={() => openSheet(shell.ui, "sound")}
        >
          <b>
            <bdi>{title}</bdi>
          </b>
          <span className="quiet">{speakers}</span>
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label={pause}
          title={pause}
          onClick={() => shell.sound.command(runs ? "pause" : "play")}
        >
          <PauseIcon aria-hidden="true" />
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label={words("sound.stop")}
          title={words("sound.stop")}
          onClick={() => shell.sound.command("stop")}
        >
          <Square aria-hidden="true" className="solid" />
        </button>
      </div>
    </section>
  );
}
