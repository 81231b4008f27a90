import { createContext, useContext, useEffect, useState } from "react";
import { useVisible } from "./playing/use-visible.ts";
import type { WindowClock } from "./window-clock.ts";

/** The only file of the renderer that owns a timer, so that tests own them all. */
export const systemClock: WindowClock = {
  now: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

export const ClockContext = createContext<WindowClock>(systemClock);

export function useClock(): WindowClock {
  return useContext(ClockContext);
}

/** Whole seconds until `untilMs`, counting down to 0; ticks only while there is something to count. */
export function useSecondsUntil(untilMs: number | null): number {
  const clock = useClock();
  const [nowMs, setNowMs] = useState(() => clock.now());
  const leftMs = untilMs === null ? 0 : untilMs - nowMs;
  useEffect(() => {
    setNowMs(clock.now());
    if (untilMs === null) return undefined;
    let cancel: () => void = () => undefined;
    const tick = (): void => {
      const now = clock.now();
      setNowMs(now);
      const left = untilMs - now;
      if (left > 0) cancel = clock.after(((left - 1) % 1000) + 1, tick);
    };
    tick();
    return () => cancel();
  }, [clock, untilMs]);
  return Math.max(0, Math.ceil(leftMs / 1000));
}

/** The wall clock, drawn anew at every whole multiple of `everyMs` while the window is to be seen. */
export function useNow(everyMs: number): number {
  const clock = useClock();
  const visible = useVisible();
  const [nowMs, setNowMs] = useState(() => clock.now());
  useEffect(() => {
    if (!visible) return undefined;
    let cancel: () => void = () => undefined;
    const tick = (): void => {
      const now = clock.now();
      setNowMs(now);
      cancel = clock.after(everyMs - (now % everyMs), tick);
    };
    tick();
    return () => cancel();
  }, [clock, everyMs, visible]);
  return nowMs;
}

/** True once `active` has lasted `delayMs`: what is over sooner is not worth showing. */
export function useLasting(active: boolean, delayMs: number): boolean {
  const clock = useClock();
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    setLasting(false);
    if (!active) return undefined;
    return clock.after(delayMs, () => setLasting(true));
  }, [active, clock, delayMs]);
  return active && lasting;
}
