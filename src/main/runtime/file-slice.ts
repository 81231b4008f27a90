import type { FileHandle } from "node:fs/promises";
import { Readable } from "node:stream";

/** Bytes that are read ahead of a reader, and no more. */
const CHUNK_BYTES = 256 * 1024;

/**
 * Bytes of an open file from `start`, `length` of them, read as fast as somebody takes them. Fails when the
 * file has become shorter. Does not close the file.
 */
export class FileSlice extends Readable {
  readonly #file: Pick<FileHandle, "read">;
  #position: number;
  #left: number;

  constructor(file: Pick<FileHandle, "read">, start: number, length: number) {
    super({ highWaterMark: CHUNK_BYTES });
    this.#file = file;
    this.#position = start;
    this.#left = length;
  }

  override _read(): void {
    if (this.#left === 0) {
      this.push(null);
      return;
    }
    const wanted = Math.min(CHUNK_BYTES, this.#left);
    this.#file.read(Buffer.allocUnsafe(wanted), 0, wanted, this.#position).then(
      ({ bytesRead, buffer }) => this.#take(buffer.subarray(0, bytesRead)),
      (error) => this.destroy(error),
    );
  }

  #take(bytes: Buffer): void {
    if (this.destroyed) return;
    if (bytes.length === 0) {
      this.destroy(new Error("the file has become shorter"));
      return;
    }
    this.#position += bytes.length;
    this.#left -= bytes.length;
    this.push(bytes);
  }
}
