import { type FileHandle, link, mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/**
 * Replaces `path` so that a reader, or a machine that dies at any moment, finds the old text or the
 * new one and never a part. What was there stays as `<path>.previous`. Throws what the file system
 * says; the old file is then untouched.
 */
export async function replaceFile(path: string, text: string): Promise<void> {
  const temporary = `${path}.tmp-${process.pid}`;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  try {
    const file = await open(temporary, "w", 0o600);
    try {
      await file.writeFile(text, "utf8");
      await file.sync();
    } finally {
      await file.close();
    }
    await keepPrevious(path);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncDirectory(dirname(path));
}

/** A second name for the file that is about to be replaced. Not every file system can: then there is none. */
async function keepPrevious(path: string): Promise<void> {
  const spare = `${path}.tmp-${process.pid}-previous`;
  try {
    await rm(spare, { force: true });
    await link(path, spare);
    await rename(spare, `${path}.previous`);
    // Two names of one file renamed over each other stay two names (POSIX rename).
    await rm(spare, { force: true });
  } catch {
    await rm(spare, { force: true });
  }
}

/** Removes what earlier processes left half done beside `path`; `isAlive` spares the living. */
export async function removeLeftovers(
  path: string,
  isAlive: (processId: number) => boolean,
): Promise<void> {
  const start = `${basename(path)}.tmp-`;
  for (const name of await readdir(dirname(path))) {
    if (!name.startsWith(start)) continue;
    const owner = Number.parseInt(name.slice(start.length), 10);
    if (owner !== process.pid && isAlive(owner)) continue;
    await rm(join(dirname(path), name), { force: true });
  }
}

/** Makes the rename itself last. Windows cannot open a folder, and does not need it. */
async function syncDirectory(directory: string): Promise<void> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(directory, "r");
    await handle.sync();
  } catch {
    // The file is whole either way; only its name may still be the old one after a power cut.
  } finally {
    await handle?.close();
  }
}

/** True while a process of that number runs, even somebody else's. */
export function isProcessAlive(processId: number): boolean {
  if (!Number.isSafeInteger(processId) || processId <= 0) return false;
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
