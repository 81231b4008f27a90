import { execFileSync, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { cache } from "./paths.mjs";

const version = "0.18.0";
// pyatv asks for any srptools; from 2.0 on its fake devices do not start.
const requirements = [`pyatv==${version}`, "srptools==1.0.1"];
const environment = join(cache, "venv");
const complete = join(environment, ".complete");
const source = join(cache, `pyatv-${version}`);

/** pyatv as a client, and its source with the fake devices that its own tests use. */
export const pythonPeersPresent = () => environmentComplete() && existsSync(source);

/** Made from these very requirements: one made from others is made again. */
const environmentComplete = () =>
  existsSync(complete) && readFileSync(complete, "utf8") === requirements.join("\n");

/** Makes what is missing of both; false, with pip's own words, when that fails. */
export function makePythonPeers(log = console.log) {
  log(`Fetching pyatv ${version}, the peer that the interop tests talk to …`);
  mkdirSync(cache, { recursive: true });
  try {
    if (!environmentComplete()) makeEnvironment();
    if (!existsSync(source)) unpackSource();
    return true;
  } catch (error) {
    log(`That failed: ${error.message}`);
    return false;
  }
}

const pip = (folder, ...args) =>
  execFileSync(
    join(folder, "bin/python"),
    ["-m", "pip", "--quiet", "--disable-pip-version-check", ...args],
    { stdio: ["ignore", "ignore", "inherit"] },
  );

/** Made beside its place and moved there whole: another run may be doing the same. */
function makeEnvironment() {
  const work = mkdtempSync(join(cache, "venv-"));
  try {
    execFileSync("python3", ["-m", "venv", work], { stdio: ["ignore", "ignore", "inherit"] });
    pip(work, "install", ...requirements);
    writeFileSync(join(work, ".complete"), requirements.join("\n"));
    if (!environmentComplete()) replace(environment, work);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function replace(place, work) {
  rmSync(place, { recursive: true, force: true });
  renameSync(work, place);
}

function unpackSource() {
  const work = mkdtempSync(join(cache, "sdist-"));
  try {
    pip(
      environment,
      "download",
      "--no-deps",
      "--no-binary",
      "pyatv",
      `pyatv==${version}`,
      "--dest",
      work,
    );
    const archive = readdirSync(work).find((name) => name.endsWith(".tar.gz"));
    execFileSync("tar", ["xzf", archive], { cwd: work });
    if (!existsSync(source)) replace(source, join(work, `pyatv-${version}`));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Whether `python3 -m venv` can work; Debian splits it into a package of its own. */
export const hasVenv = () =>
  spawnSync("python3", ["-c", "import ensurepip, venv"], { stdio: "ignore" }).status === 0;
