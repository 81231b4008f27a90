import { systemClock } from "../../src/main/runtime/clock.ts";
import { silentLog } from "../../src/main/runtime/log.ts";
import { systemMediaFetch } from "../../src/main/runtime/media-fetch.ts";
import type { Network } from "../../src/main/runtime/network.ts";
import { createNodeNetwork } from "../../src/main/runtime/node-network.ts";
import { systemRandom } from "../../src/main/runtime/random.ts";
import { noTrace, type Runtime } from "../../src/main/runtime/runtime.ts";
import { systemStreamFetch } from "../../src/main/runtime/stream-fetch.ts";
import { ManualClock } from "./manual-clock.ts";
import { MemoryLan } from "./memory-network.ts";
import { seededRandom } from "./seeded-random.ts";

export interface TestRuntime extends Runtime {
  readonly clock: ManualClock;
}

/** Nothing real: manual clock, seeded dice, a network in memory. */
export function testRuntime(
  options: { network?: Network; clock?: ManualClock; seed?: number } = {},
): TestRuntime {
  return {
    clock: options.clock ?? new ManualClock(),
    random: seededRandom(options.seed ?? 1),
    network: options.network ?? new MemoryLan().host("10.0.0.1"),
    log: silentLog,
    trace: noTrace,
  };
}

/** The machine's own clock, dice and network: for interop and app tests. */
export function realRuntime(): Runtime {
  return {
    clock: systemClock,
    random: systemRandom,
    network: createNodeNetwork(),
    log: silentLog,
    trace: noTrace,
    mediaFetch: systemMediaFetch,
    streamFetch: systemStreamFetch,
  };
}
