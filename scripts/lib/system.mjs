import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/sbin"];

/** Whether a program is installed; looks where ordinary users' PATH often does not. */
export function hasProgram(name) {
  return folders.some((folder) => folder !== "" && existsSync(join(folder, name)));
}

export const isRoot = () => process.getuid?.() === 0;

/** The prefix that runs a command as root without asking for anything, or null when there is none. */
function rootPrefix() {
  if (isRoot()) return [];
  if (hasProgram("sudo") && spawnSync("sudo", ["-n", "true"], { stdio: "ignore" }).status === 0) {
    return ["sudo", "-n"];
  }
  return null;
}

/** The one command a person would type. */
export function installCommand(packages) {
  return `sudo apt-get install --no-install-recommends ${packages.join(" ")}`;
}

// Daemons that we only need as programs must not start by being installed.
const installScript = `set -e
if [ ! -e /usr/sbin/policy-rc.d ]; then
  trap 'rm -f /usr/sbin/policy-rc.d' EXIT
  printf '#!/bin/sh\\nexit 101\\n' > /usr/sbin/policy-rc.d
  chmod 755 /usr/sbin/policy-rc.d
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends "$@"`;

/**
 * Installs Debian packages when that needs no password; else says the command.
 * @returns {boolean} whether they are installed now
 */
export function installPackages(packages, log = console.log) {
  const prefix = hasProgram("apt-get") ? rootPrefix() : null;
  if (prefix === null) {
    log(
      `Missing on this system: ${packages.join(", ")}. Install with:\n  ${installCommand(packages)}`,
    );
    return false;
  }
  log(`Installing ${packages.join(", ")} …`);
  const [program, ...args] = [...prefix, "sh", "-c", installScript, "sh", ...packages];
  const { status } = spawnSync(program, args, { stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) log(`That failed. By hand:\n  ${installCommand(packages)}`);
  return status === 0;
}
