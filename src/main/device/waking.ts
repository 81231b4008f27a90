import type { Clock } from "../runtime/clock.ts";

/** Asking the network again for a device that refuses, at most this often. */
const REFRESH_SPACING_MS = 10_000;
/** How long a wish is one: whoever pressed a key minutes ago has gone. */
const WISH_MS = 20_000;

/** The device as far as waking it goes. */
export interface WakingHost {
  /** It was put to sleep, or a sleep proxy answers for it: nothing but a wish may reach it. */
  isAtRest(): boolean;
  /** Looks for the device by unicast and knocks on its ports, which wakes a sleeping one. */
  refresh(): void;
  /** As `refresh`, and sends the packet before it that wakes a network card. */
  wake(): void;
}

/** Who may disturb a device, and how often: a person's wish wakes it, nothing else does. */
export class Waking {
  readonly #clock: Clock;
  readonly #host: WakingHost;
  #refreshedMs = Number.NEGATIVE_INFINITY;
  #wokenMs = Number.NEGATIVE_INFINITY;
  #wishedMs = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock, host: WakingHost) {
    this.#clock = clock;
    this.#host = host;
  }

  wished(): void {
    this.#wishedMs = this.#clock.now();
  }

  /** Fulfilled or given up: what falls asleep after that is not woken for it. */
  forgetWish(): void {
    this.#wishedMs = Number.NEGATIVE_INFINITY;
  }

  /** It cannot be reached. True when it was woken for a wish. */
  lookFor(): boolean {
    if (this.#clock.now() - this.#wishedMs < WISH_MS) return this.wake();
    this.#refresh();
    return false;
  }

  /** False when that was done just now. */
  wake(): boolean {
    const nowMs = this.#clock.now();
    if (nowMs - this.#wokenMs < REFRESH_SPACING_MS) return false;
    this.#wokenMs = nowMs;
    this.#refreshedMs = nowMs;
    this.#host.wake();
    return true;
  }

  /**
   * Ports and addresses change while a device is away (edge case E79). Not when it was just put to
   * sleep: the knock would wake it again.
   */
  #refresh(): void {
    if (this.#host.isAtRest()) return;
    const nowMs = this.#clock.now();
    if (nowMs - this.#refreshedMs < REFRESH_SPACING_MS) return;
    this.#refreshedMs = nowMs;
    this.#host.refresh();
  }
}
