import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cpuSeconds, memoryMiB, processTree } from "./process-tree.ts";
import type { BenchRow } from "./row.ts";
import { Capture, type Captured, spacingOf } from "./sound-capture.ts";
import { type Heard, OurSpeaker, Receivers } from "./sound-receiver.ts";
import { ourSender, peerSenders, type Sender } from "./sound-senders.ts";
import { percentile } from "./statistics.ts";

const SECONDS = 30;
/** Of a row of which only the spacing matters. */
const SHORT_SECONDS = 10;
const FIRST_PORT = 5100;
/** What the receiver loses by itself, to ask for it again. */
const LOST = 0.03;
/** When the program is looked at, in shares of its sound: whoever looks often takes time from it. */
const LOOKS = [1 / 6, 5 / 6];
/** A sender that has not ended long after its sound has is given up on. */
const GRACE_MS = 20_000;

interface Used {
  /** Of the whole program, its start included. */
  readonly cpuS: number;
  /** Of one more second while it plays. */
  readonly cpuASecond: number;
  readonly memoryMiB: number;
}

interface Run extends Used, Captured {
  /** From the start of the program to its first packet of sound, ms. */
  readonly startMs: number;
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
    const { name } = sender;
    await keep(runs, name, () => run(sender, SECONDS, { receivers: 1, lost: 0 }));
    if (sender.toOurs) continue;
    await keep(lossy, name, () => run(sender, SHORT_SECONDS, { receivers: 1, lost: LOST }));
  }
  const four = await run(ourSender(), SECONDS, { receivers: 4, lost: 0 });
  const busy: BenchRow[] = [];
  for (const flags of [["--here"], [], ["--here", "--busy"], ["--busy"]] as const)
    busy.push(
      beside(flags, await run(ourSender(...flags), SHORT_SECONDS, { receivers: 1, lost: 0 })),
    );
  return [...alone(runs), ...losses(lossy), ...together(four), ...busy];
}

/** Others may fail, once more than once: PulseAudio's sink ends by an assertion of its own now and then. */
async function keep(runs: Map<string, Run>, name: string, measure: () => Promise<Run>) {
  for (let left = name === "ours" ? 0 : 1; ; left--) {
    try {
      runs.set(name, await measure());
      return;
    } catch (error) {
      if (name === "ours") throw error;
      process.stderr.write(`${name} is ${left > 0 ? "tried again" : "left out"}: ${error}\n`);
      if (left === 0) return;
    }
  }
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
    [
      "sound-cpu-more",
      `sound: CPU for ${SECONDS} s more, once it plays`,
      "s",
      ({ cpuASecond }) => cpuASecond * SECONDS,
      "–",
      null,
    ],
    ["sound-memory", "sound: memory while it plays", "MiB", (of) => of.memoryMiB, "–", null],
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

/** Of one receiver that loses packets by itself. Requests and answers are counted on their way. */
function losses(runs: ReadonlyMap<string, Run>): BenchRow[] {
  const what = `sound: ${LOST * 100} % lost by the receiver`;
  const unit = "packets";
  const asked = ({ asked }: Run) => asked.reduce((sum, count) => sum + count, 0);
  const lines: [Line, (of: Run) => number][] = [
    [
      { id: "sound-missing", what: `${what}, missing in the end`, unit, target: "0", most: 0 },
      ({ heard }) => heard[0]?.missing ?? Number.NaN,
    ],
    [
      { id: "sound-requests", what: `${what}, its requests`, unit: "", target: "–", most: null },
      ({ asked }) => asked.length,
    ],
    [{ id: "sound-asked", what: `${what}, it asked for`, unit, target: "–", most: null }, asked],
    [
      { id: "sound-again", what: `${what}, sent again`, unit, target: "all asked for", most: null },
      ({ again }) => again,
    ],
  ];
  const rows = lines.map(([line, measure]) => row(line, runs, measure));
  const ours = runs.get("ours");
  return rows.map((each) =>
    each.id === "sound-again" && ours ? { ...each, met: ours.again >= asked(ours) } : each,
  );
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
    const startedMs = Date.now();
    const used = await carryOut(sender, file, receivers.ports, seconds);
    const captured = await capture.stop();
    const [first] = captured.arrivals;
    if (first === undefined) throw new Error("no packet came");
    return { ...used, ...captured, startMs: first.ms - startedMs, heard: receivers.heard() };
  } finally {
    await receivers.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The shell says what a program and all of its own used: afterwards nothing is left to look at. */
const TIMED = 'TIMEFORMAT="%U %S"; { time "$@" 2>&4 3>&- 4>&-; } 4>&2 2>&3';

async function carryOut(
  { executable, args, env }: Sender,
  file: string,
  ports: readonly number[],
  seconds: number,
): Promise<Used> {
  const child = spawn("bash", ["-c", TIMED, "bash", executable, ...args(file, ports)], {
    stdio: ["ignore", "inherit", "inherit", "pipe"],
    ...(env && { env }),
  });
  const pid = child.pid ?? 0;
  let said = "";
  child.stdio[3]?.on("data", (text) => {
    said += text;
  });
  const seen: { readonly ms: number; readonly cpuS: number; readonly memoryMiB: number }[] = [];
  const look = () => {
    const [, program = pid] = processTree(pid);
    seen.push({ ms: performance.now(), cpuS: cpuSeconds(pid), memoryMiB: memoryMiB(program) });
  };
  const looks = LOOKS.map((share) => setTimeout(look, share * seconds * 1000));
  const late = setTimeout(
    () => {
      for (const one of processTree(pid)) process.kill(one, "SIGKILL");
    },
    seconds * 1000 + GRACE_MS,
  );
  try {
    const [code, signal] = await once(child, "close");
    if (code !== 0) throw new Error(`it ended with ${code ?? signal}`);
    const cpuS = said.split(" ").reduce((sum, part) => sum + Number(part), 0);
    const [before, after] = seen;
    const cpuASecond =
      before && after ? (1000 * (after.cpuS - before.cpuS)) / (after.ms - before.ms) : Number.NaN;
    return { cpuS, cpuASecond, memoryMiB: Math.max(...seen.map((one) => one.memoryMiB)) };
  } finally {
    for (const one of looks) clearTimeout(one);
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
