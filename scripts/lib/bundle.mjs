import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { build, transform } from "esbuild";

const target = "node18";

/**
 * Bundles programs for Node as CommonJS, small, with what they `import()` in files of their own, which
 * are read when it is needed: a decoder is a megabyte. esbuild takes modules apart only as such, so they
 * are made CommonJS afterwards, `import()` included: Electron's cannot read everywhere that `require` can.
 * `entryPoints` are files by the names of their programs. Each program is bundled by itself: what two
 * have in common is twice there, and neither has to read it from a dozen small files. Somebody else may
 * start them meanwhile: each file comes whole, and a program's own after those that it reads.
 */
export async function bundlePrograms(entryPoints, { outdir, ...options }) {
  mkdirSync(outdir, { recursive: true });
  for (const [name, file] of Object.entries(entryPoints)) {
    const modules = await modulesOf({ [name]: file }, { outdir, ...options });
    const isProgram = ({ path }) => basename(path) === `${name}.cjs`;
    for (const { path, text } of modules.sort((a, b) => isProgram(a) - isProgram(b))) {
      const { code } = await transform(text, {
        format: "cjs",
        platform: "node",
        target,
        minify: true,
        supported: { "dynamic-import": false },
      });
      const whole = join(outdir, basename(path));
      const draft = `${whole}.${process.pid}`;
      writeFileSync(draft, code);
      renameSync(draft, whole);
    }
  }
}

async function modulesOf(entryPoints, options) {
  const { outputFiles } = await build({
    entryPoints,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    splitting: true,
    minify: true,
    platform: "node",
    format: "esm",
    target,
    logLevel: "error",
    ...options,
    write: false,
  });
  return outputFiles;
}
