import { afterEach, describe, expect, it } from "vitest";
import { Secret } from "../../../src/main/runtime/secret.ts";
import { RemoteError } from "../../../src/shared/errors.ts";
import { FakePlayer, mediaPlugin } from "../../support/fake-media.ts";
import { fakeKey, fakePlugin } from "../../support/fake-plugin.ts";
import { found, hubWorld, known } from "../../support/hub-world.ts";
import { settle } from "../../support/manual-clock.ts";
import { oldTv, oldTvWorld } from "../../support/old-tv.ts";

/** A paired Apple TV with a remote and a media channel that is on standby. */
async function modern() {
  const player = new FakePlayer();
  const made = hubWorld({
    devices: [known()],
    plugins: (tv) => [fakePlugin("companion", tv), mediaPlugin(tv, player)],
  });
  await made.credentials.set("AA:BB", { companion: fakeKey() });
  const device = found({ protocols: ["companion", "airplay"] });
  const services = device.description.services.map((service) =>
    service.protocol === "airplay" ? { ...service, pairing: "not-needed" as const } : service,
  );
  made.discovery.devices.set([{ ...device, description: { ...device.description, services } }]);
  return { ...made, player, session: made.hub.session("AA:BB") };
}

type World = Pick<Awaited<ReturnType<typeof modern>>, "hub" | "clock">;
let world: World;
afterEach(async () => {
  await world.hub.close();
  expect(world.clock.armedTimers).toBe(0);
});

describe("a channel on standby beside others", () => {
  it("is opened once another one is open, and is never asked for a sign of life", async () => {
    const made = await modern();
    world = made;
    let open = () => {};
    made.tv.openGate = new Promise((resolve) => {
      open = resolve;
    });
    const connected = made.session.connect();
    await settle();
    expect(made.player.opens).toBe(0);
    open();
    expect((await connected).connection.phase).toBe("ready");
    await settle();
    expect(made.session.snapshot.value.protocols).toEqual(["companion", "airplay"]);
    await made.clock.advance(200_000);
    made.hub.resumed();
    expect(made.tv.channel.probes).toBeGreaterThan(2);
    expect(made.player.probes).toBe(0);
  });

  it("makes no device ready whose remote cannot be reached", async () => {
    const made = await modern();
    world = made;
    made.tv.refusal = "refused";
    await expect(made.session.connect()).rejects.toMatchObject({ code: "refused" });
    expect(made.session.connection.phase).toBe("waiting");
    expect(made.player.opens).toBe(0);
  });

  it("is no loss to show when it does not open, and is tried again", async () => {
    const made = await modern();
    world = made;
    made.player.openErrors.push(new RemoteError("refused", "not yet"));
    await made.session.connect();
    await settle();
    expect(made.session.connection).toEqual({ phase: "ready", lost: [] });
    expect(made.session.snapshot.value.protocols).toEqual(["companion"]);
    await made.clock.advance(1000);
    expect(made.session.snapshot.value.protocols).toEqual(["companion", "airplay"]);
  });

  it("keeps nobody connected whose last other channel died", async () => {
    const made = await modern();
    world = made;
    await made.session.connect();
    await made.clock.advance(6000);
    made.tv.refusal = "refused";
    made.tv.channel.die();
    await settle();
    expect(made.session.connection.phase).toBe("waiting");
    expect(made.player.isOpen).toBe(false);
  });
});

describe("a device that has nothing else", () => {
  it("is ready once it gave a sign of life, and says which key its remote wants (Apple TV 3)", async () => {
    const made = oldTvWorld();
    world = made;
    await made.session.connect();
    expect(made.player.probes).toBe(1);
    expect(made.session.connection).toEqual({
      phase: "ready",
      lost: [{ protocol: "dmap", cause: "unpaired" }],
    });
    await expect(made.session.commands.press("menu", "tap")).rejects.toMatchObject({
      code: "unpaired",
    });
  });

  it("is not ready while it gives none", async () => {
    const made = oldTvWorld();
    world = made;
    made.tv.powered = false;
    await expect(made.session.connect()).rejects.toMatchObject({ code: "lost" });
    expect(made.player.isOpen).toBe(false);
    made.tv.powered = true;
    await made.clock.advance(1000);
    expect(made.session.connection.phase).toBe("ready");
  });

  it("gains its remote with a key, without losing what there is", async () => {
    const made = oldTvWorld();
    world = made;
    await made.session.connect();
    made.hub.startPairing("AA:BB");
    await settle();
    made.caller.call("4711");
    await settle();
    expect(made.session.connection).toEqual({ phase: "ready", lost: [] });
    expect(made.session.snapshot.value.protocols).toEqual(["dmap", "airplay"]);
    expect(made.player.opens).toBe(1);
  });
});

describe("an Apple TV that takes long to wake (DM-14)", () => {
  it("is asked every two seconds, and answers a press of 'on' after twenty", async () => {
    const made = oldTvWorld({ paired: true });
    world = made;
    await made.credentials.set("AA:BB", {
      dmap: { kind: "dmap", login: "pairing-guid", id: fakeSecret() },
    });
    made.discovery.devices.set([oldTv()]);
    made.tv.refusal = "timeout";
    const on = made.session.commands.power("on");
    await made.clock.advance(20_000);
    const before = made.tv.opens;
    expect(before).toBeGreaterThan(8);
    made.tv.refusal = null;
    await made.clock.advance(2000);
    await on;
    expect(made.tv.received).toEqual(["dmap turn on"]);
  });
});

function fakeSecret() {
  return new Secret("0x0000000000000001");
}
