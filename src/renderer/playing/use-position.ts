import { useEffect, useState } from "react";
import { type ItemClock, positionAt } from "../../shared/model/now-playing.ts";
import { useClock } from "../clock.ts";
import { useUi } from "../shell.ts";
import { believedClock } from "./believed-clock.ts";
import { useVisible } from "./use-visible.ts";

/** What is wound is drawn no more often than this. */
const SHORTEST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 1000;

/** Milliseconds until another second is to be shown; null when none will be. */
export function msToNextSecond(item: ItemClock, wallMs: number): number | null {
  const rate = item.position?.rate ?? 0;
  const seconds = positionAt(item, wallMs);
  if (seconds === null || rate === 0) return null;
  if (rate < 0) return seconds === 0 ? null : LONGEST_WAIT_MS;
  if (item.durationS !== null && seconds >= item.durationS) return null;
  const ms = ((Math.floor(seconds) + 1 - seconds) / rate) * 1000;
  return Math.min(LONGEST_WAIT_MS, Math.max(SHORTEST_WAIT_MS, Math.ceil(ms)));
}

/**
 * Where what plays stands, in seconds, drawn anew as each second begins, and at once after a seek of
 * this window's own. No timer runs while it is paused, over, or not to be seen.
 */
export function usePosition(playing: ItemClock & { readonly itemId: string }): number | null {
  const clock = useClock();
  const seeking = useUi((ui) => ui.seeking);
  const visible = useVisible();
  const [drawnMs, setDrawnMs] = useState(() => clock.now());
  const { position, durationS } = believedClock(playing, seeking, drawnMs);
  const { seconds, wallMs, rate } = position ?? { seconds: null, wallMs: 0, rate: 0 };
  useEffect(() => {
    const item: ItemClock = {
      position: seconds === null ? null : { seconds, wallMs, rate },
      durationS,
    };
    let cancel: () => void = () => undefined;
    const tick = (): void => {
      const nowMs = clock.now();
      setDrawnMs(nowMs);
      const wait = visible ? msToNextSecond(item, nowMs) : null;
      if (wait !== null) cancel = clock.after(wait, tick);
    };
    tick();
    return () => cancel();
  }, [clock, durationS, rate, seconds, visible, wallMs]);
  // A clock may be newer than what was drawn last, and time does not run backwards.
  return positionAt({ position, durationS }, Math.max(drawnMs, wallMs));
}
