import type { WindowClock } from "../../../src/renderer/window-clock.ts";

interface Armed {
  readonly dueMs: number;
  readonly run: () => void;
}

/** A window's time that passes when the test says so. */
export class ManualWindowClock implements WindowClock {
  #nowMs = Date.UTC(2026, 0, 1);
  readonly #armed = new Set<Armed>();

  now(): number {
    return this.#nowMs;
  }

  after(delayMs: number, run: () => void): () => void {
    const entry = { dueMs: this.#nowMs + delayMs, run };
    this.#armed.add(entry);
    return () => {
      this.#armed.delete(entry);
    };
  }

  get armedTimers(): number {
    return this.#armed.size;
  }

  /** Lets `ms` pass; timers fire in order, and promises settle after each. */
  async advance(ms: number): Promise<void> {
    const endMs = this.#nowMs + ms;
    for (;;) {
      const due = [...this.#armed].filter(({ dueMs }) => dueMs <= endMs);
      const [next] = due.sort((a, b) => a.dueMs - b.dueMs);
      if (next === undefined) break;
      this.#armed.delete(next);
      this.#nowMs = Math.max(this.#nowMs, next.dueMs);
      next.run();
      await settle();
    }
    this.#nowMs = endMs;
    await settle();
  }
}

/** Lets what is already decided happen. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
}
