import { describe, expect, it } from "vitest";
import { changes } from "../../../src/main/cli/commands/watch.ts";
import { CliRun, session } from "../../support/cli-world.ts";
import { settle } from "../../support/manual-clock.ts";
import { episode } from "../../support/playing.ts";

describe("watch", () => {
  it("prints how things stand, then what changes, until interrupted", async () => {
    const run = new CliRun();
    const status = run.start("watch");
    await settle();
    const first = run.out.map((line) => JSON.parse(line).event);
    expect(first).toEqual([
      "connection",
      "power",
      "volume",
      "keyboard",
      "playing",
      "outputs",
      "features",
    ]);
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

  it("tells what plays when it changes, not each time that its clock is told again", () => {
    const at = (seconds: number, wallMs: number, change = {}) =>
      session({
        nowPlaying: episode({
          state: "playing",
          position: { seconds, wallMs, rate: 1 },
          ...change,
        }),
      });
    expect(changes(at(10, 0), at(15.2, 5000))).toEqual([]);
    expect(changes(at(10, 0), at(60, 5000))).toHaveLength(1);
    expect(changes(at(10, 0), at(15, 5000, { title: "Sundae" }))).toEqual([
      { event: "playing", playing: at(15, 5000, { title: "Sundae" }).nowPlaying },
    ]);
    expect(changes(at(10, 0), session())).toEqual([{ event: "playing", playing: null }]);
    const paused = session({
      nowPlaying: episode({ position: { seconds: 10, wallMs: 0, rate: 0 } }),
    });
    expect(changes(at(10, 0), paused)).toHaveLength(1);
  });

  it("tells speakers that join", () => {
    const outputs = [{ id: "x", name: "Kitchen", volume: 30, isLeader: false }];
    expect(changes(session(), session({ outputs }))).toEqual([{ event: "outputs", outputs }]);
  });
});
