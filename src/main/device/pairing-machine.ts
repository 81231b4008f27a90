import { assertNever, type ErrorBody } from "../../shared/errors.ts";
import type { DeviceId } from "../../shared/model/device.ts";
import type { PairingStep } from "../../shared/model/pairing.ts";
import type { ProtocolId } from "../../shared/model/protocol.ts";

export interface PairingSubject {
  readonly deviceId: DeviceId;
  readonly name: string;
  readonly protocol: ProtocolId;
}

/** The step people see, and what the machine has to remember beside it. */
export interface PairingMachine {
  readonly step: PairingStep;
  readonly subject: PairingSubject | null;
  /** Number of the newest dialogue. Answers that carry an older one are ignored. */
  readonly dialogue: number;
  /** Why we ask for the code again. */
  readonly previous: ErrorBody | null;
  /** The short wait after a wrong code was waited for once. */
  readonly waited: boolean;
}

/**
 * A device makes the try after a first wrong code wait a second. That is part of asking again; any
 * longer wait is shown, and only a person ends it.
 */
const SHORT_WAIT_S = 2;

export const initialPairing: PairingMachine = {
  step: { step: "idle" },
  subject: null,
  dialogue: 0,
  previous: null,
  waited: false,
};

export type PairingEvent =
  | { readonly type: "start"; readonly subject: PairingSubject }
  /** The device shows its code. */
  | { readonly type: "code-shown"; readonly dialogue: number }
  | { readonly type: "code-entered" }
  | {
      readonly type: "paired";
      readonly dialogue: number;
      readonly keptIn: "keychain" | "memory";
    }
  | { readonly type: "failed"; readonly dialogue: number; readonly error: ErrorBody }
  | { readonly type: "waited"; readonly dialogue: number }
  | { readonly type: "cancel" };

export type PairingEffect =
  | { readonly type: "begin"; readonly dialogue: number; readonly subject: PairingSubject }
  | { readonly type: "finish"; readonly dialogue: number }
  | { readonly type: "wait"; readonly dialogue: number; readonly delayMs: number }
  | { readonly type: "close" };

type Step = readonly [PairingMachine, readonly PairingEffect[]];

/** The pairing machine. Pure; `wallMs` is ms since 1970, for the countdown. */
export function stepPairing(machine: PairingMachine, event: PairingEvent, wallMs: number): Step {
  if ("dialogue" in event && event.dialogue !== machine.dialogue) return [machine, []];
  switch (event.type) {
    case "start":
      return begin(machine, event.subject, null);
    case "code-shown":
      return codeShown(machine);
    case "code-entered":
      return codeEntered(machine);
    case "paired":
      return paired(machine, event.keptIn);
    case "failed":
      return failed(machine, event.error, wallMs);
    case "waited":
      return machine.subject && machine.waited
        ? begin(machine, machine.subject, machine.previous, true)
        : [machine, []];
    case "cancel":
      return [{ ...initialPairing, dialogue: machine.dialogue + 1 }, [{ type: "close" }]];
    default:
      return assertNever(event);
  }
}

function begin(
  machine: PairingMachine,
  subject: PairingSubject,
  previous: ErrorBody | null,
  waited = false,
): Step {
  const dialogue = machine.dialogue + 1;
  const { deviceId, name } = subject;
  return [
    { step: { step: "starting", deviceId, name }, subject, dialogue, previous, waited },
    [{ type: "close" }, { type: "begin", dialogue, subject }],
  ];
}

function codeShown(machine: PairingMachine): Step {
  const { subject, previous } = machine;
  if (machine.step.step !== "starting" || !subject) return [machine, []];
  return [{ ...machine, step: { step: "enter-pin", ...subject, previous, second: null } }, []];
}

function codeEntered(machine: PairingMachine): Step {
  const { step, dialogue } = machine;
  if (step.step !== "enter-pin") return [machine, []];
  const { deviceId, name } = step;
  return [
    { ...machine, step: { step: "checking", deviceId, name } },
    [{ type: "finish", dialogue }],
  ];
}

function paired(machine: PairingMachine, keptIn: "keychain" | "memory"): Step {
  const { step } = machine;
  if (step.step !== "checking") return [machine, []];
  const { deviceId, name } = step;
  return [
    { ...machine, step: { step: "paired", deviceId, name, keptIn, limited: [] }, previous: null },
    [{ type: "close" }],
  ];
}

function failed(machine: PairingMachine, error: ErrorBody, wallMs: number): Step {
  const { step, subject, previous } = machine;
  if (!subject || !["starting", "enter-pin", "checking"].includes(step.step)) return [machine, []];
  const wrongCode = error.code === "wrong-pin" && step.step === "checking";
  const waitS = wrongCode || error.code === "backoff" ? error.details?.retryAfterS : undefined;
  // A dialogue ends with its first wrong code; a fresh one starts by itself and says why.
  if (wrongCode && !waitS) return begin(machine, subject, error);
  const asksAgain = wrongCode || (previous !== null && !machine.waited);
  if (asksAgain && waitS !== undefined && waitS <= SHORT_WAIT_S)
    return wait(machine, subject, wrongCode ? error : previous, waitS);
  const { deviceId, name } = subject;
  const next: PairingStep =
    waitS === undefined
      ? { step: "failed", deviceId, name, error }
      : { step: "backing-off", deviceId, name, untilMs: wallMs + waitS * 1000, error };
  // Nothing is retried by itself from here: each refused try makes the device wait longer.
  return [{ ...machine, step: next, previous: null }, [{ type: "close" }]];
}

function wait(
  machine: PairingMachine,
  subject: PairingSubject,
  previous: ErrorBody | null,
  waitS: number,
): Step {
  const dialogue = machine.dialogue + 1;
  const { deviceId, name } = subject;
  return [
    { step: { step: "starting", deviceId, name }, subject, dialogue, previous, waited: true },
    [{ type: "close" }, { type: "wait", dialogue, delayMs: waitS * 1000 }],
  ];
}
