import type { Clock } from "../runtime/clock.ts";

interface Entry<T> {
  toldMs: number;
  /** The newest that was not told; absent when there is none. */
  waiting?: { readonly value: T };
}

/**
 * Passes news on at once, and no more often than every `spacingMs` for each key: what comes in between is
 * replaced by what comes after it, and the last of it is always told. No timer runs while nothing waits.
 */
export class Paced<T> {
  readonly #clock: Clock;
  readonly #spacingMs: number;
  readonly #tell: (value: T) => void;
  readonly #entries = new Map<string, Entry<T>>();

  constructor(clock: Clock, spacingMs: number, tell: (value: T) => void) {
    this.#clock = clock;
    this.#spacingMs = spacingMs;
    this.#tell = tell;
  }

  push(key: string, value: T): void {
    const nowMs = this.#clock.now();
    const entry = this.#entries.get(key) ?? { toldMs: Number.NEGATIVE_INFINITY };
    this.#entries.set(key, entry);
    if (entry.waiting !== undefined) {
      entry.waiting = { value };
      return;
    }
    const restMs = this.#spacingMs - (nowMs - entry.toldMs);
    if (restMs <= 0) {
      entry.toldMs = nowMs;
      this.#tell(value);
      return;
    }
    entry.waiting = { value };
    this.#clock.after(restMs, () => this.#due(entry));
  }

  #due(entry: Entry<T>): void {
    const { waiting } = entry;
    delete entry.waiting;
    entry.toldMs = this.#clock.now();
    if (waiting !== undefined) this.#tell(waiting.value);
  }
}
