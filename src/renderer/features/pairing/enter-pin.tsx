import { CircleAlert } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { PairingStep } from "../../../shared/model/pairing.ts";
import type { ProtocolId } from "../../../shared/model/protocol.ts";
import { useLasting } from "../../clock.ts";
import { useShell } from "../../shell.ts";
import { missingOf } from "../../words/limits.ts";
import { useWords, type Words } from "../../words/words.ts";
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
  // While it is checked the page stays what it was.
  const [second, setSecond] = useState<Second | null>(null);
  const told = step.step === "enter-pin" ? secondOf(step) : second;
  useEffect(() => {
    if (step.step === "enter-pin") setSecond(secondOf(step));
  }, [step]);
  const submit = (pin: string): void => {
    // What comes of it is the next step, which the main process publishes.
    api.call("pairing.submitPin", pin).catch(() => undefined);
  };
  return (
    <WizardFrame
      titleId={titleId}
      title={words(told === null ? "pairing.enter" : "pairing.second", { name: step.name })}
      text={told === null ? words("pairing.enter.hint") : secondWords(told, step.name, words)}
      links={<NoCode />}
      actions={<Ways skippable={told !== null} checking={checking} onLeave={onLeave} />}
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

interface WaysProps {
  readonly skippable: boolean;
  readonly checking: boolean;
  readonly onLeave: () => void;
}

/** Out of it, and for a second code past it with what is paired already. */
function Ways({ skippable, checking, onLeave }: WaysProps) {
  const words = useWords();
  const { api } = useShell();
  return (
    <>
      {skippable && (
        <button
          type="button"
          className="button"
          disabled={checking}
          onClick={() => void api.call("pairing.skip").catch(() => undefined)}
        >
          {words("pairing.second.skip")}
        </button>
      )}
      <button type="button" className="button" onClick={onLeave}>
        {words("action.cancel")}
      </button>
    </>
  );
}

/** What is paired already, and what it is not enough for. */
interface Second {
  readonly paired: ProtocolId;
  readonly wanted: ProtocolId;
}

function secondOf(step: Extract<PairingStep, { step: "enter-pin" }>): Second | null {
  return step.second === null ? null : { paired: step.second, wanted: step.protocol };
}

/** Why there is another code, and what goes without it. */
function secondWords({ paired, wanted }: Second, name: string, words: Words): string {
  // Two ways that never shared a key: nothing was refused.
  if (paired === "dmap" && wanted === "airplay") {
    const video = { name, needs: words("missing.video") };
    return `${words("pairing.second.own", video)} ${words("pairing.second.own.skip", video)}`;
  }
  const fill = { name, has: missingOf(paired, words), needs: missingOf(wanted, words) };
  return `${words("pairing.second.hint", fill)} ${words("pairing.second.skip.hint", fill)}`;
}
