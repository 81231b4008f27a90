import type { Program } from "./lines.ts";
import type { BenchRow } from "./row.ts";
import { onStage, PIN, type Stage } from "./stage.ts";
import { median } from "./statistics.ts";

const ROUNDS = 15;

interface Paired {
  readonly ms: number;
  readonly cpuMs: number;
}

/** A whole HAP pairing over Companion: pair-setup with a PIN, SRP to the exchange of keys. */
export function benchPairing(): Promise<BenchRow[]> {
  return onStage(measure, { whole: false });
}

async function measure({ ours, pyatv }: Stage): Promise<BenchRow[]> {
  const mine: Paired[] = [];
  const theirs: Paired[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    mine.push(await pairOnce(ours));
    theirs.push(await pairOnce(pyatv));
  }
  const cpu = median(mine.map(({ cpuMs }) => cpuMs));
  const theirCpu = median(theirs.map(({ cpuMs }) => cpuMs));
  return [
    {
      id: "pair-cpu",
      what: "pair: client CPU for a whole HAP pairing, median",
      unit: "ms",
      value: cpu,
      beside: { pyatv: theirCpu },
      target: "at most half of pyatv's",
      met: cpu <= theirCpu / 2,
    },
    {
      id: "pair-time",
      what: "pair: from the call to paired, the TV's part included, median",
      unit: "ms",
      value: median(mine.map(({ ms }) => ms)),
      beside: { pyatv: median(theirs.map(({ ms }) => ms)) },
      target: "–",
      met: null,
    },
  ];
}

function pairOnce(client: Program): Promise<Paired> {
  return client.ask<Paired>("pair", PIN);
}
