import type { Clock, Timer } from "../../runtime/clock.ts";

/** Parity 5.0. */
const HEARTBEAT_MS = 30_000;
/** A beat that fails is tried again at once, this often. */
const RETRIES = 1;

/** RB-01: asks for a sign of life now and then, and says when there is none. */
export class Heartbeat {
  readonly #clock: Clock;
  readonly #beat: () => Promise<unknown>;
  readonly #onDead: (error: unknown) => void;
  #timer: Timer | undefined;
  #stopped = false;

  /** `beat` rejects when there is no answer; `onDead` gets the last of its errors, once. */
  constructor(clock: Clock, beat: () => Promise<unknown>, onDead: (error: unknown) => void) {
    this.#clock = clock;
    this.#beat = beat;
    this.#onDead = onDead;
  }

  /** The first beat comes after one interval. */
  start(): void {
    if (this.#stopped) return;
    this.#timer = this.#clock.after(HEARTBEAT_MS, () => void this.#round());
  }

  stop(): void {
    this.#stopped = true;
    this.#timer?.cancel();
  }

  async #round(): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      try {
        await this.#beat();
        return this.start();
      } catch (error) {
        if (this.#stopped) return;
        if (attempt < RETRIES) continue;
        this.stop();
        return this.#onDead(error);
      }
    }
  }
}
