import { runCli } from "../../src/main/cli/run-cli.ts";
import type { OpenOptions, TypedKey } from "../../src/main/cli/world.ts";
import type { Service } from "../../src/main/ipc/service.ts";
import { dispatch } from "../../src/main/ipc/validate.ts";
import { RemoteError } from "../../src/shared/errors.ts";
import type { EventMap, Handlers } from "../../src/shared/ipc/contract.ts";
import { callNames, type EventName } from "../../src/shared/ipc/names.ts";
import type { DevicesSnapshot } from "../../src/shared/model/app.ts";
import type { DeviceSummary } from "../../src/shared/model/device.ts";
import type { PairingStep } from "../../src/shared/model/pairing.ts";
import type { SessionSnapshot } from "../../src/shared/model/session.ts";
import type { SoundOffer } from "../../src/shared/model/sound.ts";
import { ManualClock, settle } from "./manual-clock.ts";

export function summary(change: Partial<DeviceSummary> = {}): DeviceSummary {
  const id = change.id ?? "tv-1";
  return {
    id,
    name: "Living Room",
    hint: "",
    kind: "apple-tv",
    modelName: "Apple TV 4K (3rd generation)",
    rawModel: "AppleTV14,1",
    osLabel: "tvOS 26.5",
    build: "",
    address: "10.0.0.2",
    identifiers: [id],
    services: [],
    outputDeviceId: null,
    present: true,
    asleep: false,
    playsMedia: false,
    playsSound: false,
    hasPassword: false,
    paired: true,
    needsPairing: true,
    pairable: true,
    unpairable: null,
    restriction: null,
    origin: "network",
    lastSeenMs: 1,
    ...change,
  };
}

export function session(change: Partial<SessionSnapshot> = {}): SessionSnapshot {
  return {
    revision: 1,
    deviceId: "tv-1",
    name: "Living Room",
    connection: { phase: "ready", lost: [] },
    protocols: ["companion"],
    power: "on",
    volume: { control: "absolute", percent: 40 },
    nowPlaying: null,
    stream: null,
    outputs: [],
    keyboard: { focused: false, text: "", secure: false, prompt: "" },
    features: { up: "available", "set-volume": "unavailable", title: "unsupported" },
    owners: { up: "companion" },
    apps: null,
    accounts: null,
    lastError: null,
    ...change,
  };
}

/** The contract with answers written by the test; everything else is `unsupported`. */
export class ScriptedService implements Service {
  readonly calls: (readonly unknown[])[] = [];
  readonly handlers: Handlers;
  readonly #listeners = new Map<EventName, Set<(snapshot: never) => void>>();
  #revision = 1;
  devices: readonly DeviceSummary[];
  selectedId: string | null = null;
  session = session();

  constructor(devices: readonly DeviceSummary[], answers: Partial<Handlers> = {}) {
    this.devices = devices;
    const usual: Partial<Handlers> = {
      "devices.snapshot": async () => this.#snapshot(),
      "devices.rescan": async () => {},
      "session.connect": async () => this.session,
      "session.snapshot": async () => this.session,
      "pairing.cancel": async () => {},
    };
    const all = { ...usual, ...answers } as Readonly<Record<string, unknown>>;
    const entries = callNames.map((name) => [
      name,
      async (...args: unknown[]) => {
        this.calls.push([name, ...args]);
        const answer = all[name];
        if (typeof answer !== "function") throw new RemoteError("unsupported", name);
        return answer(...args);
      },
    ]);
    const direct = Object.fromEntries(entries) as Handlers;
    // Checked like every other way in.
    const checked = callNames.map((name) => [
      name,
      async (...args: unknown[]) => {
        const reply = await dispatch({ handlers: direct, on: this.on.bind(this) }, name, args);
        if (reply.ok) return reply.value;
        throw RemoteError.fromBody(reply.error);
      },
    ]);
    this.handlers = Object.fromEntries(checked) as Handlers;
  }

  on<N extends EventName>(name: N, listener: (snapshot: EventMap[N]) => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    listeners.add(listener as (snapshot: never) => void);
    return () => void listeners.delete(listener as (snapshot: never) => void);
  }

  get listenerCount(): number {
    return [...this.#listeners.values()].reduce((sum, { size }) => sum + size, 0);
  }

  emit<N extends EventName>(name: N, snapshot: EventMap[N]): void {
    for (const listener of this.#listeners.get(name) ?? []) listener(snapshot as never);
  }

  /** The list changes and everybody hears of it. */
  find(devices: readonly DeviceSummary[]): void {
    this.devices = devices;
    this.#revision += 1;
    this.emit("devices", this.#snapshot());
  }

  pairing(step: PairingStep): void {
    this.#revision += 1;
    this.emit("pairing", { revision: this.#revision, pairing: step });
  }

  /** The calls whose name begins so, without those that every command makes. */
  called(start: string): readonly (readonly unknown[])[] {
    return this.calls.filter(([name]) => String(name).startsWith(start));
  }

  #snapshot(): DevicesSnapshot {
    return {
      revision: this.#revision,
      devices: this.devices,
      selectedId: this.selectedId,
      interfaces: ["eth0"],
      problems: [],
      searchingSinceMs: 0,
    };
  }
}

/** One run of the command line in memory. */
export class CliRun {
  readonly clock = new ManualClock();
  readonly service: ScriptedService;
  readonly out: string[] = [];
  readonly err: string[] = [];
  /** Whole pictures on standard output, and files. */
  readonly outBytes: Uint8Array[] = [];
  readonly files = new Map<string, Uint8Array>();
  readonly typed: string[] = [];
  readonly prompts: string[] = [];
  readonly progress: string[] = [];
  readonly opened: OpenOptions[] = [];
  readonly #interrupt = new AbortController();
  readonly #gone = new AbortController();
  closed = 0;
  /** Somebody types a key; undefined while nobody reads any. */
  type: ((key: TypedKey) => void) | undefined;
  inputOffer: (() => SoundOffer) | undefined;

  constructor(service: ScriptedService = new ScriptedService([summary()])) {
    this.service = service;
  }

  /** Resolves with the exit status. */
  start(...args: string[]): Promise<number> {
    return runCli(args, {
      version: "1.2.3",
      clock: this.clock,
      out: (line) => void this.out.push(line),
      err: (line) => void this.err.push(line),
      outBytes: (bytes) => void this.outBytes.push(bytes),
      save: async (path, bytes) => void this.files.set(path, bytes),
      ask: async (prompt) => {
        this.prompts.push(prompt);
        return this.typed.shift();
      },
      askSecret: async (prompt) => {
        this.prompts.push(`${prompt}(unseen)`);
        return this.typed.shift();
      },
      progress: (line) => void this.progress.push(line),
      keys: (listener) => {
        this.type = listener;
        return () => {
          this.type = undefined;
        };
      },
      interrupted: this.#interrupt.signal,
      open: async (options) => {
        this.opened.push(options);
        return {
          service: this.service,
          gone: this.#gone.signal,
          ...(this.inputOffer && { inputOffer: this.inputOffer }),
          close: async () => {
            this.closed += 1;
          },
        };
      },
    });
  }

  /** Runs to the end of its wait for devices. */
  async run(...args: string[]): Promise<number> {
    const status = this.start(...args);
    await settle();
    await this.clock.advance(60_000);
    return await status;
  }

  interrupt(): void {
    this.#interrupt.abort(new RemoteError("cancelled", "interrupted"));
  }

  appCloses(): void {
    this.#gone.abort(new RemoteError("lost", "the running app was closed"));
  }
}
