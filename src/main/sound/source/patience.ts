import { RemoteError } from "../../../shared/errors.ts";
import type { Clock } from "../../runtime/clock.ts";

/**
 * What `action` gives, within `ms`; rejects with `timeout` after that, and its signal is aborted then or
 * with `signal`.
 */
export async function within<T>(
  clock: Clock,
  ms: number,
  signal: AbortSignal,
  action: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const stop = new AbortController();
  const late = new RemoteError("timeout", "the server gives no sound", { subject: "source" });
  const timer = clock.after(ms, () => stop.abort(late));
  const onAbort = () => stop.abort(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await action(stop.signal);
  } catch (error) {
    if (stop.signal.aborted) throw stop.signal.reason;
    throw error;
  } finally {
    timer.cancel();
    signal.removeEventListener("abort", onAbort);
  }
}
