import { Clock } from "lucide-react";
import type { PairingStep } from "../../../shared/model/pairing.ts";
import { useSecondsUntil } from "../../clock.ts";
import { useShell } from "../../shell.ts";
import { useWords } from "../../words/words.ts";
import { startPairing } from "./start-pairing.ts";
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
            onClick={() => startPairing(shell, step.deviceId)}
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

/** 9 → "0:09", 75 → "1:15", 3700 → "1:01:40". */
export function formatSeconds(seconds: number): string {
  const two = (n: number): string => String(n).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${two(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}
