import { defineConfig } from "vitest/config";

const project = (name: string, extra: object = {}) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`, `test/${name}/**/*.test.tsx`],
    ...extra,
  },
});

export default defineConfig({
  test: {
    projects: [
      project("unit", { exclude: ["test/unit/renderer/**"] }),
      {
        test: {
          name: "renderer",
          include: ["test/unit/renderer/**/*.test.tsx", "test/unit/renderer/**/*.test.ts"],
          environment: "happy-dom",
        },
      },
      project("protocol"),
      project("interop", { testTimeout: 60_000, hookTimeout: 60_000, fileParallelism: false }),
      project("app", { testTimeout: 60_000, hookTimeout: 60_000, fileParallelism: false }),
    ],
  },
});
