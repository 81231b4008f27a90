import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Artwork } from "../../../shared/model/now-playing.ts";

const extensions: Readonly<Record<Artwork["mimeType"], string>> = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/webp": "webp",
  "image/gif": "gif",
};

/**
 * The picture of what plays as a file, because that is how a desktop takes it: in a folder that only
 * this person can read, one picture at a time, gone at the end.
 */
export class ArtworkFile {
  readonly #parent: string;
  #folder: Promise<string> | null = null;
  #count = 0;
  #last: string | null = null;

  /** The folder is made below `parent` with the first picture. */
  constructor(parent: string) {
    this.#parent = parent;
  }

  /** The file's address, another one for each picture: desktops remember pictures by it. */
  async write({ mimeType, bytes }: Artwork): Promise<string> {
    this.#folder ??= mkdtemp(join(this.#parent, "armchair-artwork-"));
    const path = join(await this.#folder, `${++this.#count}.${extensions[mimeType]}`);
    await writeFile(path, bytes, { mode: 0o600 });
    const old = this.#last;
    this.#last = path;
    if (old !== null) await rm(old, { force: true });
    return pathToFileURL(path).href;
  }

  async close(): Promise<void> {
    const folder = await this.#folder?.catch(() => null);
    this.#folder = null;
    if (folder) await rm(folder, { recursive: true, force: true });
  }
}
