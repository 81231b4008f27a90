import type { Program } from "./lines.ts";
import type { BenchRow } from "./row.ts";
import { onStage, PIN, type Stage } from "./stage.ts";
import { median } from "./statistics.ts";

const ROUNDS = 20;
/** Not counted: both programs compile as they run. */
const WARM_UP = 10;

interface Taken {
  readonly ms: number;
  readonly cpuMs: number;
}

/** From the call to a session over Companion, on a device that both know and have paired with. */
export function benchConnect(): Promise<BenchRow[]> {
  return onStage(
    async (stage) => {
      const times = await inTurns(stage, (client) => client.ask<number>("connect"));
      const what = "connect: from the call to the first ready snapshot, known device, median";
      return [row("connect", what, median(times.ours), median(times.pyatv))];
    },
    { whole: false },
  );
}

/** From the call to what plays: Companion, the tunnel inside AirPlay, and MediaRemote inside that. */
export function benchPlaying(): Promise<BenchRow[]> {
  return onStage(async (stage) => {
    await stage.tv.ask("play");
    const times = await inTurns(stage, (client) => client.ask<Taken>("playing"));
    const of = (name: keyof Taken, taken: readonly Taken[]) => median(taken.map((t) => t[name]));
    const first = "connect: from the call to the first now-playing snapshot, known device";
    return [
      row("connect-playing", `${first}, median`, of("ms", times.ours), of("ms", times.pyatv)),
      row(
        "connect-playing-cpu",
        `${first}: client CPU, median`,
        of("cpuMs", times.ours),
        of("cpuMs", times.pyatv),
      ),
    ];
  });
}

async function inTurns<T>({ ours, pyatv }: Stage, once: (client: Program) => Promise<T>) {
  const times = { ours: [] as T[], pyatv: [] as T[] };
  await ours.ask("pair", PIN);
  await pyatv.ask("pair", PIN);
  for (let round = 0; round < WARM_UP; round++) {
    await once(ours);
    await once(pyatv);
  }
  for (let round = 0; round < ROUNDS; round++) {
    times.ours.push(await once(ours));
    times.pyatv.push(await once(pyatv));
  }
  return times;
}

function row(id: string, what: string, value: number, pyatv: number): BenchRow {
  return {
    id,
    what,
    unit: "ms",
    value,
    beside: { pyatv },
    target: "at most half of pyatv's",
    met: value <= pyatv / 2,
  };
}
