import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createHub, type Hub } from "../../src/main/device/hub.ts";
import { createDiscovery } from "../../src/main/discovery/create.ts";
import { protocols } from "../../src/main/protocols/registry.ts";
import { until } from "../../src/main/runtime/signal.ts";
import { MemoryCredentials } from "../../src/main/storage/memory-credentials.ts";
import { openSettings } from "../../src/main/storage/settings-file.ts";
import type { SessionSnapshot } from "../../src/shared/model/session.ts";
import { FarHost } from "../support/far-host.ts";
import { FAKE_PIN, PyatvFakeAll } from "../support/pyatv-fake-all.ts";
import { FAKE_APP } from "../support/pyatv-fake-mrp.ts";
import { realRuntime } from "../support/runtime.ts";

interface World {
  readonly hub: Hub;
  readonly fake: PyatvFakeAll;
  readonly host: FarHost;
  close(): Promise<void>;
}

/** The device layer as the app puts it together, and a device that speaks both protocols. */
async function openWorld(): Promise<World> {
  const directory = await mkdtemp(join(tmpdir(), "armchair-hub-"));
  const host = FarHost.create();
  const fake = await PyatvFakeAll.startOn(host);
  const runtime = realRuntime();
  const hub = createHub({
    runtime,
    plugins: protocols,
    discovery: createDiscovery({ runtime, plugins: protocols }),
    credentials: new MemoryCredentials({ code: "storage", message: "a test" }),
    settings: await openSettings({ directory, runtime }),
    controllerName: "Armchair (test)",
  });
  hub.start();
  const close = async () => {
    await hub.close();
    await fake.stop();
    await host.close();
    await rm(directory, { recursive: true, force: true });
  };
  return { hub, fake, host, close };
}

/** The one device, once both of its services are known. */
const bothServices = ({ hub }: World) =>
  until(
    hub.devices,
    ({ devices }) => devices.length === 1 && devices[0]?.services.length === 2,
  ).then(({ devices }) => devices);
const pairing = async ({ hub }: World, step: string) =>
  (await until(hub.pairing.snapshot, (snapshot) => snapshot.pairing.step === step)).pairing;
const session = ({ hub }: World, id: string, holds: (snapshot: SessionSnapshot) => boolean) =>
  until(hub.session(id).snapshot, holds);
const complete = ({ connection, protocols: open }: SessionSnapshot) =>
  connection.phase === "ready" && connection.lost.length === 0 && open.length === 2;

describe("one device of pyatv's that speaks Companion and MRP", () => {
  let world: World;
  let id = "";

  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  it("is found as one, with both services", async () => {
    const devices = await bothServices(world);
    expect(devices).toHaveLength(1);
    expect(devices[0]).toMatchObject({
      name: "Fake Apple TV",
      kind: "apple-tv",
      address: world.host.address,
      pairable: true,
    });
    id = devices[0]?.id ?? "";
  });

  it("asks for one PIN: the key of Companion opens MRP as well", async () => {
    world.hub.startPairing(id);
    expect(await pairing(world, "enter-pin")).toMatchObject({
      protocol: "companion",
      second: null,
    });
    world.hub.pairing.submitPin(FAKE_PIN);
    expect(await pairing(world, "paired")).toMatchObject({ deviceId: id, limited: [] });
    await session(world, id, complete);
    const { companion, mrp } = await world.fake.state();
    expect(companion.paired).toBe(true);
    expect(mrp.authenticated).toBe(true);
  });

  it("IF-020 IF-021 asks MRP first, and Companion for power and what only it can", async () => {
    await world.fake.do("mrp.video", { paused: false });
    const { owners } = await session(world, id, (now) => now.nowPlaying !== null);
    expect(owners).toMatchObject({
      up: "mrp",
      menu: "mrp",
      play: "mrp",
      title: "mrp",
      artwork: "mrp",
      "set-position": "mrp",
      "power-state": "companion",
      "turn-on": "companion",
      "turn-off": "companion",
      "launch-app": "companion",
      "app-list": "companion",
      "account-list": "companion",
    });
  });

  it("shows what MRP says that plays", async () => {
    const { nowPlaying } = await session(world, id, (now) => now.nowPlaying?.title === "dummy");
    expect(nowPlaying).toMatchObject({ state: "playing", durationS: 123, app: { id: FAKE_APP } });
  });

  it("presses over MRP and launches over Companion", async () => {
    const { commands } = world.hub.session(id);
    await commands.press("up", "tap");
    await commands.launchApp("com.apple.TVSettings");
    const { companion, mrp } = await world.fake.state();
    expect(mrp.button).toBe("up");
    expect(companion).toMatchObject({ button: null, app: "com.apple.TVSettings" });
  });

  it("keeps the d-pad over Companion while MRP is gone, and says that MRP is", async () => {
    await world.fake.do("mrp.silence");
    const { connection, nowPlaying, owners } = await session(
      world,
      id,
      ({ connection: { phase, ...rest } }) =>
        phase === "ready" && "lost" in rest && rest.lost.length > 0,
    );
    expect(connection).toMatchObject({ phase: "ready", lost: [{ protocol: "mrp" }] });
    expect(nowPlaying).toBeNull();
    expect(owners).toMatchObject({ down: "companion", select: "companion" });
    expect(owners).not.toHaveProperty("title");
    await world.hub.session(id).commands.press("down", "tap");
    const { companion, mrp } = await world.fake.state();
    expect(companion.button).toBe("down");
    expect(mrp).toMatchObject({ button: "up", clients: 0 });
  });

  it("opens MRP again by itself, and what plays is back", async () => {
    await world.fake.do("mrp.listen");
    const { nowPlaying, owners } = await session(
      world,
      id,
      (now) => complete(now) && now.nowPlaying !== null,
    );
    expect(nowPlaying).toMatchObject({ title: "dummy", app: { id: FAKE_APP } });
    expect(owners).toMatchObject({ left: "mrp", title: "mrp" });
    await world.hub.session(id).commands.press("left", "tap");
    const { companion, mrp } = await world.fake.state();
    expect(mrp.button).toBe("left");
    expect(companion.button).toBe("down");
  });
});

describe("one device of pyatv's whose MRP takes only its own key", () => {
  let world: World;
  let id = "";

  beforeAll(async () => {
    world = await openWorld();
    await world.fake.do("mrp.own_keys", true);
    id = (await bothServices(world))[0]?.id ?? "";
  });
  afterAll(() => world.close());

  it("asks for a second PIN, says which protocol has one, and then both are open", async () => {
    world.hub.startPairing(id);
    expect(await pairing(world, "enter-pin")).toMatchObject({
      protocol: "companion",
      second: null,
    });
    world.hub.pairing.submitPin(FAKE_PIN);
    await until(
      world.hub.pairing.snapshot,
      ({ pairing: step }) => step.step === "enter-pin" && step.second !== null,
    );
    expect(await pairing(world, "enter-pin")).toMatchObject({
      protocol: "mrp",
      second: "companion",
      previous: null,
    });
    world.hub.pairing.submitPin(FAKE_PIN);
    expect(await pairing(world, "paired")).toMatchObject({ deviceId: id, limited: [] });
    await session(world, id, complete);
    expect((await world.fake.state()).mrp.authenticated).toBe(true);
  });
});
