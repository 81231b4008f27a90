import { RotateCcw, RotateCw } from "lucide-react";
import { type FeatureStates, offers } from "../../../shared/model/features.ts";
import { useKeyHint, useKeyTip } from "../../keys/use-key-tip.ts";
import { useShell } from "../../shell.ts";
import { useWords } from "../../words/words.ts";

/** What a skip is before anything plays that says otherwise. */
const USUAL_SKIP_S = 10;

interface SkipProps {
  readonly features: FeatureStates | null;
  /** As what plays likes it. */
  readonly seconds: number | undefined;
  readonly direction: "back" | "forward";
}

/** Skips by as many seconds as what plays likes; greyed while it cannot be skipped in. */
export function SkipKey({ features, seconds: own, direction }: SkipProps) {
  const words = useWords();
  const tip = useKeyTip();
  const hint = useKeyHint();
  const { playback } = useShell();
  const forward = direction === "forward";
  const seconds = Math.round(own ?? USUAL_SKIP_S);
  const label = words(forward ? "transport.skipForward" : "transport.skipBack", { seconds });
  const row = forward ? "skip-forward" : "skip-back";
  const Icon = forward ? RotateCw : RotateCcw;
  return (
    <button
      type="button"
      className={`key ${forward ? "key-forward" : "key-rewind"}`}
      aria-label={label}
      title={tip(label, row)}
      disabled={!offers(features ?? {}, forward ? "skip-forward" : "skip-backward")}
      {...hint(row)}
      onClick={() => playback.skip(direction)}
    >
      <span className="skip-mark">
        <Icon aria-hidden="true" />
        <span aria-hidden="true">{seconds}</span>
      </span>
    </button>
  );
}
