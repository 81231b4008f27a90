import { afterEach, describe, expect, it } from "vitest";
import { createHub, type Hub } from "../../src/main/device/hub.ts";
import { createDiscovery } from "../../src/main/discovery/create.ts";
import { protocols } from "../../src/main/protocols/registry.ts";
import { createIdentity, defaultSettings } from "../../src/main/storage/default-settings.ts";
import { MemoryCredentials } from "../../src/main/storage/memory-credentials.ts";
import { createMemorySettings } from "../../src/main/storage/memory-settings.ts";
import { VirtualTv } from "../../src/main/virtual-tv/virtual-tv.ts";
import { ManualClock, settle } from "../support/manual-clock.ts";
import { MemoryLan } from "../support/memory-network.ts";
import { testRuntime } from "../support/runtime.ts";

const TV_ADDRESS = "10.0.0.2";
const PIN = "1234";
/** A virtual TV and a hub on one network in memory, with storage that outlives the hub. */
class World {
  readonly lan = new MemoryLan();
  readonly clock = new ManualClock();
  readonly runtime = testRuntime({ clock: this.clock, network: this.lan.host("10.0.0.1") });
  readonly credentials = new MemoryCredentials({ code: "storage", message: "a test" });
  readonly settings = createMemorySettings(defaultSettings(createIdentity(this.runtime.random)));
  readonly inputs: string[] = [];
  hub: Hub = this.newHub();
  #tv: VirtualTv | undefined;

  static async start(): Promise<World> {
    const world = new World();
    world.#tv = await VirtualTv.start({
      runtime: testRuntime({ clock: world.clock, network: world.lan.host(TV_ADDRESS), seed: 2 }),
      name: "Living Room",
      pin: PIN,
    });
    world.tv.inputs.on(({ what }) => world.inputs.push(what));
    world.hub.start();
    return world;
  }

  get tv(): VirtualTv {
    if (!this.#tv) throw new Error("the TV was not started");
    return this.#tv;
  }

  newHub(): Hub {
    const { runtime, credentials, settings } = this;
    return createHub({
      runtime,
      plugins: protocols,
      discovery: createDiscovery({ runtime, plugins: protocols }),
      credentials,
      settings,
      controllerName: "Armchair (test)",
    });
  }

  /** Lets time pass in small steps until the fact holds; says how many ms that took. */
  async until(what: string, fact: () => boolean, limitMs = 5000): Promise<number> {
    const startMs = this.clock.now();
    for (;;) {
      // Several turns of the network happen in no time at all.
      for (let turn = 0; turn < 30; turn++) {
        if (fact()) return this.clock.now() - startMs;
        await settle();
      }
      if (this.clock.now() - startMs >= limitMs) throw new Error(`never happened: ${what}`);
      await this.clock.advance(10);
    }
  }

  get id(): string {
    return this.hub.devices.value.devices[0]?.id ?? "";
  }

  phase(): string {
    return this.hub.peek(this.id)?.connection.phase ?? "none";
  }

  pairing() {
    return this.hub.pairing.snapshot.value.pairing;
  }

  async listed(): Promise<void> {
    await this.until("the TV is on the list", () =>
      this.hub.devices.value.devices.some(
        ({ name, pairable }) => name === "Living Room" && pairable,
      ),
    );
  }

  async paired(): Promise<void> {
    await this.listed();
    this.hub.startPairing(this.id);
    await this.until("the code is asked for", () => this.pairing().step === "enter-pin");
    this.hub.pairing.submitPin(PIN);
    await this.until("it is paired and connected", () => this.phase() === "ready");
    expect(this.pairing().step).toBe("paired");
  }

  presses(): string[] {
    return this.inputs.filter((what) => ["up", "select", "menu"].includes(what));
  }

  async press(button: "up" | "select" | "menu"): Promise<void> {
    await this.hub.session(this.id).commands.press(button, "tap");
  }

  async close(): Promise<void> {
    let closed = false;
    const closing = Promise.all([this.hub.close(), this.tv.close()]).then(() => {
      closed = true;
    });
    await this.until("everything is closed", () => closed);
    await closing;
  }
}

describe("the whole path, over a network in memory", () => {
  let world: World;
  afterEach(() => world.close());

  it("finds the TV, pairs by its code, and presses", async () => {
    world = await World.start();
    await world.paired();
    expect(world.hub.devices.value).toMatchObject({
      devices: [{ name: "Living Room", kind: "apple-tv", paired: true, present: true }],
      selectedId: world.id,
    });
    await world.press("up");
    expect(world.presses()).toEqual(["up"]);
    expect(world.hub.session(world.id).snapshot.value).toMatchObject({
      protocols: ["companion"],
      power: "on",
      features: { up: "available" },
      owners: { up: "companion" },
    });
  });

  it("asks again by itself after a wrong code", async () => {
    world = await World.start();
    await world.listed();
    world.hub.startPairing(world.id);
    await world.until("the code is asked for", () => world.pairing().step === "enter-pin");
    world.hub.pairing.submitPin("9999");
    await world.until("the code is asked for again", () => {
      const step = world.pairing();
      return step.step === "enter-pin" && step.previous?.code === "wrong-pin";
    });
    world.hub.pairing.submitPin(PIN);
    await world.until("it is paired", () => world.pairing().step === "paired");
  });

  it("is back within half a second of a cut, and the press that met it arrives once", async () => {
    world = await World.start();
    await world.paired();
    world.lan.cut(TV_ADDRESS);
    const startMs = world.clock.now();
    let done = false;
    const press = world.press("select").then(() => {
      done = true;
    });
    await world.until("the press is answered", () => done, 500);
    await press;
    expect(world.clock.now() - startMs).toBeLessThanOrEqual(500);
    expect(world.phase()).toBe("ready");
    await world.clock.advance(3000);
    expect(world.presses()).toEqual(["select"]);
  });

  it("notices a silent death by the press itself, and still delivers it once", async () => {
    world = await World.start();
    await world.paired();
    world.lan.silence(TV_ADDRESS);
    let done = false;
    const press = world.press("menu").then(() => {
      done = true;
    });
    await world.clock.advance(1000);
    expect(done).toBe(false);
    world.lan.silence(TV_ADDRESS, false);
    await world.until("the press is answered", () => done, 1000);
    await press;
    await world.clock.advance(3000);
    expect(world.presses()).toEqual(["menu"]);
  });

  it("drops a press that is older than two seconds when the TV comes back", async () => {
    world = await World.start();
    await world.paired();
    world.lan.silence(TV_ADDRESS);
    let code = "";
    const press = world.press("menu").catch((error) => {
      code = error.code;
    });
    await world.until("the press is given up", () => code !== "", 6000);
    await press;
    world.lan.silence(TV_ADDRESS, false);
    await world.until("it is back", () => world.phase() === "ready", 40_000);
    await world.clock.advance(3000);
    expect(world.presses()).toEqual([]);
  });

  it("follows the TV to another port by what it announces", async () => {
    world = await World.start();
    await world.paired();
    const moved = world.tv.faults.changePort();
    await world.until("it is away", () => world.phase() !== "ready");
    await moved;
    await world.until("it is back", () => world.phase() === "ready", 1000);
    await world.press("up");
    expect(world.presses()).toEqual(["up"]);
  });

  it("is still paired after a restart, and connects by itself", async () => {
    world = await World.start();
    await world.paired();
    let closed = false;
    void world.hub.close().then(() => {
      closed = true;
    });
    await world.until("the hub is closed", () => closed);
    world.hub = world.newHub();
    world.hub.start();
    await world.until("it is ready again", () => world.phase() === "ready");
    await world.press("select");
    expect(world.presses()).toEqual(["select"]);
  });

  it("asks to pair again when the TV forgot us, keeps the key, and pairs again (E62)", async () => {
    world = await World.start();
    await world.paired();
    world.tv.faults.forgetPairing();
    await world.until("it asks", () => world.phase() === "needs-pairing");
    expect(Object.keys(await world.credentials.get(world.id))).toEqual(["companion"]);
    await world.paired();
    await world.press("up");
    expect(world.presses()).toEqual(["up"]);
  });

  it("leaves nothing open on the network and no timer armed", async () => {
    world = await World.start();
    await world.paired();
    await world.press("up");
    await world.close();
    expect(world.lan.openHandles).toBe(0);
    expect(world.clock.armedTimers).toBe(0);
  });
});
