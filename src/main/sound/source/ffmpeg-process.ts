import { type ChildProcess, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { RemoteError } from "../../../shared/errors.ts";
import type { ByteSource } from "./byte-source.ts";
import type { ByteWindow } from "./byte-window.ts";

/** Kept of what it says: enough for a log. */
const MOST_WORDS = 2000;
const CHUNK = 32 * 1024;

export interface FfmpegOptions {
  /** Of the program. */
  readonly program: string;
  /** Everything of its command line. */
  readonly words: readonly string[];
  /** What it reads on its standard input; null: it reads a file by itself. */
  readonly input: ByteWindow | null;
}

/** What ffmpeg writes to its standard output, as it is asked for. */
export class FfmpegOutput implements ByteSource {
  readonly size = null;
  readonly canSeek = false;
  readonly #child: ChildProcess;
  readonly #output: Readable;
  readonly #stop = new AbortController();
  readonly #ended: Promise<void>;
  readonly #feeding: Promise<void>;
  /** What its input could not give. */
  #failure: unknown = null;
  #words = "";
  #isOver = false;
  #wake: () => void = () => {};

  constructor({ program, words, input }: FfmpegOptions) {
    const stdio = [input ? "pipe" : "ignore", "pipe", "pipe"] as const;
    const child = spawn(program, words, { stdio: [...stdio], windowsHide: true });
    this.#child = child;
    this.#output = child.stdout as Readable;
    this.#output.on("readable", () => this.#wake());
    this.#output.on("error", () => {});
    child.stderr?.on("data", (chunk: Buffer) => {
      this.#words = (this.#words + chunk.toString("latin1")).slice(-MOST_WORDS);
    });
    this.#ended = new Promise((resolve) => {
      const done = () => {
        this.#isOver = true;
        this.#wake();
        resolve();
      };
      child.once("close", done);
      child.once("error", (cause) => {
        this.#failure ??= new RemoteError("bug", "ffmpeg cannot be started", { cause });
        done();
      });
    });
    this.#feeding = input && child.stdin ? this.#feed(input, child.stdin) : Promise.resolve();
  }

  async read(length: number, signal: AbortSignal): Promise<Uint8Array> {
    for (;;) {
      signal.throwIfAborted();
      const chunk: Uint8Array | null = this.#output.read(
        Math.min(length, Math.max(1, this.#output.readableLength)),
      );
      if (chunk !== null) return chunk;
      if (this.#isOver) return this.#end();
      await new Promise<void>((resolve) => {
        const wake = () => {
          signal.removeEventListener("abort", wake);
          resolve();
        };
        this.#wake = wake;
        signal.addEventListener("abort", wake, { once: true });
      });
    }
  }

  seek(): void {
    throw new RemoteError("bug", "the output of a program does not seek");
  }

  async close(): Promise<void> {
    this.#stop.abort(new RemoteError("cancelled", "the source was closed"));
    this.#child.kill("SIGKILL");
    this.#output.destroy();
    await this.#ended;
    await this.#feeding;
  }

  #end(): Uint8Array {
    if (this.#failure) throw this.#failure;
    if (this.#child.exitCode !== 0) {
      const cause = new Error(this.#words);
      throw new RemoteError("malformed", "ffmpeg cannot decode the sound", { cause });
    }
    return new Uint8Array(0);
  }

  /** As fast as it takes it. */
  async #feed(input: ByteWindow, pipe: Writable): Promise<void> {
    // It may end before its input does.
    pipe.on("error", () => {});
    const { signal } = this.#stop;
    try {
      while (!this.#isOver) {
        const bytes = await input.some(CHUNK, signal);
        if (bytes.length === 0) break;
        if (!pipe.write(bytes.slice())) await drained(pipe, signal);
      }
      pipe.end();
    } catch (error) {
      this.#failure ??= error;
      this.#child.kill("SIGKILL");
    }
  }
}

function drained(pipe: Writable, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      pipe.removeListener("drain", done);
      pipe.removeListener("close", done);
      signal.removeEventListener("abort", done);
      resolve();
    };
    pipe.once("drain", done);
    pipe.once("close", done);
    signal.addEventListener("abort", done, { once: true });
  });
}
