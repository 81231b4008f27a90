import { describe, expect, it } from "vitest";
import { decodeMessage } from "../../../src/main/wire/dns/decode.ts";
import { RecordType } from "../../../src/main/wire/dns/message.ts";
import { nameKey } from "../../../src/main/wire/dns/name.ts";
import { location, pointer, recordsOf, response } from "../../support/announce.ts";
import { discoveryWorld } from "../../support/discovery-world.ts";
import { livingRoom } from "../../support/sample-devices.ts";

describe("browsing", () => {
  it("shows a device made of its services (SC-01, SC-02, SC-07, SC-24)", async () => {
    const world = await discoveryWorld();
    world.neighbour.announce(livingRoom);
    const { description, info, asleep } = await world.device("Living Room");
    expect(description.identifiers).toEqual([
      "C14C9E01-6FF3-4FB9-A006-99AEF6F00669",
      "CC:D2:81:7C:45:EA",
      "CCD2817C45EA",
    ]);
    expect(description.addresses).toEqual(["10.0.0.2"]);
    expect(
      description.services.map(({ protocol, port, pairing }) => [protocol, port, pairing]),
    ).toEqual([
      ["companion", 49153, "mandatory"],
      ["airplay", 7000, "mandatory"],
      ["raop", 7000, "mandatory"],
    ]);
    expect(info).toEqual({
      kind: "apple-tv",
      rawModel: "AppleTV14,1",
      modelName: "Apple TV 4K (3rd generation)",
      os: "tvOS",
      osVersion: "26.5",
      build: "",
      mac: "CC:D2:81:7C:45:EA",
      outputDeviceId: "C14C9E01-6FF3-4FB9-A006-99AEF6F00669",
    });
    expect(asleep).toBe(false);
  });

  it("asks for every type at the start and ever more slowly after (RFC 6762 5.2)", async () => {
    const world = await discoveryWorld();
    const asked: number[] = [];
    world.neighbour.socket.onMessage(() => asked.push(world.clock.now()));
    world.discovery.rescan();
    await world.clock.advance(3_700_000);
    const seconds = asked.map((atMs) => Math.round(atMs / 1000));
    expect(seconds).toEqual([0, 1, 3, 7, 15, 31, 63, 127, 255, 511, 1023, 2047]);
  });

  it("removes a device when its records expire, after asking four times", async () => {
    const world = await discoveryWorld();
    world.neighbour.announce(livingRoom);
    await world.devices();
    await world.clock.advance(64_000);
    const asked: string[] = [];
    world.neighbour.socket.onMessage(({ bytes }) => {
      const types = decodeMessage(bytes).questions.map(({ type }) => type);
      if (types.includes(RecordType.srv)) asked.push(`${Math.round(world.clock.now() / 1000)}`);
    });
    await world.clock.advance(50_000);
    expect(asked).toEqual(["100", "105", "110"]);
    expect(await world.devices()).toHaveLength(1);
    await world.clock.advance(10_000);
    expect(await world.devices()).toHaveLength(0);
  });

  it("removes a device a second after its goodbye", async () => {
    const world = await discoveryWorld();
    world.neighbour.announce(livingRoom);
    expect(await world.devices()).toHaveLength(1);
    world.neighbour.goodbye(livingRoom);
    await world.clock.advance(1_100);
    expect(await world.devices()).toHaveLength(0);
  });

  it("names the answers it has, so that nobody repeats them (RFC 6762 7.1)", async () => {
    const world = await discoveryWorld();
    world.neighbour.announce(livingRoom);
    await world.devices();
    const known: string[] = [];
    world.neighbour.socket.onMessage(({ bytes }) => {
      for (const { data } of decodeMessage(bytes).answers) {
        if (data.kind === "pointer") known.push(nameKey(data.name));
      }
    });
    await world.clock.advance(1000);
    expect(known.sort()).toEqual([
      "ccd2817c45ea@living room._raop._tcp.local",
      "living room._airplay._tcp.local",
      "living room._companion-link._tcp.local",
    ]);
  });

  it("leaves no timer and no socket behind", async () => {
    const world = await discoveryWorld();
    world.neighbour.announce(livingRoom);
    await world.devices();
    await world.discovery.close();
    expect(world.clock.armedTimers).toBe(0);
    world.neighbour.socket.close();
    expect(world.lan.openHandles).toBe(0);
  });

  it("E35 shows nothing until the port and address are known, and keeps asking with back-off", async () => {
    const world = await discoveryWorld();
    const [airplay] = livingRoom;
    if (!airplay) throw new Error("no service");
    const asked: number[] = [];
    world.neighbour.socket.onMessage(({ bytes }) => {
      const types = decodeMessage(bytes).questions.map(({ type }) => type);
      if (types.includes(RecordType.srv)) asked.push(world.clock.now());
    });
    world.neighbour.say(response([pointer(airplay)]));
    expect(await world.devices()).toHaveLength(0);
    await world.clock.advance(16_000);
    expect(asked).toEqual([100, 1100, 3100, 7100, 15100].map((ms) => expect.closeTo(ms, -3)));
    world.neighbour.say(response([location(airplay)]));
    world.neighbour.say(response(recordsOf(airplay).slice(1)));
    expect(await world.devices()).toHaveLength(1);
  });
});
