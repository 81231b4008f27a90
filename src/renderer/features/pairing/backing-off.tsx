import { Clock } from "lucide-react";
import type { PairingStep } from "../../../shared/model/pairing.ts";
import { useSecondsUntil } from "../../clock.ts";
import { useShell } from "../../shell.ts";
import { formatSeconds } from "../../words/time.ts";
import { useWords } from "../../words/words.ts";
import { pairAgain } from "./start-pairing.ts";
import { WizardFrame } from "./wizard-frame.tsx";

interface BackingOffProps {
  readonly titleId: string;
  readonly step: Extract<PairingStep, { step: "backing-off" }>;
  readonly onLeave: () => void;
}

/** The device wants a pause, of seconds or of hours: shown as it runs, retried by the person. */
export function BackingOff({ titleId, step, onLeave }: BackingOffProps) {
  const words = useWords();
  const shell = useShell();
  const seconds = useSecondsUntil(step.untilMs);
  const over = seconds === 0;
  return (
    <WizardFrame
      titleId={titleId}
      title={words("pairing.backoff.title", { name: step.name })}
      text={words("pairing.backoff")}
      actions={
        <>
          <button type="button" className="button" onClick={onLeave}>
            {words("action.cancel")}
          </button>
          <button
            type="button"
            className="button primary"
            disabled={!over}
            onClick={() => pairAgain(shell, step.deviceId)}
          >
            {words("action.again")}
          </button>
        </>
      }
    >
      <p className="countdown">
        <Clock aria-hidden="true" />
        <span>
          {over
            ? words("pairing.backoff.ready")
            : words("pairing.backoff.wait", { time: formatSeconds(seconds) })}
        </span>
      </p>
    </WizardFrame>
  );
}
