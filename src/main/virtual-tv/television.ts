import type { TvScreen } from "../../shared/model/tv-screen.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { Occurrence, type ReadonlySignal, Signal } from "../runtime/signal.ts";
import { describeInput, type TvInput } from "./tv-input.ts";
import { apply } from "./tv-reducer.ts";
import { type TvState, toScreen } from "./tv-state.ts";

/** One thing that reached the TV, in words. `atMs` is the monotonic clock. */
export interface ReceivedInput {
  readonly what: string;
  readonly atMs: number;
}

/** How many inputs nobody waited for are kept, for each kind. */
const KEPT_ARRIVALS = 256;
const SESSION_UUID_BYTES = 16;

/** The TV behind the sockets: its state, what reached it, and the names of its text fields. */
export class Television {
  readonly #runtime: Runtime;
  readonly #state: Signal<TvState>;
  readonly #screen: Signal<TvScreen>;
  readonly #inputs = new Occurrence<ReceivedInput>();
  readonly #arrived = new Map<string, ReceivedInput[]>();
  readonly #waiting = new Map<string, ((input: ReceivedInput) => void)[]>();
  readonly #sessionIds = new Map<number, Uint8Array>();

  constructor(runtime: Runtime, initial: TvState) {
    this.#runtime = runtime;
    this.#state = new Signal(initial);
    this.#screen = new Signal(toScreen(initial, 0));
  }

  get clock(): Clock {
    return this.#runtime.clock;
  }

  get state(): ReadonlySignal<TvState> {
    return this.#state;
  }

  get screen(): ReadonlySignal<TvScreen> {
    return this.#screen;
  }

  get inputs(): Pick<Occurrence<ReceivedInput>, "on"> {
    return this.#inputs;
  }

  do(input: TvInput): void {
    const before = this.#state.value;
    const next = apply(before, input, this.#runtime.clock.wallMs());
    if (next !== before) {
      this.#state.set(next);
      this.#screen.set(toScreen(next, this.#screen.value.revision + 1));
    }
    const words = describeInput(input, before.keyboard?.secure ?? false);
    if (words !== null) this.note(words);
  }

  /** Something that a test may wait for although the screen does not change by it. */
  note(what: string): void {
    const input: ReceivedInput = { what, atMs: this.#runtime.clock.now() };
    const waiting = this.#waiting.get(what)?.shift();
    if (waiting) waiting(input);
    else this.#keep(input);
    this.#inputs.emit(input);
  }

  /** Resolves when `what` arrives; one that has arrived since the last call for it counts. */
  received(what: string): Promise<ReceivedInput> {
    const kept = this.#arrived.get(what)?.shift();
    if (kept) return Promise.resolve(kept);
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(what) ?? [];
      waiting.push(resolve);
      this.#waiting.set(what, waiting);
    });
  }

  /** The 16 bytes that name a text field on the wire; the same ones for as long as it is shown. */
  sessionId(session: number): Uint8Array {
    const known = this.#sessionIds.get(session);
    if (known) return known;
    const fresh = this.#runtime.random.bytes(SESSION_UUID_BYTES);
    // One field at a time has the focus: the names of former ones are of no use to anyone.
    this.#sessionIds.clear();
    this.#sessionIds.set(session, fresh);
    return fresh;
  }

  #keep(input: ReceivedInput): void {
    const kept = this.#arrived.get(input.what) ?? [];
    kept.push(input);
    if (kept.length > KEPT_ARRIVALS) kept.shift();
    this.#arrived.set(input.what, kept);
  }
}
