import type { Clock, Timer } from "../../src/main/runtime/clock.ts";

/** Somebody's timers on a clock that others use as well. */
export class CountingClock implements Clock {
  /** How many came due so far. */
  fired = 0;
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  now(): number {
    return this.#clock.now();
  }

  wallMs(): number {
    return this.#clock.wallMs();
  }

  after(delayMs: number, action: () => void): Timer {
    return this.#clock.after(delayMs, () => {
      this.fired += 1;
      action();
    });
  }

  soon(action: () => void): Timer {
    return this.#clock.soon(action);
  }
}
