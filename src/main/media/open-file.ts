import type { Stats } from "node:fs";
import { constants, type FileHandle, open, stat } from "node:fs/promises";
import { isAbsolute } from "node:path";
import { RemoteError } from "../../shared/errors.ts";

export interface OpenFile {
  readonly file: FileHandle;
  readonly stats: Stats;
}

/**
 * Opens a file for reading. Rejects with `invalid` for a path that is not absolute and for what is no
 * ordinary file (opening a device or a pipe can have an effect, or never end), `not-found`, or `storage`.
 */
export async function openFile(path: string): Promise<OpenFile> {
  if (!isAbsolute(path) || path.includes("\0") || /^[\\/]{2}[.?][\\/]/.test(path)) {
    throw new RemoteError("invalid", "This is no whole path of a file.");
  }
  let file: FileHandle | undefined;
  try {
    mustBeFile(await stat(path));
    // Should a pipe have come in its place since, opening it does not wait for a writer.
    file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stats = await file.stat();
    mustBeFile(stats);
    return { file, stats };
  } catch (error) {
    await file?.close();
    throw error instanceof RemoteError ? error : asRemoteError(error);
  }
}

function mustBeFile(stats: Stats): void {
  if (stats.isFile()) return;
  const what = stats.isDirectory() ? "This is a folder, not a file." : "This is no ordinary file.";
  throw new RemoteError("invalid", what);
}

function asRemoteError(cause: unknown): RemoteError {
  const code = cause instanceof Error && "code" in cause ? cause.code : "";
  return code === "ENOENT" || code === "ENOTDIR"
    ? new RemoteError("not-found", "there is no such file", { subject: "such file", cause })
    : new RemoteError("storage", "The file cannot be read.", { cause });
}
