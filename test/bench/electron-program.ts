import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { electronPath } from "../support/peers.ts";

export interface ElectronOptions {
  /** The folder of the app. */
  readonly folder: string;
  readonly userData: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
}

/** An app in real Electron, with probe.cjs beside it in its main process. */
export class ElectronProgram {
  /** Of the monotonic clock, just before the process was made. */
  readonly startedMs: number;
  readonly #child: ChildProcess;
  readonly #waiting: ((line: string) => void)[] = [];

  constructor({ folder, userData, environment, args = [] }: ElectronOptions) {
    this.startedMs = monotonicMs();
    this.#child = spawn(
      electronPath(),
      [
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
        "-r",
        resolve("test/bench/probe.cjs"),
        folder,
        `--user-data-dir=${userData}`,
        ...args,
      ],
      {
        stdio: ["pipe", "pipe", "ignore"],
        env: { PATH: process.env["PATH"], LANG: "en_GB.UTF-8", ...environment },
      },
    );
    if (!this.#child.stdout) throw new Error("no output to read");
    createInterface({ input: this.#child.stdout }).on("line", (line) => {
      if (line.startsWith("probe ")) this.#waiting.shift()?.(line.slice("probe ".length));
    });
    this.#child.once("exit", () => {
      for (const tell of this.#waiting.splice(0)) tell('{"error":"the app ended"}');
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  async ask<T>(what: string, argument: unknown = {}): Promise<T> {
    const line = await new Promise<string>((resolve) => {
      this.#waiting.push(resolve);
      this.#child.stdin?.write(`${JSON.stringify({ do: what, with: argument })}\n`);
    });
    const reply = JSON.parse(line) as { value: T } | { error: string };
    if ("error" in reply) throw new Error(`${what}: ${reply.error}`);
    return reply.value;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, "exit");
    await this.ask("quit").catch(() => {});
    await gone;
  }
}

export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
