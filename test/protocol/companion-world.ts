import type { HapCredentials } from "../../src/main/hap/credentials.ts";
import { companion } from "../../src/main/protocols/companion/plugin.ts";
import type { Channel, Operations } from "../../src/main/protocols/plugin.ts";
import { until } from "../../src/main/runtime/signal.ts";
import { companionDevice, openContext, pairWith } from "../support/companion-device.ts";
import { type ManualClock, settle } from "../support/manual-clock.ts";
import { memoryTv, TV_ADDRESS } from "./memory-tv.ts";

export const TV_PIN = "1234";

/** The virtual Apple TV and our client, paired, in a LAN in memory with a clock of its own. */
export async function companionWorld() {
  const memory = await memoryTv({ name: "Living Room", pin: TV_PIN });
  const { tv, runtime } = memory;
  const device = () => companionDevice(TV_ADDRESS, tv.port);
  const credentials = await pairWith(device(), TV_PIN, runtime);
  const planWith = (keys: HapCredentials) => {
    const [plan] = companion.plan(device(), { companion: keys });
    if (plan === undefined) throw new Error("there should be a plan");
    return plan;
  };
  await settle();
  return {
    ...memory,
    credentials,
    device,
    deviceAddress: TV_ADDRESS,
    get plan() {
      return planWith(credentials);
    },
    planWith,
    context: (signal: AbortSignal) => openContext(runtime, signal),
    open: () => planWith(credentials).open(openContext(runtime)),
    close: () => tv.close(),
  };
}
export type CompanionWorld = Awaited<ReturnType<typeof companionWorld>>;

/** Lets time pass until the work is done, but no more than `ms`. */
export async function inTime<T>(clock: ManualClock, work: Promise<T>, ms = 10_000): Promise<T> {
  let done = false;
  const finished = work.finally(() => {
    done = true;
  });
  finished.catch(() => {});
  const end = clock.now() + ms;
  await settle();
  while (!done && clock.now() < end) await clock.advance(Math.min(50, end - clock.now()));
  if (!done) throw new Error(`not done after ${ms} ms`);
  return finished;
}

/** An operation that must be there. */
export function operation<N extends keyof Operations>(channel: Channel, name: N): Operations[N] {
  const found = channel.operations[name];
  if (found === undefined) throw new Error(`${name} is not offered`);
  return found as Operations[N];
}

export const stateOf = (
  channel: Channel,
  test: Parameters<typeof until<Channel["state"]["value"]>>[1],
) => until(channel.state, test);
