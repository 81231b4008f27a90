import type { Clock } from "../../runtime/clock.ts";
import { type ReadonlySignal, until } from "../../runtime/signal.ts";

/**
 * Whether the value passes the test within `ms`, the current one included. False when it does not,
 * and as soon as the session has ended.
 */
export async function reaches<T>(
  clock: Clock,
  signal: ReadonlySignal<T>,
  test: (value: T) => boolean,
  ms: number,
  ended: AbortSignal,
): Promise<boolean> {
  if (ended.aborted) return false;
  const stop = new AbortController();
  const giveUp = () => stop.abort();
  const timer = clock.after(ms, giveUp);
  ended.addEventListener("abort", giveUp, { once: true });
  try {
    await until(signal, test, stop.signal);
    return true;
  } catch {
    return false;
  } finally {
    timer.cancel();
    ended.removeEventListener("abort", giveUp);
  }
}
