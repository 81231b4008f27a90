import { CircleAlert } from "lucide-react";
import type { PairingStep } from "../../../shared/model/pairing.ts";
import { useShell } from "../../shell.ts";
import { asksPassword, errorWords } from "../../words/errors.ts";
import { useWords } from "../../words/words.ts";
import { PasswordForm } from "../password/password-form.tsx";
import { NoCode } from "./checklists.tsx";
import { cancelPairing, pairAgain } from "./start-pairing.ts";
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
  const password = asksPassword(step.error);
  const again = (): void => pairAgain(shell, step.deviceId);
  return (
    <WizardFrame
      titleId={titleId}
      title={words("pairing.failed", { name: step.name })}
      links={
        <>
          {!password && <NoCode />}
          <button type="button" className="button link" onClick={() => cancelPairing(shell)}>
            {words("pairing.another")}
          </button>
        </>
      }
      actions={
        // The password's form brings its own.
        password ? null : (
          <>
            <button type="button" className="button" onClick={onLeave}>
              {words("action.cancel")}
            </button>
            <button type="button" className="button primary" onClick={again}>
              {words("action.again")}
            </button>
          </>
        )
      }
    >
      <p className="wizard-note warn">
        <CircleAlert aria-hidden="true" />
        <span>
          {sentence} {!password && advice}
        </span>
      </p>
      {password && (
        <PasswordForm
          device={{ id: step.deviceId, name: step.name }}
          save={words("password.andPair")}
          onSaved={again}
          onCancel={onLeave}
        />
      )}
    </WizardFrame>
  );
}
