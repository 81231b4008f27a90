import type { BenchRow } from "./row.ts";
import { run } from "./sound.ts";
import { driftMsAnHour } from "./sound-capture.ts";
import { ourSender } from "./sound-senders.ts";

/** Ten minutes, in which a clock that is wrong shows. */
export async function benchSoundDrift(): Promise<BenchRow[]> {
  const { arrivals } = await run(ourSender(), 600, { receivers: 1, lost: 0 });
  const value = Math.abs(driftMsAnHour(arrivals));
  return [
    {
      id: "sound-drift",
      what: "sound: drift of an hour, from ten minutes",
      unit: "ms",
      value,
      beside: {},
      target: "≤ 8 ms, a packet",
      met: value <= 8,
    },
  ];
}
