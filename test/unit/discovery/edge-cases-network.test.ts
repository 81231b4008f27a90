import { describe, expect, it } from "vitest";
import { MDNS_GROUP_V4, MDNS_PORT } from "../../../src/main/runtime/network.ts";
import { decodeMessage } from "../../../src/main/wire/dns/decode.ts";
import { encodeMessage } from "../../../src/main/wire/dns/encode.ts";
import { RecordType } from "../../../src/main/wire/dns/message.ts";
import { nameOf } from "../../../src/main/wire/dns/name.ts";
import {
  addresses,
  ipv4,
  location,
  pointer,
  record,
  recordsOf,
  response,
  type TestService,
  text,
} from "../../support/announce.ts";
import { crowd } from "../../support/crowd.ts";
import { discoveryWorld } from "../../support/discovery-world.ts";
import { livingRoom } from "../../support/sample-devices.ts";

const speaker = (count: number, fields: Partial<TestService> = {}): TestService => ({
  type: "_raop._tcp",
  instance: `02000000000${count}@Speaker ${count}`,
  port: 5000 + count,
  host: "bridge.local",
  addresses: ["10.0.0.2"],
  txt: { am: "AirConnect", et: "0,1" },
  ...fields,
});

const [airplay = speaker(0), companion = speaker(0)] = livingRoom;

describe("packets in the wild", () => {
  it("E33 keeps a device that was announced with a TTL of 10 for the session", async () => {
    const world = await discoveryWorld();
    world.neighbour.announce(livingRoom, { ttl: 10, flush: false });
    await world.clock.advance(600_000);
    expect(await world.devices()).toHaveLength(1);
  });

  it("E36 E39 D109 reads an answer split over packets, with names in another case", async () => {
    const world = await discoveryWorld();
    const loud = { ...airplay, instance: "LIVING ROOM", type: "_AIRPLAY._TCP" };
    const { neighbour } = world;
    neighbour.say(response([...addresses(airplay), text(airplay, { ttl: 10 })]));
    neighbour.say(response([pointer(airplay)]));
    await world.devices();
    neighbour.say(response([location({ ...loud, host: "LIVING-ROOM.LOCAL" })]));
    const device = await world.device("Living Room");
    expect(device.info.osVersion).toBe("26.5");
  });

  it("D006 reads a TXT and pointer that come before their SRV record", async () => {
    const world = await discoveryWorld();
    world.neighbour.say(response([text(airplay), pointer(airplay)]));
    expect(await world.devices()).toEqual([]);
    world.neighbour.say(response([location(airplay)], { additionals: addresses(airplay) }));
    expect(await world.devices()).toHaveLength(1);
  });

  it("E37 takes no notice of queries, its own or others', even with answers inside", async () => {
    const world = await discoveryWorld();
    const answers = recordsOf(airplay);
    world.neighbour.say(response(answers, { flags: 0 }));
    world.network.openMdns(ipv4("10.0.0.1")).then((socket) => {
      socket.send(response(answers, { flags: 0 }), MDNS_GROUP_V4, MDNS_PORT);
    });
    expect(await world.devices()).toEqual([]);
    expect(world.discovery.status.value.problems).toEqual([]);
  });

  it("E38 D117 skips the records of foreign services before it reads their values", async () => {
    const world = await discoveryWorld();
    const foreign = ["_meshcop._udp", "_workstation._tcp", "_ipp._tcp", "_googlecast._tcp"].flatMap(
      (type) =>
        recordsOf({
          type,
          instance: "Apple BorderRouter #F6A2",
          txt: { sb: Uint8Array.of(0, 1, 0xff) },
        }),
    );
    const broken = record(nameOf("x._meshcop._udp.local"), RecordType.srv, {
      kind: "opaque",
      bytes: Uint8Array.of(1),
    });
    world.neighbour.say(response([...foreign, broken, ...recordsOf(airplay)]));
    const devices = await world.devices();
    expect(devices.map(({ description }) => description.name)).toEqual(["Living Room"]);
    expect(world.discovery.status.value.problems).toEqual([]);
  });

  it("a bad packet or record is a note in the status, and the scan goes on (SC-33, QK-28)", async () => {
    const world = await discoveryWorld();
    world.neighbour.say(Uint8Array.of(1, 2, 3));
    const bytes = response([
      record(nameOf("_raop._tcp.local"), RecordType.ptr, {
        kind: "opaque",
        bytes: Uint8Array.of(0xc0, 0xff),
      }),
      ...recordsOf(airplay),
    ]);
    world.neighbour.say(bytes);
    expect(await world.devices()).toHaveLength(1);
    const { problems, interfaces } = world.discovery.status.value;
    expect(interfaces).toEqual(["eth0"]);
    expect(problems).toEqual([{ interfaceName: "eth0", message: "damaged packets were ignored" }]);
  });

  it("E40 shows a device once that is heard four times", async () => {
    const world = await discoveryWorld([ipv4("10.0.0.1"), ipv4("10.0.0.9", "wlan0")]);
    for (let time = 0; time < 4; time += 1) world.neighbour.announce(livingRoom);
    expect(await world.devices()).toHaveLength(1);
  });

  it("E40 a goodbye counts however many interfaces heard the device", async () => {
    const world = await discoveryWorld([ipv4("10.0.0.1"), ipv4("10.0.0.9", "wlan0")]);
    world.neighbour.announce(livingRoom);
    await world.devices();
    world.neighbour.goodbye(livingRoom);
    await world.clock.advance(1_100);
    expect(await world.devices()).toEqual([]);
  });
});

describe("addresses", () => {
  const addressed = async (list: readonly string[]) => {
    const world = await discoveryWorld();
    world.neighbour.announce([{ ...airplay, addresses: list }]);
    return (await world.devices())[0]?.description.addresses;
  };

  it("E42 a device with IPv6 only is a device", async () => {
    expect(await addressed(["2001:db8::7"])).toEqual(["2001:db8::7"]);
  });

  it("SC-35 prefers IPv4, then global IPv6, then addresses of the link", async () => {
    expect(
      await addressed(["fe80::1", "169.254.3.4", "2001:db8::7", "10.0.0.7", "0.0.0.0", "::"]),
    ).toEqual(["10.0.0.7", "2001:db8::7", "169.254.3.4", "fe80::1"]);
  });

  it("gives link-local IPv6 its zone, and takes no loopback address from the network", async () => {
    const eth0 = { ...ipv4("10.0.0.1"), prefixLength: 24 };
    const v6 = { ...eth0, address: "fe80::10", family: 6 as const, scopeId: 3, prefixLength: 64 };
    const world = await discoveryWorld([eth0, v6]);
    world.neighbour.announce([{ ...airplay, addresses: ["fe80::1", "127.0.0.1"] }]);
    expect((await world.devices())[0]?.description.addresses).toEqual(["fe80::1%3"]);
  });

  it("SC-13 leaves out a service without a port as long as the device has others", async () => {
    const world = await discoveryWorld();
    world.neighbour.announce([airplay, { ...companion, port: 0 }]);
    const device = await world.device("Living Room");
    expect(device.description.services.map(({ protocol }) => protocol)).toEqual(["airplay"]);
  });

  it("E44 D084 keeps many receivers at one address apart", async () => {
    const world = await discoveryWorld();
    world.neighbour.announce(Array.from({ length: 9 }, (_, index) => speaker(index)));
    const devices = await world.devices();
    expect(devices.map(({ description }) => description.services[0]?.port)).toEqual(
      Array.from({ length: 9 }, (_, index) => 5000 + index),
    );
  });

  it("E44 SC-25 a Companion service without an identifier joins the Apple TV at its address", async () => {
    const world = await discoveryWorld();
    const anonymous = { ...companion, txt: { rpFl: "0x36782" } };
    world.neighbour.announce([airplay, anonymous]);
    const device = await world.device("Living Room");
    expect(device.description.services.map(({ protocol }) => protocol)).toEqual([
      "companion",
      "airplay",
    ]);
  });

  it("E44 a Mac's Companion service joins no speaker that the Mac happens to run", async () => {
    const world = await discoveryWorld();
    const mac = { ...companion, instance: "Office Mac", txt: { rpFl: "0x20000" } };
    world.neighbour.announce(
      [speaker(1), mac].map((each) => ({ ...each, host: "mac.local", addresses: ["10.0.0.2"] })),
    );
    const devices = await world.devices();
    expect(devices.map(({ description }) => description.services.length)).toEqual([1]);
  });

  it("E48 a new port replaces the old one", async () => {
    const world = await discoveryWorld();
    world.neighbour.announce(livingRoom);
    await world.clock.advance(10_000);
    world.neighbour.announce([{ ...companion, port: 49160 }]);
    const device = await world.device("Living Room");
    expect(device.description.services[0]?.port).toBe(49160);
  });

  it("a new address comes first and the old one goes", async () => {
    const world = await discoveryWorld();
    world.neighbour.announce(livingRoom);
    await world.clock.advance(10_000);
    world.neighbour.announce(livingRoom.map((each) => ({ ...each, addresses: ["10.0.0.77"] })));
    expect((await world.device("Living Room")).description.addresses).toEqual([
      "10.0.0.77",
      "10.0.0.2",
    ]);
    await world.clock.advance(1_100);
    expect((await world.device("Living Room")).description.addresses).toEqual(["10.0.0.77"]);
  });

  it("E49 tells when a device was last heard of", async () => {
    const world = await discoveryWorld();
    world.neighbour.announce(livingRoom);
    const before = (await world.device("Living Room")).lastSeenMs;
    await world.clock.advance(30_000);
    world.neighbour.announce(livingRoom);
    const after = (await world.device("Living Room")).lastSeenMs;
    expect(after - before).toBeGreaterThanOrEqual(30_000);
  });
});

describe("a large network", () => {
  it("E45 asks again with the answers it has, over as many packets as they need", async () => {
    const world = await discoveryWorld();
    const many = Array.from({ length: 120 }, (_, index) => ({
      ...airplay,
      instance: `Apple TV in room ${index}`,
      host: `tv-${index}.local`,
      addresses: [`10.0.0.${100 + index}`],
      txt: {
        deviceid: `02:00:00:00:00:${index.toString(16).padStart(2, "0")}`,
        model: "AppleTV14,1",
      },
    }));
    world.neighbour.announce(many);
    expect(await world.devices()).toHaveLength(120);
    const packets: { questions: number; answers: number; more: boolean; size: number }[] = [];
    world.neighbour.socket.onMessage(({ bytes }) => {
      const { questions, answers, flags } = decodeMessage(bytes);
      const more = (flags & 0x0200) !== 0;
      packets.push({
        questions: questions.length,
        answers: answers.length,
        more,
        size: bytes.length,
      });
    });
    await world.clock.advance(1000);
    expect(packets.reduce((sum, { answers }) => sum + answers, 0)).toBe(120);
    expect(packets.map(({ questions }) => questions > 0)).toEqual(packets.map((_, at) => at === 0));
    expect(packets.map(({ more }) => more)).toEqual(
      packets.map((_, at) => at < packets.length - 1),
    );
    expect(Math.max(...packets.map(({ size }) => size))).toBeLessThanOrEqual(1440);
  });

  it("shows 250 devices that answer at once, all of them", async () => {
    const world = await discoveryWorld();
    for (const services of crowd(250)) world.neighbour.announce(services);
    const devices = await world.devices();
    expect(devices).toHaveLength(250);
    expect(devices.every(({ description }) => description.services.length === 3)).toBe(true);
  });

  it("an empty or absurd message is no danger", () => {
    const lie = encodeMessage({
      id: 0,
      flags: 0x8400,
      questions: [],
      answers: [],
      authorities: [],
      additionals: [],
    });
    lie.set([0xff, 0xff], 6);
    expect(decodeMessage(lie).answers).toEqual([]);
  });
});
