import { fstatSync, read } from "node:fs";
import { Socket } from "node:net";
import type { Readable } from "node:stream";
import { isatty, ReadStream } from "node:tty";
import { promisify } from "node:util";
import { RemoteError } from "../../shared/errors.ts";

/** The bytes that a program is given, as far as they are asked for. */
export interface StandardInput {
  /** The next bytes, none at the end. Rejects with `storage` or the signal's reason. One at a time. */
  read(length: number, signal: AbortSignal): Promise<Uint8Array>;
  close(): void;
}

const readAt = promisify(read);

/**
 * Descriptor 0, on any thread: `process.stdin` is the main thread's alone. A pipe is waited for without
 * holding up a thread or the end of the program.
 */
export function openStandardInput(): StandardInput {
  try {
    if (!fstatSync(0).isFile()) return new StreamInput(openStream());
  } catch (cause) {
    throw new RemoteError("storage", "there is no standard input", { cause });
  }
  return {
    async read(length, signal) {
      signal.throwIfAborted();
      const bytes = new Uint8Array(length);
      const { bytesRead } = await readAt(0, bytes, 0, length, null).catch((cause) => {
        throw new RemoteError("storage", "the standard input cannot be read", { cause });
      });
      return bytes.subarray(0, bytesRead);
    },
    close() {},
  };
}

const openStream = (): Readable =>
  isatty(0) ? new ReadStream(0) : new Socket({ fd: 0, readable: true, writable: false });

class StreamInput implements StandardInput {
  readonly #stream: Readable;
  #failure: Error | null = null;
  #isOver = false;
  #wake: () => void = () => {};

  constructor(stream: Readable) {
    this.#stream = stream;
    stream.on("readable", () => this.#wake());
    stream.on("end", () => {
      this.#isOver = true;
      this.#wake();
    });
    stream.on("error", (error) => {
      this.#failure = error;
      this.#wake();
    });
    stream.on("close", () => {
      this.#isOver = true;
      this.#wake();
    });
  }

  async read(_length: number, signal: AbortSignal): Promise<Uint8Array> {
    for (;;) {
      signal.throwIfAborted();
      const chunk: Uint8Array | null = this.#stream.read();
      if (chunk !== null) return chunk;
      if (this.#failure) {
        const cause = this.#failure;
        throw new RemoteError("storage", "the standard input cannot be read", { cause });
      }
      if (this.#isOver) return new Uint8Array(0);
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

  close(): void {
    this.#stream.destroy();
  }
}
