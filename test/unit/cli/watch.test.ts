import { describe, expect, it } from "vitest";
import { changes } from "../../../src/main/cli/commands/watch.ts";
import { CliRun, session } from "../../support/cli-world.ts";
import { settle } from "../../support/manual-clock.ts";

describe("watch", () => {
  it("prints how things stand, then what changes, until interrupted", async () => {
    const run = new CliRun();
    const status = run.start("watch");
    await settle();
    const first = run.out.map((line) => JSON.parse(line).event);
    expect(first).toEqual(["connection", "power", "volume", "keyboard", "features"]);
    run.out.length = 0;
    run.service.emit("session", session({ revision: 2, power: "off" }));
    run.service.emit("session", session({ revision: 2, power: "on" }));
    run.service.emit("session", session({ revision: 3, deviceId: "another", power: "on" }));
    expect(run.out.map((line) => JSON.parse(line))).toEqual([
      { at: "2026-01-01T00:00:00.000Z", device: "tv-1", event: "power", power: "off" },
    ]);
    run.interrupt();
    expect(await status).toBe(0);
    expect(run.service.listenerCount).toBe(0);
  });

  it("exits 5 when the app it watches through is closed", async () => {
    const run = new CliRun();
    const status = run.start("watch");
    await settle();
    run.appCloses();
    expect(await status).toBe(5);
  });
});

describe("what changed", () => {
  it("never includes what is typed into a password field", () => {
    const keyboard = { focused: true, text: "hunter2", secure: true, prompt: "" };
    const events = changes(undefined, session({ keyboard }));
    expect(JSON.stringify(events)).not.toContain("hunter2");
    expect(events).toContainEqual({ event: "keyboard", ...keyboard, text: null });
  });

  it("tells an error when it comes and when it is over", () => {
    const error = { code: "timeout", message: "" } as const;
    const failed = session({ lastError: error });
    expect(changes(session(), failed)).toEqual([{ event: "error", error }]);
    expect(changes(failed, session())).toEqual([{ event: "error", error: null }]);
    expect(changes(failed, failed)).toEqual([]);
  });
});
