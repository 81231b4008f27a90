import { defineConfig } from "vitest/config";
import { EvenShards } from "./test/support/even-shards.mts";

/**
 * Waiting for what other programs do: it ends with what is waited for, and on a machine that is busy
 * that is later than vitest's own second.
 */
const outside = {
  testTimeout: 60_000,
  hookTimeout: 60_000,
  expect: { poll: { timeout: 15_000 } },
  fileParallelism: false,
  globalSetup: ["test/support/world-only.ts"],
};

const project = (name: string, extra: object = {}) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`, `test/${name}/**/*.test.tsx`],
    ...extra,
  },
});

/**
 * Files share a process and its modules: loading those anew for each cost more than the tests. They
 * hold no state of their own that a test could leave behind, which this would bring to light.
 */
const together = { isolate: false, testTimeout: 20_000 };

export default defineConfig({
  test: {
    // One fewer by default, which on two cores leaves one of them idle.
    maxWorkers: "100%",
    sequence: { sequencer: EvenShards },
    projects: [
      project("unit", {
        exclude: ["test/unit/renderer/**"],
        expect: { poll: { timeout: 4000 } },
        ...together,
      }),
      {
        test: {
          name: "renderer",
          include: ["test/unit/renderer/**/*.test.tsx", "test/unit/renderer/**/*.test.ts"],
          environment: "happy-dom",
        },
      },
      project("protocol", together),
      project("interop", outside),
      project("app", outside),
    ],
  },
});
