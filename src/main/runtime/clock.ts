/** A timer that can be taken back. Cancelling twice, or after it fired, does nothing. */
export interface Timer {
  cancel(): void;
}

/** Time, as an argument. `now` is monotonic ms for durations; `wallMs` is ms since 1970 for people. */
export interface Clock {
  now(): number;
  wallMs(): number;
  /** Calls `action` once after `delayMs`; a pending timer does not keep the program alive. */
  after(delayMs: number, action: () => void): Timer;
  /** Calls `action` once, when whatever is ready in this turn of the event loop is done. */
  soon(action: () => void): Timer;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  wallMs: () => Date.now(),
  after(delayMs, action) {
    const handle = setTimeout(action, delayMs);
    handle.unref();
    return { cancel: () => clearTimeout(handle) };
  },
  soon(action) {
    const handle = setImmediate(action);
    return { cancel: () => clearImmediate(handle) };
  },
};

/** Resolves after `delayMs`; rejects with the signal's reason when it is aborted first. */
export function delay(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const timer = clock.after(delayMs, () => {
      signal?.removeEventListener("abort", onAbort);
      resolve();
    });
    const onAbort = () => {
      timer.cancel();
      reject(signal?.reason);
    };
    signal?.addEventListener("abort", onAbort, { once: true });
  });
}
