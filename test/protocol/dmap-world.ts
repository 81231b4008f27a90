import type { DmapCredentials } from "../../src/main/hap/credentials.ts";
import { dmap } from "../../src/main/protocols/dmap/plugin.ts";
import type { Runtime } from "../../src/main/runtime/runtime.ts";
import { VirtualTv, type VirtualTvOptions } from "../../src/main/virtual-tv/virtual-tv.ts";
import { openContext, testIdentity } from "../support/companion-device.ts";
import { ManualClock, settle } from "../support/manual-clock.ts";
import { MemoryLan } from "../support/memory-network.ts";
import { testRuntime } from "../support/runtime.ts";
import { tapNetwork } from "../support/tapped-network.ts";
import { describeTv } from "./airplay-world.ts";
import { inTime } from "./companion-world.ts";

export const TV_ADDRESS = "10.0.0.2";
export const NAME = "Armchair (test)";

/** The virtual Apple TV 3 and our client, in a LAN in memory with a clock of its own; no keys yet. */
export async function dmapWorld(options: Partial<VirtualTvOptions> = {}) {
  const clock = new ManualClock();
  const lan = new MemoryLan();
  const network = tapNetwork(lan.host("10.0.0.1"));
  const runtime: Runtime = testRuntime({ network, clock, seed: 1 });
  const tv = await VirtualTv.start({
    runtime: testRuntime({ network: lan.host(TV_ADDRESS), clock, seed: 2 }),
    name: "Attic",
    model: "apple-tv-3",
    advertise: false,
    ...options,
  });
  /** As a device that has nothing but Home Sharing. */
  const device = () => {
    const whole = describeTv(tv, TV_ADDRESS);
    return { ...whole, services: whole.services.filter(({ protocol }) => protocol === "dmap") };
  };
  const dialogue = () => {
    const target = { device: device(), controllerName: NAME, identity: testIdentity };
    const made = dmap.turnedPairing?.(target, runtime);
    if (made === undefined) throw new Error("this protocol pairs");
    return made;
  };
  /** As a person does: the code is read here and typed there. */
  const pair = async (): Promise<DmapCredentials> => {
    const pairing = dialogue();
    const { signal } = new AbortController();
    try {
      const { pin, remoteName } = await pairing.begin(signal);
      const paired = pairing.paired(signal, () => {});
      const typed = tv.pairRemote({ name: remoteName, pin });
      const key = await inTime(clock, paired);
      await inTime(clock, typed);
      if (key.kind !== "dmap") throw new Error("another kind of key");
      return key;
    } finally {
      pairing.close();
      await tv.closeRemotes();
      await settle();
    }
  };
  const planWith = (key?: DmapCredentials) => {
    const [plan] = dmap.plan(device(), key ? { dmap: key } : {});
    if (plan === undefined) throw new Error("there should be a plan");
    return plan;
  };
  const never = new AbortController().signal;
  const context = (signal: AbortSignal = never) => openContext(runtime, signal);
  return {
    clock,
    lan,
    tv,
    runtime,
    device,
    deviceAddress: TV_ADDRESS,
    dialogue,
    pair,
    planWith,
    context,
    open: (key?: DmapCredentials) => planWith(key).open(context()),
    inject: (bytes: Uint8Array) => network.inject(bytes),
    close: () => tv.close(),
  };
}
export type DmapWorld = Awaited<ReturnType<typeof dmapWorld>>;
