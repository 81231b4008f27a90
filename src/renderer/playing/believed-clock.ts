import { type ItemClock, type PositionClock, positionAt } from "../../shared/model/now-playing.ts";

/** A seek of this window's own that the device has not told of yet. */
export interface Seeking {
  readonly itemId: string;
  readonly toSeconds: number;
  /** Wall clock ms since 1970 at which it was asked for. */
  readonly atMs: number;
}

/** A report this near to what was asked for is the answer to it. */
const NEAR_S = 3;
/** How long the hand is believed rather than the device. */
export const BELIEVED_MS = 2000;

interface Item extends ItemClock {
  readonly itemId: string;
}

/**
 * The clock to show: the one that the device reports, or for a short while after a seek of our own
 * what was asked for, so that the bar does not jump back before the device has answered.
 */
export function believedClock<I extends Item>(item: I, seeking: Seeking | null, nowMs: number): I {
  const { position } = item;
  if (seeking === null || seeking.itemId !== item.itemId || position === null) return item;
  if (nowMs - seeking.atMs > BELIEVED_MS) return item;
  const asked: PositionClock = {
    seconds: seeking.toSeconds,
    wallMs: seeking.atMs,
    rate: position.rate,
  };
  if (position.wallMs >= seeking.atMs) {
    const told = positionAt(item, nowMs) ?? 0;
    const wanted = positionAt({ ...item, position: asked }, nowMs) ?? 0;
    if (Math.abs(told - wanted) <= NEAR_S) return item;
  }
  return { ...item, position: asked };
}
