import type { WindowClock } from "../window-clock.ts";

/**
 * Runs one task at a time, `minGapMs` apart at least, and remembers only the newest of those that
 * come in between. Nothing is queued, so what is sent never falls behind what the hand does.
 */
export class LatestOnly {
  readonly #clock: WindowClock;
  readonly #minGapMs: number;
  #busy = false;
  #waiting: (() => Promise<void>) | null = null;

  constructor(clock: WindowClock, minGapMs: number) {
    this.#clock = clock;
    this.#minGapMs = minGapMs;
  }

  /** True while a task runs, rests or waits. */
  get busy(): boolean {
    return this.#busy;
  }

  /** The task handles its own failure; a rejection only ends it. */
  submit(task: () => Promise<void>): void {
    if (this.#busy) {
      this.#waiting = task;
      return;
    }
    this.#run(task);
  }

  /** Forgets what waits; what already runs runs to its end. */
  forget(): void {
    this.#waiting = null;
  }

  #run(task: () => Promise<void>): void {
    this.#busy = true;
    const startedMs = this.#clock.now();
    const next = (): void => {
      const restMs = this.#minGapMs - (this.#clock.now() - startedMs);
      if (restMs > 0) {
        this.#clock.after(restMs, () => this.#next());
      } else {
        this.#next();
      }
    };
    task().then(next, next);
  }

  #next(): void {
    this.#busy = false;
    const task = this.#waiting;
    this.#waiting = null;
    if (task !== null) this.#run(task);
  }
}
