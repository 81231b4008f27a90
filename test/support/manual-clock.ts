import type { Clock, Timer } from "../../src/main/runtime/clock.ts";

interface Armed {
  readonly dueMs: number;
  readonly order: number;
  readonly action: () => void;
}

/** Time that passes when the test says so. */
export class ManualClock implements Clock {
  #nowMs = 0;
  #order = 0;
  readonly #epochMs: number;
  readonly #armed = new Set<Armed>();

  constructor(epochMs = Date.UTC(2026, 0, 1)) {
    this.#epochMs = epochMs;
  }

  now(): number {
    return this.#nowMs;
  }

  wallMs(): number {
    return this.#epochMs + this.#nowMs;
  }

  after(delayMs: number, action: () => void): Timer {
    const entry = { dueMs: this.#nowMs + Math.max(0, delayMs), order: this.#order++, action };
    this.#armed.add(entry);
    return { cancel: () => void this.#armed.delete(entry) };
  }

  /** A turn is no time: it comes without `advance`, and is over after `settle`. */
  soon(action: () => void): Timer {
    const handle = setImmediate(action);
    return { cancel: () => clearImmediate(handle) };
  }

  /** Timers that would still fire: zero when whoever opened them closed them. */
  get armedTimers(): number {
    return this.#armed.size;
  }

  /** Lets `ms` pass, firing timers in order and letting promises settle after each. */
  async advance(ms: number): Promise<void> {
    const endMs = this.#nowMs + ms;
    await settle();
    for (;;) {
      const next = this.#nextDueBy(endMs);
      if (!next) break;
      this.#armed.delete(next);
      this.#nowMs = Math.max(this.#nowMs, next.dueMs);
      next.action();
      await settle();
    }
    this.#nowMs = endMs;
    await settle();
  }

  /** `ms` pass in which nothing fires: something else keeps this thread busy. */
  stall(ms: number): void {
    this.#nowMs += ms;
  }

  #nextDueBy(endMs: number): Armed | undefined {
    let best: Armed | undefined;
    for (const entry of this.#armed) {
      if (entry.dueMs > endMs) continue;
      if (
        !best ||
        entry.dueMs < best.dueMs ||
        (entry.dueMs === best.dueMs && entry.order < best.order)
      )
        best = entry;
    }
    return best;
  }
}

/** Lets everything that is ready run: promises, and what they start. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
}
