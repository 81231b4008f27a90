import type { Clock, Timer } from "../runtime/clock.ts";
import { Occurrence, type Off, type ReadonlySignal } from "../runtime/signal.ts";

/**
 * A fact that is put together when somebody looks, and told at most once a turn of the event loop: a
 * thousand changes a second cost a thousand marks, and everybody sees the last of them.
 */
export class Coalesced<T> implements ReadonlySignal<T> {
  readonly #clock: Clock;
  readonly #build: (before: T) => T;
  readonly #told = new Occurrence<T>();
  #value: T;
  #toldValue: T;
  #isStale = false;
  #turn: Timer | undefined;

  /** `build` returns the value before when nothing has changed. */
  constructor(clock: Clock, initial: T, build: (before: T) => T) {
    this.#clock = clock;
    this.#build = build;
    this.#value = initial;
    this.#toldValue = initial;
  }

  /** As of now, whatever was told. */
  get value(): T {
    if (this.#isStale) {
      this.#isStale = false;
      this.#value = this.#build(this.#value);
    }
    return this.#value;
  }

  on(listener: (value: T) => void): Off {
    return this.#told.on(listener);
  }

  /** Something that it is made of may have changed. */
  touch(): void {
    this.#isStale = true;
    this.#turn ??= this.#clock.soon(() => this.flush());
  }

  /** Tells now what would be told at the end of the turn. */
  flush(): void {
    this.#turn?.cancel();
    this.#turn = undefined;
    const { value } = this;
    if (value === this.#toldValue) return;
    this.#toldValue = value;
    this.#told.emit(value);
  }
}
