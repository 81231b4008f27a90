import { open, readdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { RemoteError } from "../../../shared/errors.ts";
import { openFile } from "../../media/open-file.ts";
import { parseUrl } from "../../runtime/parse-url.ts";
import { decoded } from "./icy.ts";
import { parsePlaylist } from "./playlist.ts";
import { MAX_OFFERS } from "./sound-files.ts";
import { HEAD_BYTES, looksLikeSound } from "./sound-kind.ts";
import type { SoundSource } from "./source.ts";

export interface Found {
  readonly source: SoundSource;
  /** What a playlist calls it. */
  readonly title: string | null;
}

const DEEPEST = 16;
/** Looked at in one search, whatever they are. */
const MOST_FILES = 50_000;
const LARGEST_PLAYLIST = 1024 * 1024;

const byName = new Intl.Collator(undefined, { numeric: true });

/**
 * Every file that sounds in a folder and below it, in the order of their names, folders among them.
 * Hidden ones are left out, links to folders are not followed, what cannot be read is passed over.
 */
export async function soundsIn(folder: string): Promise<readonly Found[]> {
  const found: Found[] = [];
  let looked = 0;
  const look = async (path: string, depth: number): Promise<void> => {
    const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
    for (const entry of entries.sort((a, b) => byName.compare(a.name, b.name))) {
      if (found.length >= MAX_OFFERS || ++looked > MOST_FILES) return;
      if (entry.name.startsWith(".")) continue;
      const inside = join(path, entry.name);
      if (entry.isDirectory()) {
        if (depth < DEEPEST) await look(inside, depth + 1);
      } else if (await isSound(inside)) {
        found.push({ source: { kind: "file", path: inside }, title: null });
      }
    }
  };
  await look(folder, 0);
  return found;
}

/** Whether this is a file that sounds; false for what cannot be read. */
export async function isSound(path: string): Promise<boolean> {
  try {
    const { file } = await openFile(path);
    try {
      const head = new Uint8Array(HEAD_BYTES);
      const { bytesRead } = await file.read(head, 0, HEAD_BYTES, 0);
      return looksLikeSound(head.subarray(0, bytesRead), path);
    } finally {
      await file.close();
    }
  } catch {
    return false;
  }
}

/** What a playlist on this machine names, as far as it is there. Rejects with `storage`. */
export async function soundsOfPlaylist(path: string): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const { location, title } of parsePlaylist(await textOf(path))) {
    const source = sourceOf(location, dirname(path));
    if (source.kind === "file" && !(await isSound(source.path))) continue;
    found.push({ source, title });
  }
  return found;
}

async function textOf(path: string): Promise<string> {
  const file = await open(path);
  try {
    const bytes = Buffer.alloc(LARGEST_PLAYLIST);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
    return decoded(bytes.subarray(0, bytesRead));
  } catch (cause) {
    throw new RemoteError("storage", "The playlist cannot be read.", { cause });
  } finally {
    await file.close();
  }
}

function sourceOf(location: string, folder: string): SoundSource {
  const address = /^[a-z]{2,}:\/\//i.test(location) ? parseUrl(location) : undefined;
  if (address && /^https?:$/.test(address.protocol)) return { kind: "link", url: address.href };
  if (address?.protocol === "file:") return { kind: "file", path: pathOf(address) };
  // A list that was made on Windows, read elsewhere.
  const own = process.platform === "win32" ? location : location.replaceAll("\\", "/");
  return { kind: "file", path: resolve(folder, own) };
}

function pathOf(address: URL): string {
  try {
    return fileURLToPath(address);
  } catch {
    return "";
  }
}
