import { createInterface, type Interface } from "node:readline";
import type { TypedKey } from "./world.ts";

/** This process's standard streams, as the commands use them. */
export interface Console {
  out(line: string): void;
  err(line: string): void;
  outBytes(bytes: Uint8Array): void;
  ask(prompt: string): Promise<string | undefined>;
  /** As `CliWorld.askSecret`; Ctrl-C at the prompt is one for the program. */
  askSecret(prompt: string): Promise<string | undefined>;
  /** As `CliWorld.progress`; cut where the terminal would break it, which could not be taken back. */
  progress(line: string): void;
  /** As `CliWorld.keys`. */
  keys(listener: (key: TypedKey) => void): () => void;
  /** Resolves when everything printed has left the process. */
  flush(): Promise<void>;
}

/** `hungUp` is called when whoever reads the output has gone, as `head` does. */
export function createConsole(hungUp: () => void): Console {
  process.stdout.on("error", hungUp);
  process.stderr.on("error", () => {});
  let typed: TypedLines | undefined;
  let shown = "";
  const progress = (whole: string) => {
    const line = whole.slice(0, (process.stderr.columns || 80) - 1);
    if (!process.stderr.isTTY || line === shown) return;
    process.stderr.write(`\r\u001b[K${line}`);
    shown = line;
  };
  const whole = (stream: NodeJS.WriteStream, line: string) => {
    const before = shown;
    progress("");
    stream.write(`${line}\n`);
    progress(before);
  };
  return {
    out: (line) => whole(process.stdout, line),
    err: (line) => whole(process.stderr, line),
    progress,
    keys: readKeys,
    outBytes: (bytes) => void process.stdout.write(bytes),
    async ask(prompt) {
      if (process.stdin.isTTY) process.stderr.write(prompt);
      typed ??= new TypedLines();
      return await typed.next();
    },
    async askSecret(prompt) {
      if (process.stdin.isTTY) return await typeUnseen(prompt);
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

/** A line typed at the terminal without being shown; undefined when it was given up. */
function typeUnseen(prompt: string): Promise<string | undefined> {
  const { stdin, stderr } = process;
  stderr.write(prompt);
  stdin.setRawMode(true);
  stdin.setEncoding("utf8");
  stdin.resume();
  return new Promise((resolve) => {
    const line = new UnseenLine();
    const onData = (keys: string) => {
      const end = line.type(keys);
      if (end === "more") return;
      stdin.off("data", onData);
      stdin.setRawMode(false);
      stdin.pause();
      stderr.write("\n");
      // A terminal in this state sends a character where it would send the signal.
      if (end === "interrupt") process.kill(process.pid, "SIGINT");
      resolve(end === "line" ? line.text : undefined);
    };
    stdin.on("data", onData);
  });
}

/** What a terminal in raw mode sends for these keys. */
const typedKeys: ReadonlyMap<string, TypedKey> = new Map<string, TypedKey>([
  [" ", "space"],
  ["\u001b[D", "left"],
  ["\u001b[C", "right"],
  ["\u001b[A", "up"],
  ["\u001b[B", "down"],
  ["n", "n"],
  ["p", "p"],
  ["q", "q"],
]);

function readKeys(listener: (key: TypedKey) => void): () => void {
  const { stdin } = process;
  if (!stdin.isTTY) return () => {};
  const onData = (typed: string) => {
    // A terminal in this state sends a character where it would send the signal.
    if (typed === "\u0003") process.kill(process.pid, "SIGINT");
    const key = typedKeys.get(typed);
    if (key !== undefined) listener(key);
  };
  stdin.setRawMode(true);
  stdin.setEncoding("utf8");
  stdin.on("data", onData);
  stdin.resume();
  return () => {
    stdin.off("data", onData);
    stdin.setRawMode(false);
    stdin.pause();
  };
}

/** What a terminal in raw mode sends, as the line that is meant. */
export class UnseenLine {
  #characters: string[] = [];

  get text(): string {
    return this.#characters.join("");
  }

  /** `over`: Ctrl-D on an empty line. What comes after the end of the line is dropped. */
  type(keys: string): "more" | "line" | "interrupt" | "over" {
    // Arrows and the like, which come as one piece, are no part of a password.
    if (keys.startsWith("\u001b")) return "more";
    for (const key of keys) {
      if (key === "\r" || key === "\n") return "line";
      if (key === "\u0003") return "interrupt";
      if (key === "\u0004" && this.#characters.length === 0) return "over";
      if (key === "\u007f" || key === "\b") this.#characters.pop();
      else if (key === "\u0015") this.#characters = [];
      else if (key >= " ") this.#characters.push(key);
    }
    return "more";
  }
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
