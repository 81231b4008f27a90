// The command line from the checkout: `npm run --silent cli -- scan --json`. Bundles it first when a
// source is newer, which takes a fraction of a second and says nothing.
import { existsSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { root } from "./lib/paths.mjs";

const bundle = join(root, "out/cli/index.cjs");
const sources = ["src/shared", "src/main", "package.json"];

function isStale() {
  if (!existsSync(bundle)) return true;
  const builtMs = statSync(bundle).mtimeMs;
  return sources.some((source) =>
    filesIn(join(root, source)).some((file) => isNewer(file, builtMs)),
  );
}

function filesIn(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true }).map((name) => join(path, name));
}

const isNewer = (file, thanMs) => statSync(file).mtimeMs > thanMs;

if (isStale()) {
  const { bundlePrograms } = await import("./lib/bundle.mjs");
  const programs = {
    // The thread that makes sound, which the program starts from beside itself: there before it is.
    "sound-worker": join(root, "src/main/sound/worker.ts"),
    index: join(root, "src/main/cli/index.ts"),
  };
  await bundlePrograms(programs, { outdir: dirname(bundle), external: ["@napi-rs/keyring"] });
}
createRequire(import.meta.url)(bundle);
