// Packages the app for this platform. `--dir` makes only the unpacked folder.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { build } from "electron-builder";
import { buildIfStale } from "./lib/build.mjs";
import { developmentLine } from "./lib/electron-dist.mjs";
import { collectLicences } from "./lib/licences.mjs";
import { root } from "./lib/paths.mjs";
import { preflight } from "./lib/preflight.mjs";

const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const { dist } = await preflight({ for: "start" });
const folderOnly = process.argv.includes("--dir") || dist.developmentOnly;
if (dist.developmentOnly) {
  console.log(developmentLine(dist));
  console.log("So this makes only the unpacked folder, marked -dev: try it, do not pass it on.");
}
buildIfStale();
collectLicences();

await build({
  projectDir: root,
  ...(folderOnly ? { dir: true } : {}),
  publish: "never",
  config: {
    extends: join(root, "electron-builder.yml"),
    ...(dist.developmentOnly ? developmentMark() : {}),
  },
});
reportSize(join(root, dist.developmentOnly ? "dist/dev" : "dist", "linux-unpacked/resources"));

/** The stand-in runtime never goes where releases go. */
function developmentMark() {
  return {
    directories: { output: "dist/dev", buildResources: "assets" },
    electronDist: dist.dir,
    electronVersion: dist.version,
    extraMetadata: { version: `${version}-dev` },
  };
}

function reportSize(folder) {
  if (!existsSync(folder)) return; // another platform's folder has another shape
  const megabytes = sizeOf(folder) / 1e6;
  console.log(
    `What the app adds to the bare runtime: ${megabytes.toFixed(1)} MB (target: 10 MB at most).`,
  );
}

function sizeOf(path) {
  const facts = statSync(path);
  if (!facts.isDirectory()) return facts.size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}
