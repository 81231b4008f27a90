import { RemoteError } from "../../shared/errors.ts";
import type { Clock } from "../runtime/clock.ts";
import { until } from "../runtime/signal.ts";
import type { Relay, RelayState } from "./relay.ts";

/** A TV answers a wake or sleep key with its new state within a few seconds, if it tells states at all. */
const NEW_STATE_MS = 10_000;

/**
 * Wakes the device or puts it to sleep, and waits for the state that it then reports, whichever
 * protocol reports it (parity QK-03). A device that never told its state is not waited for.
 * `presumedOff`: a device that does not tell is taken to be off, unless it plays something.
 * Rejects with `timeout` when the state does not come; a device that falls asleep may also hang up.
 */
export async function setPower(
  clock: Clock,
  relay: Relay,
  target: "on" | "off",
  signal: AbortSignal,
  presumedOff = false,
): Promise<void> {
  const { power, nowPlaying } = relay.state.value;
  const tellsState = power !== "unknown";
  const wasOff = power === "off" || (!tellsState && presumedOff && nowPlaying?.state !== "playing");
  const [operation, feature] =
    target === "on" ? (["turnOn", "turn-on"] as const) : (["turnOff", "turn-off"] as const);
  await relay.pick(operation, feature)();
  if (target === "on" && wasOff) await pressMenu(relay);
  if (tellsState) await newState(clock, relay, target, signal);
}

/**
 * Waking the device does not switch the television on over CEC, a Menu press does (users.md F10). To a
 * device that was on it would be a step back out of whatever it shows.
 */
async function pressMenu(relay: Relay): Promise<void> {
  try {
    await relay.pick("press", "menu")("menu", "tap");
  } catch {
    // It is awake or on its way there; the television is a courtesy.
  }
}

async function newState(
  clock: Clock,
  relay: Relay,
  target: "on" | "off",
  signal: AbortSignal,
): Promise<void> {
  const reached = ({ power, protocols }: RelayState) =>
    power === target || (target === "off" && protocols.length === 0);
  const limit = new AbortController();
  const stop = () => limit.abort(signal.reason);
  signal.addEventListener("abort", stop, { once: true });
  const timer = clock.after(NEW_STATE_MS, () =>
    limit.abort(new RemoteError("timeout", "the device did not report its new power state")),
  );
  try {
    await until(relay.state, reached, limit.signal);
  } finally {
    timer.cancel();
    signal.removeEventListener("abort", stop);
  }
}
