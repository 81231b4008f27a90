import { RemoteError } from "../../shared/errors.ts";
import type { Clock } from "../runtime/clock.ts";

interface Waiting<V> {
  settle(): void;
  resolve(value: V): void;
  reject(error: unknown): void;
}

export interface RequestOptions {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/**
 * Answers that are still to come, by whatever key matches them. Every request ends exactly once:
 * with its answer, `timeout`, its signal's reason, or the error that ended the connection.
 */
export class PendingRequests<K, V> {
  readonly #clock: Clock;
  readonly #waiting = new Map<K, Waiting<V>>();
  #ended: { readonly error: unknown } | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Requests without an answer yet. */
  get size(): number {
    return this.#waiting.size;
  }

  /** Registers first and then calls `send`, so that no answer can come too early. */
  request(key: K, send: () => void, options: RequestOptions): Promise<V> {
    const { signal, timeoutMs } = options;
    if (this.#ended) return Promise.reject(this.#ended.error);
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (this.#waiting.has(key)) {
      return Promise.reject(new RemoteError("bug", "two requests wait for the same answer"));
    }
    return new Promise<V>((resolve, reject) => {
      const onAbort = () => this.reject(key, signal?.reason);
      const timer = this.#clock.after(timeoutMs, () =>
        this.reject(key, new RemoteError("timeout", "the device did not answer")),
      );
      signal?.addEventListener("abort", onAbort, { once: true });
      const settle = () => {
        timer.cancel();
        signal?.removeEventListener("abort", onAbort);
      };
      this.#waiting.set(key, { settle, resolve, reject });
      try {
        send();
      } catch (error) {
        this.reject(key, error);
      }
    });
  }

  /** False when nobody waits for it: a late answer is harmless. */
  resolve(key: K, value: V): boolean {
    const waiting = this.#take(key);
    waiting?.resolve(value);
    return waiting !== undefined;
  }

  reject(key: K, error: unknown): boolean {
    const waiting = this.#take(key);
    waiting?.reject(error);
    return waiting !== undefined;
  }

  /** Rejects what waits now and whatever is asked later. */
  failAll(error: unknown): void {
    this.#ended ??= { error };
    for (const key of [...this.#waiting.keys()]) this.reject(key, error);
  }

  #take(key: K): Waiting<V> | undefined {
    const waiting = this.#waiting.get(key);
    this.#waiting.delete(key);
    waiting?.settle();
    return waiting;
  }
}
