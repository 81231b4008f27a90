import type { FileOffer } from "../../shared/model/media.ts";

/** Files that a person chose to play, and the way a device gets at one of them. */
export interface MediaFiles {
  /**
   * Looks at a file without changing it. Rejects with `not-found`, `invalid` (a folder, a device, a
   * path that is not absolute) or `storage` (it cannot be read).
   */
  offer(path: string): Promise<FileOffer>;
  /** Undefined: no such offer, or it was given up. */
  find(id: string): OfferedFile | undefined;
  /** Stops serving whatever is served. */
  close(): Promise<void>;
}

export interface OfferedFile {
  readonly offer: FileOffer;
  /**
   * Serves this one file, and nothing else, under an address that nobody can guess, on the interface
   * of `localAddress`. Rejects with `storage` when the file is gone or the port cannot be opened.
   */
  serve(localAddress: string): Promise<ServedFile>;
}

export interface ServedFile {
  readonly url: string;
  /** Ends every transfer; the address is never valid again. Idempotent. */
  close(): Promise<void>;
}
