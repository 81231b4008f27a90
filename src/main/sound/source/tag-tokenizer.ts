import { AbstractTokenizer, EndOfStreamError, type IReadChunkOptions } from "strtok3/core";

/** Bytes at any place: at most as many as fit, fewer only at the end. */
export type ReadAt = (into: Uint8Array, position: number) => Promise<number>;

/** The tags of a file with a large cover are some megabytes; a file that wants more of us gets none. */
const MOST_BYTES = 48 * 1024 * 1024;
const MOST_READS = 20_000;
const LARGEST_BUFFER = 24 * 1024 * 1024;

/** What the tag parser reads through: bounded, whatever a file says of itself. */
export class TagTokenizer extends AbstractTokenizer {
  readonly fileInfo: { readonly size: number };
  readonly #readAt: ReadAt;
  readonly #signal: AbortSignal;
  #bytesLeft = MOST_BYTES;
  #readsLeft = MOST_READS;

  constructor(readAt: ReadAt, size: number, signal: AbortSignal) {
    super({ fileInfo: { size }, maxBufferSize: LARGEST_BUFFER });
    this.fileInfo = { size };
    this.#readAt = readAt;
    this.#signal = signal;
  }

  supportsRandomAccess(): boolean {
    return true;
  }

  setPosition(position: number): void {
    this.validateLength(position, "position");
    this.position = position;
  }

  async readBuffer(into: Uint8Array, options?: IReadChunkOptions): Promise<number> {
    const { position } = this.normalizeOptions(into, options);
    const length = await this.peekBuffer(into, options);
    this.position = position + length;
    return length;
  }

  async peekBuffer(into: Uint8Array, options?: IReadChunkOptions): Promise<number> {
    this.#signal.throwIfAborted();
    const { length, position, mayBeLess } = this.normalizeOptions(into, options);
    this.#bytesLeft -= length;
    this.#readsLeft -= 1;
    if (this.#bytesLeft < 0 || this.#readsLeft < 0) throw new Error("the tags are without end");
    const read = await this.#readAt(into.subarray(0, length), position);
    if (read < length && !mayBeLess) throw new EndOfStreamError();
    return read;
  }
}
