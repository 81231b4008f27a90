import { expect } from "vitest";
import { recordsOf, response } from "../../support/announce.ts";
import { discoveryWorld } from "../../support/discovery-world.ts";
import { fuzz } from "../../support/fuzz.ts";
import { livingRoom } from "../../support/sample-devices.ts";

const world = await discoveryWorld();
let packets = 0;

fuzz(
  "a scan",
  async (packet) => {
    world.neighbour.say(packet);
    packets += 1;
    // Answers to questions that the packets raise, repeats and expiries happen in between.
    if (packets % 50 !== 0) return;
    await world.devices();
    for (const { description, info, lastSeenMs } of world.discovery.devices.value) {
      expect(Number.isFinite(lastSeenMs)).toBe(true);
      expect([typeof description.name, typeof info.kind]).toEqual(["string", "string"]);
    }
  },
  {
    seeds: livingRoom.map((service) => response(recordsOf(service))),
    runs: 1000,
  },
);
