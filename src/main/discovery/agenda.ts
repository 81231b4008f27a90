import type { Clock, Timer } from "../runtime/clock.ts";

/**
 * What is due when, behind a single timer: nothing is polled, and an idle browser wakes only for
 * its next event. Putting a key again moves it.
 */
export class Agenda {
  readonly #clock: Clock;
  readonly #entries = new Map<string, { readonly dueMs: number; readonly action: () => void }>();
  #timer: Timer | null = null;
  #armedForMs = Number.POSITIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** `dueMs` is on the monotonic clock; infinity takes the key off. */
  put(key: string, dueMs: number, action: () => void): void {
    if (dueMs === Number.POSITIVE_INFINITY) this.#entries.delete(key);
    else this.#entries.set(key, { dueMs, action });
    this.#arm();
  }

  /** Puts the key unless it is there already for that time or earlier. */
  putSooner(key: string, dueMs: number, action: () => void): void {
    const present = this.#entries.get(key);
    if (!present || present.dueMs > dueMs) this.put(key, dueMs, action);
  }

  remove(key: string): void {
    if (this.#entries.delete(key)) this.#arm();
  }

  close(): void {
    this.#entries.clear();
    this.#arm();
  }

  #arm(): void {
    let next = Number.POSITIVE_INFINITY;
    for (const { dueMs } of this.#entries.values()) next = Math.min(next, dueMs);
    if (next === this.#armedForMs) return;
    this.#timer?.cancel();
    this.#armedForMs = next;
    this.#timer =
      next === Number.POSITIVE_INFINITY
        ? null
        : this.#clock.after(Math.max(0, next - this.#clock.now()), () => this.#run());
  }

  #run(): void {
    this.#armedForMs = Number.POSITIVE_INFINITY;
    this.#timer = null;
    // Timers of some platforms fire a millisecond early; what is that close is due.
    const due = [...this.#entries].filter(([, { dueMs }]) => dueMs <= this.#clock.now() + 1);
    for (const [key] of due) this.#entries.delete(key);
    for (const [, { action }] of due) action();
    this.#arm();
  }
}

/** 1, 2, 4 … seconds, never over an hour (RFC 6762 5.2). `attempt` counts from 0. */
export function backOffMs(attempt: number): number {
  return Math.min(1000 * 2 ** Math.min(attempt, 12), 3_600_000);
}
