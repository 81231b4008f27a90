import { CircleCheck, TriangleAlert } from "lucide-react";
import { useId, useState } from "react";
import type { PairingStep } from "../../../shared/model/pairing.ts";
import { useShell } from "../../shell.ts";
import { causeWords, missingOf } from "../../words/limits.ts";
import { useWords, type WordKey } from "../../words/words.ts";
import { WizardFrame } from "./wizard-frame.tsx";

interface PairedProps {
  readonly titleId: string;
  readonly step: Extract<PairingStep, { step: "paired" }>;
  readonly onLeave: () => void;
}

/** What is possible now, and the chance to name the device. Done makes it the one in use. */
export function Paired({ titleId, step, onLeave }: PairedProps) {
  const words = useWords();
  const { api } = useShell();
  const [name, setName] = useState(step.name);
  const fieldId = useId();
  const hintId = useId();
  const done = async (): Promise<void> => {
    const wanted = name.trim();
    if (wanted !== "" && wanted !== step.name) {
      await api.call("devices.rename", step.deviceId, wanted);
    }
    await api.call("devices.select", step.deviceId);
  };
  return (
    <form
      className="wizard-form"
      onSubmit={(event) => {
        event.preventDefault();
        // The wizard is over either way; the remote says what does not work.
        done().then(onLeave, onLeave);
      }}
    >
      <WizardFrame
        titleId={titleId}
        title={words("pairing.paired", { name: step.name })}
        text={words(canWords(step.limited))}
        actions={
          <button type="submit" className="button primary">
            {words("action.done")}
          </button>
        }
      >
        <KeptNote keptIn={step.keptIn} />
        {step.limited.length > 0 && <Limited step={step} />}
        <div className="field">
          <label htmlFor={fieldId}>{words("pairing.name")}</label>
          <input
            id={fieldId}
            type="text"
            maxLength={60}
            value={name}
            aria-describedby={hintId}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <p id={hintId} className="caption">
            {words("pairing.name.hint")}
          </p>
        </div>
      </WizardFrame>
    </form>
  );
}

/** Where the key is: good news with a tick, or a caution that says what it means. */
function KeptNote({ keptIn }: Pick<PairedProps["step"], "keptIn">) {
  const words = useWords();
  const kept = keptIn === "keychain";
  const Icon = kept ? CircleCheck : TriangleAlert;
  return (
    <p className={kept ? "wizard-note good" : "wizard-note caution"}>
      <Icon aria-hidden="true" />
      <span>{words(`pairing.kept.${keptIn}`)}</span>
    </p>
  );
}

/** With everything open, what plays can be seen as well. */
function canWords(limited: PairedProps["step"]["limited"]): WordKey {
  return limited.length === 0 ? "pairing.paired.canAll" : "pairing.paired.can";
}

/** What this pairing is not enough for, why, and what to do about it. */
function Limited({ step }: Pick<PairedProps, "step">) {
  const words = useWords();
  return (
    <div className="wizard-note caution">
      <TriangleAlert aria-hidden="true" />
      <ul className="limited">
        {step.limited.map(({ protocol, cause }) => (
          <li key={protocol}>
            <b>{words("pairing.limited", { missing: missingOf(protocol, words) })}</b>{" "}
            <span>{causeWords(cause, step.name, words)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
