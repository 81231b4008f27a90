import type { Clock } from "./clock.ts";

/** Resolves when `work` is done, in whatever way, or after `ms`; leaves no timer behind. */
export function atMost(clock: Clock, work: Promise<unknown>, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = clock.after(ms, resolve);
    const done = () => {
      timer.cancel();
      resolve();
    };
    work.then(done, done);
  });
}
