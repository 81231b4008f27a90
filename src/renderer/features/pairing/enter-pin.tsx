import { CircleAlert } from "lucide-react";
import { useRef } from "react";
import type { PairingStep } from "../../../shared/model/pairing.ts";
import { useLasting } from "../../clock.ts";
import { useShell } from "../../shell.ts";
import { useWords } from "../../words/words.ts";
import { NoCode } from "./checklists.tsx";
import { PinBoxes } from "./pin-boxes.tsx";
import { WizardFrame } from "./wizard-frame.tsx";

interface EnterPinProps {
  readonly titleId: string;
  readonly step: Extract<PairingStep, { step: "enter-pin" | "checking" }>;
  readonly onLeave: () => void;
}

/** The code, and while it is checked the same page, so that nothing jumps. */
export function EnterPin({ titleId, step, onLeave }: EnterPinProps) {
  const words = useWords();
  const { api } = useShell();
  const checking = step.step === "checking";
  const showChecking = useLasting(checking, 300);
  // Each time the device asks is a round of its own.
  const asked = useRef<{ step: unknown; round: number }>({ step: null, round: 0 });
  if (!checking && asked.current.step !== step) {
    asked.current = { step, round: asked.current.round + 1 };
  }
  const submit = (pin: string): void => {
    // What comes of it is the next step, which the main process publishes.
    api.call("pairing.submitPin", pin).catch(() => undefined);
  };
  return (
    <WizardFrame
      titleId={titleId}
      title={words("pairing.enter", { name: step.name })}
      text={words("pairing.enter.hint")}
      links={<NoCode />}
      actions={
        <button type="button" className="button" onClick={onLeave}>
          {words("action.cancel")}
        </button>
      }
    >
      <PinBoxes disabled={checking} round={asked.current.round} onPin={submit} />
      {step.step === "enter-pin" && step.previous !== null && (
        <p className="wizard-note warn">
          <CircleAlert aria-hidden="true" />
          <span>{words("pairing.wrong", { name: step.name })}</span>
        </p>
      )}
      {showChecking && <p className="wizard-note quiet">{words("pairing.checking")}</p>}
    </WizardFrame>
  );
}
