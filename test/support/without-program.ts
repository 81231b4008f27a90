import { chmodSync, existsSync, realpathSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Where a desktop's programs are, besides the folders of the path. */
const usualPlaces = ["/usr/local/bin", "/usr/bin", "/bin"];

/**
 * A program that starts `program` in a mount namespace where `hidden` cannot be run, wherever it is
 * installed. `script`: where it may be written.
 */
export function withoutProgram(hidden: string, program: string, script: string): string {
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), ...usualPlaces];
  const found = folders.map((folder) => join(folder, hidden)).filter((path) => existsSync(path));
  const places = [...new Set(found.map((path) => realpathSync(path)))];
  const hide = places.map((path) => `mount --bind /dev/null '${path}'`);
  const words = [...hide, `exec '${program}' "$@"`].join(" && ");
  const quoted = words.replaceAll("'", `'\\''`);
  writeFileSync(
    script,
    `#!/bin/sh\nexec unshare --mount --propagation private sh -c '${quoted}' sh "$@"\n`,
  );
  chmodSync(script, 0o755);
  return script;
}
