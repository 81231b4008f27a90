import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { electronDist, presentElectronDist } from "./electron-dist.mjs";
import { hasVenv, makePythonPeers, pythonPeersPresent } from "./python-peers.mjs";
import { hasProgram, installPackages } from "./system.mjs";

/** What Chromium links against and a bare Debian lacks. */
const electronPackages = [
  "libgtk-3-0",
  "libnss3",
  "libasound2",
  "libgbm1",
  "libatk-bridge2.0-0",
  "libcups2",
  "libdrm2",
  "libxcomposite1",
  "libxdamage1",
  "libxrandr2",
  "libxkbcommon0",
];

/** Programs that the tests start, with the package that brings each. */
const testPrograms = {
  Xvfb: "xvfb",
  "avahi-daemon": "avahi-daemon",
  "avahi-browse": "avahi-utils",
  "dbus-daemon": "dbus",
  "gnome-keyring-daemon": "gnome-keyring",
  ffmpeg: "ffmpeg",
  ip: "iproute2",
  nginx: "nginx",
  "shairport-sync": "shairport-sync",
  unshare: "util-linux",
};

/**
 * Finds what this machine lacks for a purpose and installs it where it may. Silent and quick when
 * nothing is missing.
 * @param {{ for: "start" | "test", log?: (line: string) => void }} options
 * @returns {Promise<{ dist: Awaited<ReturnType<typeof electronDist>>, missing: string[] }>}
 *   `missing`: what is still not there, in words
 */
export async function preflight({ for: purpose, log = console.log }) {
  const dist = await electronDist({ log });
  if (process.platform !== "linux") return { dist, missing: [] };
  const packages = [...missingLibraries(dist), ...(purpose === "test" ? missingForTests() : [])];
  const missing = packages.length > 0 && !installPackages(packages, log) ? packages : [];
  if (purpose === "test" && !pythonPeersPresent() && !makePythonPeers(log)) {
    missing.push("pyatv (Python)");
  }
  return { dist, missing };
}

function missingLibraries({ executable }) {
  const { stdout } = spawnSync("ldd", [executable], { encoding: "utf8" });
  return (stdout ?? "").includes("not found") ? electronPackages : [];
}

/** An Apple TV 3 by another hand. It starts only with these plug-ins, although we show nothing with it. */
const uxplayPackages = [
  "uxplay",
  ...["plugins-base", "plugins-good", "plugins-bad", "libav"].map((name) => `gstreamer1.0-${name}`),
];

function missingForTests() {
  const missing = Object.entries(testPrograms)
    .filter(([program]) => !hasProgram(program))
    .map(([, name]) => name);
  if (!hasUxplay()) missing.push(...uxplayPackages);
  if (!hasFonts()) missing.push("fonts-dejavu-core");
  if (!pythonPeersPresent() && !(hasProgram("python3") && hasVenv())) missing.push("python3-venv");
  return missing;
}

function hasUxplay() {
  const folder = "/usr/lib";
  if (!hasProgram("uxplay")) return false;
  const plugins = readdirSync(folder)
    .map((name) => join(folder, name, "gstreamer-1.0"))
    .filter(existsSync)
    .flatMap((name) => readdirSync(name));
  return ["libgstvideoparsersbad.so", "libgstlibav.so"].every((name) => plugins.includes(name));
}

/** Without any font Chromium draws boxes. */
function hasFonts() {
  const folder = "/usr/share/fonts/truetype";
  return existsSync(folder) && readdirSync(folder).length > 0;
}

/** Whether nothing would have to be fetched for the runtime; touches no network. */
export const runtimePresent = () => presentElectronDist() !== null;
