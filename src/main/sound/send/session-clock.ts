import type { Clock } from "../../runtime/clock.ts";
import { ntpTime } from "../../wire/ntp-timing.ts";

/**
 * The time of a session, as its receivers see it: the wall once, then the monotonic clock. Sync
 * packets, timing answers and PTP all go by it, and nothing jumps when somebody sets the wall.
 */
export class SessionClock {
  readonly #clock: Clock;
  readonly #offsetMs: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#offsetMs = clock.wallMs() - clock.now();
  }

  now(): number {
    return this.#clock.now();
  }

  /** Milliseconds since 1970, with parts, of a moment of `now`. */
  wallMs(atMs: number): number {
    return this.#offsetMs + atMs;
  }

  ntp(atMs: number): bigint {
    return ntpTime(this.wallMs(atMs));
  }

  /** Nanoseconds since 1970: whole milliseconds and parts apart, or a number would lose the parts. */
  ns(atMs: number): bigint {
    const whole = Math.floor(this.#offsetMs) + Math.floor(atMs);
    const parts = this.#offsetMs - Math.floor(this.#offsetMs) + (atMs - Math.floor(atMs));
    return BigInt(whole) * 1_000_000n + BigInt(Math.floor(parts * 1e6));
  }
}
