import type { Clock } from "../runtime/clock.ts";

/** Whoever comes back sooner found the link alive a moment ago. */
const SPACING_MS = 30_000;

/**
 * For each time that a window comes to the front: runs `look` unless it ran, or this was made, less
 * than half a minute ago. Switching windows back and forth asks the device nothing.
 */
export function watchAttention(clock: Clock, look: () => void): () => void {
  let lastMs = clock.now();
  return () => {
    const nowMs = clock.now();
    if (nowMs - lastMs < SPACING_MS) return;
    lastMs = nowMs;
    look();
  };
}
