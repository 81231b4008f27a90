import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { Agent, get, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { appRuntime } from "./app-runtime.ts";
import { cpuSeconds } from "./process-tree.ts";
import type { BenchRow } from "./row.ts";
import { median } from "./statistics.ts";

const MIB = 1024 * 1024;
const FILE_BYTES = 256 * MIB;
const CLIENTS = 4;
const RANGES = 1000;
const RANGE_BYTES = 64 * 1024;
/** Of each; the middle one counts. In turn, so that a busy moment hits every server. */
const ROUNDS = 3;
/** Wi-Fi of the best kind carries less than this, in MB/s: faster is of no use, slower shows. */
const ENOUGH_MB_A_SECOND = 250;

interface Server {
  readonly name: string;
  readonly url: string;
  readonly process: ChildProcess;
}

/** What one way of reading cost: bytes a second by the clock, and the server's processor time for each GB. */
interface Cost {
  readonly megabytesASecond: number;
  readonly cpuSecondsAGigabyte: number;
}

/**
 * A sparse file of 256 MiB over loopback, from our server in the app's runtime, beside nginx and beside
 * createReadStream behind node:http in the same runtime. The client is this process, the same for all.
 */
export async function benchFileServer(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), "armchair-bench-"));
  const path = join(folder, "film.mp4");
  writeFileSync(path, "");
  truncateSync(path, FILE_BYTES);
  const servers: Server[] = [];
  try {
    for (const start of [startOurs, startPlain, startNginx])
      servers.push(await start(path, folder));
    return [
      ...(await measure(
        "whole",
        "file server: 256 MiB to one client",
        servers,
        readWhole,
        ENOUGH_MB_A_SECOND,
      )),
      ...(await measure(
        "four",
        `file server: 256 MiB in ${CLIENTS} parts at once`,
        servers,
        readByFour,
        ENOUGH_MB_A_SECOND,
      )),
      ...(await measure(
        "ranges",
        "file server: random ranges of 64 KiB",
        servers,
        readRanges,
        null,
      )),
    ];
  } finally {
    for (const server of servers) await stop(server);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(
  id: string,
  what: string,
  servers: readonly Server[],
  read: (url: string) => Promise<number>,
  enough: number | null,
): Promise<BenchRow[]> {
  const costs = new Map<string, Cost[]>(servers.map(({ name }) => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const server of servers) costs.get(server.name)?.push(await costOf(server, read));
  }
  const all = (name: string) => costs.get(name) ?? [];
  const speed = (name: string) => median(all(name).map((cost) => cost.megabytesASecond));
  const effort = (name: string) => median(all(name).map((cost) => cost.cpuSecondsAGigabyte));
  const beside = (of: (name: string) => number) =>
    Object.fromEntries(servers.slice(1).map(({ name }) => [name, of(name)]));
  return [
    {
      id: `file-${id}`,
      what,
      unit: "MB/s",
      value: speed("ours"),
      beside: beside(speed),
      ...(enough === null
        ? { target: "at least createReadStream's", met: speed("ours") >= speed("createReadStream") }
        : { target: `at least ${enough} MB/s`, met: speed("ours") >= enough }),
    },
    {
      id: `file-${id}-cpu`,
      what: `${what}: the server's processor time`,
      unit: "CPU s/GB",
      value: effort("ours"),
      beside: beside(effort),
      target: "at most createReadStream's",
      met: effort("ours") <= effort("createReadStream"),
    },
  ];
}

async function costOf(server: Server, read: (url: string) => Promise<number>): Promise<Cost> {
  const pid = server.process.pid ?? 0;
  const cpuBefore = cpuSeconds(pid);
  const before = performance.now();
  const bytes = await read(server.url);
  const seconds = (performance.now() - before) / 1000;
  const gigabytes = bytes / 1e9;
  return {
    megabytesASecond: bytes / 1e6 / seconds,
    cpuSecondsAGigabyte: (cpuSeconds(pid) - cpuBefore) / gigabytes,
  };
}

const readWhole = (url: string) => fetched(url, new Agent());

async function readByFour(url: string): Promise<number> {
  const agent = new Agent({ maxSockets: CLIENTS });
  const part = FILE_BYTES / CLIENTS;
  const reads = Array.from({ length: CLIENTS }, (_, index) =>
    fetched(url, agent, { from: index * part, bytes: part }),
  );
  return (await Promise.all(reads)).reduce((sum, bytes) => sum + bytes, 0);
}

/** One after another on one connection, as a player seeks: it waits for each before it asks again; the same places for every server. */
async function readRanges(url: string): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  let bytes = 0;
  let place = 1;
  for (let range = 0; range < RANGES; range++) {
    place = (place * 48_271) % 0x7fff_ffff;
    const from = place % (FILE_BYTES - RANGE_BYTES);
    bytes += await fetched(url, agent, { from, bytes: RANGE_BYTES });
  }
  agent.destroy();
  return bytes;
}

/** The bytes of the answer, thrown away. */
async function fetched(
  url: string,
  agent: Agent,
  part?: { readonly from: number; readonly bytes: number },
): Promise<number> {
  const headers = part ? { Range: `bytes=${part.from}-${part.from + part.bytes - 1}` } : {};
  const response = await new Promise<IncomingMessage>((done, fail) => {
    get(url, { agent, headers }, done).on("error", fail);
  });
  let bytes = 0;
  response.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
  });
  await once(response, "end");
  const expected = part?.bytes ?? FILE_BYTES;
  if (bytes !== expected) throw new Error(`${url}: ${bytes} bytes, not ${expected}`);
  return bytes;
}

const startOurs = (path: string) => startProgram("ours", "ours", path);
const startPlain = (path: string) => startProgram("createReadStream", "plain", path);

/** Our server, or the plain one, in the app's runtime; it prints its address. */
async function startProgram(name: string, kind: string, path: string): Promise<Server> {
  const { executable, env } = appRuntime();
  const program = resolve("out/bench/file-server-child.cjs");
  const child = spawn(executable, [program, kind, path], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (!child.stdout) throw new Error("no output to read");
  const [url] = await once(createInterface({ input: child.stdout }), "line");
  return { name, url: String(url), process: child };
}

/** nginx as Debian sets it up for files: sendfile, one worker, no log. */
async function startNginx(path: string, folder: string): Promise<Server> {
  const port = 8089;
  mkdirSync(join(folder, "nginx"));
  const configuration = `daemon off; worker_processes 1; error_log ${folder}/nginx/error.log; pid ${folder}/nginx/pid;
events {}
http {
  access_log off; sendfile on; tcp_nodelay on; default_type video/mp4;
  client_body_temp_path ${folder}/nginx/a; proxy_temp_path ${folder}/nginx/b; fastcgi_temp_path ${folder}/nginx/c;
  uwsgi_temp_path ${folder}/nginx/d; scgi_temp_path ${folder}/nginx/e;
  server { listen 127.0.0.1:${port}; root ${folder}; }
}`;
  const file = join(folder, "nginx.conf");
  writeFileSync(file, configuration);
  // Its worker is another user, which must find the file.
  execFileSync("chmod", ["755", folder]);
  const child = spawn("nginx", ["-c", file], { stdio: ["ignore", "ignore", "inherit"] });
  const url = `http://127.0.0.1:${port}/${path.split("/").at(-1)}`;
  for (;;) {
    if (child.exitCode !== null) throw new Error("nginx did not start");
    const answered = await fetch(url, { method: "HEAD" }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answered) return { name: "nginx", url, process: child };
  }
}

async function stop({ process: child }: Server): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  await gone;
}
