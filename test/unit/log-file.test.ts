import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createLogFile } from "../../src/main/app/log-file.ts";
import { createLog } from "../../src/main/runtime/log.ts";

let directory = "";
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "armchair-log-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

describe("the log file", () => {
  it("has a line for each record and leaves out what is too quiet", () => {
    const log = createLog(createLogFile({ directory: join(directory, "logs") }), () => 0);
    log.debug("detail");
    log.warn("careful", { port: 7 });
    expect(readFileSync(join(directory, "logs/armchair.log"), "utf8")).toBe(
      "1970-01-01T00:00:00.000Z warn careful port=7\n",
    );
  });

  it("stays bounded, keeps the newest lines, and goes on after a restart", () => {
    for (const run of [1, 2]) {
      const log = createLog(createLogFile({ directory, maxBytes: 1000 }), () => 0);
      for (let line = 0; line < 100; line += 1) log.info("line", { run, line });
    }
    expect(readdirSync(directory).sort()).toEqual(["armchair.log", "armchair.old.log"]);
    const sizes = readdirSync(directory).map((name) => statSync(join(directory, name)).size);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(1000);
    expect(readFileSync(join(directory, "armchair.log"), "utf8")).toContain("run=2 line=99");
  });

  it("does not throw when the disk refuses", () => {
    const log = createLog(createLogFile({ directory: "/dev/null/logs" }), () => 0);
    expect(() => log.error("lost")).not.toThrow();
  });
});
