import type { TvRemotes, TvScreen } from "../../shared/model/tv-screen.ts";
import type { BuiltInTv } from "../device/built-in-tv.ts";
import { memoryPairings, type PairingStore } from "../hap/accessory.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { Secret } from "../runtime/secret.ts";
import { type Off, type ReadonlySignal, Signal } from "../runtime/signal.ts";
import type { Scenarios } from "./scenarios.ts";
import type { VirtualTv } from "./virtual-tv.ts";

export const BUILT_IN_NAME = "Built-in Apple TV";
const LOOPBACK = "127.0.0.1";
const SEED_BYTES = 32;

/** Who the TV is: 32 bytes, of which all its identifiers follow; and the remotes that paired with it. */
export interface BuiltInMemory {
  readonly seed: Secret;
  readonly pairings: PairingStore;
}

export interface BuiltInOptions {
  /** Asked once, at the first start. By default another TV each time the program starts. */
  readonly remember?: () => Promise<BuiltInMemory>;
  readonly name?: string;
  readonly pin?: string;
  /** An older Apple TV beside it, whose Remotes page its screen shows. */
  readonly beside?: RemotesBeside;
  /** What goes on at it when it starts; by default nothing. */
  readonly begin?: (scenarios: Scenarios) => void;
}

/** The Remotes page of another TV. */
export interface RemotesBeside {
  readonly remotes: ReadonlySignal<TvRemotes | null>;
  /** Resolves when something came of it. */
  pairRemote(id: string, code: string): Promise<void>;
}

/** The Apple TV that comes with the app. It is heard on the loopback interface and nowhere else. */
export function createBuiltInTv(runtime: Runtime, options: BuiltInOptions = {}): BuiltInTv {
  return new LoopbackTv(runtime, options);
}

class LoopbackTv implements BuiltInTv {
  readonly #runtime: Runtime;
  readonly #options: BuiltInOptions;
  #memory: Promise<BuiltInMemory> | null = null;
  readonly #screen = new Signal<TvScreen | null>(null);
  #running: Promise<VirtualTv> | null = null;
  #offScreen: Off = () => {};

  constructor(runtime: Runtime, options: BuiltInOptions) {
    this.#runtime = runtime;
    this.#options = options;
  }

  async pairRemote(id: string, code: string): Promise<void> {
    await this.#options.beside?.pairRemote(id, code);
  }

  get screen(): ReadonlySignal<TvScreen | null> {
    return this.#screen;
  }

  async start(): Promise<{ readonly identifiers: readonly string[] }> {
    this.#running ??= this.#launch();
    try {
      const tv = await this.#running;
      return { identifiers: tv.identifiers };
    } catch (error) {
      this.#running = null;
      throw error;
    }
  }

  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = null;
    if (running === null) return;
    const tv = await running;
    this.#offScreen();
    this.#screen.set(null);
    await tv.close();
  }

  #freshMemory(): BuiltInMemory {
    const seed = new Secret(this.#runtime.random.bytes(SEED_BYTES));
    return { seed, pairings: memoryPairings() };
  }

  async #launch(): Promise<VirtualTv> {
    const { pin, name = BUILT_IN_NAME, remember } = this.#options;
    this.#memory ??= remember?.() ?? Promise.resolve(this.#freshMemory());
    const { seed, pairings } = await this.#memory;
    // Most people never start it.
    const { VirtualTv } = await import("./virtual-tv.ts");
    const tv = await VirtualTv.start({
      runtime: this.#runtime,
      name,
      host: LOOPBACK,
      interfaces: (entry) => entry.address === LOOPBACK,
      seed,
      pairings,
      // Nobody looks at what was sent.
      soundKeptS: 1,
      ...(pin === undefined ? {} : { pin }),
    });
    this.#options.begin?.(tv.scenarios);
    const { beside } = this.#options;
    const show = () => {
      const revision = (this.#screen.value?.revision ?? 0) + 1;
      const remotes = beside?.remotes.value ?? null;
      this.#screen.set({ ...tv.screen.value, revision, remotes });
    };
    show();
    const offs = [tv.screen.on(show), beside?.remotes.on(show)];
    this.#offScreen = () => {
      for (const off of offs) off?.();
    };
    return tv;
  }
}
