import { RemoteError } from "../../../shared/errors.ts";
import type { Clock } from "../../runtime/clock.ts";

/** `work`, or `timeout` when it takes longer. What it yields after that is nobody's. */
export function within<T>(clock: Clock, limitMs: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = clock.after(limitMs, () =>
      reject(new RemoteError("timeout", "it takes too long to wait for")),
    );
    work.then(resolve, reject).finally(() => timer.cancel());
  });
}
