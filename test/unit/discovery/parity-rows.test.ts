import { describe, expect, it } from "vitest";
import { createDiscovery } from "../../../src/main/discovery/create.ts";
import type { ProtocolPlugin } from "../../../src/main/protocols/plugin.ts";
import { protocols } from "../../../src/main/protocols/registry.ts";
import { decodeMessage } from "../../../src/main/wire/dns/decode.ts";
import { CLASS_IN, RecordType } from "../../../src/main/wire/dns/message.ts";
import { nameKey } from "../../../src/main/wire/dns/name.ts";
import {
  Announcer,
  ipv4,
  location,
  pointer,
  recordsOf,
  response,
  text,
} from "../../support/announce.ts";
import { discoveryWorld } from "../../support/discovery-world.ts";
import { ManualClock, settle } from "../../support/manual-clock.ts";
import { MemoryLan } from "../../support/memory-network.ts";
import { testRuntime } from "../../support/runtime.ts";
import { livingRoom } from "../../support/sample-devices.ts";

const at = { host: "den.local", addresses: ["10.0.0.7"] };
const airplay = {
  type: "_airplay._tcp",
  instance: "Den",
  ...at,
  txt: { deviceid: "AA:BB:CC:DD:EE:FF" },
};
const raop = { type: "_raop._tcp", instance: "AABBCCDDEEFF@Den", ...at, txt: {} };

const allTypes = [
  "_companion-link._tcp",
  "_mediaremotetv._tcp",
  "_airplay._tcp",
  "_raop._tcp",
  "_appletv-v2._tcp",
  "_touch-able._tcp",
  "_hscp._tcp",
  "_airport._tcp",
  "_device-info._tcp",
  "_sleep-proxy._udp",
];

describe("questions", () => {
  it("go out on every interface, for every type in one packet, for all to hear (SC-01 to SC-10, SC-30, SC-31)", async () => {
    const world = await discoveryWorld([ipv4("10.0.0.1"), ipv4("10.9.0.1", "wlan0")]);
    const heard: string[] = [];
    const types = new Set<string>();
    world.neighbour.socket.onMessage(({ bytes, address, port }) => {
      heard.push(`${address}:${port}`);
      for (const { name, type, class: of, unicast } of decodeMessage(bytes).questions) {
        expect({ type, of, unicast }).toEqual({
          type: RecordType.ptr,
          of: CLASS_IN,
          unicast: false,
        });
        types.add(nameKey(name).replace(/\.local$/, ""));
      }
    });
    world.discovery.rescan();
    await settle();
    expect(heard.sort()).toEqual(["10.0.0.1:5353", "10.9.0.1:5353"]);
    expect([...types].sort()).toEqual([...allTypes].sort());
  });

  it("nobody waits for an end: the first answer is a device, and the search goes on (SC-32, SC-34)", async () => {
    const world = await discoveryWorld();
    world.neighbour.announce([airplay]);
    await settle();
    expect(world.discovery.devices.value).toHaveLength(1);
    const asked: number[] = [];
    world.neighbour.socket.onMessage(() => asked.push(world.clock.now()));
    await world.clock.advance(5000);
    expect(asked.length).toBeGreaterThanOrEqual(2);
  });
});

describe("services", () => {
  it("one that makes its plug-in fail is left out, the others stay (SC-12)", async () => {
    const failing = protocols.map(
      (plugin): ProtocolPlugin => ({
        ...plugin,
        describe(service, siblings) {
          if (service.type === "_raop._tcp") throw new Error("cannot read this one");
          return plugin.describe(service, siblings);
        },
      }),
    );
    const lan = new MemoryLan();
    const clock = new ManualClock();
    const warnings: string[] = [];
    const runtime = testRuntime({ clock, network: lan.hostWith([ipv4("10.0.0.1")]) });
    const log = { ...runtime.log, warn: (message: string) => void warnings.push(message) };
    const discovery = createDiscovery({ runtime: { ...runtime, log }, plugins: failing });
    discovery.start();
    await settle();
    const neighbour = await Announcer.at(lan.host("10.0.0.2"));
    neighbour.announce([raop, ...livingRoom]);
    await clock.advance(50);
    neighbour.announce(livingRoom);
    await clock.advance(50);
    const [device] = discovery.devices.value;
    expect(discovery.devices.value).toHaveLength(1);
    expect(device?.description.services.map(({ protocol }) => protocol)).toEqual([
      "companion",
      "airplay",
    ]);
    // Once for each of the two, not again with each packet.
    expect(warnings).toEqual(Array(2).fill("a service could not be described"));
    await discovery.close();
  });

  it("of a type that nobody asked for are no devices, and no reason to drop their packet (SC-12, SC-33)", async () => {
    const world = await discoveryWorld();
    const printer = { type: "_ipp._tcp", instance: "Printer", ...at, txt: {} };
    world.neighbour.say(response([...recordsOf(printer), ...recordsOf(airplay)]));
    expect((await world.devices()).map(({ description }) => description.name)).toEqual(["Den"]);
  });

  it.each([
    ["no address", [pointer(airplay), text(airplay), location(airplay)]],
    ["no service record", [pointer(airplay), text(airplay)]],
    ["no pointer", recordsOf(airplay).slice(1)],
  ])("with %s are not shown (SC-13, SC-35)", async (_what, records) => {
    const world = await discoveryWorld();
    world.neighbour.say(response(records));
    expect(await world.devices()).toEqual([]);
  });

  it("keep their own TXT each, keys without case, values with plain spaces (SC-11, SC-22)", async () => {
    const world = await discoveryWorld();
    const txt = { ...airplay.txt, Model: "AppleTV6,2", note: "a\u00a0b", flag: true as const };
    world.neighbour.announce([
      { ...airplay, txt },
      { ...raop, txt: { am: "AppleTV6,2" } },
    ]);
    const { services } = (await world.device("Den")).description;
    const [first, second] = services.map(({ advertised }) => advertised?.txt);
    expect([first?.text("MODEL"), first?.text("note"), first?.text("flag")]).toEqual([
      "AppleTV6,2",
      "a b",
      "",
    ]);
    expect([first?.text("am"), second?.text("am")]).toEqual([undefined, "AppleTV6,2"]);
  });
});

describe("devices", () => {
  it("are one by identifier though they have two addresses, where pyatv shows two (SC-20)", async () => {
    const world = await discoveryWorld();
    world.neighbour.announce([airplay]);
    world.neighbour.announce([{ ...raop, host: "den-2.local", addresses: ["10.0.0.8"] }]);
    const { description } = await world.device("Den");
    expect([...description.addresses].sort()).toEqual(["10.0.0.7", "10.0.0.8"]);
    expect(description.services).toHaveLength(2);
  });

  it("have one service of a protocol: the first type's port, with the other's TXT over it (SC-21)", async () => {
    const world = await discoveryWorld();
    const id = "40C7B59B5D7EADAA";
    const home = { type: "_appletv-v2._tcp", instance: `${id}_1`, port: 3689, ...at };
    const remote = { type: "_touch-able._tcp", instance: `${id}_2`, port: 3690, ...at };
    world.neighbour.announce([
      { ...home, txt: { Name: "Attic", hG: "0000-1" } },
      { ...remote, txt: { CtlN: "Attic", DvTy: "AppleTV" } },
    ]);
    const { services } = (await world.device("Attic")).description;
    expect(services).toMatchObject([
      { protocol: "dmap", port: 3689, advertisedCredential: "0000-1" },
    ]);
    expect(services[0]?.advertised?.txt.text("dvty")).toBe("AppleTV");
  });

  it("tell each service of its siblings once all are there, whatever came first (SC-23, SC-58)", async () => {
    const world = await discoveryWorld();
    world.neighbour.announce([{ ...raop, txt: { sf: "0x200" } }]);
    const before = (await world.device("Den")).description.services;
    expect(before.map(({ pairing }) => pairing)).toEqual(["mandatory"]);
    world.neighbour.announce([{ ...airplay, txt: { ...airplay.txt, acl: "1" } }]);
    const after = (await world.device("Den")).description.services;
    expect(after.map(({ protocol, pairing }) => [protocol, pairing])).toEqual([
      ["airplay", "disabled"],
      ["raop", "disabled"],
    ]);
  });

  it("without any identifier are not listed; with one, all of them are (SC-24, SC-25)", async () => {
    const world = await discoveryWorld();
    world.neighbour.announce([{ ...airplay, txt: { model: "AppleTV6,2" } }]);
    expect(await world.devices()).toEqual([]);
    world.neighbour.announce([raop]);
    const { description } = await world.device("Den");
    expect(description.identifiers).toEqual(["AABBCCDDEEFF"]);
  });
});

describe("types without a protocol", () => {
  it("a base station's facts go to the speaker at its address (SC-08, SC-69d)", async () => {
    const world = await discoveryWorld();
    const wama = "00-11-22-33-44-55,raMA=00-11-22-33-44-56,syVs=7.8.1";
    const base = { type: "_airport._tcp", instance: "Express", port: 5009, ...at, txt: { wama } };
    world.neighbour.announce([{ ...raop, txt: { am: "AirPort10,115" } }, base]);
    const { info } = await world.device("Den");
    expect(info).toMatchObject({ os: "AirPort", osVersion: "7.8.1" });
    expect(await world.devices()).toHaveLength(1);
  });

  it("a board names the model of a device that names none (SC-09, SC-69e)", async () => {
    const world = await discoveryWorld();
    world.neighbour.announce([raop]);
    expect((await world.device("Den")).info.rawModel).toBe("");
    world.neighbour.announce([
      { type: "_device-info._tcp", instance: "Den", txt: { model: "J42dAP" } },
    ]);
    expect((await world.device("Den")).info).toMatchObject({
      rawModel: "AppleTV5,3",
      modelName: "Apple TV HD",
    });
  });

  it("a sleep proxy alone is no device (SC-10)", async () => {
    const world = await discoveryWorld();
    const proxy = { type: "_sleep-proxy._udp", instance: "70-35-60-63.1 Den", ...at, txt: {} };
    world.neighbour.announce([proxy]);
    expect(await world.devices()).toEqual([]);
  });
});
