import type { FileHandle } from "node:fs/promises";
import { RemoteError } from "../../../shared/errors.ts";
import { openFile } from "../../media/open-file.ts";
import type { ByteSource } from "./byte-source.ts";

/** Read at once: enough that a disk is asked some times a second, and little to keep. */
const LARGEST_READ = 128 * 1024;

/** The bytes of a file. Rejects as `openFile` does. */
export async function openFileBytes(path: string): Promise<FileBytes> {
  const { file, stats } = await openFile(path);
  return new FileBytes(file, stats.size);
}

export class FileBytes implements ByteSource {
  readonly size: number;
  readonly canSeek = true;
  readonly #file: FileHandle;
  #position = 0;
  #closing: Promise<void> | undefined;

  constructor(file: FileHandle, size: number) {
    this.#file = file;
    this.size = size;
  }

  /** For reading at other places; `close` closes it. */
  get file(): Pick<FileHandle, "read"> {
    return this.#file;
  }

  async read(length: number, signal: AbortSignal): Promise<Uint8Array> {
    signal.throwIfAborted();
    const bytes = new Uint8Array(Math.min(length, LARGEST_READ));
    const at = this.#position;
    try {
      const { bytesRead } = await this.#file.read(bytes, 0, bytes.length, at);
      signal.throwIfAborted();
      this.#position = at + bytesRead;
      return bytes.subarray(0, bytesRead);
    } catch (cause) {
      if (signal.aborted) throw signal.reason;
      throw new RemoteError("storage", "the file cannot be read on", { cause });
    }
  }

  seek(position: number): void {
    this.#position = position;
  }

  close(): Promise<void> {
    this.#closing ??= this.#file.close();
    return this.#closing;
  }
}
