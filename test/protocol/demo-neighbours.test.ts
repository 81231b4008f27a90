import { describe, expect, it } from "vitest";
import { createDiscovery } from "../../src/main/discovery/create.ts";
import { memoryPairings } from "../../src/main/hap/accessory.ts";
import { protocols } from "../../src/main/protocols/registry.ts";
import { Secret } from "../../src/main/runtime/secret.ts";
import { until } from "../../src/main/runtime/signal.ts";
import { BUILT_IN_NAME, createBuiltInTv } from "../../src/main/virtual-tv/built-in.ts";
import { createDemoNeighbours, demoNeighbours } from "../../src/main/virtual-tv/demo.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { MemoryLan } from "../support/memory-network.ts";
import { testRuntime } from "../support/runtime.ts";

const memory = { seed: new Secret(new Uint8Array(32).fill(3)), pairings: memoryPairings() };
const remember = async () => memory;

function machine() {
  const lan = new MemoryLan();
  const clock = new ManualClock();
  const network = lan.hostWith([
    { name: "lo", address: "127.0.0.1", family: 4, internal: true, scopeId: 0, prefixLength: 8 },
  ]);
  return { lan, clock, runtime: testRuntime({ network, clock }) };
}

describe("the devices of the demo", () => {
  it("are four, each a model of its own, at one address", async () => {
    const { lan, clock, runtime } = machine();
    const builtIn = createBuiltInTv(runtime, { remember });
    const neighbours = createDemoNeighbours(runtime, remember);
    await builtIn.start();
    await Promise.all([neighbours.start(), neighbours.start()]);
    const discovery = createDiscovery({ runtime, plugins: protocols });
    discovery.start();
    const found = until(discovery.devices, (all) => all.length === 4);
    for (let waited = 0; waited < 200; waited++) await clock.advance(10);
    const kinds = new Map((await found).map(({ description, info }) => [description.name, info]));
    expect([...kinds.keys()].sort()).toEqual(
      [BUILT_IN_NAME, ...demoNeighbours.map(({ name }) => name)].sort(),
    );
    expect(kinds.get("Demo HomePod")).toMatchObject({ kind: "homepod" });
    expect(kinds.get("Demo Apple TV HD (PIN 1234)")).toMatchObject({ rawModel: "AppleTV5,3" });
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
