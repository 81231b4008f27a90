import { afterEach, describe, expect, it } from "vitest";
import type { TestService } from "../../support/announce.ts";
import { type DiscoveryWorld, discoveryWorld } from "../../support/discovery-world.ts";

/** An Apple TV of the third generation, of which D027, D032 and D045 show a service each. */
function appleTv3(name: string, digit: number): Record<"dmap" | "airplay" | "raop", TestService> {
  const at = { host: `tv${digit}.local`, addresses: [`10.0.0.3${digit}`] };
  const mac = `B8782E4192A${digit}`;
  return {
    dmap: {
      type: "_touch-able._tcp",
      instance: `0F3C2B1A9D8E7F6${digit}`,
      ...at,
      port: 3689,
      txt: { txtvers: "1", CtlN: name, OSsi: "0x1F6", ver: "131075" },
    },
    airplay: {
      type: "_airplay._tcp",
      instance: name,
      ...at,
      port: 7000,
      txt: {
        deviceid: mac.replace(/(..)(?!$)/g, "$1:"),
        features: "0x5A7FFFF7,0xE",
        flags: "0x44",
        model: "AppleTV3,2",
        srcvers: "220.68",
      },
    },
    raop: {
      type: "_raop._tcp",
      instance: `${mac}@${name}`,
      ...at,
      port: 5000,
      txt: { am: "AppleTV3,2", vs: "220.68", sf: "0x44", ft: "0x5A7FFFF7,0xE" },
    },
  };
}

let world: DiscoveryWorld;
afterEach(() => world.discovery.close());

const shown = async () =>
  (await world.devices()).map(({ description, info }) => ({
    name: description.name,
    protocols: description.services.map(({ protocol }) => protocol).join(" "),
    model: info.rawModel,
  }));

describe("an Apple TV with DMAP, AirPlay and RAOP", () => {
  it.each([
    ["dmap", "airplay", "raop"],
    ["raop", "dmap", "airplay"],
    ["airplay", "raop", "dmap"],
  ] as const)("is one device, whatever is heard first: %s, %s, %s", async (...order) => {
    world = await discoveryWorld();
    const services = appleTv3("Den", 1);
    for (const one of order) {
      world.neighbour.announce([services[one]]);
      await world.devices();
    }
    expect(await shown()).toEqual([
      { name: "Den", protocols: "dmap airplay raop", model: "AppleTV3,2" },
    ]);
    const den = await world.device("Den");
    expect(den.info).toMatchObject({ kind: "apple-tv", modelName: "Apple TV (3rd generation)" });
    expect(den.description.identifiers).toEqual([
      "0F3C2B1A9D8E7F61",
      "B8:78:2E:41:92:A1",
      "B8782E4192A1",
    ]);
  });

  it("is one with Home Sharing on as well, and the group's id opens it (SC-55)", async () => {
    world = await discoveryWorld();
    const { dmap, airplay, raop } = appleTv3("Den", 1);
    const groupId = "00000000-05bf-a709-e555-9474a09b4015";
    const sharing = {
      ...dmap,
      type: "_appletv-v2._tcp",
      txt: { Name: "Den", hG: groupId, DFID: "2" },
    };
    world.neighbour.announce([dmap, airplay, raop, sharing]);
    expect(await shown()).toHaveLength(1);
    const { services } = (await world.device("Den")).description;
    expect(services[0]).toMatchObject({
      protocol: "dmap",
      pairing: "optional",
      advertisedCredential: groupId,
    });
  });

  it("is one when DMAP tells no name", async () => {
    world = await discoveryWorld();
    const { dmap, airplay, raop } = appleTv3("Den", 1);
    world.neighbour.announce([{ ...dmap, txt: { txtvers: "1" } }, airplay, raop]);
    expect(await shown()).toMatchObject([{ name: "Den", protocols: "dmap airplay raop" }]);
  });

  it("is two where there are two of one name, of which AirPlay knows one as the second", async () => {
    world = await discoveryWorld();
    const [first, second] = [appleTv3("Apple TV", 1), appleTv3("Apple TV (2)", 2)];
    const { dmap } = appleTv3("Apple TV", 2);
    world.neighbour.announce([...Object.values(first), second.airplay, second.raop, dmap]);
    const devices = await world.devices();
    expect(devices.map(({ description }) => description.addresses)).toEqual([
      ["10.0.0.31"],
      ["10.0.0.32"],
    ]);
    expect((await shown()).map(({ protocols }) => protocols)).toEqual([
      "dmap airplay raop",
      "dmap airplay raop",
    ]);
  });

  it("stays one when it moves to another address", async () => {
    world = await discoveryWorld();
    const services = Object.values(appleTv3("Den", 1));
    world.neighbour.announce(services);
    expect(await shown()).toHaveLength(1);
    const before = await world.device("Den");
    world.neighbour.announce(services.map((one) => ({ ...one, addresses: ["10.0.0.77"] })));
    await world.clock.advance(2000);
    expect(await shown()).toMatchObject([{ protocols: "dmap airplay raop" }]);
    expect((await world.device("Den")).description.addresses).toContain("10.0.0.77");
    // TS-01: what was handed out stays as it was.
    expect(before.description.addresses).toEqual(["10.0.0.31"]);
  });
});
