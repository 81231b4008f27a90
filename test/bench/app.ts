import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import type { ElectronProgram } from "./electron-program.ts";
import { cpuSeconds, memoryMiB } from "./process-tree.ts";
import type { BenchRow } from "./row.ts";
import { connected, onScene, type Presses, pairOnce, pause, type Scene } from "./scene.ts";
import { median, percentile } from "./statistics.ts";

const STARTS = 7;
const IDLE_MS = 60_000;
/** From open and connected to at rest. */
const SETTLE_MS = 8000;
const PRESSES = 300;

/**
 * The real app in real Electron, paired and connected over the network, beside a window with an
 * empty page on the same runtime. No debugger is attached to either.
 */
export async function benchApp(): Promise<BenchRow[]> {
  return [...(await onScene(measure)), packageRow()];
}

async function measure(scene: Scene): Promise<BenchRow[]> {
  await pairOnce(scene);
  return [...(await startRows(scene)), ...(await pressRows(scene)), ...(await idleRows(scene))];
}

async function startRows(scene: Scene): Promise<BenchRow[]> {
  const times = { ours: [] as number[], empty: [] as number[], tv: [] as number[] };
  for (let round = 0; round < STARTS; round++) {
    for (const what of ["ours", "empty"] as const) {
      const app = scene.open(what);
      const answeredMs = await app.ask<number>("answered", { key: "F1" });
      times[what].push(answeredMs - app.startedMs);
      await app.stop();
    }
    times.tv.push(await startToTv(scene));
  }
  const [ours, empty] = [median(times.ours), median(times.empty)];
  return [
    {
      id: "start",
      what: `start: process start to a remote window that answers a key, median of ${STARTS}`,
      unit: "ms",
      value: ours,
      beside: { "an empty window": empty },
      target: "≤ 1.5 × an empty window",
      met: ours <= 1.5 * empty,
    },
    {
      id: "start-tv",
      what: `start: process start to a key that reached the paired TV, median of ${STARTS}`,
      unit: "ms",
      value: median(times.tv),
      beside: { "an empty window": empty },
      target: "–",
      met: null,
    },
  ];
}

async function startToTv({ tv, open }: Scene): Promise<number> {
  const app = open("ours");
  await app.ask("pressing", { key: "Right", everyMs: 10 });
  const arrivedMs = Number(await tv.ask<string>("right")) / 1e6;
  await app.ask("timers"); // ends the pressing
  await app.stop();
  return arrivedMs - app.startedMs;
}

/**
 * Real input events, noted by the page's first listener; the renderer's clock is compared with the
 * machine's to the uncertainty that the row names. The TV notes bytes before it reads them.
 */
async function pressRows({ tv, open }: Scene): Promise<BenchRow[]> {
  const app = open("ours");
  await connected(app);
  const press = (count: number) =>
    app.ask<Presses>("presses", { key: "Right", count, spacingMs: 40 });
  await press(40); // warm
  await tv.ask("arrivals");
  const { atMs, uncertainMs } = await press(PRESSES);
  const arrivals = (await tv.ask<string[]>("arrivals")).map((ns) => Number(BigInt(ns)) / 1e6);
  await app.stop();
  const latencies = atMs.map((at, index) => {
    const next = atMs[index + 1] ?? Number.POSITIVE_INFINITY;
    const first = arrivals.find((time) => time > at - uncertainMs && time < next);
    if (first === undefined) throw new Error("a press did not arrive");
    return first - at;
  });
  const row = (name: string, share: number, mostMs: number): BenchRow => ({
    id: `press-app-${name}`,
    what: `press to wire in the app: key event in the page to the bytes at the TV's socket, ${name} (± ${uncertainMs.toFixed(2)} ms)`,
    unit: "ms",
    value: percentile(latencies, share),
    beside: {},
    target: `≤ ${mostMs} ms`,
    met: percentile(latencies, share) <= mostMs,
  });
  return [row("p50", 0.5, 2), row("p99", 0.99, 8)];
}

interface Idle {
  readonly memory: number;
  readonly cpuPercent: number;
  readonly timersAMinute: number;
}

async function idleRows(scene: Scene): Promise<BenchRow[]> {
  const [ours, empty] = [
    await idle(scene.open("ours"), true),
    await idle(scene.open("empty"), false),
  ];
  const beside = "an empty window";
  return [
    {
      id: "memory",
      what: "memory of all processes (proportional set size), remote window open and connected",
      unit: "MiB",
      value: ours.memory,
      beside: { [beside]: empty.memory },
      target: "≤ 1.3 × an empty window",
      met: ours.memory <= 1.3 * empty.memory,
    },
    {
      id: "idle-cpu",
      what: `idle, connected: processor time of all processes over ${IDLE_MS / 1000} s`,
      unit: "%",
      value: ours.cpuPercent,
      beside: { [beside]: empty.cpuPercent },
      target: "≤ 0.2 %",
      met: ours.cpuPercent <= 0.2,
    },
    {
      id: "idle-timers",
      what: "idle, connected: timers firing in the main process",
      unit: "a minute",
      value: ours.timersAMinute,
      beside: { [beside]: empty.timersAMinute },
      target: "≤ 40 a minute",
      met: ours.timersAMinute <= 40,
    },
  ];
}

async function idle(app: ElectronProgram, connects: boolean): Promise<Idle> {
  if (connects) await connected(app);
  else await app.ask("answered", { key: "F1" });
  await pause(SETTLE_MS);
  const memory = memoryMiB(app.pid);
  const [cpu, timers] = [cpuSeconds(app.pid), await app.ask<number>("timers")];
  await pause(IDLE_MS);
  const cpuPercent = ((cpuSeconds(app.pid) - cpu) / IDLE_MS) * 1000 * 100;
  const timersAMinute = ((await app.ask<number>("timers")) - timers) * (60_000 / IDLE_MS);
  await app.stop();
  return { memory, cpuPercent, timersAMinute };
}

/** What `npm run package` says. */
function packageRow(): BenchRow {
  const report = execFileSync(process.execPath, ["scripts/package.mjs", "--dir"], {
    encoding: "utf8",
  });
  const megabytes = Number(/adds to the bare runtime: ([\d.]+) MB/.exec(report)?.[1]);
  if (Number.isNaN(megabytes) || !existsSync("dist")) throw new Error("no package was made");
  return {
    id: "package",
    what: "package: what the app adds to the bare runtime",
    unit: "MB",
    value: megabytes,
    beside: {},
    target: "≤ 10 MB",
    met: megabytes <= 10,
  };
}
