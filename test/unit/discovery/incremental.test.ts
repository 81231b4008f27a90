import { describe, expect, it } from "vitest";
import { Knowledge } from "../../../src/main/discovery/knowledge.ts";
import { protocols } from "../../../src/main/protocols/registry.ts";
import { recordsOf, response, type TestService } from "../../support/announce.ts";
import { crowd } from "../../support/crowd.ts";
import { testRuntime } from "../../support/runtime.ts";
import { seededRandom } from "../../support/seeded-random.ts";

const STEPS = 150;
const noLinks = { zoneOf: () => undefined, isInternal: () => false };

/** One thing that happens on the network, told to everybody who listens. */
type Step = { readonly packet: Uint8Array; readonly waitMs: number };

describe("working out only what a packet concerns", () => {
  it.each([1, 2, 3])(
    "gives the same devices as working out everything at the end (seed %i)",
    async (seed) => {
      const steps = story(seed);
      const bitByBit = await tell(steps, true);
      const atTheEnd = await tell(steps, false);
      expect(bitByBit.length).toBeGreaterThan(3);
      expect(bitByBit).toEqual(atTheEnd);
    },
  );

  it("keeps the objects of devices that a packet does not concern", () => {
    const knowledge = new Knowledge(testRuntime(), protocols, noLinks);
    const [first = [], second = []] = crowd(2);
    const hear = (services: readonly TestService[]) =>
      knowledge.hear(datagram(response(services.flatMap((each) => recordsOf(each)))), "eth0");
    hear(first);
    const before = knowledge.picture().devices;
    hear(second);
    const after = knowledge.picture().devices;
    expect(before).toHaveLength(1);
    expect(after).toHaveLength(2);
    expect(after[0]?.device).toBe(before[0]?.device);
  });
});

async function tell(steps: readonly Step[], bitByBit: boolean): Promise<string[]> {
  const runtime = testRuntime();
  const knowledge = new Knowledge(runtime, protocols, noLinks);
  for (const { packet, waitMs } of steps) {
    knowledge.hear(datagram(packet), "eth0");
    if (bitByBit) knowledge.picture();
    await runtime.clock.advance(waitMs);
    knowledge.sweep();
  }
  const told = knowledge.picture().devices.map(({ device: { description, info, asleep } }) => {
    const services = description.services.map(({ advertised, ...service }) => ({
      ...service,
      host: advertised?.host,
    }));
    return JSON.stringify({ ...description, services, info, asleep });
  });
  return told.sort();
}

/** Devices come, change their ports, addresses and texts, lose their identifiers, and go. */
function story(seed: number): Step[] {
  const random = seededRandom(seed);
  const dice = (sides: number) => (random.bytes(1)[0] ?? 0) % sides;
  const devices = crowd(8);
  return Array.from({ length: STEPS }, () => {
    const services = devices[dice(devices.length)] ?? [];
    const service = services[dice(services.length)];
    if (!service) throw new Error("no service");
    const [address = ""] = service.addresses ?? [];
    const changed: TestService = {
      ...service,
      port: dice(6) === 0 ? 0 : 7000 + dice(3),
      addresses: dice(5) === 0 ? [address, address.replace("10.78.", "10.79.")] : [address],
      txt: dice(6) === 0 ? { model: "AppleTV6,2" } : (service.txt ?? {}),
    };
    const board = {
      type: "_device-info._tcp",
      instance: service.instance,
      txt: { model: "J42dAP" },
    };
    const said = dice(12) === 0 ? board : changed;
    const packet = response(recordsOf(said, dice(5) === 0 ? { ttl: 0 } : {}));
    return { packet, waitMs: dice(3) * 700 };
  });
}

function datagram(bytes: Uint8Array) {
  return { bytes, address: "10.0.0.2", port: 5353 };
}
