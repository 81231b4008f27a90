import type { BenchRow } from "./row.ts";
import { onStage, PIN } from "./stage.ts";
import { median } from "./statistics.ts";

const ROUNDS = 20;
/** Not counted: both programs compile as they run. */
const WARM_UP = 10;

/** From the call to a session that is ready, on a device that both know and have paired with. */
export function benchConnect(): Promise<BenchRow[]> {
  return onStage(async ({ ours, pyatv }) => {
    const mine: number[] = [];
    const theirs: number[] = [];
    await ours.ask("pair", PIN);
    await pyatv.ask("pair", PIN);
    for (let round = 0; round < WARM_UP; round++) {
      await ours.ask("connect");
      await pyatv.ask("connect");
    }
    for (let round = 0; round < ROUNDS; round++) {
      mine.push(await ours.ask<number>("connect"));
      theirs.push(await pyatv.ask<number>("connect"));
    }
    const [value, other] = [median(mine), median(theirs)];
    return [
      {
        id: "connect",
        what: "connect: from the call to the first ready snapshot, known device, median",
        unit: "ms",
        value,
        beside: { pyatv: other },
        target: "at most half of pyatv's",
        met: value <= other / 2,
      },
    ];
  });
}
