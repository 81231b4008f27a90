import { execFile } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { crowd, packetOf } from "../support/crowd.ts";
import { FarHost } from "../support/far-host.ts";
import { electronPath, pyatvSource, python } from "../support/peers.ts";
import type { BenchRow } from "./row.ts";
import type { ScanReport } from "./scan-client.ts";

const COUNTS = [1, 40, 250];

/** Answers that left close together. */
interface Burst {
  readonly count: number;
  readonly first: number;
  readonly last: number;
}

interface PyatvScan {
  readonly devices: number;
  readonly cpu: number;
  readonly wall: number;
}

/**
 * Scans of 1, 40 and 250 devices that answer at once; needs the namespace of scripts/world.sh. Each
 * side runs in a process of its own and scans once before, so that neither pays for its start:
 * neither interpreter's, nor what the just-in-time compiler does to ours in its first second.
 */
export async function benchScan(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const count of COUNTS) rows.push(...(await scanOf(count)));
  return rows;
}

async function scanOf(count: number): Promise<BenchRow[]> {
  const ours = await withResponder(count, () => scanOurs(count));
  const theirs = await withResponder(count, scanTheirs);
  const times = timesOf(ours.result, ours.bursts);
  const at = `scan.${count}`;
  const row = (id: string, what: string, unit: string, value: number) => ({
    id: `${at}.${id}`,
    what: `${count} devices answer: ${what}`,
    unit,
    value: Number.isFinite(value) ? Math.round(value * 10) / 10 : -1,
  });
  const missing = count - ours.result.devices;
  return [
    {
      ...row("first", "first shown, after its answer", "ms", times.firstMs),
      beside: {},
      target: "≤ 50",
      met: times.firstMs <= 50,
    },
    {
      ...row("all", "all shown, over the time of the last answer", "×", times.allShare),
      beside: {},
      target: "≤ 1.2",
      met: times.allShare <= 1.2,
    },
    {
      ...row("wall", "all shown, after the start of the scan", "ms", times.allMs),
      beside: { pyatv: Math.round(theirs.result.wall) },
      target: "–",
      met: null,
    },
    {
      ...row("missing", "missing from the list", "devices", missing),
      beside: { pyatv: count - theirs.result.devices },
      target: "0",
      met: missing === 0,
    },
    {
      ...row("cpu", "CPU of a scan of 3 s", "ms", ours.result.cpuMs),
      beside: { pyatv: Math.round(theirs.result.cpu * 10) / 10 },
      target: "≤ half of pyatv",
      met: ours.result.cpuMs <= theirs.result.cpu / 2,
    },
  ];
}

/** The last answer is that of the burst that completed the list, which is a later one after a loss. */
function timesOf({ startMs, firstMs, allMs }: ScanReport, bursts: readonly Burst[]) {
  const own = bursts.filter(({ last }) => last > startMs);
  const all = allMs ?? Number.POSITIVE_INFINITY;
  const completing = own.filter(({ first }) => first <= all).at(-1);
  return {
    firstMs: (firstMs ?? Number.POSITIVE_INFINITY) - (own[0]?.first ?? 0),
    allShare: (all - startMs) / ((completing?.last ?? 0) - startMs),
    allMs: all - startMs,
  };
}

async function withResponder<T>(
  count: number,
  scan: () => Promise<T>,
): Promise<{ readonly result: T; readonly bursts: readonly Burst[] }> {
  const host = FarHost.create();
  try {
    const script = resolve("test/support/replay_responder.py");
    const responder = host.spawn(python(), [script, host.address]);
    if (!responder.stdout) throw new Error("no output");
    const lines = createInterface({ input: responder.stdout });
    const packets = crowd(count).map((services) => Buffer.from(packetOf(services)).toString("hex"));
    responder.stdin?.write(`${packets.join("\n")}\n\n`);
    await once(lines, "line");
    const bursts: Burst[] = [];
    lines.on("line", (line) => bursts.push(JSON.parse(line) as Burst));
    return { result: await scan(), bursts };
  } finally {
    await host.close();
  }
}

/** In Electron's Node where there is one, for that is what the app runs on. */
async function scanOurs(count: number): Promise<ScanReport> {
  const electron = electronPath();
  const program = existsSync(electron) ? electron : process.execPath;
  const { stdout } = await run(program, [resolve("out/bench/scan-client.cjs"), String(count)], {
    ELECTRON_RUN_AS_NODE: "1",
  });
  return JSON.parse(stdout) as ScanReport;
}

async function scanTheirs(): Promise<PyatvScan> {
  const { stdout } = await run(python(), [resolve("test/support/pyatv_scan.py")], {
    PYTHONPATH: pyatvSource(),
  });
  return JSON.parse(stdout) as PyatvScan;
}

function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv) {
  return promisify(execFile)(program, args, { env: { ...process.env, ...env } });
}
