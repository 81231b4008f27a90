import { createInterface, type Interface } from "node:readline";

/** This process's standard streams, as the commands use them. */
export interface Console {
  out(line: string): void;
  err(line: string): void;
  outBytes(bytes: Uint8Array): void;
  ask(prompt: string): Promise<string | undefined>;
  /** Resolves when everything printed has left the process. */
  flush(): Promise<void>;
}

/** `hungUp` is called when whoever reads the output has gone, as `head` does. */
export function createConsole(hungUp: () => void): Console {
  process.stdout.on("error", hungUp);
  process.stderr.on("error", () => {});
  let typed: TypedLines | undefined;
  return {
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
    outBytes: (bytes) => void process.stdout.write(bytes),
    async ask(prompt) {
      if (process.stdin.isTTY) process.stderr.write(prompt);
      typed ??= new TypedLines();
      return await typed.next();
    },
    async flush() {
      for (const stream of [process.stdout, process.stderr]) {
        await new Promise<void>((resolve) => stream.write("", () => resolve()));
      }
    },
  };
}

/** Standard input line by line; nothing is read before somebody asks. */
class TypedLines {
  readonly #lines: string[] = [];
  readonly #reader: Interface;
  #isOver = false;
  #wake: (() => void) | undefined;

  constructor() {
    this.#reader = createInterface({ input: process.stdin, terminal: false });
    this.#reader.on("line", (line) => {
      this.#lines.push(line);
      this.#wake?.();
    });
    this.#reader.on("close", () => {
      this.#isOver = true;
      this.#wake?.();
    });
  }

  async next(): Promise<string | undefined> {
    while (this.#lines.length === 0 && !this.#isOver) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#lines.shift();
  }
}
