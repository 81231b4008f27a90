import { describe, expect, it } from "vitest";
import { answerFor, crowd, packetOf } from "../../support/crowd.ts";
import { discoveryWorld } from "../../support/discovery-world.ts";
import { found, hubWorld } from "../../support/hub-world.ts";
import { settle } from "../../support/manual-clock.ts";
import { seededRandom } from "../../support/seeded-random.ts";

const COUNT = 250;

describe("250 devices at once", () => {
  it("the list is complete though a fifth of all packets is lost, because it asks again (SC-32)", async () => {
    const world = await discoveryWorld();
    const random = seededRandom(3);
    let lost = 0;
    world.lan.loses = () => {
      const loses = (random.bytes(1)[0] ?? 0) < 51;
      if (loses) lost += 1;
      return loses;
    };
    answerFor(world.neighbour, crowd(COUNT));
    world.discovery.rescan();
    await world.clock.advance(500);
    const first = world.discovery.devices.value.length;
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThan(COUNT);
    // Asked after 1, 3, 7, 15 and 31 seconds, naming what is known.
    await world.clock.advance(32_000);
    expect(world.discovery.devices.value).toHaveLength(COUNT);
    expect(lost).toBeGreaterThan(COUNT / 10);
  });

  it("the first one is shown at once, the others in few steps", async () => {
    const world = await discoveryWorld();
    const shown: number[] = [];
    world.discovery.devices.on((devices) => shown.push(devices.length));
    for (const services of crowd(COUNT)) world.neighbour.say(packetOf(services));
    await settle();
    expect(shown).toEqual([1]);
    await world.clock.advance(100);
    expect(shown).toEqual([1, COUNT]);
  });

  it("answers spread over a tenth of a second make at most ten lists", async () => {
    const world = await discoveryWorld();
    const shown: number[] = [];
    world.discovery.devices.on((devices) => shown.push(devices.length));
    for (const services of crowd(COUNT)) {
      world.neighbour.say(packetOf(services));
      await world.clock.advance(100 / COUNT);
    }
    await world.clock.advance(20);
    expect(shown.at(-1)).toBe(COUNT);
    expect(shown.length).toBeLessThanOrEqual(12);
  });

  it("the windows are told of them in few, whole snapshots, of the first one without delay", async () => {
    const world = hubWorld();
    const told: number[] = [];
    world.hub.devices.on(({ devices }) => told.push(devices.length));
    const all = Array.from({ length: COUNT }, (_, index) =>
      found({ name: `TV ${index}`, identifiers: [`id-${index}`] }),
    );
    for (let count = 1; count <= COUNT; count += 1)
      world.discovery.devices.set(all.slice(0, count));
    expect(told).toEqual([1]);
    await world.clock.advance(30);
    expect(told).toEqual([1, COUNT]);
    await world.clock.advance(1000);
    expect(told).toHaveLength(2);
    await world.hub.close();
  });
});
