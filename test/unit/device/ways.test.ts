import { afterEach, describe, expect, it } from "vitest";
import { fakeKey, fakePlugin } from "../../support/fake-plugin.ts";
import { found, hubWorld, known } from "../../support/hub-world.ts";
import { settle } from "../../support/manual-clock.ts";

/** Companion, and MediaRemote in two ways: through AirPlay's tunnel, else directly. */
async function world(
  keys: readonly ("companion" | "airplay" | "mrp")[] = ["companion", "airplay", "mrp"],
) {
  const made = hubWorld({
    devices: [known()],
    selected: "AA:BB",
    plugins: (tv) => [
      fakePlugin("mrp", tv, {
        needsOwnKey: true,
        ways: [{ protocol: "mrp", way: "direct", rank: 2 }],
      }),
      fakePlugin("companion", tv),
      fakePlugin("airplay", tv, {
        needsOwnKey: true,
        ways: [{ protocol: "mrp", way: "tunnel", rank: 1 }],
      }),
    ],
  });
  await made.credentials.set("AA:BB", Object.fromEntries(keys.map((id) => [id, fakeKey()])));
  made.discovery.devices.set([found({ protocols: ["companion", "airplay", "mrp"] })]);
  const session = made.hub.session("AA:BB");
  const mrpTries = () => made.tv.tried.filter((way) => way.startsWith("mrp"));
  const open = (protocol: string) => made.tv.open.find((channel) => channel.protocol === protocol);
  return { ...made, session, mrpTries, open };
}

let made: Awaited<ReturnType<typeof world>>;
afterEach(async () => {
  await made.hub.close();
  expect(made.clock.armedTimers).toBe(0);
  expect(made.tv.open).toEqual([]);
});

describe("the ways to one channel", () => {
  it("are tried best first: the tunnel beats the direct connection (IF-004)", async () => {
    made = await world();
    await made.session.connect();
    await settle();
    expect(made.mrpTries()).toEqual(["mrp tunnel"]);
    expect(made.session.snapshot.value.protocols).toEqual(["mrp", "companion"]);
  });

  it("are tried one after the other, the next only when the one before failed", async () => {
    made = await world();
    made.tv.wayRefusals.set("mrp tunnel", "timeout");
    await made.session.connect();
    await settle();
    expect(made.mrpTries()).toEqual(["mrp tunnel", "mrp direct"]);
    expect(made.session.connection).toEqual({ phase: "ready", lost: [] });
  });

  it("leave the device ready without that channel when none opens, and say why", async () => {
    made = await world();
    made.tv.wayRefusals.set("mrp tunnel", "rejected").set("mrp direct", "refused");
    await made.session.connect();
    await settle();
    // That nobody listens at the last way's port says less than the no of the way before.
    expect(made.session.connection).toEqual({
      phase: "ready",
      lost: [{ protocol: "mrp", cause: "rejected" }],
    });
    await made.session.commands.press("up", "tap");
    expect(made.tv.received).toEqual(["companion tap up"]);
  });

  it("are given up by themselves when trying again changes nothing, but not for good", async () => {
    made = await world();
    made.tv.wayRefusals.set("mrp tunnel", "unpaired").set("mrp direct", "unsupported");
    await made.session.connect();
    await made.clock.advance(300_000);
    expect(made.mrpTries()).toEqual(["mrp tunnel", "mrp direct"]);
    made.tv.wayRefusals.clear();
    made.discovery.devices.set([
      found({ protocols: ["companion", "airplay", "mrp"], lastSeenMs: 2 }),
    ]);
    await settle();
    expect(made.mrpTries(), "seen again, at the same place").toHaveLength(2);
    made.discovery.devices.set([
      found({ protocols: ["companion", "airplay", "mrp"], lastSeenMs: 3, port: 50_000 }),
    ]);
    await settle();
    expect(made.mrpTries().slice(2)).toEqual(["mrp tunnel"]);
    expect(made.session.connection).toEqual({ phase: "ready", lost: [] });
  });

  it("are tried again with a new key, without touching what is open", async () => {
    made = await world();
    made.tv.wayRefusals.set("mrp tunnel", "unpaired").set("mrp direct", "unsupported");
    await made.session.connect();
    await settle();
    const companion = made.open("companion");
    made.tv.wayRefusals.clear();
    made.session.paired("airplay");
    await settle();
    expect(made.open("mrp")).toBeDefined();
    expect(made.open("companion")).toBe(companion);
  });
});

describe("a channel among others", () => {
  it("is ready with the first that opens, however long another takes", async () => {
    made = await world();
    const { opening } = made.tv;
    made.tv.opening = (protocol, context, way) =>
      protocol === "mrp" ? new Promise(() => {}) : opening.call(made.tv, protocol, context, way);
    expect((await made.session.connect()).protocols).toEqual(["companion"]);
  });

  it("that is lost is reopened with a back-off of its own, while the others keep working", async () => {
    made = await world();
    await made.session.connect();
    await settle();
    made.tv.wayRefusals.set("mrp tunnel", "refused").set("mrp direct", "refused");
    made.open("mrp")?.die();
    await settle();
    expect(made.session.connection).toEqual({
      phase: "ready",
      lost: [{ protocol: "mrp", cause: "lost" }],
    });
    const tries = made.mrpTries().length;
    await made.clock.advance(250 + 500 + 1000);
    expect(made.mrpTries().length - tries).toBe(6);
    await made.session.commands.press("up", "tap");
    expect(made.tv.received).toEqual(["companion tap up"]);
    made.tv.wayRefusals.clear();
    await made.clock.advance(2000);
    expect(made.session.connection).toEqual({ phase: "ready", lost: [] });
    expect(made.tv.tried.filter((way) => way.startsWith("companion"))).toHaveLength(1);
  });

  it("that keeps dying young earns its back-off instead of spinning", async () => {
    made = await world();
    await made.session.connect();
    await settle();
    for (const waitMs of [250, 500, 1000, 2000]) {
      const tries = made.mrpTries().length;
      made.open("mrp")?.die();
      await made.clock.advance(waitMs - 1);
      expect(made.mrpTries()).toHaveLength(tries);
      await made.clock.advance(1);
      expect(made.mrpTries()).toHaveLength(tries + 1);
    }
  });
});

describe("a key that is tried where there is none", () => {
  it("opens the channel with one PIN, and is kept once it did", async () => {
    made = await world(["companion"]);
    await made.session.connect();
    await settle();
    expect(made.session.connection).toEqual({ phase: "ready", lost: [] });
    expect(Object.keys(await made.credentials.get("AA:BB")).sort()).toEqual([
      "airplay",
      "companion",
    ]);
  });

  it("leaves the device limited when it is refused, and what is paired working", async () => {
    made = await world(["companion"]);
    made.tv.wayRefusals.set("mrp tunnel", "unpaired").set("mrp direct", "unpaired");
    await made.session.connect();
    await settle();
    expect(made.session.connection).toEqual({
      phase: "ready",
      lost: [{ protocol: "mrp", cause: "unpaired" }],
    });
    expect(Object.keys(await made.credentials.get("AA:BB"))).toEqual(["companion"]);
  });

  it("says nothing about the key we have: only its own protocol asks to pair again (E62)", async () => {
    made = await world(["companion"]);
    made.tv.wayRefusals.set("mrp tunnel", "unpaired").set("mrp direct", "unpaired");
    made.tv.wayRefusals.set("companion fake", "refused");
    await expect(made.session.connect()).rejects.toMatchObject({ code: "refused" });
    expect(made.session.connection.phase).toBe("waiting");
    made.tv.wayRefusals.set("companion fake", "unpaired");
    await made.clock.advance(250);
    expect(made.session.connection).toEqual({ phase: "needs-pairing", cause: "unpaired" });
  });
});

describe("a device that needs no pairing", () => {
  async function homePod() {
    const pod = hubWorld({
      plugins: (tv) => [
        fakePlugin("companion", tv),
        fakePlugin("airplay", tv, {
          keyless: true,
          ways: [{ protocol: "mrp", way: "tunnel", rank: 1 }],
        }),
      ],
    });
    pod.discovery.devices.set([
      found({
        kind: "homepod",
        rawModel: "AudioAccessory5,1",
        protocols: ["airplay"],
        pairing: "not-needed",
      }),
    ]);
    return pod;
  }

  it("is listed as one that choosing is enough for, and is remembered by being chosen", async () => {
    const { hub, settings, tv } = await homePod();
    await settle();
    expect(hub.devices.value.devices[0]).toMatchObject({
      needsPairing: false,
      paired: false,
      pairable: false,
      unpairable: null,
    });
    await hub.select("AA:BB");
    await settle();
    expect(hub.session("AA:BB").connection).toEqual({ phase: "ready", lost: [] });
    expect(tv.dialogues).toBe(0);
    expect(settings.settings.value).toMatchObject({
      selectedDeviceId: "AA:BB",
      devices: [{ id: "AA:BB", paired: false }],
    });
    await hub.close();
  });

  it("waits for it when it is away, and never asks for a code", async () => {
    const { hub, discovery } = await homePod();
    await hub.select("AA:BB");
    discovery.devices.set([]);
    expect(() => hub.startPairing("AA:BB")).toThrow(
      expect.objectContaining({ code: "unsupported" }),
    );
    await hub.session("AA:BB").disconnect();
    await hub.session("AA:BB").connect();
    expect(hub.session("AA:BB").connection.phase).toBe("ready");
    await hub.close();
  });
});

describe("a key of its own that the device has forgotten", () => {
  it("gives way to the new one of another protocol, which is kept (E62)", async () => {
    made = await world(["companion"]);
    await made.credentials.set("AA:BB", {
      companion: { ...fakeKey(), ourId: "new" },
      airplay: { ...fakeKey(), ourId: "old" },
    });
    made.tv.wayRefusals.set("mrp tunnel", "unpaired");
    await made.session.connect();
    await settle();
    expect(made.mrpTries()).toEqual(["mrp tunnel", "mrp tunnel", "mrp direct"]);
    expect((await made.credentials.get("AA:BB")).mrp?.ourId).toBe("new");
    expect(made.session.connection).toEqual({ phase: "ready", lost: [] });
  });
});
