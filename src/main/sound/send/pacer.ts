import type { Clock, Timer } from "../../runtime/clock.ts";

/** At most so many packets leave at once: receivers and switches have small buffers (RA-09). */
export const LARGEST_BURST = 2;
/** Until the next ones, while there are late ones: four times as fast as they are due. */
const CATCH_UP_MS = 4;
/** Timers have whole milliseconds; a packet may leave by so much early rather than wake us twice. */
const EARLY_MS = 1;
/** Later than this the sound would be late as well: time begins anew instead. */
const LOST_MS = 1500;

export interface Paced {
  /** When the next packet is due. */
  nextAtMs(): number;
  /** Sends it; false: there is no next one. */
  send(): boolean;
  /** So much was slept through (the machine was): what is due now is due now. */
  skipTo(nowMs: number): void;
  /** After each turn. */
  turned(nowMs: number): void;
}

/** Decides when packets leave, by the absolute clock. No timer is armed while it is stopped. */
export class Pacer {
  readonly #clock: Clock;
  readonly #paced: Paced;
  readonly #onTime = () => this.#turn();
  #timer: Timer | null = null;
  #isRunning = false;

  constructor(clock: Clock, paced: Paced) {
    this.#clock = clock;
    this.#paced = paced;
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** The first packets leave before it returns. */
  start(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#turn();
  }

  stop(): void {
    this.#isRunning = false;
    this.#timer?.cancel();
    this.#timer = null;
  }

  #turn(): void {
    const nowMs = this.#clock.now();
    if (nowMs - this.#paced.nextAtMs() > LOST_MS) this.#paced.skipTo(nowMs);
    for (let sent = 0; sent < LARGEST_BURST; sent++) {
      if (this.#paced.nextAtMs() > nowMs + EARLY_MS) break;
      if (!this.#paced.send()) {
        this.stop();
        break;
      }
    }
    this.#paced.turned(nowMs);
    if (!this.#isRunning) return;
    const leadMs = this.#paced.nextAtMs() - this.#clock.now() - EARLY_MS;
    const waitMs = leadMs <= 0 ? CATCH_UP_MS : Math.ceil(leadMs);
    this.#timer = this.#clock.after(waitMs, this.#onTime);
  }
}
