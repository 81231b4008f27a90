import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cpuSeconds, memoryMiB } from "./process-tree.ts";
import type { BenchRow } from "./row.ts";
import { type Arrival, Capture, inOrder, spacingOf } from "./sound-capture.ts";
import { type Heard, OurSpeaker, Receivers } from "./sound-receiver.ts";
import { ourSender, peerSenders, type Sender } from "./sound-senders.ts";
import { percentile } from "./statistics.ts";

const SECONDS = 30;
/** Of a row of which only the spacing matters. */
const SHORT_SECONDS = 10;
const FIRST_PORT = 5100;
/** What the receiver loses by itself, to ask for it again. */
const LOST = 0.03;
const LOOK_EVERY_MS = 200;
/** A sender that has not ended long after its sound has is given up on. */
const GRACE_MS = 20_000;

interface Run {
  readonly cpuS: number;
  readonly memoryMiB: number;
  /** From the start of the program to its first packet of sound, ms. */
  readonly startMs: number;
  readonly arrivals: readonly Arrival[];
  readonly heard: readonly Heard[];
}

/**
 * Noise to Debian's shairport-sync, from our sender and from others: noise is the worst case, no codec
 * makes it smaller. pyatv announces L16 with the parameters of Apple Lossless, and this receiver dies of
 * the packets that follow: its sound goes to our virtual speaker instead, which loses none by itself.
 */
export async function benchSound(): Promise<BenchRow[]> {
  const runs = new Map<string, Run>();
  const lossy = new Map<string, Run>();
  for (const sender of [ourSender(), ...peerSenders()]) {
    try {
      runs.set(sender.name, await run(sender, SECONDS, { receivers: 1, lost: 0 }));
      if (sender.toOurs) continue;
      lossy.set(sender.name, await run(sender, SHORT_SECONDS, { receivers: 1, lost: LOST }));
    } catch (error) {
      if (sender.name === "ours") throw error;
      process.stderr.write(`${sender.name} is left out: ${error}\n`);
    }
  }
  const four = await run(ourSender(), SECONDS, { receivers: 4, lost: 0 });
  const busy: BenchRow[] = [];
  for (const flags of [["--here"], [], ["--here", "--busy"], ["--busy"]] as const)
    busy.push(
      beside(flags, await run(ourSender(...flags), SHORT_SECONDS, { receivers: 1, lost: 0 })),
    );
  return [...alone(runs), ...losses(lossy), ...together(four), ...busy];
}

/** What the thread is for (docs/decisions/0036): the same with a program around it that has no time. */
function beside(flags: readonly ("--here" | "--busy")[], { arrivals }: Run): BenchRow {
  const { gaps } = spacingOf(arrivals);
  const where = flags.includes("--here") ? "here" : "thread";
  const isBusy = flags.includes("--busy");
  const loop = isBusy ? "50 ms of every 200 blocked" : "free";
  const value = percentile(gaps, 0.99);
  return {
    id: `sound-${where}-${isBusy ? "busy" : "free"}-gap-p99`,
    what: `sound made ${where === "here" ? "here" : "on its thread"}, event loop ${loop}: p99`,
    unit: "ms",
    value,
    beside: { p50: percentile(gaps, 0.5), most: Math.max(...gaps) },
    target: where === "thread" ? "≤ 9 ms" : "–",
    met: where === "thread" ? value <= 9 : null,
  };
}

function alone(runs: ReadonlyMap<string, Run>): BenchRow[] {
  const gaps = (share: number) => (of: Run) => percentile(spacingOf(of.arrivals).gaps, share);
  const rows: [string, string, string, (of: Run) => number, string, number | null][] = [
    [
      "sound-cpu",
      `sound: CPU for ${SECONDS} s of noise`,
      "s",
      ({ cpuS }) => cpuS,
      "≤ 0.6 s, and at most every other's",
      0.6,
    ],
    ["sound-memory", "sound: memory at most", "MiB", (of) => of.memoryMiB, "–", null],
    ["sound-gap-p50", "sound: between packets, p50", "ms", gaps(0.5), "–", null],
    ["sound-gap-p99", "sound: between packets, p99", "ms", gaps(0.99), "≤ 9 ms", 9],
    [
      "sound-burst",
      "sound: longest burst",
      "packets",
      (of) => spacingOf(of.arrivals).longestBurst,
      "≤ 2 packets",
      2,
    ],
    [
      "sound-start",
      "sound: start of the program to the first packet",
      "ms",
      ({ startMs }) => startMs,
      "–",
      null,
    ],
  ];
  return rows.map(([id, what, unit, measure, target, most]) =>
    row({ id, what, unit, target, most }, runs, measure),
  );
}

function losses(runs: ReadonlyMap<string, Run>): BenchRow[] {
  const missing = ({ heard }: Run) => heard[0]?.missing ?? Number.NaN;
  const asked = ({ heard }: Run) => heard[0]?.asked ?? Number.NaN;
  const again = ({ arrivals }: Run) => arrivals.length - inOrder(arrivals).length;
  const what = "sound: 3 % lost by the receiver";
  return [
    row(
      { id: "sound-missing", what: `${what}, missing`, unit: "packets", target: "0", most: 0 },
      runs,
      missing,
    ),
    row(
      {
        id: "sound-asked",
        what: `${what}, asked for again`,
        unit: "packets",
        target: "–",
        most: null,
      },
      runs,
      asked,
    ),
    row(
      { id: "sound-again", what: `${what}, sent again`, unit: "packets", target: "–", most: null },
      runs,
      again,
    ),
  ];
}

function together(four: Run): BenchRow[] {
  const { gaps, longestBurst } = spacingOf(four.arrivals);
  const p99 = percentile(gaps, 0.99);
  const only = new Map([["ours", four]]);
  const what = "sound to four receivers at once";
  return [
    row(
      {
        id: "sound-four-cpu",
        what: `${what}: CPU for ${SECONDS} s`,
        unit: "s",
        target: "–",
        most: null,
      },
      only,
      ({ cpuS }) => cpuS,
    ),
    row(
      {
        id: "sound-four-gap-p99",
        what: `${what}: between packets, p99`,
        unit: "ms",
        target: "≤ 9 ms",
        most: 9,
      },
      only,
      () => p99,
    ),
    row(
      {
        id: "sound-four-burst",
        what: `${what}: longest burst to one`,
        unit: "packets",
        target: "≤ 2 packets",
        most: 2,
      },
      only,
      () => longestBurst,
    ),
  ];
}

interface Line {
  readonly id: string;
  readonly what: string;
  readonly unit: string;
  readonly target: string;
  /** Null: no target. */
  readonly most: number | null;
}

function row(
  { most, ...line }: Line,
  runs: ReadonlyMap<string, Run>,
  measure: (run: Run) => number,
): BenchRow {
  const ours = runs.get("ours");
  if (ours === undefined) throw new Error("nothing of ours was measured");
  const others = [...runs].filter(([name]) => name !== "ours");
  const beside = Object.fromEntries(others.map(([name, run]) => [name, measure(run)]));
  const value = measure(ours);
  const least = line.id === "sound-cpu" ? Math.min(...Object.values(beside)) : Infinity;
  return { ...line, value, beside, met: most === null ? null : value <= most && value <= least };
}

interface Conditions {
  readonly receivers: number;
  readonly lost: number;
}

/** Noise of so many seconds from `sender` to receivers that are started for it. */
export async function run(sender: Sender, seconds: number, conditions: Conditions): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), "armchair-sound-"));
  const file = join(folder, "noise.wav");
  writeFileSync(file, noise(seconds));
  const ports = Array.from({ length: conditions.receivers }, (_, at) => FIRST_PORT + at);
  const receivers = sender.toOurs
    ? await OurSpeaker.start()
    : await Receivers.start(ports, conditions.lost);
  const capture = await Capture.start();
  try {
    const used = await carryOut(sender, file, receivers.ports, seconds);
    const arrivals = await capture.stop();
    const [first] = arrivals;
    if (first === undefined) throw new Error("no packet came");
    return { ...used, startMs: first.ms - used.startedMs, arrivals, heard: receivers.heard() };
  } finally {
    await receivers.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Looks at the program while it runs: afterwards nothing is left of it to look at. */
async function carryOut(
  { executable, args, env }: Sender,
  file: string,
  ports: readonly number[],
  seconds: number,
): Promise<{ cpuS: number; memoryMiB: number; startedMs: number }> {
  const startedMs = Date.now();
  const child = spawn(executable, [...args(file, ports)], {
    stdio: ["ignore", "inherit", "inherit"],
    ...(env && { env }),
  });
  const used = { cpuS: 0, memoryMiB: 0, startedMs };
  const { pid } = child;
  const look = setInterval(() => {
    if (pid === undefined) return;
    used.cpuS = Math.max(used.cpuS, cpuSeconds(pid));
    used.memoryMiB = Math.max(used.memoryMiB, memoryMiB(pid));
  }, LOOK_EVERY_MS);
  const late = setTimeout(() => child.kill("SIGKILL"), seconds * 1000 + GRACE_MS);
  try {
    const [code, signal] = await once(child, "exit");
    if (code !== 0) throw new Error(`it ended with ${code ?? signal}`);
    return used;
  } finally {
    clearInterval(look);
    clearTimeout(late);
  }
}

/** A WAV file of noise at a quarter of full scale, always the same. */
function noise(seconds: number): Uint8Array {
  const samples = seconds * 44_100 * 2;
  const file = Buffer.alloc(44 + samples * 2);
  file.write("RIFF", 0, "latin1");
  file.writeUInt32LE(file.length - 8, 4);
  file.write("WAVEfmt ", 8, "latin1");
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(2, 22);
  file.writeUInt32LE(44_100, 24);
  file.writeUInt32LE(44_100 * 4, 28);
  file.writeUInt16LE(4, 32);
  file.writeUInt16LE(16, 34);
  file.write("data", 36, "latin1");
  file.writeUInt32LE(samples * 2, 40);
  let state = 1;
  for (let at = 0; at < samples; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    file.writeInt16LE((state >>> 18) - 8192, 44 + at * 2);
  }
  return file;
}
