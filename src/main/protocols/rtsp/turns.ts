import { atMost } from "../../runtime/at-most.ts";
import type { Clock } from "../../runtime/clock.ts";

/**
 * For how long the answer to what is asked while it sounds may come, and holds back what follows. What
 * is asked as five seconds without a network begin is answered 6.2 s later (docs/decisions/0042); a second
 * request behind it would arrive with it.
 */
export const LATE_ANSWER_MS = 7000;

/**
 * One request on its way at a time: the next leaves once the one before is answered, or certainly not
 * any more. shairport-sync, 3 to 5, takes whatever has arrived for one request, so that the second of two
 * is lost, or read as metadata of any length, of which the receiver dies (docs/protocols/raop.md).
 */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /**
   * What `send` yields, when it is its turn. Rejects at once with the signal's reason: what is on its way
   * then keeps its turn all the same, so `send` must not end by that signal.
   */
  take<T>(send: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const turn = this.#last.then(() => {
      signal?.throwIfAborted();
      return send();
    });
    this.#last = turn.catch(() => {});
    return signal ? unlessAborted(turn, signal) : turn;
  }

  /** Resolves when nothing is on its way, or after `limitMs`. */
  over(clock: Clock, limitMs: number): Promise<void> {
    return atMost(clock, this.#last, limitMs);
  }
}

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    const off = () => signal.removeEventListener("abort", onAbort);
    work.then(resolve, reject).finally(off);
  });
}
