// Builds the app when that is due and opens it. `--demo` starts with the built-in Apple TV; other
// arguments go to the app.
import { spawn } from "node:child_process";
import { buildIfStale } from "./lib/build.mjs";
import { developmentLine } from "./lib/electron-dist.mjs";
import { launchArguments } from "./lib/launch-arguments.mjs";
import { root } from "./lib/paths.mjs";
import { preflight } from "./lib/preflight.mjs";

const { platform, env } = process;
if (platform === "linux" && !env.DISPLAY && !env.WAYLAND_DISPLAY) {
  console.error(
    "There is no display to open a window on. Start it from a desktop session, or on a virtual one: apt-get install xvfb, then `xvfb-run -a npm start`.",
  );
  process.exit(1);
}

const { dist, missing } = await preflight({ for: "start" }).catch((error) => {
  console.error(error.message);
  process.exit(1);
});
if (missing.length > 0) process.exit(1);
if (dist.developmentOnly) console.log(developmentLine(dist));
buildIfStale();

const args = launchArguments({
  folder: root,
  platform,
  uid: process.getuid?.(),
  rest: process.argv.slice(2),
});
if (args.includes("--no-sandbox")) {
  console.log("Started as root, which Chromium's sandbox refuses: running with --no-sandbox.");
}
const child = spawn(dist.executable, args, { stdio: "inherit", cwd: root });
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code) => process.exit(code ?? 1));
