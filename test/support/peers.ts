import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** Where `scripts/lib/preflight.mjs` puts the peers; environment variables override. */
const cache =
  process.env["ARMCHAIR_CACHE"] ??
  join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "armchair-development");

/** A Python that has pyatv. */
export function python(): string {
  return process.env["ARMCHAIR_PYTHON"] ?? join(cache, "venv/bin/python");
}

/** pyatv's unpacked source distribution, for its `tests/fake_device`. */
export function pyatvSource(): string {
  return process.env["ARMCHAIR_PYATV_SOURCE"] ?? join(cache, "pyatv-0.18.0");
}

/** The Electron binary that this machine runs: the real download, else the development runtime. */
export function electronPath(): string {
  const fromEnvironment = process.env["ARMCHAIR_ELECTRON"];
  if (fromEnvironment) return fromEnvironment;
  const downloaded = resolve("node_modules/electron/dist/electron");
  if (existsSync(downloaded)) return downloaded;
  return join(cache, "electron-25.1.1-linux-x64/electron");
}

/** The address of the interface that the namespace script makes for peers that avoid loopback. */
export const PEER_ADDRESS = process.env["ARMCHAIR_PEER_ADDRESS"] ?? "10.77.0.1";
