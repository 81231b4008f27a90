import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

export interface CliResult {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line as a person does; resolves with everything it printed. */
export async function cli(
  environment: Readonly<Record<string, string>>,
  args: readonly string[],
  input: string | Uint8Array = "",
): Promise<CliResult> {
  const child = startCli(environment, args);
  const printed = { out: "", err: "" };
  child.stdout?.on("data", (chunk: Buffer) => {
    printed.out += chunk.toString();
  });
  child.stderr?.on("data", (chunk: Buffer) => {
    printed.err += chunk.toString();
  });
  child.stdin?.end(input);
  const [status] = await once(child, "close");
  return { status, ...printed };
}

/** Starts it and leaves it running. */
export function startCli(
  environment: Readonly<Record<string, string>>,
  args: readonly string[],
): ChildProcess {
  return spawn(process.execPath, ["scripts/cli.mjs", ...args], {
    env: { PATH: process.env["PATH"], ...environment },
    stdio: ["pipe", "pipe", "pipe"],
  });
}

/** As a person at a terminal starts it: Ctrl-C is a key (U+0003), and the progress is shown. */
export function startCliAtTerminal(
  environment: Readonly<Record<string, string>>,
  args: readonly string[],
): ChildProcess {
  const words = [process.execPath, "scripts/cli.mjs", ...args];
  const quoted = words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
  return spawn("script", ["--quiet", "--return", "--flush", "--command", quoted, "/dev/null"], {
    env: { PATH: process.env["PATH"], SHELL: "/bin/sh", TERM: "xterm", ...environment },
    stdio: ["pipe", "pipe", "pipe"],
  });
}

/** Lines of a running process, as they come; `next` waits for the first one that passes. */
export class Lines {
  readonly #lines: string[] = [];
  #wake: (() => void) | undefined;

  constructor(child: ChildProcess, stream: Readable | null = child.stdout) {
    if (!stream) throw new Error("no output to read");
    createInterface({ input: stream }).on("line", (line) => {
      this.#lines.push(line);
      this.#wake?.();
    });
  }

  async next(test: (line: string) => boolean): Promise<string> {
    for (;;) {
      const line = this.#lines.shift();
      if (line !== undefined && test(line)) return line;
      if (line !== undefined) continue;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
