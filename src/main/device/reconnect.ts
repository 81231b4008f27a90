import type { ErrorCode } from "../../shared/errors.ts";

/**
 * How long to wait before the next try, in ms, for ever: quick at first, because an awake TV is back
 * within a third of a second (users.md D), and never slower than half a minute.
 */
export function* backOffMs(): Generator<number, never> {
  yield* [250, 500, 1000, 2000, 4000, 8000, 15_000];
  for (;;) yield 30_000;
}

/** A prompt of the keychain that comes back twice a minute would be worse than the wait. */
const PERSON_NEEDED_MS = 300_000;

/** The wait after `failures` failed tries in a row (from 1), the last one for `cause`. */
export function retryDelayMs(failures: number, cause: ErrorCode): number {
  if (cause === "locked" || cause === "storage") return PERSON_NEEDED_MS;
  let index = 1;
  for (const delayMs of backOffMs()) {
    if (index === failures || delayMs === 30_000) return delayMs;
    index += 1;
  }
  return 30_000;
}
