import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";
import type { Plugin } from "vite";

/** The icons that the running app needs, beside the main bundle. */
function shippedAssets(): Plugin {
  const folder = resolve("assets/shipped");
  return {
    name: "shipped-assets",
    generateBundle() {
      for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
        if (!name.endsWith(".png")) continue;
        const source = readFileSync(join(folder, name));
        this.emitFile({ type: "asset", fileName: name.replaceAll("\\", "/"), source });
      }
    },
  };
}

// CommonJS, old targets and one native module outside: docs/decisions/0002-two-runtimes.md.
export default defineConfig({
  main: {
    plugins: [shippedAssets()],
    build: {
      target: "node18",
      externalizeDeps: false,
      minify: true,
      rollupOptions: {
        input: {
          index: resolve("src/main/index.ts"),
          // A thread of its own (docs/decisions/0036), started from beside the main bundle.
          "sound-worker": resolve("src/main/sound/worker.ts"),
        },
        external: ["electron", "@napi-rs/keyring"],
        output: {
          format: "cjs",
          entryFileNames: "[name].js",
          // Electron's `import()` cannot read inside app.asar; `require` can.
          dynamicImportInCjs: false,
        },
      },
    },
  },
  preload: {
    build: {
      target: "node18",
      externalizeDeps: false,
      rollupOptions: {
        input: {
          index: resolve("src/preload/index.ts"),
          decoder: resolve("src/preload/decoder.ts"),
        },
        external: ["electron"],
        output: { format: "cjs", entryFileNames: "[name].js" },
      },
    },
  },
  renderer: {
    root: "src/renderer",
    build: {
      target: "chrome114",
      minify: true,
      rollupOptions: {
        input: {
          index: resolve("src/renderer/index.html"),
          // The page that decodes AAC (docs/decisions/0044).
          decoder: resolve("src/renderer/decoder/index.html"),
        },
      },
    },
    plugins: [react()],
  },
});
