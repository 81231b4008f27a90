import { useId } from "react";
import type { ErrorBody } from "../../../shared/errors.ts";
import type { DeviceId } from "../../../shared/model/device.ts";
import type { PairingStep } from "../../../shared/model/pairing.ts";
import { useFacts, useShell, useUi } from "../../shell.ts";
import { Announcer } from "../../ui/announcer.tsx";
import { errorWords } from "../../words/errors.ts";
import { useWords, type Words } from "../../words/words.ts";
import { BackingOff } from "./backing-off.tsx";
import { EnterPin } from "./enter-pin.tsx";
import { Failed, Starting } from "./in-between.tsx";
import { Paired } from "./paired.tsx";
import { PickDevice } from "./pick-device.tsx";
import { ShowPin } from "./show-pin.tsx";
import { cancelPairing } from "./start-pairing.ts";

interface WizardProps {
  /** Goes back to where the wizard was opened from. */
  readonly onLeave: () => void;
}

/** Pairing, one thing a page. What page it is says the main process; nothing is remembered here. */
export function PairingWizard({ onLeave }: WizardProps) {
  const words = useWords();
  const shell = useShell();
  const id = useId();
  const step = useFacts((facts) => facts.pairing?.pairing ?? idle);
  const problem = useUi((ui) => ui.pairingProblem);
  const leave = (): void => {
    cancelPairing(shell);
    onLeave();
  };
  return (
    <main className="wizard" aria-labelledby={id}>
      <WizardPage step={step} problem={problem} titleId={id} onLeave={leave} />
      <Announcer say={sentence(step, problem, words)} />
    </main>
  );
}

const idle: PairingStep = { step: "idle" };

interface PageProps {
  readonly step: PairingStep;
  readonly problem: ErrorBody | null;
  readonly titleId: string;
  readonly onLeave: () => void;
}

function WizardPage({ step, problem, titleId, onLeave }: PageProps) {
  const device = useFacts((facts) => nameOf(facts.devices?.selectedId ?? null, facts.devices));
  switch (step.step) {
    case "idle":
      return <PickDevice titleId={titleId} problem={problem} name={device} onLeave={onLeave} />;
    case "starting":
      return <Starting titleId={titleId} step={step} onLeave={onLeave} />;
    case "enter-pin":
    case "checking":
      return <EnterPin titleId={titleId} step={step} onLeave={onLeave} />;
    case "backing-off":
      return <BackingOff titleId={titleId} step={step} onLeave={onLeave} />;
    case "show-pin":
      return <ShowPin titleId={titleId} step={step} onLeave={onLeave} />;
    case "paired":
      return <Paired titleId={titleId} step={step} onLeave={onLeave} />;
    case "failed":
      return <Failed titleId={titleId} step={step} onLeave={onLeave} />;
  }
}

function nameOf(
  id: DeviceId | null,
  snapshot: { readonly devices: readonly { id: DeviceId; name: string }[] } | null,
): string {
  return snapshot?.devices.find((device) => device.id === id)?.name ?? "";
}

/** What a listener hears when the page changes. */
function sentence(step: PairingStep, problem: ErrorBody | null, words: Words): string | null {
  switch (step.step) {
    case "idle":
      return problem === null ? null : errorWords(words, problem, "").sentence;
    case "starting":
      return words("pairing.starting", step);
    case "enter-pin":
      if (step.previous !== null) return words("pairing.wrong", { name: step.name });
      return words(step.second === null ? "pairing.enter" : "pairing.second", {
        name: step.name,
      });
    case "show-pin": {
      const fill = { name: step.name, pin: [...step.pin].join(" ") };
      return words(step.previous === null ? "showPin.title" : "showPin.wrong", fill);
    }
    case "checking":
      return words("pairing.checking");
    case "backing-off":
      return `${words("pairing.backoff.title", { name: step.name })}. ${words("pairing.backoff")}`;
    case "paired":
      return words("pairing.paired", { name: step.name });
    case "failed": {
      const { sentence: what, advice } = errorWords(words, step.error, step.name);
      return `${what} ${advice}`;
    }
  }
}
