import { expect } from "vitest";
import { createHub, type Hub } from "../../src/main/device/hub.ts";
import { createDiscovery } from "../../src/main/discovery/create.ts";
import type { MediaFiles } from "../../src/main/media/media-files.ts";
import { protocols } from "../../src/main/protocols/registry.ts";
import { createLog, formatRecord } from "../../src/main/runtime/log.ts";
import type { Runtime } from "../../src/main/runtime/runtime.ts";
import { createIdentity, defaultSettings } from "../../src/main/storage/default-settings.ts";
import { MemoryCredentials } from "../../src/main/storage/memory-credentials.ts";
import { createMemorySettings } from "../../src/main/storage/memory-settings.ts";
import { VirtualTv, type VirtualTvOptions } from "../../src/main/virtual-tv/virtual-tv.ts";
import { type ErrorCode, RemoteError } from "../../src/shared/errors.ts";
import type { PairingStep } from "../../src/shared/model/pairing.ts";
import type { ProtocolId } from "../../src/shared/model/protocol.ts";
import type { SessionSnapshot } from "../../src/shared/model/session.ts";
import { CountingClock } from "../support/counting-clock.ts";
import { filmShelf, type OnShelf } from "../support/films.ts";
import { ManualClock, settle } from "../support/manual-clock.ts";
import { MemoryLan } from "../support/memory-network.ts";
import { testRuntime } from "../support/runtime.ts";

export const TV_ADDRESS = "10.0.0.2";
export const PIN = "1234";

/** What a world has beside the TV. */
export interface Around {
  /** Films that the TV can fetch, by their addresses. */
  readonly films?: Readonly<Record<string, OnShelf>>;
  /** What was offered in the app. */
  readonly files?: MediaFiles;
}

/** A virtual TV and a hub on one network in memory, with storage that outlives the hub. */
export class World {
  readonly lan = new MemoryLan();
  readonly clock = new ManualClock();
  /** The same, and how many timers of the hub came due. */
  readonly hubClock = new CountingClock(this.clock);
  readonly written: string[] = [];
  readonly runtime: Runtime = {
    ...testRuntime({ clock: this.clock, network: this.lan.host("10.0.0.1") }),
    clock: this.hubClock,
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
  readonly #files: MediaFiles | undefined;
  hub: Hub;
  #tv: VirtualTv | undefined;
  #pin = PIN;

  constructor(files?: MediaFiles) {
    this.#files = files;
    this.hub = this.newHub();
  }

  static async start(
    options: Omit<VirtualTvOptions, "runtime"> = {},
    { films, files }: Around = {},
  ): Promise<World> {
    const world = new World(files);
    world.#pin = options.pin ?? PIN;
    world.#tv = await VirtualTv.start({
      runtime: {
        ...testRuntime({ clock: world.clock, network: world.lan.host(TV_ADDRESS), seed: 2 }),
        ...(films && { mediaFetch: filmShelf(films).fetch }),
      },
      name: "Living Room",
      pin: PIN,
      ...options,
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
      ...(this.#files && { files: this.#files }),
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

  /** Lets so much time pass, and what happens on the network meanwhile arrive in time. */
  async pass(ms: number): Promise<void> {
    const endMs = this.clock.now() + ms;
    while (this.clock.now() < endMs) {
      for (let turn = 0; turn < 30; turn++) await settle();
      await this.clock.advance(Math.min(100, endMs - this.clock.now()));
    }
  }

  get id(): string {
    return this.hub.devices.value.devices[0]?.id ?? "";
  }

  /** Whether the remote has a channel of each; what plays may have one of its own beside them. */
  opened(...wanted: readonly ProtocolId[]): boolean {
    return wanted.every((protocol) => this.shown.protocols.includes(protocol));
  }

  phase(): string {
    return this.hub.peek(this.id)?.connection.phase ?? "none";
  }

  /** What the windows show of the device. */
  get shown(): SessionSnapshot {
    return this.hub.session(this.id).snapshot.value;
  }

  pairing() {
    return this.hub.pairing.snapshot.value.pairing;
  }

  /** Waits for the step, then says which it is. */
  async step<S extends PairingStep["step"]>(step: S, limitMs = 5000) {
    await this.until(`the wizard is at ${step}`, () => this.pairing().step === step, limitMs);
    return this.pairing() as Extract<PairingStep, { step: S }>;
  }

  /** What the promise came to, with time passing meanwhile. */
  async run<T>(work: Promise<T>, limitMs = 5000): Promise<T> {
    let settled = false;
    const noteIt = () => {
      settled = true;
    };
    work.then(noteIt, noteIt);
    await this.until("the work is done", () => settled, limitMs);
    return work;
  }

  /** The error code that the promise ends with. */
  async codeOf(work: Promise<unknown>, limitMs = 5000): Promise<string> {
    const code = work.then(
      () => "done",
      (thrown) => RemoteError.from(thrown).code,
    );
    return this.run(code, limitMs);
  }

  /** What is missing of an open connection, by protocol. */
  lost(): Record<string, ErrorCode> {
    const { connection } = this.shown;
    const lost = connection.phase === "ready" ? connection.lost : [];
    return Object.fromEntries(lost.map(({ protocol, cause }) => [protocol, cause]));
  }

  /** Another start of the program, with the same disk and keychain. */
  async restartHub(): Promise<void> {
    await this.run(this.hub.close());
    this.hub = this.newHub();
    this.hub.start();
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

  /** A device that shows no code: choosing it is all. */
  async chosen(): Promise<void> {
    await this.until("the device is on the list", () => this.hub.devices.value.devices.length > 0);
    await this.run(this.hub.select(this.id));
    await this.until("it is connected", () => this.phase() === "ready");
  }

  /** As somebody does who reads the code here and types it at an Apple TV 3. */
  async called(change: { readonly pin?: string } = {}): Promise<void> {
    const { pin, remoteName } = await this.step("show-pin");
    await this.run(this.tv.pairRemote({ name: remoteName, pin, ...change }), 20_000);
  }

  /** An Apple TV 3 that was paired with and is connected. */
  async pairedTurned(): Promise<void> {
    await this.listed();
    this.hub.startPairing(this.id);
    await this.called();
    await this.tv.closeRemotes();
    await this.until("it is paired and connected", () => this.phase() === "ready");
    await this.until("the wizard has ended", () => this.pairing().step === "paired", 20_000);
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
