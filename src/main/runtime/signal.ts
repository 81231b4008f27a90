/** Stops a subscription. Idempotent. */
export type Off = () => void;

/** A fact that changes: the current value, and a call for each new one. */
export interface ReadonlySignal<T> {
  readonly value: T;
  /** Called with each new value, not with the current one. */
  on(listener: (value: T) => void): Off;
}

/** Setting the same value (by `Object.is`) tells nobody. A listener that throws stops no other. */
export class Signal<T> implements ReadonlySignal<T> {
  #value: T;
  readonly #listeners = new Set<(value: T) => void>();

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  set(value: T): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    notify(this.#listeners, value);
  }

  on(listener: (value: T) => void): Off {
    // A wrapper of its own, so that one function subscribed twice is two subscriptions.
    const entry = (next: T) => listener(next);
    this.#listeners.add(entry);
    return () => void this.#listeners.delete(entry);
  }

  get listenerCount(): number {
    return this.#listeners.size;
  }
}

/** Something that happens rather than holds: no current value. */
export class Occurrence<T> {
  readonly #listeners = new Set<(value: T) => void>();

  emit(value: T): void {
    notify(this.#listeners, value);
  }

  on(listener: (value: T) => void): Off {
    const entry = (next: T) => listener(next);
    this.#listeners.add(entry);
    return () => void this.#listeners.delete(entry);
  }

  get listenerCount(): number {
    return this.#listeners.size;
  }
}

function notify<T>(listeners: ReadonlySet<(value: T) => void>, value: T): void {
  for (const listener of [...listeners]) {
    try {
      listener(value);
    } catch (error) {
      // Reported where the process reports its bugs, without ending the loop for the others.
      queueMicrotask(() => {
        throw error;
      });
    }
  }
}

/** The first value for which `test` holds, the current one included; rejects when aborted. */
export function until<T>(
  signal: ReadonlySignal<T>,
  test: (value: T) => boolean,
  abort?: AbortSignal,
): Promise<T> {
  if (test(signal.value)) return Promise.resolve(signal.value);
  if (abort?.aborted) return Promise.reject(abort.reason);
  return new Promise((resolve, reject) => {
    const stop = () => {
      off();
      abort?.removeEventListener("abort", onAbort);
    };
    const onAbort = () => {
      stop();
      reject(abort?.reason);
    };
    const off = signal.on((value) => {
      if (!test(value)) return;
      stop();
      resolve(value);
    });
    abort?.addEventListener("abort", onAbort, { once: true });
  });
}
