import { RemoteError } from "../../shared/errors.ts";

export interface DeadlineOptions {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/**
 * Runs `work` with a signal that is aborted when `timeoutMs` are over, when the caller's own is, and
 * when the work ended, which lets go of an answer that was not read to its end. What was thrown because
 * of that signal becomes its reason: `timeout`, or the caller's.
 */
export async function withDeadline<T>(
  { timeoutMs, signal }: DeadlineOptions,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const stop = new AbortController();
  const late = new RemoteError("timeout", "the server took too long");
  const timer = setTimeout(() => stop.abort(late), timeoutMs);
  const onAbort = () => stop.abort(signal?.reason);
  signal?.addEventListener("abort", onAbort, { once: true });
  try {
    return await work(stop.signal);
  } catch (cause) {
    if (stop.signal.aborted) throw stop.signal.reason;
    throw cause;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", onAbort);
    stop.abort();
  }
}
