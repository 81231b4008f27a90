import { expect } from "vitest";
import { createHub, type Hub } from "../../src/main/device/hub.ts";
import { createDiscovery } from "../../src/main/discovery/create.ts";
import { protocols } from "../../src/main/protocols/registry.ts";
import { createLog, formatRecord } from "../../src/main/runtime/log.ts";
import type { Runtime } from "../../src/main/runtime/runtime.ts";
import { createIdentity, defaultSettings } from "../../src/main/storage/default-settings.ts";
import { MemoryCredentials } from "../../src/main/storage/memory-credentials.ts";
import { createMemorySettings } from "../../src/main/storage/memory-settings.ts";
import { VirtualTv } from "../../src/main/virtual-tv/virtual-tv.ts";
import { ManualClock, settle } from "../support/manual-clock.ts";
import { MemoryLan } from "../support/memory-network.ts";
import { testRuntime } from "../support/runtime.ts";

export const TV_ADDRESS = "10.0.0.2";
export const PIN = "1234";

/** A virtual TV and a hub on one network in memory, with storage that outlives the hub. */
export class World {
  readonly lan = new MemoryLan();
  readonly clock = new ManualClock();
  readonly written: string[] = [];
  readonly runtime: Runtime = {
    ...testRuntime({ clock: this.clock, network: this.lan.host("10.0.0.1") }),
    log: createLog(
      (record) => this.written.push(formatRecord(record)),
      () => this.clock.wallMs(),
    ),
    trace: {
      enabled: true,
      record: (...words) => void this.written.push(words.join(" ")),
    },
  };
  readonly credentials = new MemoryCredentials({ code: "storage", message: "a test" });
  readonly settings = createMemorySettings(defaultSettings(createIdentity(this.runtime.random)));
  readonly inputs: string[] = [];
  hub: Hub = this.newHub();
  #tv: VirtualTv | undefined;
  #pin = PIN;

  static async start(pin = PIN): Promise<World> {
    const world = new World();
    world.#pin = pin;
    world.#tv = await VirtualTv.start({
      runtime: testRuntime({ clock: world.clock, network: world.lan.host(TV_ADDRESS), seed: 2 }),
      name: "Living Room",
      pin,
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
    this.hub.pairing.submitPin(this.#pin);
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
