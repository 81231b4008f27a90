import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";

// CommonJS, old targets and one native module outside: docs/decisions/0002-two-runtimes.md.
export default defineConfig({
  main: {
    // The icons that the running app needs.
    publicDir: resolve("assets/shipped"),
    build: {
      copyPublicDir: true,
      target: "node18",
      externalizeDeps: false,
      minify: true,
      rollupOptions: {
        input: { index: resolve("src/main/index.ts") },
        external: ["electron", "@napi-rs/keyring"],
        output: { format: "cjs", entryFileNames: "[name].js" },
      },
    },
  },
  preload: {
    build: {
      target: "node18",
      externalizeDeps: false,
      rollupOptions: {
        input: resolve("src/preload/index.ts"),
        external: ["electron"],
        output: { format: "cjs", entryFileNames: "index.js" },
      },
    },
  },
  renderer: {
    root: "src/renderer",
    build: {
      target: "chrome114",
      minify: true,
      rollupOptions: { input: resolve("src/renderer/index.html") },
    },
    plugins: [react()],
  },
});
