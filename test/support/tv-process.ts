import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { z } from "zod";
import { Occurrence, type Off, Signal, until } from "../../src/main/runtime/signal.ts";
import type { TvCommand } from "../../src/main/virtual-tv/commands.ts";
import type { TvScreen } from "../../src/shared/model/tv-screen.ts";
import { bundle } from "./bundle.ts";

interface Started {
  readonly name: string;
  readonly port: number;
  readonly airplayPort: number;
  readonly mrpPort: number;
  readonly dmapPort: number;
  readonly identifiers: readonly string[];
}

interface Line {
  readonly event: string;
  readonly what?: string;
  readonly message?: string;
  readonly screen?: TvScreen;
}

/** A virtual TV in a process of its own, as another machine would be: `--json` lines both ways. */
export class TvProcess {
  readonly screen = new Signal<TvScreen | null>(null);
  readonly #process: ChildProcess;
  readonly #lines = new Signal<readonly Line[]>([]);
  readonly #inputs = new Occurrence<string>();
  readonly #exited: Promise<number | null>;
  #stderr = "";
  #started: Started = {
    name: "",
    port: 0,
    airplayPort: 0,
    mrpPort: 0,
    dmapPort: 0,
    identifiers: [],
  };

  private constructor(file: string, args: readonly string[]) {
    this.#process = spawn(process.execPath, [file, "--json", ...args], { stdio: "pipe" });
    this.#process.stderr?.on("data", (chunk: Buffer) => {
      this.#stderr += chunk.toString();
    });
    this.#exited = new Promise((resolve) => this.#process.once("exit", resolve));
    if (this.#process.stdout) {
      createInterface({ input: this.#process.stdout }).on("line", (text) => this.#hear(text));
    }
  }

  /** `args` as `--help` lists them. Rejects with what it said when it ends instead of starting. */
  static async start(...args: readonly string[]): Promise<TvProcess> {
    const tv = new TvProcess(await bundle("src/main/virtual-tv/main.ts", "virtual-tv"), args);
    await Promise.race([tv.#line("started"), tv.#exited]);
    if (tv.#process.exitCode !== null) throw new Error(tv.#stderr);
    return tv;
  }

  get port(): number {
    return this.#started.port;
  }

  get airplayPort(): number {
    return this.#started.airplayPort;
  }

  /** 0 on models that have none. */
  get mrpPort(): number {
    return this.#started.mrpPort;
  }

  /** 0 on models that have none. */
  get dmapPort(): number {
    return this.#started.dmapPort;
  }

  get identifiers(): readonly string[] {
    return this.#started.identifiers;
  }

  /** Resolves when the effect is there. */
  async do(command: z.input<typeof TvCommand>): Promise<void> {
    this.#process.stdin?.write(`${JSON.stringify(command)}\n`);
    await this.#line("done", "error").then((line) => {
      if (line.event === "error") throw new Error(line.message);
    });
  }

  /** The next input in these words that nobody took yet. */
  async received(what: string | RegExp): Promise<void> {
    const fits = (said = "") => (typeof what === "string" ? said === what : what.test(said));
    await this.#take((line) => line.event === "input" && fits(line.what));
  }

  /** Every input from now on, as it arrives. */
  onInput(listener: (what: string) => void): Off {
    return this.#inputs.on(listener);
  }

  /** The screen, as soon as it is like that. */
  async shows(test: (screen: TvScreen) => boolean): Promise<TvScreen> {
    const screen = await until(this.screen, (value) => value !== null && test(value));
    if (screen === null) throw new Error("no screen");
    return screen;
  }

  async stop(): Promise<void> {
    this.#process.stdin?.end();
    await this.#exited;
  }

  /** As if somebody pulled the plug: no goodbye. */
  async kill(): Promise<void> {
    this.#process.kill("SIGKILL");
    await this.#exited;
  }

  #line(...events: readonly string[]): Promise<Line> {
    return this.#take(({ event }) => events.includes(event));
  }

  async #take(test: (line: Line) => boolean): Promise<Line> {
    const lines = await until(this.#lines, (all) => all.some(test));
    const at = lines.findIndex(test);
    const line = lines[at];
    if (!line) throw new Error("no line");
    this.#lines.set(lines.filter((_, index) => index !== at));
    return line;
  }

  #hear(text: string): void {
    const line = JSON.parse(text) as Line & Started;
    if (line.event === "started" || line.event === "done") {
      this.#started = { ...this.#started, ...line };
    }
    if (line.event === "screen") this.screen.set(line.screen ?? null);
    else this.#lines.set([...this.#lines.value, line]);
    if (line.event === "input") this.#inputs.emit(line.what ?? "");
  }
}
