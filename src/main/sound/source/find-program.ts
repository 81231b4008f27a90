import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { delimiter, isAbsolute, join } from "node:path";

/** Where programs are that a person installed, when a desktop's own path does not say. */
const usualPlaces = ["/usr/local/bin", "/opt/homebrew/bin", "/opt/local/bin", "/usr/bin"];

/**
 * The whole path of a program; null: it is not installed. Looks only where the path names whole
 * folders, never in the current one: what lies beside a song is not to be run.
 */
export async function findProgram(name: string): Promise<string | null> {
  const isWindows = process.platform === "win32";
  const named = (process.env["PATH"] ?? "").split(delimiter);
  const folders = isWindows ? named : [...named, ...usualPlaces];
  for (const folder of new Set(folders.filter((one) => isAbsolute(one)))) {
    const path = join(folder, isWindows ? `${name}.exe` : name);
    const isThere = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return path;
  }
  return null;
}
