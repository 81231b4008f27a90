import { CircleAlert } from "lucide-react";
import type { PairingStep } from "../../../shared/model/pairing.ts";
import { useShell } from "../../shell.ts";
import { errorWords } from "../../words/errors.ts";
import { useWords } from "../../words/words.ts";
import { NoCode } from "./checklists.tsx";
import { cancelPairing, startPairing } from "./start-pairing.ts";
import { WizardFrame } from "./wizard-frame.tsx";

interface StartingProps {
  readonly titleId: string;
  readonly step: Extract<PairingStep, { step: "starting" }>;
  readonly onLeave: () => void;
}

export function Starting({ titleId, step, onLeave }: StartingProps) {
  const words = useWords();
  return (
    <WizardFrame
      titleId={titleId}
      title={words("pairing.starting", { name: step.name })}
      text={words("pairing.starting.hint")}
      links={<NoCode />}
      actions={
        <button type="button" className="button" onClick={onLeave}>
          {words("action.cancel")}
        </button>
      }
    />
  );
}

interface FailedProps {
  readonly titleId: string;
  readonly step: Extract<PairingStep, { step: "failed" }>;
  readonly onLeave: () => void;
}

export function Failed({ titleId, step, onLeave }: FailedProps) {
  const words = useWords();
  const shell = useShell();
  const { sentence, advice } = errorWords(words, step.error, step.name);
  return (
    <WizardFrame
      titleId={titleId}
      title={words("pairing.failed", { name: step.name })}
      links={
        <>
          <NoCode />
          <button type="button" className="button link" onClick={() => cancelPairing(shell)}>
            {words("pairing.another")}
          </button>
        </>
      }
      actions={
        <>
          <button type="button" className="button" onClick={onLeave}>
            {words("action.cancel")}
          </button>
          <button
            type="button"
            className="button primary"
            onClick={() => startPairing(shell, step.deviceId)}
          >
            {words("action.again")}
          </button>
        </>
      }
    >
      <p className="wizard-note warn">
        <CircleAlert aria-hidden="true" />
        <span>
          {sentence} {advice}
        </span>
      </p>
    </WizardFrame>
  );
}
