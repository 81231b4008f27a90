import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type MetadataItem, MetadataPipe } from "./shairport-metadata.ts";

/** The interface of the test world that multicast goes to (scripts/world.sh). */
const INTERFACE = "av0";

/** A message bus and avahi of their own, without which no shairport-sync starts. */
export class ShairportWorld {
  readonly environment: Record<string, string>;
  readonly #children: readonly ChildProcess[];

  static async start(): Promise<ShairportWorld> {
    const folder = mkdtempSync(join(tmpdir(), "shairport-world-"));
    const address = `unix:path=${join(folder, "bus")}`;
    const environment = { DBUS_SYSTEM_BUS_ADDRESS: address };
    const env = { ...process.env, ...environment };
    const bus = spawn(
      "dbus-daemon",
      ["--system", "--nofork", "--nopidfile", `--address=${address}`, "--print-address"],
      { env },
    );
    await line(bus, "stdout", /unix:path/);
    const config = join(folder, "avahi.conf");
    const limits = "ratelimit-interval-usec=1000000\nratelimit-burst=1000\n";
    writeFileSync(config, `[server]\nallow-interfaces=${INTERFACE}\nuse-ipv6=no\n${limits}`);
    mkdirSync("/run/avahi-daemon", { recursive: true });
    const flags = ["--no-drop-root", "--no-chroot", "--no-rlimits"];
    const avahi = spawn("avahi-daemon", ["-f", config, ...flags], { env });
    await line(avahi, "stderr", /Server startup complete/);
    return new ShairportWorld(environment, [avahi, bus]);
  }

  private constructor(environment: Record<string, string>, children: readonly ChildProcess[]) {
    this.environment = environment;
    this.#children = children;
  }

  async stop(): Promise<void> {
    for (const child of this.#children) await ended(child);
  }
}

export interface ShairportOptions {
  readonly name: string;
  readonly port: number;
  readonly password?: string;
  /** Further settings of its group `general`, in its own words. */
  readonly general?: string;
  /** Further groups of its configuration, in its own words. */
  readonly config?: string;
  /** By default it turns nothing down, so that what it plays can be compared bit for bit. */
  readonly usesVolume?: boolean;
}

/** Debian's shairport-sync 3.3.8: a receiver of AirPlay 1 that writes what it plays to its output. */
export class Shairport {
  readonly port: number;
  readonly #child: ChildProcess;
  readonly #metadata: MetadataPipe;
  readonly #sound: Buffer[] = [];
  readonly log: string[] = [];

  static async start(world: ShairportWorld, options: ShairportOptions): Promise<Shairport> {
    const folder = mkdtempSync(join(tmpdir(), "shairport-"));
    const pipe = join(folder, "metadata");
    execFileSync("mkfifo", [pipe]);
    // A reader has to be there before the first session.
    const metadata = new MetadataPipe(spawn("cat", [pipe]));
    const config = join(folder, "shairport.conf");
    writeFileSync(config, configuration(options, pipe));
    const child = spawn("shairport-sync", ["-c", config, "-u", "-vv", "--statistics"], {
      env: { ...process.env, ...world.environment },
    });
    const shairport = new Shairport(options.port, child, metadata);
    await line(child, "stderr", /successfully added/);
    return shairport;
  }

  private constructor(port: number, child: ChildProcess, metadata: MetadataPipe) {
    this.port = port;
    this.#child = child;
    this.#metadata = metadata;
    child.stdout?.on("data", (chunk: Buffer) => this.#sound.push(chunk));
    if (child.stderr) {
      createInterface({ input: child.stderr }).on("line", (text) => this.log.push(text));
    }
  }

  /** What it has played since the last `forget`: 16 bits, little-endian, left and right in turn. */
  get sound(): Buffer {
    return Buffer.concat(this.#sound);
  }

  get metadata(): readonly MetadataItem[] {
    return this.#metadata.items;
  }

  /** The content of the last item of that code, as text. */
  told(code: string): string | undefined {
    const said = this.metadata.filter((item) => item.code === code);
    return said.at(-1)?.content.toString("utf8");
  }

  forget(): void {
    this.#sound.length = 0;
    this.log.length = 0;
    this.#metadata.items.length = 0;
  }

  /** Waits for a line of its log, of those that came already too. */
  async logged(wanted: RegExp, withinMs = 10_000): Promise<string> {
    const endMs = performance.now() + withinMs;
    for (;;) {
      const found = this.log.find((text) => wanted.test(text));
      if (found !== undefined) return found;
      if (performance.now() > endMs)
        throw new Error(`never logged: ${wanted}\n${this.log.join("\n")}`);
      await new Promise((next) => setTimeout(next, 20));
    }
  }

  /** Waits for something else that it does. */
  async until(what: string, test: () => boolean, withinMs = 10_000): Promise<void> {
    const endMs = performance.now() + withinMs;
    while (!test()) {
      if (performance.now() > endMs) throw new Error(`never happened: ${what}`);
      await new Promise((next) => setTimeout(next, 20));
    }
  }

  /** It does nothing at all, as if its plug was pulled, until `thaw`. */
  freeze(): void {
    this.#child.kill("SIGSTOP");
  }

  thaw(): void {
    this.#child.kill("SIGCONT");
  }

  async stop(): Promise<void> {
    this.thaw();
    await ended(this.#child);
    await this.#metadata.stop();
  }
}

function configuration(options: ShairportOptions, pipe: string): string {
  const { name, port, password, usesVolume = false, general = "", config = "" } = options;
  return [
    "general = {",
    `  name = "${name}"; port = ${port}; udp_port_base = ${port + 1000}; udp_port_range = 40;`,
    '  output_backend = "stdout"; mdns_backend = "avahi";',
    `  interface = "${INTERFACE}";`,
    usesVolume ? "" : '  ignore_volume_control = "yes";',
    password === undefined ? "" : `  password = "${password}";`,
    general,
    "};",
    `metadata = { enabled = "yes"; include_cover_art = "yes"; pipe_name = "${pipe}"; };`,
    config,
  ].join("\n");
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((exited) => child.once("exit", exited));
  child.kill();
  await gone;
}

/** Resolves with the first line that matches; rejects with all of them when the program ends. */
function line(child: ChildProcess, stream: "stdout" | "stderr", wanted: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    const seen: string[] = [];
    const input = child[stream];
    if (!input) return reject(new Error("no output"));
    createInterface({ input }).on("line", (text) => {
      seen.push(text);
      if (wanted.test(text)) resolve(text);
    });
    child.once("error", reject);
    child.once("exit", () => reject(new Error(`it ended:\n${seen.join("\n")}`)));
  });
}
