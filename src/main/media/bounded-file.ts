import type { FileHandle } from "node:fs/promises";
import { RemoteError } from "../../shared/errors.ts";

/** Nobody's header needs more; a file that wants more of us is not looked into any further. */
const MOST_BYTES = 1024 * 1024;
const MOST_READS = 4000;

/** Bytes of a file by position, with an end to how many are read of it in all. */
export class BoundedFile {
  readonly size: number;
  readonly #file: Pick<FileHandle, "read">;
  #bytesLeft = MOST_BYTES;
  #readsLeft = MOST_READS;

  /** `size` in bytes. */
  constructor(file: Pick<FileHandle, "read">, size: number) {
    this.#file = file;
    this.size = size;
  }

  /**
   * What there is of `length` bytes from `position`: fewer at the end of the file, none beyond it. Rejects
   * with `malformed` when the file wants more of us than any real one does.
   */
  async read(position: number, length: number): Promise<Uint8Array> {
    const wanted = Math.max(0, Math.min(length, this.size - position));
    this.#bytesLeft -= wanted;
    this.#readsLeft -= 1;
    if (this.#bytesLeft < 0 || this.#readsLeft < 0) {
      throw new RemoteError("malformed", "the file's header is without end");
    }
    const bytes = new Uint8Array(wanted);
    const { bytesRead } = await this.#file.read(bytes, 0, wanted, position);
    return bytes.subarray(0, bytesRead);
  }
}
