// Measures, beside pyatv or an empty window, in one run on one machine: `npm run bench [-- press pair]`.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { buildIfStale } from "./lib/build.mjs";
import { bundlePrograms } from "./lib/bundle.mjs";
import { root } from "./lib/paths.mjs";
import { preflight } from "./lib/preflight.mjs";

/** In this order; the quiet ones first. Each exports functions `bench…(): Promise<BenchRow[]>`. */
const all = [
  "press",
  "connect",
  "reconnect",
  "pair",
  "codec",
  "dmap",
  "play",
  "scan",
  "file-server",
  "sound",
  "sound-drift",
  "playing",
  "app",
];
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  console.error(`unknown benchmark ${unknown.join(", ")}; one of ${all.join(", ")}`);
  process.exit(2);
}
const source = (name) => join(root, "test/bench", `${name}.ts`);
const chosen = (wanted.length > 0 ? wanted : all).filter((name) => existsSync(source(name)));

await preflight({ for: "test" });
if (chosen.includes("app") || chosen.includes("playing")) buildIfStale();
const programs = [
  ...chosen,
  "run",
  "tv",
  "client",
  "scan-client",
  "codec-client",
  "play-client",
  "file-server-child",
];
/** The programs whose start counts are bundled as the command line is. */
const sound = {
  "sound-client": source("sound-client"),
  "sound-here": source("sound-here"),
  // As the app has it: beside the program that starts it.
  "sound-worker": join(root, "src/main/sound/worker.ts"),
};
const options = {
  outdir: join(root, "out/bench"),
  define: { "import.meta.dirname": "__dirname" },
  external: ["electron", "@napi-rs/keyring", "playwright-core", "esbuild", "dbus-next"],
};
await build({
  ...options,
  outExtension: { ".js": ".cjs" },
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node18",
  logLevel: "error",
  entryPoints: Object.fromEntries(programs.map((name) => [name, source(name)])),
});
if (chosen.some((name) => name.startsWith("sound"))) await bundlePrograms(sound, options);
const { status } = spawnSync(
  "bash",
  ["scripts/world.sh", process.execPath, "out/bench/run.cjs", ...chosen],
  { cwd: root, stdio: "inherit" },
);
process.exit(status ?? 1);
