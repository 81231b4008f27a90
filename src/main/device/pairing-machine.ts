import { assertNever, type ErrorBody } from "../../shared/errors.ts";
import type { DeviceId } from "../../shared/model/device.ts";
import type { PairingStep } from "../../shared/model/pairing.ts";
import type { ProtocolId } from "../../shared/model/protocol.ts";
import type { LostChannel } from "../../shared/model/session.ts";
import type { PairingInvitation } from "../protocols/plugin.ts";

export interface PairingSubject {
  readonly deviceId: DeviceId;
  readonly name: string;
  /** Whose code is asked for. */
  readonly protocol: ProtocolId;
  /** What is paired already, when the device refused its key for `protocol`; null for the first code. */
  readonly second: ProtocolId | null;
}

/** A pairing that is good already, whatever becomes of a second code. */
export interface Paired {
  readonly keptIn: "keychain" | "memory";
  /** What is missing without a second code. */
  readonly limited: readonly LostChannel[];
}

/** What the key that we have opens, and what it does not. */
export interface Trial {
  /** The protocol to ask a second code for; null when there is none, or its code was asked for. */
  readonly second: ProtocolId | null;
  readonly limited: readonly LostChannel[];
}

/** The step people see, and what the machine has to remember beside it. */
export interface PairingMachine {
  readonly step: PairingStep;
  readonly subject: PairingSubject | null;
  /** Number of the newest dialogue. Answers that carry an older one are ignored. */
  readonly dialogue: number;
  /** Why we ask for the code again. */
  readonly previous: ErrorBody | null;
  readonly paired: Paired | null;
  /** The short wait after a wrong code was waited for once. */
  readonly waited: boolean;
}

/**
 * A device makes the try after a first wrong code wait a second. That is part of asking again; any
 * longer wait is shown, and only a person ends it.
 */
const SHORT_WAIT_S = 2;

/** A person walks to the device, finds the menu and types four digits with a remote control. */
const CALL_LIMIT_MS = 300_000;

export const initialPairing: PairingMachine = {
  step: { step: "idle" },
  subject: null,
  dialogue: 0,
  previous: null,
  paired: null,
  waited: false,
};

export type PairingEvent =
  /** `chosen`: a person wants this very protocol, whatever was asked for last. */
  | { readonly type: "start"; readonly subject: PairingSubject; readonly chosen?: true }
  /** Instead of `start`: it is paired, and what is missing may open with a second code. */
  | { readonly type: "complete"; readonly subject: PairingSubject; readonly paired: Paired }
  /** The device shows its code. */
  | { readonly type: "code-shown"; readonly dialogue: number }
  | { readonly type: "code-entered" }
  /** Turned round: the device can see us, and a person has our code to type there. */
  | {
      readonly type: "invited";
      readonly dialogue: number;
      readonly invitation: PairingInvitation;
    }
  /** The device called with another code. */
  | { readonly type: "refused-call"; readonly dialogue: number; readonly error: ErrorBody }
  | {
      readonly type: "paired";
      readonly dialogue: number;
      readonly keptIn: "keychain" | "memory";
    }
  /** The key was tried on the device's other protocols. */
  | { readonly type: "tried"; readonly dialogue: number; readonly trial: Trial }
  | { readonly type: "skip" }
  | { readonly type: "failed"; readonly dialogue: number; readonly error: ErrorBody }
  | { readonly type: "waited"; readonly dialogue: number }
  | { readonly type: "cancel" };

export type PairingEffect =
  | { readonly type: "begin"; readonly dialogue: number; readonly subject: PairingSubject }
  | { readonly type: "finish"; readonly dialogue: number }
  | { readonly type: "await-call"; readonly dialogue: number; readonly limitMs: number }
  | { readonly type: "try-key"; readonly dialogue: number; readonly subject: PairingSubject }
  | { readonly type: "wait"; readonly dialogue: number; readonly delayMs: number }
  | { readonly type: "close" };

type Step = readonly [PairingMachine, readonly PairingEffect[]];

/** The pairing machine. Pure; `wallMs` is ms since 1970, for the countdown. */
export function stepPairing(machine: PairingMachine, event: PairingEvent, wallMs: number): Step {
  if ("dialogue" in event && event.dialogue !== machine.dialogue) return [machine, []];
  switch (event.type) {
    case "start":
      return start(machine, event.subject, event.chosen === true);
    case "complete":
      return complete(machine, event.subject, event.paired);
    case "code-shown":
      return codeShown(machine);
    case "code-entered":
      return codeEntered(machine);
    case "invited":
      return invited(machine, event.invitation, wallMs);
    case "refused-call":
      return refusedCall(machine, event.error);
    case "paired":
      return paired(machine, event.keptIn);
    case "tried":
      return tried(machine, event.trial);
    case "skip":
      return machine.paired ? done(machine, machine.paired) : [machine, []];
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

/** Whoever starts again after a second code failed means that code, not the first one. */
function start(machine: PairingMachine, subject: PairingSubject, chosen: boolean): Step {
  const { subject: last, paired, step } = machine;
  const isMeant = !chosen || last?.protocol === subject.protocol;
  const stopped = isMeant && (step.step === "failed" || step.step === "backing-off");
  const again = stopped && paired && last?.deviceId === subject.deviceId ? last : null;
  return again ? begin(machine, again, null) : begin({ ...machine, paired: null }, subject, null);
}

function begin(
  machine: PairingMachine,
  subject: PairingSubject,
  previous: ErrorBody | null,
  waited = false,
): Step {
  const dialogue = machine.dialogue + 1;
  const { deviceId, name } = subject;
  const step: PairingStep = { step: "starting", deviceId, name };
  return [
    { step, subject, dialogue, previous, waited, paired: machine.paired },
    [{ type: "close" }, { type: "begin", dialogue, subject }],
  ];
}

function complete(machine: PairingMachine, subject: PairingSubject, paired: Paired): Step {
  const dialogue = machine.dialogue + 1;
  const { deviceId, name } = subject;
  const step: PairingStep = { step: "starting", deviceId, name };
  return [
    { step, subject, dialogue, previous: null, waited: false, paired },
    [{ type: "close" }, { type: "try-key", dialogue, subject }],
  ];
}

function codeShown(machine: PairingMachine): Step {
  const { subject, previous } = machine;
  if (machine.step.step !== "starting" || !subject) return [machine, []];
  return [{ ...machine, step: { step: "enter-pin", ...subject, previous } }, []];
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

function invited(machine: PairingMachine, invitation: PairingInvitation, wallMs: number): Step {
  const { step, subject, dialogue } = machine;
  if (step.step !== "starting" || !subject) return [machine, []];
  const { deviceId, name, protocol } = subject;
  const { pin, remoteName } = invitation;
  const next: PairingStep = {
    step: "show-pin",
    deviceId,
    name,
    protocol,
    pin,
    remoteName,
    previous: null,
    untilMs: wallMs + CALL_LIMIT_MS,
  };
  return [{ ...machine, step: next }, [{ type: "await-call", dialogue, limitMs: CALL_LIMIT_MS }]];
}

/** The code stays: whoever mistyped it types it again. */
function refusedCall(machine: PairingMachine, error: ErrorBody): Step {
  if (machine.step.step !== "show-pin") return [machine, []];
  return [{ ...machine, step: { ...machine.step, previous: error } }, []];
}

/** The key is kept; whether it opens everything is still to be seen. */
function paired(machine: PairingMachine, keptIn: "keychain" | "memory"): Step {
  const { step, subject, dialogue } = machine;
  if ((step.step !== "checking" && step.step !== "show-pin") || !subject) return [machine, []];
  const { deviceId, name } = subject;
  const checking: PairingStep =
    step.step === "checking" ? step : { step: "checking", deviceId, name };
  const inMemory = machine.paired?.keptIn === "memory";
  const good: Paired = { keptIn: inMemory ? "memory" : keptIn, limited: [] };
  return [
    { ...machine, step: checking, paired: good, previous: null },
    [{ type: "close" }, { type: "try-key", dialogue, subject }],
  ];
}

function tried(machine: PairingMachine, { second, limited }: Trial): Step {
  const { subject, paired: good } = machine;
  if (!subject || !good) return [machine, []];
  const known = { ...machine, paired: { ...good, limited } };
  // One second code at most: a third would be a riddle.
  if (second === null || subject.second !== null) return done(known, known.paired);
  return begin(known, { ...subject, protocol: second, second: subject.protocol }, null);
}

function done(machine: PairingMachine, { keptIn, limited }: Paired): Step {
  const { subject } = machine;
  if (!subject) return [machine, []];
  const { deviceId, name } = subject;
  const step: PairingStep = { step: "paired", deviceId, name, keptIn, limited };
  return [
    { ...machine, step, dialogue: machine.dialogue + 1, previous: null, paired: null },
    [{ type: "close" }],
  ];
}

const underWay: readonly PairingStep["step"][] = ["starting", "enter-pin", "show-pin", "checking"];

function failed(machine: PairingMachine, error: ErrorBody, wallMs: number): Step {
  const { step, subject, previous } = machine;
  if (!subject || !underWay.includes(step.step)) return [machine, []];
  const wrongCode = error.code === "wrong-pin" && step.step === "checking";
  const waitS = wrongCode || error.code === "backoff" ? error.details?.retryAfterS : undefined;
  // A dialogue ends with its first wrong code; a fresh one starts by itself and says why.
  if (wrongCode && !waitS) return begin(machine, subject, error);
  const asksAgain = wrongCode || (previous !== null && !machine.waited);
  if (asksAgain && waitS !== undefined && waitS <= SHORT_WAIT_S)
    return wait(machine, subject, wrongCode ? error : previous, waitS);
  if (machine.paired && waitS === undefined) return withoutSecond(machine, machine.paired, error);
  const { deviceId, name } = subject;
  const next: PairingStep =
    waitS === undefined
      ? { step: "failed", deviceId, name, error }
      : { step: "backing-off", deviceId, name, untilMs: wallMs + waitS * 1000, error };
  // Nothing is retried by itself from here: each refused try makes the device wait longer.
  return [{ ...machine, step: next, previous: null }, [{ type: "close" }]];
}

/** The device shows no second code, or hung up: the first one is good all the same. */
function withoutSecond(
  machine: PairingMachine,
  { keptIn, limited }: Paired,
  error: ErrorBody,
): Step {
  return done(machine, {
    keptIn,
    limited: limited.map(({ protocol }) => ({ protocol, cause: error.code })),
  });
}

function wait(
  machine: PairingMachine,
  subject: PairingSubject,
  previous: ErrorBody | null,
  waitS: number,
): Step {
  const dialogue = machine.dialogue + 1;
  const { deviceId, name } = subject;
  const step: PairingStep = { step: "starting", deviceId, name };
  return [
    { ...machine, step, subject, dialogue, previous, waited: true },
    [{ type: "close" }, { type: "wait", dialogue, delayMs: waitS * 1000 }],
  ];
}
