import { describe, expect, it } from "vitest";
import { decodeMessage } from "../../../src/main/wire/dns/decode.ts";
import { RecordType } from "../../../src/main/wire/dns/message.ts";
import { pointer, response, type TestService } from "../../support/announce.ts";
import { discoveryWorld } from "../../support/discovery-world.ts";
import { livingRoom } from "../../support/sample-devices.ts";

const PROXY = "10.0.0.50";
const proxyService: TestService = {
  type: "_sleep-proxy._udp",
  instance: "70-35-60-63.1 Kitchen",
  port: 52993,
  host: "kitchen.local",
  addresses: [PROXY],
};

describe("a device behind a sleep proxy", () => {
  it("SC-41 E46 D091 is asleep while the proxy answers, and awake when it speaks itself", async () => {
    const world = await discoveryWorld();
    const proxy = await world.neighbourAt(PROXY);
    proxy.announce([proxyService, ...livingRoom]);
    expect((await world.device("Living Room")).asleep).toBe(true);
    await world.clock.advance(5_000);
    world.neighbour.announce(livingRoom);
    expect((await world.device("Living Room")).asleep).toBe(false);
  });

  it("D001 an Apple TV that is a sleep proxy itself is awake", async () => {
    const world = await discoveryWorld();
    const own = { ...proxyService, host: "Living-Room.local", addresses: ["10.0.0.2"] };
    world.neighbour.announce([own, ...livingRoom]);
    expect((await world.device("Living Room")).asleep).toBe(false);
  });

  it("SC-40 is asleep when none of its services has a port", async () => {
    const world = await discoveryWorld();
    world.neighbour.announce(livingRoom.map((each) => ({ ...each, port: 0 })));
    const device = await world.device("Living Room");
    expect(device.asleep).toBe(true);
    expect(device.info.rawModel).toBe("AppleTV14,1");
  });

  it("SC-40 who names services and says no more is asked for all of each, directly", async () => {
    const world = await discoveryWorld();
    const proxy = await world.neighbourAt(PROXY);
    const asked: string[] = [];
    proxy.socket.onMessage(({ bytes }) => {
      for (const { name, type } of decodeMessage(bytes).questions) {
        if (type === RecordType.any) asked.push(name[0] ?? "");
      }
    });
    proxy.say(response(livingRoom.map((each) => pointer(each))));
    await world.clock.advance(1_500);
    expect(asked.sort()).toEqual(["CCD2817C45EA@Living Room", "Living Room", "Living Room"]);
  });

  it("a reflector, which is no sleep proxy, puts nobody to sleep", async () => {
    const world = await discoveryWorld();
    const reflector = await world.neighbourAt("10.0.0.254");
    reflector.announce(livingRoom);
    expect((await world.device("Living Room")).asleep).toBe(false);
  });
});
