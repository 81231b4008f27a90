import { type ErrorBody, RemoteError } from "../../../shared/errors.ts";
import type { DeviceSummary } from "../../../shared/model/device.ts";
import type { PairingSnapshot, PairingStep } from "../../../shared/model/pairing.ts";
import { type ProtocolId, protocolIds } from "../../../shared/model/protocol.ts";
import { delay } from "../../runtime/clock.ts";
import { chooseDevice, chooseNewDevice } from "../choose-device.ts";
import { type Context, orAborted, print } from "../command.ts";
import { printable } from "../table.ts";
import { NOBODY_TYPED, sentenceFor } from "../words.ts";

export interface PairOptions {
  /** The code on the screen; asked for when it is not given. */
  readonly pin?: string;
  /** Go without what a second code would add. */
  readonly skipSecond: boolean;
  /** The one to pair over; undefined for the one that opens most. */
  readonly protocol?: ProtocolId;
}

type AskedForCode = Extract<PairingStep, { step: "enter-pin" }>;
type ShownCode = Extract<PairingStep, { step: "show-pin" }>;
type Ended = Extract<PairingStep, { step: "paired" }>;

/** Throws `invalid` for a protocol that nobody knows. */
export function pairingProtocol(name: string): ProtocolId {
  const protocol = protocolIds.find((id) => id === name);
  if (protocol) return protocol;
  throw new RemoteError("invalid", `The protocol is one of ${protocolIds.join(", ")}.`);
}

/**
 * Pairs with a device: makes it show its code, asks for the code, keeps the key. A wrong code is asked
 * for again, unless it came with the command. Where it is the device that asks, shows our code and waits. Rejects with what the device or the keychain said.
 */
export async function pair(context: Context, options: PairOptions): Promise<void> {
  const device = await chooseNewDevice(context);
  if (device.unpairable === "no-code") return sayNothingToPair(context, device);
  const steps = new PairingSteps(context);
  try {
    await begin(context, device.id, options);
    const ended = await answerSteps(context, steps, options);
    if (ended.keptIn === "memory") context.world.err(KEPT_IN_MEMORY);
    const { name, keptIn, limited } = ended;
    for (const { protocol, cause } of limited)
      context.world.err(`Without ${protocol}: ${sentenceFor({ code: cause, message: "" })}`);
    print(context, { paired: device.id, name, keptIn, limited }, [
      `Paired with ${printable(name)}.`,
    ]);
  } catch (error) {
    await context.handlers["pairing.cancel"]().catch(() => {});
    throw error;
  } finally {
    steps.close();
  }
}

const begin = ({ handlers }: Context, id: string, { protocol }: PairOptions) =>
  protocol === undefined ? handlers["pairing.start"](id) : handlers["pairing.start"](id, protocol);

const KEPT_IN_MEMORY = "The key could not be stored: it is gone when the program ends.";

async function answerSteps(
  context: Context,
  steps: PairingSteps,
  options: PairOptions,
): Promise<Ended> {
  const { pin, skipSecond } = options;
  let codes = 0;
  let shown: ShownCode | undefined;
  for (;;) {
    const step = await steps.next();
    switch (step.step) {
      case "idle":
        throw new RemoteError("cancelled", "somebody else ended the pairing");
      case "starting":
      case "checking":
        break;
      case "enter-pin":
        if (step.second !== null) {
          await answerSecond(context, step, skipSecond);
          break;
        }
        if (codes > 0 && pin !== undefined) throw new RemoteError("wrong-pin", "");
        if (step.previous) context.world.err("That code was not right.");
        codes += 1;
        await context.handlers["pairing.submitPin"](await codeFor(context, step.name, pin));
        break;
      case "backing-off":
        if (codes > 0 && pin !== undefined) throw new RemoteError("wrong-pin", "");
        if (codes > 0) context.world.err("That code was not right.");
        await waitAndStartAgain(context, step, options);
        break;
      case "show-pin":
        showCode(context, step, shown, pin);
        shown = step;
        break;
      case "failed":
        throw failure(step.error, shown !== undefined);
      case "paired":
        return step;
    }
  }
}

/** Somebody mistyped: no reason to make them start over, unless the device wants hours. */
const LONGEST_WAIT_S = 60;

async function waitAndStartAgain(
  context: Context,
  { deviceId, error }: Extract<PairingStep, { step: "backing-off" }>,
  options: PairOptions,
): Promise<void> {
  const { world, signal } = context;
  const seconds = error.details?.retryAfterS ?? Number.POSITIVE_INFINITY;
  if (seconds > LONGEST_WAIT_S) throw RemoteError.fromBody(error);
  world.err(`The device takes another code in ${seconds} s; waiting.`);
  await delay(world.clock, seconds * 1000, signal);
  await begin(context, deviceId, options);
}

/** Turned round: what to do on the device, once, and that it called with another code. */
function showCode(
  context: Context,
  step: ShownCode,
  before: ShownCode | undefined,
  given: string | undefined,
): void {
  const { world, options } = context;
  if (given !== undefined)
    throw new RemoteError("invalid", "This device takes the code: it is typed there, not here.");
  if (step.previous && step !== before) world.err("Another code was typed on the device.");
  if (before?.pin === step.pin) return;
  const { deviceId: device, pin, remoteName } = step;
  const minutes = Math.max(1, Math.round((step.untilMs - world.clock.wallMs()) / 60_000));
  if (options.json)
    world.out(JSON.stringify({ device, type: pin, remoteName, untilMs: step.untilMs }));
  else
    for (const line of [
      `On ${printable(step.name)} choose Settings, General, Remotes, then ${printable(remoteName)},`,
      `and type ${pin} there. Waiting for it, ${minutes} minutes at most.`,
    ])
      world.out(line);
}

function failure(error: ErrorBody, wasShown: boolean): RemoteError {
  if (!wasShown || error.code !== "timeout") return RemoteError.fromBody(error);
  return new RemoteError("timeout", error.message, { ...error.details, subject: NOBODY_TYPED });
}

/** A code that came with the command was for the first; no code, or an empty line, goes without. */
async function answerSecond(
  { world, handlers, signal }: Context,
  asked: AskedForCode,
  skip: boolean,
): Promise<void> {
  if (skip) return handlers["pairing.skip"]();
  if (asked.previous) world.err("That code was not right.");
  else world.err(whySecond(asked));
  const prompt = "Second code, or nothing to go without: ";
  const typed = (await orAborted(world.ask(prompt), signal))?.trim() ?? "";
  await (typed === "" ? handlers["pairing.skip"]() : handlers["pairing.submitPin"](typed));
}

function whySecond({ name, protocol, second }: AskedForCode): string {
  const device = printable(name);
  // Two ways that never shared a key: nothing was refused.
  return second === "dmap"
    ? `${device} is paired as a remote. For videos, AirPlay wants a code of its own, which ${device} ` +
        "shows now. Without it the remote works all the same."
    : `${device} did not take the first code's key for ${protocol} and shows another code. ` +
        "Without it the buttons work, but not what plays.";
}

/** HomePods and speakers show no code and need none. */
function sayNothingToPair(context: Context, { id, name }: DeviceSummary): void {
  print(context, { paired: null, device: id, name, needed: false }, [
    `${printable(name)} needs no pairing: name it with --device and use it.`,
  ]);
}

async function codeFor(
  { world, signal }: Context,
  name: string,
  pin: string | undefined,
): Promise<string> {
  if (pin !== undefined) return pin;
  const typed = await orAborted(world.ask(`Code on the screen of ${printable(name)}: `), signal);
  if (typed === undefined) throw new RemoteError("cancelled", "no code was given");
  return typed.trim();
}

/** The steps of the pairing in order, none twice and none lost. */
class PairingSteps {
  readonly #context: Context;
  readonly #off: () => void;
  readonly #queue: PairingStep[] = [];
  #wake: (() => void) | null = null;
  #newest = -1;

  constructor(context: Context) {
    this.#context = context;
    this.#off = context.service.on("pairing", (snapshot) => this.#take(snapshot));
  }

  async next(): Promise<PairingStep> {
    const { signal } = this.#context;
    for (;;) {
      if (signal.aborted) throw RemoteError.from(signal.reason);
      const step = this.#queue.shift();
      if (step) return step;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        signal.addEventListener("abort", () => resolve(), { once: true });
      });
    }
  }

  close(): void {
    this.#off();
  }

  #take({ revision, pairing }: PairingSnapshot): void {
    if (revision <= this.#newest) return;
    this.#newest = revision;
    this.#queue.push(pairing);
    this.#wake?.();
  }
}

/** Removes the key and what is remembered of a device. */
export async function forget(context: Context): Promise<void> {
  const device = await chooseDevice(context);
  await context.handlers["devices.forget"](device.id);
  print(context, { forgotten: device.id }, [`Forgot ${printable(device.name)}.`]);
}
