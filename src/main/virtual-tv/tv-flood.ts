import type { Timer } from "../runtime/clock.ts";
import type { Off } from "../runtime/signal.ts";
import type { Television } from "./television.ts";

const TICK_MS = 10;

/** Makes changes at this mean rate, some at a time, as long as nobody calls what this returns. */
export function floodUpdates(television: Television, perSecond: number): Off {
  const { clock } = television;
  const startMs = clock.now();
  let made = 0;
  let timer: Timer;
  const tick = () => {
    const due = Math.floor(((clock.now() - startMs) / 1000) * perSecond);
    for (; made < due; made++) {
      television.do({ kind: "change-item", change: { title: `Update ${made + 1}` } });
    }
    timer = clock.after(TICK_MS, tick);
  };
  tick();
  return () => timer.cancel();
}
