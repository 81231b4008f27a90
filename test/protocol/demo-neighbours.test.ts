import { describe, expect, it } from "vitest";
import { createDiscovery } from "../../src/main/discovery/create.ts";
import { memoryPairings } from "../../src/main/hap/accessory.ts";
import { dmap } from "../../src/main/protocols/dmap/plugin.ts";
import { protocols } from "../../src/main/protocols/registry.ts";
import type { InterfaceAddress } from "../../src/main/runtime/network.ts";
import { Secret } from "../../src/main/runtime/secret.ts";
import { until } from "../../src/main/runtime/signal.ts";
import { BUILT_IN_NAME, createBuiltInTv } from "../../src/main/virtual-tv/built-in.ts";
import { createDemoNeighbours, demoNeighbours } from "../../src/main/virtual-tv/demo.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { MemoryLan } from "../support/memory-network.ts";
import { testRuntime } from "../support/runtime.ts";

const memory = { seed: new Secret(new Uint8Array(32).fill(3)), pairings: memoryPairings() };
const remember = async () => memory;

function machine(...more: readonly InterfaceAddress[]) {
  const lan = new MemoryLan();
  const clock = new ManualClock();
  const network = lan.hostWith([
    { name: "lo", address: "127.0.0.1", family: 4, internal: true, scopeId: 0, prefixLength: 8 },
    ...more,
  ]);
  return { lan, clock, runtime: testRuntime({ network, clock }) };
}

describe("the devices of the demo", () => {
  it("include an Apple TV 3 that a person pairs on the screen of the built-in one (PA-20)", async () => {
    const { lan, clock, runtime } = machine({
      name: "eth0",
      address: "10.0.0.5",
      family: 4,
      internal: false,
      scopeId: 0,
      prefixLength: 24,
    });
    const neighbours = createDemoNeighbours(runtime, remember);
    const builtIn = createBuiltInTv(runtime, { remember, beside: neighbours });
    const elsewhere: string[] = [];
    lan.sent.on(({ address }) => elsewhere.push(address));
    await builtIn.start();
    await neighbours.start();
    expect(builtIn.screen.value?.remotes?.seen).toEqual([]);
    const identity = { rpId: "0a1b2c3d4e5f", deviceId: "02:11:22:33:44:55" };
    const device = { identifiers: [], name: "", addresses: ["127.0.0.1"], services: [] };
    const pairing = dmap.turnedPairing?.({ device, controllerName: "Armchair", identity }, runtime);
    if (pairing === undefined) throw new Error("this protocol pairs");
    const { signal } = new AbortController();
    const { pin } = await pairing.begin(signal);
    const paired = pairing.paired(signal, () => {});
    const listed = until(builtIn.screen, (screen) => screen?.remotes?.seen.length === 1);
    for (let waited = 0; waited < 200; waited++) await clock.advance(10);
    const [remote] = (await listed)?.remotes?.seen ?? [];
    expect(remote?.name).toBe("Armchair");
    await builtIn.pairRemote?.(remote?.id ?? "", pin);
    expect((await paired).kind).toBe("dmap");
    expect(builtIn.screen.value?.remotes?.outcome).toBe("paired");
    // All of it stayed inside this machine.
    expect(elsewhere.filter((address) => address !== "127.0.0.1")).toEqual([]);
    pairing.close();
    await neighbours.stop();
    await builtIn.stop();
    await clock.advance(60_000);
    expect([lan.openHandles, clock.armedTimers]).toEqual([0, 0]);
  });

  it("are five, each a model of its own, at one address", async () => {
    const { lan, clock, runtime } = machine();
    const builtIn = createBuiltInTv(runtime, { remember });
    const neighbours = createDemoNeighbours(runtime, remember);
    await builtIn.start();
    await Promise.all([neighbours.start(), neighbours.start()]);
    const discovery = createDiscovery({ runtime, plugins: protocols });
    discovery.start();
    const found = until(discovery.devices, (all) => all.length === 5);
    for (let waited = 0; waited < 200; waited++) await clock.advance(10);
    const kinds = new Map((await found).map(({ description, info }) => [description.name, info]));
    expect([...kinds.keys()].sort()).toEqual(
      [BUILT_IN_NAME, ...demoNeighbours.map(({ name }) => name)].sort(),
    );
    expect(kinds.get("Demo HomePod")).toMatchObject({ kind: "homepod" });
    expect(kinds.get("Demo Apple TV HD (PIN 1234)")).toMatchObject({ rawModel: "AppleTV5,3" });
    expect(kinds.get("Demo Speaker")).toMatchObject({ rawModel: "AirPort10,115", kind: "speaker" });
    expect(kinds.get("Demo Apple TV 3")).toMatchObject({ os: "Apple TV software" });
    const [hd] = discovery.devices.value.filter(({ info }) => info.rawModel === "AppleTV5,3");
    expect(hd?.description.services.map(({ protocol }) => protocol).sort()).toEqual([
      "airplay",
      "companion",
      "mrp",
      "raop",
    ]);
    await discovery.close();
    await neighbours.stop();
    await neighbours.stop();
    await builtIn.stop();
    await clock.advance(60_000);
    expect([lan.openHandles, clock.armedTimers]).toEqual([0, 0]);
  });
});
