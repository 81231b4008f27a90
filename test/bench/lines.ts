import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

type Answers = Readonly<Record<string, (argument: never) => Promise<unknown>>>;

/**
 * Answers requests on standard input, `{"do", "with"}` a line, with `{"value"}` or `{"error"}`, one
 * after another, until it ends.
 */
export async function answerLines(answers: Answers): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    const request = JSON.parse(line) as { do: string; with: never };
    const reply = await Promise.resolve()
      .then(() => answers[request.do]?.(request.with))
      .then(
        (value) => ({ value: value ?? null }),
        (error: unknown) => ({ error: String(error) }),
      );
    process.stdout.write(`${JSON.stringify(reply)}\n`);
  }
}

/** A program on the other end of such lines. */
export class Program {
  readonly #child: ChildProcess;
  readonly #waiting: ((line: string) => void)[] = [];

  constructor(command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env) {
    this.#child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"], env });
    if (!this.#child.stdout) throw new Error("no output to read");
    createInterface({ input: this.#child.stdout }).on("line", (line) =>
      this.#waiting.shift()?.(line),
    );
    this.#child.once("exit", () => {
      for (const tell of this.#waiting.splice(0)) tell('{"error":"the program ended"}');
    });
  }

  async ask<T>(what: string, argument: unknown = null): Promise<T> {
    const line = await new Promise<string>((resolve) => {
      this.#waiting.push(resolve);
      this.#child.stdin?.write(`${JSON.stringify({ do: what, with: argument })}\n`);
    });
    const reply = JSON.parse(line) as { value: T } | { error: string };
    if ("error" in reply) throw new Error(`${what}: ${reply.error}`);
    return reply.value;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const gone = once(this.#child, "exit");
    this.#child.stdin?.end();
    await gone;
  }
}
