import { rename, rm, stat, writeFile } from "node:fs/promises";
import { RemoteError } from "../../shared/errors.ts";

/**
 * Writes a file so that whoever reads it finds the old one or the whole new one. What is there and no
 * file, such as a pipe, is written to and not replaced. Rejects with `storage`, in the system's words.
 */
export async function saveFile(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.part-${process.pid}`;
  try {
    const present = await stat(path).catch(() => null);
    if (present !== null && !present.isFile()) return await writeFile(path, bytes);
    await writeFile(temporary, bytes, { flag: "wx" });
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new RemoteError("storage", why, { cause });
  }
}
