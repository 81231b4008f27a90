import { ChevronLeft, RotateCcw, RotateCw, TvMinimal } from "lucide-react";
import { offers } from "../../../shared/model/features.ts";
import type { SessionSnapshot } from "../../../shared/model/session.ts";
import { useKeyHint, useKeyTip } from "../../keys/use-key-tip.ts";
import { useShell } from "../../shell.ts";
import { HoldButton } from "../../ui/hold-button.tsx";
import { PlayPauseMark } from "../../ui/play-pause-mark.tsx";
import { useWords } from "../../words/words.ts";
import { VolumeKeys } from "./volume.tsx";

/** Back, home, transport and volume: always there, always in the same place. */
export function Keys({ session }: { readonly session: SessionSnapshot | null }) {
  const words = useWords();
  const tip = useKeyTip();
  const hint = useKeyHint();
  return (
    <div className="keys">
      <HoldButton
        button="menu"
        place="keys"
        label={words("button.menu")}
        tip={tip(words("button.menu"), "back")}
        hint={hint("back")}
        className="key-back"
      >
        <ChevronLeft aria-hidden="true" className="flips" />
        <span className="key-word">{words("button.menu")}</span>
      </HoldButton>
      <HoldButton
        button="home"
        place="keys"
        label={words("button.home")}
        tip={tip(words("button.home"), "home")}
        hint={hint("home")}
        className="key-home"
      >
        <TvMinimal aria-hidden="true" />
        <span className="key-word">{words("button.home")}</span>
      </HoldButton>
      <SkipKey session={session} seconds={-10} />
      <HoldButton
        button="play-pause"
        place="keys"
        label={words("button.playPause")}
        tip={tip(words("button.playPause"), "play-pause")}
        hint={hint("play-pause")}
        className="key-play"
      >
        <PlayPauseMark />
      </HoldButton>
      <SkipKey session={session} seconds={10} />
      <VolumeKeys session={session} />
    </div>
  );
}

interface SkipProps {
  readonly session: SessionSnapshot | null;
  readonly seconds: -10 | 10;
}

/** Present while the device may skip; greyed while what plays cannot be skipped in. */
function SkipKey({ session, seconds }: SkipProps) {
  const words = useWords();
  const tip = useKeyTip();
  const hint = useKeyHint();
  const { control } = useShell();
  const forward = seconds > 0;
  const features = session?.features ?? {};
  const label = words(forward ? "button.skipForward" : "button.skipBack");
  const Icon = forward ? RotateCw : RotateCcw;
  return (
    <button
      type="button"
      className={`key ${forward ? "key-forward" : "key-rewind"}`}
      aria-label={label}
      title={tip(label, forward ? "skip-forward" : "skip-back")}
      disabled={!offers(features, forward ? "skip-forward" : "skip-backward")}
      {...hint(forward ? "skip-forward" : "skip-back")}
      onClick={() => control.skip(seconds)}
    >
      <span className="skip-mark">
        <Icon aria-hidden="true" />
        <span aria-hidden="true">{words("skip.ten")}</span>
      </span>
    </button>
  );
}
