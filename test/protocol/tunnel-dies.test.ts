import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ErrorCode } from "../../src/shared/errors.ts";
import { World } from "./whole-path.ts";

describe("a tunnel that dies while the remote is in use", () => {
  let world: World;
  /** What an open, quiet device costs. */
  let handles: number;
  let timers: number;
  afterEach(() => world.close());

  const whole = () => world.opened("mrp", "companion") && world.shown.nowPlaying !== null;
  beforeEach(async () => {
    world = await World.start();
    await world.paired();
    world.tv.scenarios.playEpisode();
    await world.until("it is shown", whole);
    await world.pass(6000);
    handles = world.lan.openHandles;
    timers = world.clock.armedTimers;
  });

  /** Waits until it is missed, then presses: that must not wait for anything. */
  const missed = async (limitMs: number): Promise<{ tookMs: number; cause: ErrorCode }> => {
    const tookMs = await world.until(
      "it is missed",
      () => world.lost()["mrp"] !== undefined,
      limitMs,
    );
    const cause = world.lost()["mrp"] ?? "bug";
    expect(world.shown).toMatchObject({
      connection: { phase: "ready" },
      protocols: ["companion", "airplay", "raop"],
    });
    expect(world.shown.nowPlaying).toBeNull();
    expect(world.shown.owners).toMatchObject({ up: "companion" });
    const pressedMs = world.clock.now();
    await world.run(world.press("up"), 100);
    expect(world.presses()).toEqual(["up"]);
    expect(world.clock.now() - pressedMs).toBeLessThanOrEqual(50);
    return { tookMs, cause };
  };
  const back = async (limitMs: number) => {
    const tookMs = await world.until("it is whole again", whole, limitMs);
    expect(world.lost()).toEqual({});
    expect(world.shown.nowPlaying).toMatchObject({ state: "playing" });
    await world.pass(6000);
    expect(world.lan.openHandles).toBe(handles);
    expect(world.clock.armedTimers).toBe(timers);
    return tookMs;
  };

  for (const connection of ["control", "events", "data"] as const)
    it(`a reset of its ${connection} connection: missed at once, back within half a second`, async () => {
      world.tv.faults.airplay.reset(connection);
      expect(await missed(50)).toMatchObject({ cause: "lost" });
      expect(await back(500)).toBeLessThanOrEqual(500);
    });

  it("a frame that ends in its middle: the same", async () => {
    world.tv.faults.airplay.cutNext = true;
    world.tv.scenarios.changeItem({ title: "Never read" });
    expect(await missed(50)).toMatchObject({ cause: "lost" });
    await back(500);
    expect(world.shown.nowPlaying?.title).toBe("Never read");
  });

  for (const connection of ["control", "events", "data"] as const)
    it(`RB-06 a flipped bit on its ${connection} connection: \`malformed\` within 3 s, and back`, async () => {
      world.tv.faults.airplay.wire[connection].garbleNext = true;
      world.tv.scenarios.changeItem({ title: "Another title" });
      world.tv.scenarios.volume("absolute", 31);
      expect(await missed(3000)).toMatchObject({ cause: "malformed" });
      await back(500);
    });

  for (const feedback of ["silent", "error"] as const)
    it(`AP-07 feedback that is ${feedback}: missed within 10 s, and back`, async () => {
      world.tv.faults.airplay.feedback = feedback;
      expect(await missed(10_050)).toMatchObject({ cause: "lost" });
      world.tv.faults.airplay.feedback = "sound";
      await back(1000);
    });

  it("pyatv 2893 feedback that is always late: nothing is missed in a minute", async () => {
    world.tv.faults.airplay.feedback = "late";
    for (let second = 0; second < 60; second++) {
      await world.clock.advance(1000);
      expect(world.lost()).toEqual({});
    }
  });

  it("AP-05 a flood of events: nothing is missed, and a press goes through", async () => {
    world.tv.faults.airplay.events = "flood";
    world.tv.scenarios.volume("absolute", 31);
    await world.run(world.press("up"), 100);
    await world.pass(40_000);
    expect(world.lost()).toEqual({});
    expect(world.presses()).toEqual(["up"]);
  });

  it("QK-13 an event that is none: `malformed` at once, and back", async () => {
    world.tv.faults.airplay.events = "malformed";
    world.tv.scenarios.changeItem({ title: "Another title" });
    world.tv.scenarios.volume("none");
    world.tv.scenarios.fallAsleep();
    world.tv.scenarios.wake();
    await missed(3000);
    world.tv.faults.airplay.events = "sound";
    world.tv.scenarios.playEpisode();
    await back(3000);
  });

  it("events that never come: nothing is missed", async () => {
    world.tv.faults.airplay.events = "silent";
    world.tv.faults.airplay.reset("events");
    await world.until("it is missed", () => world.lost()["mrp"] !== undefined);
    await back(1000);
  });

  it("comes back more and more slowly while it is refused, and the d-pad does not wait", async () => {
    world.tv.faults.airplay.tunnelRefusals = 1000;
    world.tv.faults.airplay.reset("data");
    await missed(50);
    const begun = world.tv.faults.airplay.tunnelRefusals;
    await world.pass(120_000);
    const tries = begun - world.tv.faults.airplay.tunnelRefusals;
    expect(tries).toBeGreaterThan(4);
    expect(tries).toBeLessThanOrEqual(40);
    await world.run(world.press("menu"), 100);
    expect(world.presses()).toEqual(["up", "menu"]);
    expect(world.lost()).toEqual({ mrp: "rejected" });
    world.tv.faults.airplay.tunnelRefusals = 0;
    await back(40_000);
  });

  it("dies and is held down, and everything is closed all the same", async () => {
    world.tv.faults.airplay.wire.data.halfOpen = true;
    world.tv.faults.airplay.wire.control.halfOpen = true;
    await missed(11_000);
    await world.close();
    expect(world.lan.openHandles).toBe(0);
    expect(world.clock.armedTimers).toBe(0);
  });
});
