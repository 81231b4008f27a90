import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";

/**
 * Bundles one TypeScript file the way the app is bundled (CommonJS, Node 18, the native module
 * outside), for a child process under Node or under Electron's. Resolves with the file to run.
 */
export async function bundle(entry: string, name: string): Promise<string> {
  const directory = resolve("out/test");
  mkdirSync(directory, { recursive: true });
  const outfile = join(directory, `${name}-${process.pid}.cjs`);
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node18",
    external: ["electron", "@napi-rs/keyring"],
    logLevel: "silent",
  });
  return outfile;
}
