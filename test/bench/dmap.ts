import { resolve } from "node:path";
import { python } from "../support/peers.ts";
import { appRuntime } from "./app-runtime.ts";
import { Program } from "./lines.ts";
import type { BenchRow } from "./row.ts";
import { pause } from "./scene.ts";
import { median, percentile } from "./statistics.ts";

const CONNECTS = 20;
const CHANGES = 120;
/** Between two changes, in ms: a device that changes faster is asked less often, on purpose. */
const SPACING_MS = 60;
/** Not counted: both programs compile as they run. */
const WARM_UP = 20;

/** Where both clients are told that the Apple TV 3 is, and the group that opens it. */
export interface OldServices {
  readonly dmap: number;
  readonly homeSharing: string;
}

interface Stage {
  readonly tv: Program;
  readonly ours: Program;
  readonly pyatv: Program;
}

/** An Apple TV 3 that both know by its Home Sharing group: connecting, and what plays arriving by push. */
export async function benchDmap(): Promise<BenchRow[]> {
  const { executable, env } = appRuntime();
  const program = (name: string) => resolve(`out/bench/${name}.cjs`);
  const stage: Stage = {
    tv: new Program(process.execPath, [program("tv"), "--model=apple-tv-3"]),
    ours: new Program(executable, [program("client")], env),
    pyatv: new Program(python(), [resolve("test/bench/pyatv_client.py")]),
  };
  try {
    const services = await stage.tv.ask<OldServices>("old-services");
    await stage.tv.ask("play");
    for (const client of [stage.ours, stage.pyatv]) await client.ask("old-target", services);
    return [await connecting(stage), ...(await changes(stage))];
  } finally {
    await Promise.all([stage.ours.stop(), stage.pyatv.stop()]);
    await stage.tv.stop();
  }
}

async function connecting({ ours, pyatv }: Stage): Promise<BenchRow> {
  const mine: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < WARM_UP / 2 + CONNECTS; round++) {
    const taken = await ours.ask<{ ms: number }>("playing");
    const takenThere = await pyatv.ask<{ ms: number }>("playing");
    if (round < WARM_UP / 2) continue;
    mine.push(taken.ms);
    theirs.push(takenThere.ms);
  }
  const [value, beside] = [median(mine), median(theirs)];
  return {
    id: "dmap-connect",
    what: "DMAP: from the call to the first now-playing snapshot, known Apple TV 3, median",
    unit: "ms",
    value,
    beside: { pyatv: beside },
    target: "at most half of pyatv's",
    met: value <= beside / 2,
  };
}

/** Both are connected to the same device, and hear of the same change. */
async function changes({ tv, ours, pyatv }: Stage): Promise<BenchRow[]> {
  const mine: number[] = [];
  const theirs: number[] = [];
  for (let change = 0; change < WARM_UP + CHANGES; change++) {
    const title = `Title number ${change}`;
    const changed = BigInt(await tv.ask<string>("title", title));
    const heard = BigInt(await ours.ask<string>("heard", title));
    const heardThere = BigInt(await pyatv.ask<string>("heard", title));
    await pause(SPACING_MS);
    if (change < WARM_UP) continue;
    mine.push(Number(heard - changed) / 1e6);
    theirs.push(Number(heardThere - changed) / 1e6);
  }
  return [0.5, 0.99].map((share) => {
    const name = `p${Math.round(share * 100)}`;
    const [value, beside] = [percentile(mine, share), percentile(theirs, share)];
    return {
      id: `dmap-push-${name}`,
      what: `DMAP: from a change on the Apple TV 3 to the snapshot that has it, ${name}`,
      unit: "ms",
      value,
      beside: { pyatv: beside },
      target: "–",
      met: null,
    };
  });
}
