import type { Program } from "./lines.ts";
import type { BenchRow } from "./row.ts";
import { onStage, PIN, type Stage } from "./stage.ts";
import { percentile } from "./statistics.ts";

const ROUNDS = 5;
const PRESSES = 100;

/** From the call to the first bytes of the key at the TV's socket, both on one clock. */
export function benchPress(): Promise<BenchRow[]> {
  return onStage(async (stage) => {
    const { ours, pyatv } = stage;
    const mine: number[] = [];
    const theirs: number[] = [];
    for (const client of [ours, pyatv]) {
      await client.ask("pair", PIN);
      await client.ask("connect");
      await client.ask("settle");
      await pressAndMeasure(stage, client, 20); // both warm
    }
    for (let round = 0; round < ROUNDS; round++) {
      mine.push(...(await pressAndMeasure(stage, ours, PRESSES)));
      theirs.push(...(await pressAndMeasure(stage, pyatv, PRESSES)));
    }
    const half = percentile(theirs, 0.5) / 2;
    return [
      row(
        "p50",
        mine,
        theirs,
        0.5,
        "≤ 2 ms, and at most half of pyatv's",
        (ms) => ms <= 2 && ms <= half,
      ),
      row("p99", mine, theirs, 0.99, "≤ 8 ms", (ms) => ms <= 8),
    ];
  });
}

function row(
  name: string,
  mine: readonly number[],
  theirs: readonly number[],
  share: number,
  target: string,
  test: (ms: number) => boolean,
): BenchRow {
  const value = percentile(mine, share);
  return {
    id: `press-${name}`,
    what: `press to wire: service call to the bytes at the TV's socket, ${name}`,
    unit: "ms",
    value,
    beside: { pyatv: percentile(theirs, share) },
    target,
    met: test(value),
  };
}

/** Milliseconds for each press: the first bytes after the call and before the next one. */
async function pressAndMeasure(
  { tv }: Stage,
  client: Program,
  count: number,
): Promise<readonly number[]> {
  await tv.ask("arrivals");
  const called = (await client.ask<string[]>("press", count)).map(BigInt);
  const arrived = (await tv.ask<string[]>("arrivals")).map(BigInt);
  return called.map((at, index) => {
    const next = called[index + 1];
    const first = arrived.find((time) => time > at && (next === undefined || time < next));
    if (first === undefined) throw new Error("a press did not arrive");
    return Number(first - at) / 1e6;
  });
}
