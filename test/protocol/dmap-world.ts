import type { DmapCredentials } from "../../src/main/hap/credentials.ts";
import { dmap } from "../../src/main/protocols/dmap/plugin.ts";
import { HttpClient } from "../../src/main/runtime/http-client.ts";
import type { VirtualTvOptions } from "../../src/main/virtual-tv/virtual-tv.ts";
import { openContext, testIdentity } from "../support/companion-device.ts";
import { settle } from "../support/manual-clock.ts";
import { describeTv } from "./airplay-world.ts";
import { inTime } from "./companion-world.ts";
import { memoryTv, TV_ADDRESS } from "./memory-tv.ts";

export const REMOTE_NAME = "Armchair (test)";
const PATIENCE_MS = 120_000;
const STEP_MS = 50;

/** The virtual Apple TV 3 and our client, in a LAN in memory with a clock of its own; no keys yet. */
export async function dmapWorld(options: Partial<VirtualTvOptions> = {}) {
  const memory = await memoryTv({ name: "Attic", model: "apple-tv-3", ...options });
  const { clock, tv, runtime } = memory;
  /** Lets time pass until the work is done. */
  const run = <T>(work: Promise<T>) => inTime(clock, work, PATIENCE_MS);
  /** In steps: a request over HTTP takes many turns, which one leap over its timeout does not leave it. */
  const pass = async (ms: number) => {
    const endMs = clock.now() + ms;
    while (clock.now() < endMs) await clock.advance(Math.min(STEP_MS, endMs - clock.now()));
  };
  /** As a device that has nothing but Home Sharing. */
  const device = () => {
    const whole = describeTv(tv, TV_ADDRESS);
    return { ...whole, services: whole.services.filter(({ protocol }) => protocol === "dmap") };
  };
  const dialogue = () => {
    const target = { device: device(), controllerName: REMOTE_NAME, identity: testIdentity };
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
      const key = await run(paired);
      await run(typed);
      if (key.kind !== "dmap") throw new Error("another kind of key");
      return key;
    } finally {
      pairing.close();
      await run(tv.closeRemotes());
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
    ...memory,
    run,
    pass,
    device,
    deviceAddress: TV_ADDRESS,
    dialogue,
    pair,
    planWith,
    context,
    open: (key?: DmapCredentials) => run(planWith(key).open(context())),
    /** What any program could ask. */
    http: () => new HttpClient({ ...runtime, host: TV_ADDRESS, port: tv.dmapPort }),
    close: () => run(tv.close()),
  };
}
export type DmapWorld = Awaited<ReturnType<typeof dmapWorld>>;
