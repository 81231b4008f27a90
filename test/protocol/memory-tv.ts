import { VirtualTv, type VirtualTvOptions } from "../../src/main/virtual-tv/virtual-tv.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { MemoryLan } from "../support/memory-network.ts";
import { testRuntime } from "../support/runtime.ts";
import { tapNetwork } from "../support/tapped-network.ts";

export const TV_ADDRESS = "10.0.0.2";

/** A virtual device and the place of its client, in a LAN in memory with a clock of its own. */
export async function memoryTv(options: Omit<VirtualTvOptions, "runtime">) {
  const clock = new ManualClock();
  const lan = new MemoryLan();
  const network = tapNetwork(lan.host("10.0.0.1"));
  const tv = await VirtualTv.start({
    runtime: testRuntime({ network: lan.host(TV_ADDRESS), clock, seed: 2 }),
    advertise: false,
    ...options,
  });
  return {
    clock,
    lan,
    tv,
    /** The client's. */
    runtime: testRuntime({ network, clock, seed: 1 }),
    inject: (bytes: Uint8Array) => network.inject(bytes),
  };
}
