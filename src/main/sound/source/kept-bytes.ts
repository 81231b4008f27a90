import { RemoteError } from "../../../shared/errors.ts";
import type { ByteSource } from "./byte-source.ts";
import type { ByteWindow } from "./byte-window.ts";

/** The head of a song with its cover is some megabytes. */
const MOST_KEPT = 32 * 1024 * 1024;

/**
 * What comes from a window that cannot go back, kept for as long as somebody may want it from its
 * beginning.
 */
export class KeptBytes implements ByteSource {
  readonly canSeek = false;
  readonly #bytes: ByteWindow;
  #kept: Uint8Array[] | null = [];
  #keptBytes = 0;

  constructor(bytes: ByteWindow) {
    this.#bytes = bytes;
  }

  get size(): number | null {
    return this.#bytes.size;
  }

  get isLive(): boolean {
    return this.#bytes.isLive;
  }

  get isFar(): boolean {
    return this.#bytes.isFar;
  }

  /** Rejects also with `malformed`, when more is read than a file's head can have. */
  async read(length: number, signal: AbortSignal): Promise<Uint8Array> {
    const bytes = await this.#bytes.some(length, signal);
    if (!this.#kept) return bytes;
    this.#keptBytes += bytes.length;
    if (this.#keptBytes > MOST_KEPT) {
      throw new RemoteError("malformed", "the file's header is without end");
    }
    // Copied: a window gives a view that is valid until the next call.
    const copy = bytes.slice();
    this.#kept.push(copy);
    return copy;
  }

  /** Nothing is kept any more. */
  forget(): void {
    this.#kept = null;
  }

  /** All of it from the beginning, once; nothing is to be read here then. */
  again(): ByteSource {
    const kept = this.#kept ?? [];
    this.#kept = null;
    const inner = this.#bytes;
    return {
      size: this.size,
      isLive: this.isLive,
      canSeek: false,
      isFar: this.isFar,
      async read(length, signal) {
        const [first] = kept;
        if (!first) return await inner.some(length, signal);
        const part = first.subarray(0, length);
        if (part.length < first.length) kept[0] = first.subarray(part.length);
        else kept.shift();
        return part;
      },
      seek() {},
      close: () => inner.close(),
    };
  }

  seek(): void {
    throw new RemoteError("bug", "a stream does not seek");
  }

  close(): Promise<void> {
    return this.#bytes.close();
  }
}
