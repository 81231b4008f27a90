import type { Readable } from "node:stream";

const nothing = new Uint8Array(0);

/** A stream of Node that is read when somebody wants its next bytes, so that it takes no more than it holds. */
export class PulledStream {
  readonly #stream: Readable;
  #failure: Error | null = null;
  #isOver = false;
  /** Wakes the `read` that waits. */
  #wake: () => void = () => {};

  constructor(stream: Readable) {
    this.#stream = stream;
    stream.on("readable", () => this.#wake());
    stream.on("end", () => {
      this.#isOver = true;
      this.#wake();
    });
    stream.on("error", (error) => this.#fail(error));
    stream.on("close", () => {
      if (!this.#isOver) this.#fail(new Error("it was closed before its end"));
    });
  }

  /**
   * The next bytes, none at the end. Rejects with what `failed` makes of the stream's own error, or with
   * the signal's reason. One at a time.
   */
  async read(signal: AbortSignal, failed: (cause: Error) => Error): Promise<Uint8Array> {
    for (;;) {
      signal.throwIfAborted();
      const chunk: Uint8Array | null = this.#stream.read();
      if (chunk !== null) return chunk;
      if (this.#isOver) return nothing;
      if (this.#failure) throw failed(this.#failure);
      await this.#woken(signal);
    }
  }

  /** Idempotent; a `read` that waits is failed. */
  close(): void {
    this.#stream.destroy();
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.#wake();
  }

  #woken(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        signal.removeEventListener("abort", wake);
        resolve();
      };
      this.#wake = wake;
      signal.addEventListener("abort", wake, { once: true });
    });
  }
}
