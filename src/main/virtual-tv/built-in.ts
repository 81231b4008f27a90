import type { TvScreen } from "../../shared/model/tv-screen.ts";
import type { BuiltInTv } from "../device/built-in-tv.ts";
import { memoryPairings, type PairingStore } from "../hap/accessory.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { Secret } from "../runtime/secret.ts";
import { type Off, type ReadonlySignal, Signal } from "../runtime/signal.ts";
import { VirtualTv } from "./virtual-tv.ts";

export const BUILT_IN_NAME = "Built-in Apple TV";
const LOOPBACK = "127.0.0.1";
const SEED_BYTES = 32;

export interface BuiltInOptions {
  /** 32 bytes: the same seed is the same TV. By default another one each time the program starts. */
  readonly seed?: Secret;
  /** The remotes that paired with it. By default kept for as long as the program runs. */
  readonly pairings?: PairingStore;
  readonly name?: string;
  readonly pin?: string;
}

/** The Apple TV that comes with the app. It is heard on the loopback interface and nowhere else. */
export function createBuiltInTv(runtime: Runtime, options: BuiltInOptions = {}): BuiltInTv {
  return new LoopbackTv(runtime, options);
}

class LoopbackTv implements BuiltInTv {
  readonly #runtime: Runtime;
  readonly #options: BuiltInOptions;
  readonly #seed: Secret;
  readonly #pairings: PairingStore;
  readonly #screen = new Signal<TvScreen | null>(null);
  #running: Promise<VirtualTv> | null = null;
  #offScreen: Off = () => {};

  constructor(runtime: Runtime, options: BuiltInOptions) {
    this.#runtime = runtime;
    this.#options = options;
    this.#seed = options.seed ?? new Secret(runtime.random.bytes(SEED_BYTES));
    this.#pairings = options.pairings ?? memoryPairings();
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

  async #launch(): Promise<VirtualTv> {
    const { pin, name = BUILT_IN_NAME } = this.#options;
    const tv = await VirtualTv.start({
      runtime: this.#runtime,
      name,
      host: LOOPBACK,
      interfaces: (entry) => entry.address === LOOPBACK,
      seed: this.#seed,
      pairings: this.#pairings,
      ...(pin === undefined ? {} : { pin }),
    });
    this.#screen.set(tv.screen.value);
    this.#offScreen = tv.screen.on((screen) => this.#screen.set(screen));
    return tv;
  }
}
