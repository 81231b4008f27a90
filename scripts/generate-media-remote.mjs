// Makes the static module of src/main/wire/mrp/media-remote.proto, and its types beside it.
// `--check` changes nothing and fails when what is committed differs.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");
const folder = join(root, "src/main/wire/mrp");
const work = mkdtempSync(join(tmpdir(), "armchair-proto-"));

function pbjs(name, ...extra) {
  const out = join(work, `${name}.js`);
  const options =
    "-t static-module -w esm --dts --null-defaults --force-number --no-verify --no-delimited --no-service --no-convert --no-typeurl";
  const program = join(root, "node_modules/protobufjs-cli/bin/pbjs");
  execFileSync(
    process.execPath,
    [program, ...options.split(" "), ...extra, "-o", out, join(folder, "media-remote.proto")],
    { stdio: ["ignore", "ignore", "inherit"] },
  );
  return out;
}

try {
  // The types come from the comments, which the code does not need to carry.
  const code = readFileSync(pbjs("code", "--no-comments"), "utf8");
  const types = readFileSync(pbjs("types").replace(/js$/, "d.ts"), "utf8")
    // No message has a Long with --force-number, and nothing else of that package is installed.
    .replace(/^import Long = require\("long"\);\n/m, "");
  const files = [
    ["media-remote.js", code],
    ["media-remote.d.ts", types],
  ];
  const stale = files.filter(([name, text]) => {
    try {
      return readFileSync(join(folder, name), "utf8") !== text;
    } catch {
      return true;
    }
  });
  if (process.argv.includes("--check")) {
    for (const [name] of stale)
      console.error(
        `${name} is not what media-remote.proto makes: run node scripts/generate-media-remote.mjs`,
      );
    process.exitCode = stale.length > 0 ? 1 : 0;
  } else for (const [name, text] of files) writeFileSync(join(folder, name), text);
} finally {
  rmSync(work, { recursive: true });
}
