import { describe, expect, it } from "vitest";
import { fakeKey, fakePlugin } from "../../support/fake-plugin.ts";
import { found, hubWorld, known, pairedWorld } from "../../support/hub-world.ts";
import { settle } from "../../support/manual-clock.ts";

const list = (world: ReturnType<typeof hubWorld>) => world.hub.devices.value.devices;

describe("the device list", () => {
  it("knows a device again by any of its identifiers (E25)", async () => {
    const world = hubWorld({ devices: [known({ identifiers: ["AA:BB", "psi-7"] })] });
    world.discovery.devices.set([found({ identifiers: ["NEW-UUID", "PSI-7"], name: "Renamed" })]);
    expect(list(world)).toMatchObject([
      { id: "AA:BB", name: "Renamed", paired: true, present: true, address: "10.0.0.23" },
    ]);
    expect(world.hub.registry.find("NEW-UUID")?.id).toBe("AA:BB");
    await world.hub.close();
  });

  it("never takes a device for another because of its name or address", async () => {
    const world = hubWorld({ devices: [known()] });
    world.discovery.devices.set([found({ identifiers: ["other"] })]);
    expect(list(world).map(({ id, paired, present }) => [id, paired, present])).toEqual([
      ["AA:BB", true, false],
      ["other", false, true],
    ]);
    await world.hub.close();
  });

  it("prefers the paired one of two remembered devices that share an identifier", async () => {
    const world = hubWorld({
      devices: [
        known({ id: "old", identifiers: ["uuid-1"], paired: false }),
        known({ id: "mine", identifiers: ["uuid-1"], paired: true }),
      ],
    });
    world.discovery.devices.set([found()]);
    expect(list(world).find(({ present }) => present)?.id).toBe("mine");
    await world.hub.close();
  });

  it("keeps the id of a new device while its services come and go (E25)", async () => {
    const world = hubWorld();
    world.discovery.devices.set([found({ identifiers: ["air-1"] })]);
    world.discovery.devices.set([found({ identifiers: ["comp-1", "air-1"] })]);
    world.discovery.devices.set([found({ identifiers: ["comp-1"] })]);
    await world.clock.advance(100);
    expect(list(world).map(({ id }) => id)).toEqual(["air-1"]);
    await world.hub.close();
  });

  it("tells two TVs of one name apart by model, else by the end of the address", async () => {
    const world = hubWorld();
    world.discovery.devices.set([
      found({ identifiers: ["a"], modelName: "Apple TV HD" }),
      found({ identifiers: ["b"], modelName: "Apple TV 4K" }),
      found({ identifiers: ["c"], name: "Den", address: "10.0.0.7" }),
      found({ identifiers: ["d"], name: "Den", address: "fe80::1:2f%en0" }),
      found({ identifiers: ["e"], name: "Alone" }),
    ]);
    expect(Object.fromEntries(list(world).map(({ id, hint }) => [id, hint]))).toEqual({
      a: "Apple TV HD",
      b: "Apple TV 4K",
      c: "….7",
      d: "…:2f",
      e: "",
    });
    await world.hub.close();
  });

  it("shows a replaced address, and remembers it only once the device is verified", async () => {
    const world = hubWorld({ devices: [known()] });
    await world.credentials.set("AA:BB", { companion: fakeKey() });
    world.discovery.devices.set([found({ address: "10.0.0.99" })]);
    expect(list(world)[0]?.address).toBe("10.0.0.99");
    expect(world.settings.settings.value.devices[0]?.address).toBe("10.0.0.23");
    await world.hub.session("AA:BB").connect();
    await settle();
    expect(world.settings.settings.value.devices[0]).toMatchObject({
      address: "10.0.0.99",
      identifiers: ["AA:BB", "uuid-1"],
      paired: true,
    });
    await world.hub.close();
  });

  it.each([
    ["homepod", "unsupported", "companion", "no-code"],
    ["speaker", "not-needed", "raop", "no-code"],
    ["apple-tv", "disabled", "companion", "pairing-off"],
    ["apple-tv", "disabled", "airplay", "access-restricted"],
    ["apple-tv", "optional", "mrp", "older-protocol"],
    ["computer", "unsupported", "companion", "not-a-remote-target"],
    ["apple-tv", "mandatory", "companion", null],
  ] as const)(
    "says of a %s whose pairing is %s over %s: %s",
    async (kind, pairing, protocol, why) => {
      const world = hubWorld();
      world.discovery.devices.set([found({ kind, pairing, protocols: [protocol] })]);
      expect(list(world)[0]).toMatchObject({ unpairable: why, pairable: why === null });
      await world.hub.close();
    },
  );

  it("tells forty devices that answer at once with few, whole snapshots", async () => {
    const world = hubWorld();
    const told: number[] = [];
    world.hub.devices.on(({ devices }) => told.push(devices.length));
    const devices = Array.from({ length: 40 }, (_, index) =>
      found({ identifiers: [`id-${index}`], name: `TV ${String(index).padStart(2, "0")}` }),
    );
    for (let count = 1; count <= 40; count++) world.discovery.devices.set(devices.slice(0, count));
    expect(told, "the first one is shown at once").toEqual([1]);
    await world.clock.advance(30);
    expect(told).toEqual([1, 40]);
    expect(list(world).map(({ name }) => name)).toEqual(devices.map((d) => d.description.name));
    await world.hub.close();
  });

  it("lists paired devices first", async () => {
    const world = hubWorld({ devices: [known({ name: "Zed" })] });
    world.discovery.devices.set([found({ identifiers: ["x"], name: "Attic" })]);
    expect(list(world).map(({ name }) => name)).toEqual(["Zed", "Attic"]);
    await world.hub.close();
  });

  it("names the model of a device that is not there", async () => {
    const world = hubWorld({ devices: [known({ rawModel: "AppleTV14,1" })] });
    expect(list(world)[0]).toMatchObject({
      kind: "apple-tv",
      modelName: "Apple TV 4K (3rd generation)",
      present: false,
    });
    await world.hub.close();
  });

  it("hides a built-in TV that does not run", async () => {
    const world = hubWorld({ devices: [known({ origin: "built-in" })], selected: "AA:BB" });
    world.hub.start();
    expect(world.hub.devices.value).toMatchObject({ devices: [], selectedId: null });
    expect(world.discovery.probed).toEqual([]);
    expect(world.hub.peek("AA:BB")).toBeUndefined();
    world.discovery.devices.set([found()]);
    expect(list(world)).toMatchObject([{ origin: "built-in" }]);
    await world.hub.close();
  });
});

describe("what a person does to the list", () => {
  it("binds new identifiers to a device only when it proved who it is", async () => {
    const world = hubWorld({ devices: [known()] });
    world.discovery.devices.set([found({ identifiers: ["AA:BB", "claimed"] })]);
    await world.hub.rename("AA:BB", "Den");
    expect(world.settings.settings.value.devices[0]?.identifiers).toEqual(["AA:BB"]);
    await world.hub.close();
  });

  it("renames a device, and gives it its own name back", async () => {
    const world = hubWorld();
    world.discovery.devices.set([found()]);
    await world.hub.rename("uuid-1", "  Upstairs ");
    await world.clock.advance(100);
    expect(list(world)[0]?.name).toBe("Upstairs");
    expect(world.hub.session("AA:BB").snapshot.value.name).toBe("Upstairs");
    await world.hub.rename("AA:BB", "");
    await world.clock.advance(100);
    expect(list(world)[0]?.name).toBe("Living Room");
    await world.hub.close();
  });

  it("forgets the key, the memory and the choice, and lets the device go", async () => {
    const world = hubWorld({ devices: [known()], selected: "AA:BB" });
    await world.credentials.set("AA:BB", { companion: fakeKey() });
    world.discovery.devices.set([found()]);
    await world.hub.session("AA:BB").connect();
    await world.hub.forget("AA:BB");
    await world.clock.advance(100);
    expect(await world.credentials.get("AA:BB")).toEqual({});
    expect(world.settings.settings.value).toMatchObject({ devices: [], selectedDeviceId: null });
    expect(world.tv.open).toEqual([]);
    expect(list(world), "still on the network").toMatchObject([{ id: "AA:BB", paired: false }]);
    await world.hub.close();
  });

  it("keeps everything when the keychain does not let the key go", async () => {
    const world = hubWorld({ devices: [known()] });
    world.credentials.remove = () => Promise.reject(new Error("locked"));
    await expect(world.hub.forget("AA:BB")).rejects.toThrow();
    expect(world.settings.settings.value.devices).toHaveLength(1);
    await world.hub.close();
  });

  it("selects a device: connects it and lets the one before go", async () => {
    const world = hubWorld({
      devices: [known(), known({ id: "b", identifiers: ["b"], name: "Bedroom" })],
      selected: "AA:BB",
    });
    await world.credentials.set("AA:BB", { companion: fakeKey() });
    await world.credentials.set("b", { companion: fakeKey() });
    world.hub.start();
    await settle();
    expect(world.hub.peek("AA:BB")?.connection.phase).toBe("ready");
    await world.hub.select("b");
    await settle();
    expect(world.hub.peek("AA:BB")?.connection.phase).toBe("offline");
    expect(world.hub.peek("b")?.connection.phase).toBe("ready");
    expect(world.settings.settings.value.selectedDeviceId).toBe("b");
    await world.hub.close();
  });

  it("adds what answers at an address, and remembers it as added by hand", async () => {
    const world = hubWorld();
    await expect(world.hub.add("10.9.9.9")).rejects.toMatchObject({ code: "not-found" });
    world.discovery.answers.set("10.9.9.9", [found({ identifiers: ["m"], address: "10.9.9.9" })]);
    expect(await world.hub.add("10.9.9.9")).toEqual(["m"]);
    expect(world.settings.settings.value.devices).toMatchObject([
      { id: "m", origin: "manual", address: "10.9.9.9", services: [{ port: 49152 }] },
    ]);
    await world.hub.close();
  });

  it("asks known and typed-in addresses at the start and at every search", async () => {
    const world = hubWorld({ devices: [known()] });
    await world.hub.updatePreferences({ probeAddresses: ["10.0.0.50"] });
    await settle();
    world.discovery.probed.length = 0;
    world.hub.start();
    await settle();
    expect(world.discovery.probed).toEqual(["10.0.0.23", "10.0.0.50"]);
    world.hub.rescan();
    await settle();
    expect(world.discovery.probed).toHaveLength(4);
    await world.hub.close();
  });

  it("pins and unpins apps, and tells the settings page", async () => {
    const world = hubWorld({ devices: [known()] });
    await world.hub.pinApp("AA:BB", "com.netflix.Netflix", true);
    await world.hub.pinApp("AA:BB", "com.apple.TVWatchList", true);
    await world.hub.pinApp("AA:BB", "com.netflix.Netflix", false);
    expect(world.hub.settings.value.pinnedApps).toEqual({ "AA:BB": ["com.apple.TVWatchList"] });
    expect(world.hub.settings.value.revision).toBe(4);
    await world.hub.close();
  });

  it("changes one preference and leaves the others alone", async () => {
    const world = hubWorld();
    await world.hub.updatePreferences({ theme: "dark" });
    await world.hub.updatePreferences({ alwaysOnTop: true });
    expect(world.hub.settings.value.preferences).toMatchObject({
      theme: "dark",
      alwaysOnTop: true,
    });
    await world.hub.close();
  });

  it("drives a device that two services describe apart as one", async () => {
    const world = hubWorld({
      devices: [known({ identifiers: ["a", "b"] })],
      plugins: (tv) => [fakePlugin("companion", tv), fakePlugin("airplay", tv)],
    });
    await world.credentials.set("AA:BB", { companion: fakeKey(), airplay: fakeKey() });
    world.discovery.devices.set([
      found({ identifiers: ["a"] }),
      found({ identifiers: ["b"], protocols: ["airplay"] }),
    ]);
    expect(list(world)).toHaveLength(1);
    await world.hub.session("AA:BB").connect();
    await settle();
    expect(world.hub.session("AA:BB").snapshot.value.protocols).toEqual(["companion", "airplay"]);
    await world.hub.close();
  });

  it("shows what a connected device says of itself, and remembers it after the connection", async () => {
    const world = await pairedWorld();
    await world.session.connect();
    world.tv.channel.set({
      facts: {
        build: "23K54",
        osVersion: "26.1",
        os: "tvOS",
        rawModel: "AppleTV11,1",
        outputDeviceId: "x",
      },
    });
    await world.clock.advance(30);
    const line = () => world.hub.devices.value.devices[0];
    const told = {
      build: "23K54",
      osLabel: "tvOS 26.1",
      rawModel: "AppleTV11,1",
      modelName: "Apple TV 4K (2nd generation)",
      outputDeviceId: null,
      identifiers: ["AA:BB", "uuid-1"],
    };
    expect(line()).toMatchObject(told);
    expect(world.settings.settings.value.devices[0]).toMatchObject({
      rawModel: "AppleTV11,1",
      osLabel: "tvOS 26.1",
      identifiers: ["AA:BB", "uuid-1"],
    });
    world.tv.refusal = "refused";
    world.tv.channel.die();
    await world.clock.advance(1000);
    expect(line()).toMatchObject(told);
    await world.hub.close();
  });

  it("lists a HomePod that keeps strangers out as not to be controlled, and why", async () => {
    const world = hubWorld({ plugins: (tv) => [fakePlugin("airplay", tv, { keyless: true })] });
    const pod = found({ kind: "homepod", rawModel: "AudioAccessory5,1", protocols: ["airplay"] });
    const services = pod.description.services.map((service) => ({
      ...service,
      restriction: "access-restricted" as const,
    }));
    world.discovery.devices.set([{ ...pod, description: { ...pod.description, services } }]);
    await world.clock.advance(30);
    expect(world.hub.devices.value.devices[0]).toMatchObject({
      needsPairing: true,
      pairable: false,
      unpairable: "access-restricted",
      restriction: "access-restricted",
    });
    await world.hub.close();
  });

  it("pairs with a device that shows a code, even if it lets strangers in at the moment (MR-05)", async () => {
    const world = hubWorld({ plugins: (tv) => [fakePlugin("mrp", tv, { keyless: true })] });
    world.discovery.devices.set([found({ protocols: ["mrp"], pairing: "optional" })]);
    await world.clock.advance(30);
    expect(list(world)[0]).toMatchObject({ needsPairing: true, pairable: true });
    await world.hub.close();
  });

  it("still knows the model and system of a device that is away, for whoever plans a way to it", async () => {
    const device = known({ rawModel: "AppleTV14,1", osLabel: "tvOS 26.5" });
    const world = hubWorld({ devices: [device] });
    expect(world.hub.registry.get("AA:BB").description.services[0]?.facts).toEqual({
      rawModel: "AppleTV14,1",
      kind: "apple-tv",
      osVersion: "26.5",
    });
    await world.hub.close();
  });
});
