import { describe, expect, it } from "vitest";
import { pointer, response, type TestService } from "../../support/announce.ts";
import { type DiscoveryWorld, discoveryWorld } from "../../support/discovery-world.ts";
import { livingRoom } from "../../support/sample-devices.ts";

const airplay = (fields: Partial<TestService>): TestService => ({
  type: "_airplay._tcp",
  instance: "TV",
  host: "tv.local",
  addresses: ["10.0.0.2"],
  txt: { deviceid: "CC:D2:81:7C:45:EA" },
  ...fields,
});

async function shown(services: readonly TestService[], world?: DiscoveryWorld) {
  const each = world ?? (await discoveryWorld());
  each.neighbour.announce(services);
  return each.devices();
}

async function names(services: readonly TestService[]): Promise<string[]> {
  return (await shown(services)).map(({ description }) => description.name);
}

describe("names in the wild", () => {
  it.each(["Apple TV.", "70-35-60-63.1 Living Room", "HomePod."])(
    "E01 keeps the dots of %j",
    async (name) => {
      expect(await names([airplay({ instance: name })])).toEqual([name]);
    },
  );

  it.each(["_foo._tcp", "_airplay._tcp.local"])("E02 shows a TV called %j", async (name) => {
    expect(await names([airplay({ instance: name })])).toEqual([name]);
  });

  it("E04 shows a no-break space as a space and keeps it in the announced name", async () => {
    const [device] = await shown([airplay({ instance: "Apple\u00a0TV" })]);
    expect(device?.description.name).toBe("Apple TV");
    expect(device?.description.services[0]?.advertised?.instance).toBe("Apple\u00a0TV");
  });

  it.each([
    "Living Room’s MacBook Air",
    "Cat Room & Balcony - CT",
    "FrontPorchLeft+",
    "Gym/Spare",
    "UxPlay@host",
    "Kodi (LibreELEC)",
    "客厅",
    "Гостиная",
    "Küche",
    "AppleTV Môj But",
    "studio的MacBook Pro",
    "Ð¡Ð°Ð»Ð¾Ð½",
    "🎸 Studio",
  ])("E05 E07 E08 E09 shows %j as it is, over AirPlay and RAOP", async (name) => {
    expect(await names([airplay({ instance: name })])).toEqual([name]);
    expect(await names([airplay({ type: "_raop._tcp", instance: `02AB@${name}` })])).toEqual([
      name,
    ]);
  });

  it("SC-36 shows a decomposed name composed, and asks for it as it was announced", async () => {
    expect(await names([airplay({ instance: "Séjour".normalize("NFD") })])).toEqual(["Séjour"]);
  });

  it("E12 keeps two devices of one name apart", async () => {
    const [first, second] = await shown([
      airplay({ instance: "Apple TV" }),
      airplay({
        instance: "Apple TV (2)",
        host: "tv-2.local",
        addresses: ["10.0.0.3"],
        txt: { deviceid: "CC:D2:81:7C:45:EB" },
      }),
    ]);
    expect(first?.description.identifiers).not.toEqual(second?.description.identifiers);
  });
});

describe("TXT records in the wild", () => {
  it("E13 survives raw bytes as values, and keeps them", async () => {
    const raw = Uint8Array.of(0x40, 0xff, 0x00, 0x80, 0xc2, 0x01);
    const txt = { UniqueIdentifier: "AB-1", Name: "TV", BluetoothAddress: raw };
    const [device] = await shown([airplay({ type: "_mediaremotetv._tcp", txt })]);
    expect(device?.description.identifiers).toEqual(["AB-1"]);
    const entries = device?.description.services[0]?.advertised?.txt.entries;
    expect(entries?.get("bluetoothaddress")).toEqual(raw);
  });

  it("E14 splits at the first equals sign only", async () => {
    const [device] = await shown([airplay({ txt: { deviceid: "a=b=c" } })]);
    expect(device?.description.identifiers).toEqual(["a=b=c"]);
  });

  it("E15 takes an empty or valueless identifier for none", async () => {
    expect(await shown([airplay({ txt: { deviceid: "", psi: true } })])).toEqual([]);
    const txt = airplay({ txt: { deviceid: "AA", pi: "", psi: true } });
    const [device] = await shown([txt]);
    const record = device?.description.services[0]?.advertised?.txt;
    expect(record?.entries.get("psi")).toBe(true);
    expect(record?.entries.get("pi")).toEqual(new Uint8Array(0));
    expect([record?.text("psi"), record?.text("pi"), record?.text("gid")]).toEqual([
      "",
      "",
      undefined,
    ]);
  });

  it("E16 reads keys and model names whatever their case", async () => {
    const txt = { DEVICEID: "AA:BB:CC:00:11:22", Model: "Airport10,115" };
    const [device] = await shown([airplay({ txt })]);
    expect(device?.info.modelName).toBe("AirPort Express (2nd generation)");
    expect(device?.description.identifiers).toEqual(["AA:BB:CC:00:11:22"]);
  });

  it("E18 E19 lists a device whatever its features look like", async () => {
    const texts = ["0x7", "0x39f7", "0x44F0A00", "61647880183", "0x5A7FFFF7,0xE", "", "0x…,0x…"];
    for (const features of texts) {
      const txt = { deviceid: "AA:BB:CC:00:11:22", features };
      expect(await shown([airplay({ txt })])).toHaveLength(1);
    }
    expect(await shown([airplay({})])).toHaveLength(1);
  });

  it("E20 takes odd versions as they are, and the system from the model", async () => {
    const odd = { deviceid: "1", model: "AppleTV3,2", osvers: "8.4.4", srcvers: "190.9.p6" };
    const [old] = await shown([airplay({ txt: odd })]);
    expect([old?.info.os, old?.info.osVersion]).toEqual(["Apple TV software", "8.4.4"]);
    const shairport = { deviceid: "2", model: "Shairport Sync", osvers: "15.0" };
    const [third] = await shown([airplay({ txt: shairport })]);
    expect([third?.info.kind, third?.info.os]).toEqual(["speaker", ""]);
  });

  it("E22 accepts an identifier with the multicast bit", async () => {
    const [device] = await shown([airplay({ txt: { deviceid: "CB:6E:00:11:22:33" } })]);
    expect(device?.info.mac).toBe("CB:6E:00:11:22:33");
  });

  it("E25 knows the device again when one of its identifiers went away", async () => {
    const world = await discoveryWorld();
    const mrp = airplay({
      type: "_mediaremotetv._tcp",
      txt: { UniqueIdentifier: "AB-1", Name: "TV" },
    });
    const [before] = await shown([airplay({}), mrp], world);
    expect(before?.description.identifiers).toEqual(["AB-1", "CC:D2:81:7C:45:EA"]);
    world.neighbour.say(response([pointer(mrp, { ttl: 0 })]));
    await world.clock.advance(1_100);
    const after = await world.devices();
    expect(after).toHaveLength(1);
    expect(after[0]?.description.identifiers).toEqual(["CC:D2:81:7C:45:EA"]);
  });

  it("E27 a flag that changes makes no second device (D047)", async () => {
    const world = await discoveryWorld();
    for (const flags of ["0x644", "0x20e44", "0x20644", "0x80484"]) {
      await world.clock.advance(5_000);
      const [device, other] = await shown(
        [airplay({ txt: { deviceid: "AA:BB:CC:00:11:22", flags } })],
        world,
      );
      expect(other).toBeUndefined();
      const advertised = device?.description.services[0]?.advertised;
      expect(advertised?.txt.text("flags")).toBe(flags);
    }
  });

  it.each([
    [{ pw: "1" }, true],
    [{ pw: "true" }, true],
    [{ pw: "TRUE" }, true],
    [{ pw: "0" }, false],
    [{ pw: "false" }, false],
    [{ sf: "0x80484" }, true],
    [{ flags: "0xc4" }, true],
    [{ flags: "0x244" }, false],
  ])("E28 SC-62 with %j a password is needed: %s", async (txt, expected) => {
    const [device] = await shown([airplay({ txt: { deviceid: "AA", ...txt } })]);
    expect(device?.description.services[0]?.requiresPassword).toBe(expected);
  });

  it.each([
    [{ rpMac: "0", rpFl: "0xB67A2", rpMd: "AppleTV6,2" }, "mandatory"],
    [{ rpMac: "1", rpFl: "0x627B2", rpMd: "AudioAccessory5,1" }, "unsupported"],
    [{ rpFl: "0x20000" }, "unsupported"],
    [{ rpMac: "0", rpFl: "0x20000", rpMd: "AppleTV14,1" }, "optional"],
    [{ rpMd: "AppleTV14,1" }, "mandatory"],
  ])("E29 %j is %s, whatever rpMac says", async (txt, expected) => {
    const companion = airplay({ type: "_companion-link._tcp", txt: { rpMRtID: "AB", ...txt } });
    const [device] = await shown([companion]);
    expect(device?.description.services[0]?.pairing).toBe(expected);
  });

  it.each([
    ["AppleTV14,1", "apple-tv"],
    ["AppleTV99,1", "apple-tv"],
    ["AudioAccessory6,1", "homepod"],
    ["AudioAccessory77,1", "homepod"],
    ["Mac16,9", "computer"],
    ["MacBookAir10,1", "computer"],
    ["iMac20,1", "computer"],
    ["AirPort10,115", "speaker"],
    ["Amp", "speaker"],
    ["UNU7090", "speaker"],
  ])("E30 tells by %s that it is of the kind %s", async (model, kind) => {
    const [device] = await shown([airplay({ txt: { deviceid: "AA", model } })]);
    expect(device?.info.kind).toBe(kind);
  });

  it("E31 E32 ignores MRP from tvOS 15 on, with a build number or without", async () => {
    const mrp = (txt: Record<string, string>) =>
      airplay({ type: "_mediaremotetv._tcp", txt: { Name: "TV", UniqueIdentifier: "AB", ...txt } });
    const enabled = async (services: readonly TestService[]) => {
      const [device] = await shown(services);
      return device?.description.services.find(({ protocol }) => protocol === "mrp")?.enabled;
    };
    expect(await enabled([mrp({ SystemBuildVersion: "19J346" })])).toBe(false);
    expect(await enabled([mrp({ SystemBuildVersion: "18M60" })])).toBe(true);
    const tvOS15 = airplay({ txt: { deviceid: "AA", osvers: "15.5.1", model: "AppleTV6,2" } });
    expect(await enabled([mrp({}), tvOS15])).toBe(false);
  });

  it("E51 lists a device that has Companion only, AirPlay being off", async () => {
    const companion = livingRoom.filter(({ type }) => type === "_companion-link._tcp");
    const [device] = await shown(companion);
    expect(device?.description.services.map(({ protocol }) => protocol)).toEqual(["companion"]);
    expect(device?.info.kind).toBe("apple-tv");
  });
});
