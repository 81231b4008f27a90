import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";

/** What shairport-sync says of a session when it is over. */
export interface Heard {
  readonly missing: number;
  /** Requests for packets that it had lost. */
  readonly asked: number;
}

/** Debian's shairport-sync on this machine. */
export class Receiver {
  readonly port: number;
  readonly #child: ChildProcess;
  readonly #lines: string[] = [];

  constructor(port: number, child: ChildProcess) {
    this.port = port;
    this.#child = child;
    if (child.stderr)
      createInterface({ input: child.stderr }).on("line", (line) => this.#lines.push(line));
  }

  /** Of everything since it started. Its rows count from the session's start. */
  heard(): Heard {
    const rows = this.#lines.map(statistics).filter((row) => row !== null);
    return rows.at(-1) ?? { missing: 0, asked: 0 };
  }

  async stop(): Promise<void> {
    const gone = once(this.#child, "close");
    this.#child.kill("SIGTERM");
    await gone;
  }
}

/** dbus and avahi, without which it does not start, and as many receivers as ports are named. */
export class Receivers {
  readonly all: Receiver[] = [];
  readonly #folder = mkdtempSync(join(tmpdir(), "armchair-receivers-"));
  readonly #daemons: ChildProcess[] = [];

  static async start(ports: readonly number[], lost = 0): Promise<Receivers> {
    const receivers = new Receivers();
    await receivers.#startDaemons();
    for (const port of ports) receivers.all.push(await receivers.#startOne(port, lost));
    return receivers;
  }

  async stop(): Promise<void> {
    for (const receiver of this.all) await receiver.stop();
    for (const daemon of this.#daemons.reverse()) {
      const gone = once(daemon, "close");
      daemon.kill("SIGTERM");
      await gone;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #startDaemons(): Promise<void> {
    mkdirSync("/run/dbus", { recursive: true });
    mkdirSync("/run/avahi-daemon", { recursive: true });
    rmSync("/run/dbus/system_bus_socket", { force: true });
    const bus = spawn("dbus-daemon", ["--system", "--nofork", "--nopidfile", "--print-address"]);
    this.#daemons.push(bus);
    await lineOf(bus.stdout, /^unix:/);
    const config = join(this.#folder, "avahi.conf");
    writeFileSync(
      config,
      "[server]\nhost-name=bench\nuse-ipv4=yes\nuse-ipv6=no\nallow-interfaces=lo\nenable-dbus=yes\n",
    );
    const args = ["-f", config, "--no-drop-root", "--no-chroot", "--no-rlimits"];
    const avahi = spawn("avahi-daemon", args);
    this.#daemons.push(avahi);
    await lineOf(avahi.stderr, /startup complete/);
  }

  async #startOne(port: number, lost: number): Promise<Receiver> {
    const config = join(this.#folder, `${port}.conf`);
    writeFileSync(
      config,
      `general = { port = ${port}; udp_port_base = ${port + 1000}; udp_port_range = 20; };\n` +
        (lost > 0 ? `diagnostics = { drop_this_fraction_of_audio_packets = ${lost}; };\n` : ""),
    );
    const meta = join(this.#folder, `${port}.meta`);
    const args = ["-c", config, "-u", "-vv", "--statistics", "-a", `R${port}`, "-o", "stdout"];
    const child = spawn("shairport-sync", [...args, `--metadata-pipename=${meta}`], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    const receiver = new Receiver(port, child);
    await reachable(port);
    return receiver;
  }
}

async function lineOf(stream: Readable | null, wanted: RegExp): Promise<void> {
  if (stream === null) throw new Error("no output");
  const lines = createInterface({ input: stream });
  for await (const line of lines) if (wanted.test(line)) return void stream.resume();
  throw new Error(`it ended without a word of ${wanted}`);
}

/** It listens once avahi has announced it. */
async function reachable(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const socket = connect(port, "127.0.0.1");
    const isOpen = await Promise.race([
      once(socket, "connect").then(() => true),
      once(socket, "error").then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (isOpen) return;
    await delay(50);
  }
  throw new Error(`nobody listens on ${port}`);
}

/**
 * A row of its statistics, such as `1003, 39, 0, 0, 169, 145, …`: all packets, the missing, the late, the
 * too late, and how often it asked again.
 */
function statistics(line: string): Heard | null {
  const row = /player\.c:\d+"((?:\s*[\d.*-]+,){7}.*)$/.exec(line)?.[1];
  if (row === undefined) return null;
  const [, missing = Number.NaN, , , asked = Number.NaN] = row
    .split(",")
    .map((cell) => Number(cell.replaceAll("*", "").trim()));
  return Number.isInteger(missing) && Number.isInteger(asked) ? { missing, asked } : null;
}
