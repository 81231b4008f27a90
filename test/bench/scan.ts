import { execFile } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface, type Interface } from "node:readline";
import { promisify } from "node:util";
import { createDiscovery } from "../../src/main/discovery/create.ts";
import { protocols } from "../../src/main/protocols/registry.ts";
import { delay, systemClock } from "../../src/main/runtime/clock.ts";
import { recordsOf, response } from "../support/announce.ts";
import { FarHost } from "../support/far-host.ts";
import { pyatvSource, python } from "../support/peers.ts";
import { realRuntime } from "../support/runtime.ts";
import { livingRoom } from "../support/sample-devices.ts";
import type { BenchRow } from "./row.ts";

const COUNTS = [1, 40, 250];
/** Ours runs as long as pyatv's scan does, so that both pay for the same questions. */
const SCAN_MS = 3000;

interface Sent {
  readonly first: number;
  readonly last: number;
}

interface Scan {
  readonly devices: number;
  readonly cpu: number;
  readonly wall: number;
}

/** Scans of 1, 40 and 250 devices that answer at once; needs the namespace of scripts/world.sh. */
export async function benchScan(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const count of COUNTS) rows.push(...(await scanOf(count)));
  return rows;
}

async function scanOf(count: number): Promise<BenchRow[]> {
  const ours = await withResponder(count, scanOurs);
  const theirs = await withResponder(count, scanTheirs);
  const at = `scan.${count}`;
  const beside = { pyatv: Math.round(theirs.wall) };
  const missing = { pyatv: count - theirs.devices };
  return [
    {
      id: `${at}.first`,
      what: `${count} devices answer: first shown, after its answer`,
      unit: "ms",
      value: round(ours.firstMs),
      beside,
      target: "≤ 50",
      met: ours.firstMs <= 50,
    },
    {
      id: `${at}.all`,
      what: `${count} devices answer: all shown, over the time of the last answer`,
      unit: "×",
      value: round(ours.allShare),
      beside: {},
      target: "≤ 1.2",
      met: ours.allShare <= 1.2,
    },
    {
      id: `${at}.missing`,
      what: `${count} devices answer: missing from the list`,
      unit: "devices",
      value: count - ours.devices,
      beside: missing,
      target: "0",
      met: ours.devices === count,
    },
    {
      id: `${at}.cpu`,
      what: `${count} devices answer: CPU of a scan of ${SCAN_MS / 1000} s`,
      unit: "ms",
      value: round(ours.cpuMs),
      beside: { pyatv: round(theirs.cpu) },
      target: "≤ half of pyatv",
      met: ours.cpuMs <= theirs.cpu / 2,
    },
  ];
}

async function withResponder<T>(
  count: number,
  scan: (sent: Promise<Sent>, count: number) => Promise<T>,
): Promise<T> {
  const host = FarHost.create();
  try {
    const responder = host.spawn(python(), [
      resolve("test/support/replay_responder.py"),
      host.address,
    ]);
    if (!responder.stdout) throw new Error("no output");
    const lines = createInterface({ input: responder.stdout });
    responder.stdin?.write(`${packets(count).join("\n")}\n\n`);
    await once(lines, "line");
    return await scan(nextSent(lines), count);
  } finally {
    await host.close();
  }
}

async function nextSent(lines: Interface): Promise<Sent> {
  const [line] = (await once(lines, "line")) as [string];
  return JSON.parse(line) as Sent;
}

async function scanOurs(sent: Promise<Sent>, count: number) {
  const discovery = createDiscovery({ runtime: realRuntime(), plugins: protocols });
  const startMs = systemClock.wallMs();
  const cpu = process.cpuUsage();
  let firstAt = Number.NaN;
  let allAt = Number.NaN;
  discovery.devices.on((devices) => {
    if (Number.isNaN(firstAt)) firstAt = systemClock.wallMs();
    const whole = devices.filter(({ description }) => description.services.length === 3);
    if (whole.length === count && Number.isNaN(allAt)) allAt = systemClock.wallMs();
  });
  discovery.start();
  const keepAlive = setInterval(() => {}, 1000);
  await delay(systemClock, SCAN_MS);
  clearInterval(keepAlive);
  const { user, system } = process.cpuUsage(cpu);
  const devices = discovery.devices.value.length;
  await discovery.close();
  const { first, last } = await sent;
  return {
    devices,
    firstMs: firstAt - first,
    allShare: (allAt - startMs) / (last - startMs),
    cpuMs: (user + system) / 1000,
  };
}

async function scanTheirs(): Promise<Scan> {
  const script = resolve("test/support/pyatv_scan.py");
  const { stdout } = await promisify(execFile)(python(), [script], {
    env: { ...process.env, PYTHONPATH: pyatvSource() },
  });
  return JSON.parse(stdout) as Scan;
}

/** What each device would send: its three services, whole, in one packet. */
function packets(count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const id = index.toString(16).padStart(4, "0").toUpperCase();
    const mac = `0200AA00${id}`;
    const records = livingRoom.flatMap((each) =>
      recordsOf({
        ...each,
        host: `tv-${id}.local`,
        addresses: [`10.78.${1 + (index >> 8)}.${index & 255}`],
        instance: each.type === "_raop._tcp" ? `${mac}@TV ${id}` : `TV ${id}`,
        txt: { ...each.txt, deviceid: mac, psi: `PSI-${id}`, rpMRtID: `PSI-${id}` },
      }),
    );
    return Buffer.from(response(records)).toString("hex");
  });
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
