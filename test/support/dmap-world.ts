import type { DmapCredentials } from "../../src/main/hap/credentials.ts";
import { dmap } from "../../src/main/protocols/dmap/plugin.ts";
import type {
  AdvertisedService,
  DeviceDescription,
  TurnedPairingDialogue,
} from "../../src/main/protocols/plugin.ts";
import { txtFromStrings } from "../../src/main/protocols/txt-record.ts";
import { HttpClient } from "../../src/main/runtime/http-client.ts";
import type { Runtime } from "../../src/main/runtime/runtime.ts";
import { Secret } from "../../src/main/runtime/secret.ts";
import { VirtualTv, type VirtualTvOptions } from "../../src/main/virtual-tv/virtual-tv.ts";
import { encodeTxt } from "../../src/main/wire/dns/txt.ts";
import { openContext, testIdentity } from "./companion-device.ts";
import { ManualClock, settle } from "./manual-clock.ts";
import { MemoryLan } from "./memory-network.ts";
import { testRuntime } from "./runtime.ts";
import { tapNetwork } from "./tapped-network.ts";

export const TV_ADDRESS = "10.0.0.2";
export const REMOTE_NAME = "Armchair (test)";

/** The virtual Apple TV 3 and our client in a LAN in memory with a clock of its own, not paired yet. */
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
  const device = () => deviceOf(tv);
  const planWith = (credentials: DmapCredentials) => {
    const [plan] = dmap.plan(device(), { dmap: credentials });
    if (plan === undefined) throw new Error("there should be a plan");
    return plan;
  };
  /** Lets time pass in small steps until the promise settles. */
  const run = async <T>(promise: Promise<T>, patienceMs = 120_000): Promise<T> => {
    let done = false;
    const note = () => {
      done = true;
    };
    promise.then(note, note);
    await settle();
    const endMs = clock.now() + patienceMs;
    while (!done && clock.now() < endMs) await clock.advance(20);
    if (!done) throw new Error(`nothing came of it in ${patienceMs} ms`);
    return promise;
  };
  const dialogue = (): TurnedPairingDialogue => {
    if (dmap.turnedPairing === undefined) throw new Error("this protocol pairs");
    const target = { device: device(), controllerName: REMOTE_NAME, identity: testIdentity };
    return dmap.turnedPairing(target, runtime);
  };
  /** Pairs as two people would: one reads the code, one types it at the TV. */
  const pair = async (): Promise<DmapCredentials> => {
    const { signal } = new AbortController();
    const pairing = dialogue();
    try {
      const { pin } = await run(pairing.begin(signal));
      const paired = pairing.paired(signal, () => {});
      await run(tv.pairRemote({ name: REMOTE_NAME, pin }));
      return keyOf(await run(paired));
    } finally {
      pairing.close();
      await run(tv.closeRemotes());
    }
  };
  return {
    clock,
    lan,
    tv,
    runtime,
    device,
    deviceAddress: TV_ADDRESS,
    planWith,
    run,
    dialogue,
    pair,
    open: async (credentials: DmapCredentials) =>
      run(planWith(credentials).open(openContext(runtime))),
    /** What any program could ask. */
    http: () => new HttpClient({ ...runtime, host: TV_ADDRESS, port: tv.dmapPort }),
    context: (signal: AbortSignal) => openContext(runtime, signal),
    inject: (bytes: Uint8Array) => network.inject(bytes),
    close: () => run(tv.close()),
  };
}
export type DmapWorld = Awaited<ReturnType<typeof dmapWorld>>;

/** A key that opens nothing. */
export const strangersGuid: DmapCredentials = {
  kind: "dmap",
  login: "pairing-guid",
  id: new Secret("0x0123456789ABCDEF"),
};

function keyOf(key: { readonly kind: string }): DmapCredentials {
  if (key.kind !== "dmap") throw new Error("this is another protocol's key");
  return key as DmapCredentials;
}

/** As discovery would describe it, from what it announces. */
function deviceOf(tv: VirtualTv): DeviceDescription {
  const service = tv.announcement.services.find(({ type }) => type === "_appletv-v2._tcp");
  const advertised: AdvertisedService = {
    type: "_appletv-v2._tcp",
    instance: service?.instance ?? "",
    host: "attic.local",
    addresses: [TV_ADDRESS],
    port: tv.dmapPort,
    txt: txtFromStrings(encodeTxt(service?.txt ?? [])),
  };
  const described = dmap.describe(advertised, []);
  if (described === undefined) throw new Error("this should be a service of DMAP");
  return {
    identifiers: described.identifiers,
    name: tv.name,
    addresses: [TV_ADDRESS],
    services: [{ ...described, advertised }],
  };
}
