import type { Clock } from "../runtime/clock.ts";

/** Seconds after the first, second, ... wrong PIN; the last one stays. Seen on tvOS 26.5 (E54). */
const WAITS_S = [1, 16, 32, 64, 180, 1484, 10_773];

/** The memory of wrong PINs, shared by all connections of one accessory. */
export class PairingThrottle {
  readonly #clock: Clock;
  #wrongTries = 0;
  #openAtMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whole seconds until the next try is accepted; 0 when it is now. */
  get remainingS(): number {
    return Math.max(0, Math.ceil((this.#openAtMs - this.#clock.now()) / 1000));
  }

  /** Counts a wrong PIN; returns the seconds to wait. */
  wrongTry(): number {
    const waitS = WAITS_S[Math.min(this.#wrongTries, WAITS_S.length - 1)] ?? 0;
    this.#wrongTries++;
    this.#openAtMs = this.#clock.now() + waitS * 1000;
    return waitS;
  }

  /** What a restart of the device does, and a right PIN. */
  reset(): void {
    this.#wrongTries = 0;
    this.#openAtMs = 0;
  }
}
