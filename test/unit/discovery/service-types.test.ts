import { describe, expect, it } from "vitest";
import { createDiscovery } from "../../../src/main/discovery/create.ts";
import { formatMac } from "../../../src/main/protocols/identifiers.ts";
import type { ProtocolPlugin } from "../../../src/main/protocols/plugin.ts";
import { protocols } from "../../../src/main/protocols/registry.ts";
import { Announcer, type TestService } from "../../support/announce.ts";
import { discoveryWorld } from "../../support/discovery-world.ts";
import { ManualClock, settle } from "../../support/manual-clock.ts";
import { MemoryLan } from "../../support/memory-network.ts";
import { testRuntime } from "../../support/runtime.ts";

const at = (address = "10.0.0.2") => ({
  host: `${address.replaceAll(".", "-")}.local`,
  addresses: [address],
});
const airplay = (fields: Partial<TestService> = {}): TestService => ({
  type: "_airplay._tcp",
  instance: "TV",
  ...at(),
  txt: { deviceid: "CC:D2:81:7C:45:EA" },
  ...fields,
});

async function shown(services: readonly TestService[]) {
  const world = await discoveryWorld();
  world.neighbour.announce(services);
  const devices = await world.devices();
  await world.discovery.close();
  return devices;
}

describe("each service type gives a protocol, a name and an identifier", () => {
  it.each([
    ["SC-01", airplay({ instance: "Den" }), "airplay", "Den", "CC:D2:81:7C:45:EA"],
    [
      "SC-02",
      airplay({ type: "_companion-link._tcp", instance: "Den", txt: { rpMRtID: "AB-CD" } }),
      "companion",
      "Den",
      "AB-CD",
    ],
    [
      "SC-03",
      airplay({ type: "_appletv-v2._tcp", instance: "40C7B59B_1", txt: { Name: "Den", hG: "G" } }),
      "dmap",
      "Den",
      "40C7B59B",
    ],
    [
      "SC-04",
      airplay({ type: "_touch-able._tcp", instance: "40C7B59B", txt: { CtlN: "Den" } }),
      "dmap",
      "Den",
      "40C7B59B",
    ],
    [
      "SC-05",
      airplay({
        type: "_hscp._tcp",
        instance: "Library",
        txt: { "Machine Name": "Mac", "Machine ID": "1A2B" },
      }),
      "dmap",
      "Mac",
      "1A2B",
    ],
    [
      "SC-06",
      airplay({
        type: "_mediaremotetv._tcp",
        instance: "whatever",
        txt: { Name: "Den", UniqueIdentifier: "U-1" },
      }),
      "mrp",
      "Den",
      "U-1",
    ],
    [
      "SC-07",
      airplay({ type: "_raop._tcp", instance: "CCD2817C45EA@Den @ home", txt: {} }),
      "raop",
      "Den @ home",
      "CCD2817C45EA",
    ],
  ] as const)("%s", async (_id, service, protocol, name, identifier) => {
    const [device, other] = await shown([service]);
    expect(other).toBeUndefined();
    expect(device?.description).toMatchObject({ name, identifiers: [identifier] });
    expect(device?.description.services).toMatchObject([{ protocol, port: 7000 }]);
  });

  it("SC-08 SC-69d an AirPort base station gives its MAC and version, and is no device of its own", async () => {
    const airport = airplay({
      type: "_airport._tcp",
      instance: "Base",
      txt: { wama: "00-11-22-aa-bb-cc,raMA=00-11-22-aa-bb-cd,syVs=7.8.1" },
    });
    expect(await shown([airport])).toEqual([]);
    const raop = airplay({
      type: "_raop._tcp",
      instance: "001122AABBCC@Base",
      txt: { am: "AirPort10,115" },
    });
    const [device, other] = await shown([airport, raop]);
    expect(other).toBeUndefined();
    expect(device?.info).toMatchObject({ mac: "00:11:22:AA:BB:CC", osVersion: "7.8.1" });
  });

  it("SC-09 SC-69e a board name tells the model when nothing else does", async () => {
    const board = airplay({ type: "_device-info._tcp", txt: { model: "J305AP" } });
    const [device] = await shown([board, airplay()]);
    expect(device?.info).toMatchObject({ rawModel: "AppleTV11,1", kind: "apple-tv", os: "tvOS" });
    const named = airplay({ txt: { deviceid: "AA", model: "AppleTV14,1" } });
    const [better] = await shown([board, named]);
    expect(better?.info.rawModel).toBe("AppleTV14,1");
  });

  it("SC-10 a sleep proxy is no device", async () => {
    const proxy = airplay({ type: "_sleep-proxy._udp", instance: "70-35-60-63.1 Den", txt: {} });
    expect(await shown([proxy])).toEqual([]);
  });
});

describe("services become devices", () => {
  it("SC-12 a service that its plug-in cannot read is left out, and the others stay", async () => {
    const failing: ProtocolPlugin = {
      id: "mrp",
      serviceTypes: ["_mediaremotetv._tcp"],
      describe: () => {
        throw new Error("cannot read that");
      },
      plan: () => [],
    };
    const lan = new MemoryLan();
    const clock = new ManualClock();
    const discovery = createDiscovery({
      runtime: testRuntime({ clock, network: lan.host("10.0.0.1") }),
      plugins: protocols.map((plugin) => (plugin.id === "mrp" ? failing : plugin)),
    });
    discovery.start();
    const neighbour = await Announcer.at(lan.host("10.0.0.2"));
    await settle();
    neighbour.announce([airplay({ type: "_mediaremotetv._tcp", txt: { Name: "TV" } }), airplay()]);
    await clock.advance(50);
    const [device] = discovery.devices.value;
    expect(device?.description.services.map(({ protocol }) => protocol)).toEqual(["airplay"]);
    await discovery.close();
  });

  it("SC-20 FIX one device with services at two addresses is one device", async () => {
    const companion = airplay({
      type: "_companion-link._tcp",
      ...at("10.0.0.3"),
      txt: { rpMRtID: "AB-CD", rpFl: "0x36782" },
    });
    const devices = await shown([
      airplay({ txt: { deviceid: "AA:BB:CC:DD:EE:FF", psi: "ab-cd" } }),
      companion,
    ]);
    expect(devices).toHaveLength(1);
    expect(devices[0]?.description.addresses).toEqual(
      expect.arrayContaining(["10.0.0.2", "10.0.0.3"]),
    );
  });

  it("SC-21 SC-22 two services of one protocol are one, and every TXT record is kept", async () => {
    const homeSharing = airplay({
      type: "_appletv-v2._tcp",
      instance: "40C7B59B",
      port: 3689,
      txt: { Name: "Den", hG: "0000-group" },
    });
    const touch = airplay({
      type: "_touch-able._tcp",
      instance: "40C7B59B",
      port: 3690,
      txt: { CtlN: "Den", OSsi: "0x4D69" },
    });
    const [device, other] = await shown([homeSharing, touch]);
    expect(other).toBeUndefined();
    const [service, second] = device?.description.services ?? [];
    expect(second).toBeUndefined();
    expect(service).toMatchObject({ protocol: "dmap", pairing: "optional" });
    expect([...(service?.advertised?.txt.entries.keys() ?? [])].sort()).toEqual(
      expect.arrayContaining(["ctln", "hg", "name", "ossi"]),
    );
  });

  it("SC-23 SC-58 what one service says decides about its sibling", async () => {
    const raop = airplay({ type: "_raop._tcp", instance: "CCD2817C45EA@TV", txt: { sf: "0x80" } });
    const pairing = async (txt: Record<string, string>) => {
      const [device] = await shown([airplay({ txt: { deviceid: "CCD2817C45EA", ...txt } }), raop]);
      const found = device?.description.services.find(({ protocol }) => protocol === "raop");
      return [found?.pairing, found?.requiresPassword];
    };
    expect(await pairing({ acl: "1" })).toEqual(["disabled", false]);
    expect(await pairing({ act: "2" })).toEqual(["unsupported", false]);
    expect(await pairing({})).toEqual(["not-needed", true]);
  });

  it("QK-20 text that only begins like a MAC address is none", () => {
    expect(formatMac("aa-bb-cc-dd-ee-ff")).toBe("AA:BB:CC:DD:EE:FF");
    expect(formatMac("AA:BB:CC:DD:EE:FF and more")).toBeUndefined();
  });

  it("a MAC address of zeros, as from a receiver that found none of its own, is none", () => {
    expect(formatMac("00:00:00:00:00:00")).toBeUndefined();
    expect(formatMac("000000000000")).toBeUndefined();
    expect(formatMac("00:00:00:00:00:0A")).toBe("00:00:00:00:00:0A");
  });

  it.each([
    ["AudioAccessory6,1", "tvOS"],
    ["AppleTV2,1", "Apple TV software"],
    ["AppleTV3,2", "Apple TV software"],
  ])("QK-24 %s runs %s", async (model, os) => {
    const [device] = await shown([airplay({ txt: { deviceid: "AA", model } })]);
    expect(device?.info.os).toBe(os);
  });
});
