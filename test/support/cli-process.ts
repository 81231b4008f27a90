import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

export interface CliResult {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line as a person does; resolves with everything it printed. */
export async function cli(
  environment: Readonly<Record<string, string>>,
  args: readonly string[],
  input = "",
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

/** Lines of a running process, as they come; `next` waits for the first one that passes. */
export class Lines {
  readonly #lines: string[] = [];
  #wake: (() => void) | undefined;

  constructor(child: ChildProcess) {
    if (!child.stdout) throw new Error("no output to read");
    createInterface({ input: child.stdout }).on("line", (line) => {
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
