import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { root } from "./paths.mjs";

const sources = ["src", "assets", "electron.vite.config.mts", "package.json", "package-lock.json"];
const result = join(root, "out/main/index.js");

/** Builds into out/ when a source is newer than what is there. */
export function buildIfStale(log = console.log) {
  if (existsSync(result) && newest(sources.map((name) => join(root, name))) <= mtime(result))
    return;
  log("Building …");
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, "node_modules/electron-vite/bin/electron-vite.js"), "build"],
    { cwd: root, encoding: "utf8" },
  );
  if (status === 0) return;
  process.stderr.write(`${stdout}${stderr}`);
  throw new Error("The build failed.");
}

const mtime = (path) => statSync(path).mtimeMs;

function newest(paths) {
  return Math.max(
    0,
    ...paths
      .filter((path) => existsSync(path))
      .map((path) =>
        statSync(path).isDirectory()
          ? newest(readdirSync(path).map((name) => join(path, name)))
          : mtime(path),
      ),
  );
}
