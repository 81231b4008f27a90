import type { HapCredentials } from "../../src/main/hap/credentials.ts";
import { companion } from "../../src/main/protocols/companion/plugin.ts";
import type {
  Channel,
  DeviceDescription,
  PairingDialogue,
} from "../../src/main/protocols/plugin.ts";
import type { MediaFetch } from "../../src/main/runtime/media-fetch.ts";
import type { Runtime } from "../../src/main/runtime/runtime.ts";
import { VirtualTv, type VirtualTvOptions } from "../../src/main/virtual-tv/virtual-tv.ts";
import { hapKey } from "./hap-key.ts";
import { ManualClock } from "./manual-clock.ts";
import { MemoryLan } from "./memory-network.ts";
import { testRuntime } from "./runtime.ts";

export const TV_ADDRESS = "10.0.0.2";
export const TV_PIN = "1234";
const STEP_MS = 10;
const PATIENCE_MS = 120_000;

/** A virtual TV and remotes on one LAN in memory, under one manual clock. */
export interface TvLan {
  readonly tv: VirtualTv;
  readonly lan: MemoryLan;
  readonly clock: ManualClock;
  /** The TV as discovery would describe it. */
  device(): DeviceDescription;
  /** Another machine on the LAN. */
  machine(): Runtime;
  /** Lets time pass in small steps until the promise settles. */
  run<T>(promise: Promise<T>): Promise<T>;
  dialogue(runtime?: Runtime): PairingDialogue;
  /** Pairs as a person would. */
  pair(): Promise<HapCredentials>;
  open(credentials: HapCredentials, runtime?: Runtime): Promise<Channel>;
  close(): Promise<void>;
}

/** `mediaFetch`: how the TV comes to its films; by default there are none. */
export async function tvLan(
  options: Omit<VirtualTvOptions, "runtime"> = {},
  mediaFetch?: MediaFetch,
): Promise<TvLan> {
  const clock = new ManualClock();
  const lan = new MemoryLan();
  const tv = await VirtualTv.start({
    runtime: {
      ...testRuntime({ network: lan.host(TV_ADDRESS), clock }),
      ...(mediaFetch && { mediaFetch }),
    },
    name: "Living Room",
    pin: TV_PIN,
    ...options,
  });
  let machines = 0;
  const machine = () => {
    machines += 1;
    const network = lan.host(`10.0.0.${100 + machines}`);
    return testRuntime({ network, clock, seed: 100 + machines });
  };
  const device = () => describeTv(tv);
  const run = <T>(promise: Promise<T>) => runClock(clock, promise);
  const signal = new AbortController().signal;
  const dialogue = (runtime = machine()) => startDialogue(device(), runtime);
  return {
    tv,
    lan,
    clock,
    device,
    machine,
    run,
    dialogue,
    async pair() {
      const pairing = dialogue();
      await run(pairing.begin(signal));
      return hapKey(await run(pairing.finish(tv.screen.value.pin ?? "", signal)));
    },
    async open(credentials, runtime = machine()) {
      const [plan] = companion.plan(device(), { companion: credentials });
      if (!plan) throw new Error("no plan");
      const identity = { rpId: "0123456789ab", deviceId: "02:00:00:00:00:01" };
      return run(plan.open({ runtime, signal, identity, controllerName: "Armchair (test)" }));
    },
    async close() {
      await run(tv.close());
    },
  };
}

function startDialogue(device: DeviceDescription, runtime: Runtime): PairingDialogue {
  if (!companion.pairing) throw new Error("no pairing");
  const identity = { rpId: "0123456789ab", deviceId: "02:00:00:00:00:01" };
  return companion.pairing({ device, controllerName: "Armchair (test)", identity }, runtime);
}

function describeTv(tv: VirtualTv): DeviceDescription {
  return {
    identifiers: tv.identifiers,
    name: tv.name,
    addresses: [TV_ADDRESS],
    services: [
      {
        protocol: "companion",
        identifiers: tv.identifiers,
        port: tv.port,
        pairing: "mandatory",
        requiresPassword: false,
        enabled: true,
        facts: {},
        advertised: null,
      },
    ],
  };
}

async function runClock<T>(clock: ManualClock, promise: Promise<T>): Promise<T> {
  let settled = false;
  const noteIt = () => {
    settled = true;
  };
  promise.then(noteIt, noteIt);
  for (let waitedMs = 0; !settled && waitedMs < PATIENCE_MS; waitedMs += STEP_MS) {
    await clock.advance(STEP_MS);
  }
  if (!settled) throw new Error(`nothing came of it in ${PATIENCE_MS} ms`);
  return promise;
}
