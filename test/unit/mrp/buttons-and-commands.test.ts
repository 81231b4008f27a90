import { describe, expect, it } from "vitest";
import type { Operations } from "../../../src/main/protocols/plugin.ts";
import { Command, MessageType, PlaybackState } from "../../../src/main/wire/mrp/numbers.ts";
import { RemoteError } from "../../../src/shared/errors.ts";
import { settle } from "../../support/manual-clock.ts";
import { command, playing, setState } from "../../support/mrp-messages.ts";
import { mrpWorld, outcome } from "../../support/mrp-world.ts";

describe("buttons (MR-20, MR-21, MR-22)", () => {
  it("MR-20: a key is sixty bytes with page, usage and edge at 43", async () => {
    const { operations, session } = mrpWorld();
    await operations.press("menu", "tap");
    const bytes = session.sent[0]?.sendHidEvent?.hidEventData ?? new Uint8Array();
    expect(Buffer.from(bytes).toString("hex")).toBe(
      "438922cf080200000000000000000000010000000000000002000000200000000300000001000000000000" +
        "000100860001" +
        "0000000000000001000000",
    );
  });

  it.each([
    ["up", "1.8c"],
    ["down", "1.8d"],
    ["left", "1.8b"],
    ["right", "1.8a"],
    ["select", "1.89"],
    ["menu", "1.86"],
    ["top-menu", "c.60"],
    ["home", "c.40"],
    ["volume-up", "c.e9"],
    ["volume-down", "c.ea"],
    ["mute", "c.e2"],
  ] as const)(
    "MR-21: %s is the key %s, down and up, and then a round trip",
    async (button, key) => {
      const { operations, keys, session } = mrpWorld();
      await operations.press(button, "tap");
      expect(keys()).toEqual([`${key} down`, `${key} up`]);
      expect(session.sent.at(-1)?.type).toBe(MessageType.Generic);
    },
  );

  it("MR-22: a double press is the whole press twice", async () => {
    const { operations, keys } = mrpWorld();
    await operations.press("home", "double");
    expect(keys()).toEqual(["c.40 down", "c.40 up", "c.40 down", "c.40 up"]);
  });

  it("MR-22: a hold lasts a second of the clock", async () => {
    const { operations, keys, clock } = mrpWorld();
    const held = outcome(operations.press("home", "hold"));
    await clock.advance(999);
    expect(keys()).toEqual(["c.40 down"]);
    await clock.advance(1);
    expect(keys()).toEqual(["c.40 down", "c.40 up"]);
    expect(held.code).toBe("done");
  });

  it("does not mix another press into a hold", async () => {
    const { operations, keys, clock } = mrpWorld();
    const hold = operations.press("home", "hold");
    const tap = operations.press("select", "tap");
    await clock.advance(1000);
    await Promise.all([hold, tap]);
    expect(keys()).toEqual(["c.40 down", "c.40 up", "1.89 down", "1.89 up"]);
  });

  it("lifts what a person still holds when the channel closes", async () => {
    const { operations, keys, channel } = mrpWorld();
    await operations.button("right", "down");
    expect(keys()).toEqual(["1.8a down"]);
    await channel.close();
    await channel.close();
    expect(keys()).toEqual(["1.8a down", "1.8a up"]);
  });

  it("ends a hold when the session is lost, and leaves no timer", async () => {
    const { operations, session, clock } = mrpWorld();
    const held = outcome(operations.press("home", "hold"));
    await settle();
    session.end({ kind: "ended" });
    await settle();
    expect(held.code).toBe("lost");
    expect(clock.armedTimers).toBe(0);
  });

  it("has no channels and no guide", async () => {
    const { operations } = mrpWorld();
    await expect(operations.press("guide", "tap")).rejects.toMatchObject({ code: "unsupported" });
    await expect(operations.button("siri", "down")).rejects.toMatchObject({ code: "unsupported" });
  });
});

describe("commands (MR-30, MR-31, MR-32)", () => {
  it.each([
    ["play", Command.Play],
    ["pause", Command.Pause],
    ["stop", Command.Stop],
    ["next", Command.NextTrack],
    ["previous", Command.PreviousTrack],
    ["fast-forward-begin", Command.BeginFastForward],
    ["fast-forward-end", Command.EndFastForward],
    ["rewind-begin", Command.BeginRewind],
    ["rewind-end", Command.EndRewind],
  ] as const)("MR-30: %s is command %i", async (name, number) => {
    const { operations, commands } = mrpWorld();
    await operations.media(name);
    expect(commands()).toMatchObject([{ command: number }]);
  });

  it.each([
    ["a send error", { sendError: 8 }, 8],
    ["a handler's status", { handlerReturnStatus: 100 }, 100],
    ["a nested error", { commandResult: { sendError: 5 } }, 5],
    ["a nested status", { commandResult: { statuses: [{ statusCode: 1 }] } }, 1],
  ])("MR-30: %s in the answer is a refusal with its number", async (_, result, deviceCode) => {
    const { operations, session } = mrpWorld();
    session.answer = () => ({ type: 2, sendCommandResult: result });
    const refused = { code: "rejected", details: { deviceCode } };
    await expect(operations.media("play")).rejects.toMatchObject(refused);
  });

  it.each([
    ["seek", (operations: Operations) => operations.seek(1)],
    ["shuffle", (operations: Operations) => operations.setShuffle("off")],
    ["repeat", (operations: Operations) => operations.setRepeat("all")],
    ["skip", (operations: Operations) => operations.skip(10)],
  ])("QK-23: a refused %s is told", async (_, act) => {
    const { operations, session } = mrpWorld();
    session.answer = () => ({ type: 2, sendCommandResult: { sendError: 10 } });
    await expect(act(operations)).rejects.toMatchObject({ code: "rejected" });
  });

  it("takes the answer of apps that handle commands the old way for a success", async () => {
    const { operations, session } = mrpWorld();
    session.answer = () => ({ type: 2, sendCommandResult: { handlerReturnStatus: 3 } });
    await operations.media("play");
  });

  it("hands on that the device did not answer", async () => {
    const { operations, session } = mrpWorld();
    session.answer = () => new RemoteError("timeout", "no answer");
    await expect(operations.media("play")).rejects.toMatchObject({ code: "timeout" });
  });

  it("MR-31: toggles where the app has that command", async () => {
    const { operations, session, commands } = mrpWorld();
    session.push(...playing({}, { commands: [command(Command.TogglePlayPause)] }));
    await operations.media("play-pause");
    await operations.press("play-pause", "tap");
    expect(commands().map((sent) => sent.command)).toEqual([3, 3]);
  });

  it("MR-31: pauses what plays and plays what is paused where it has not", async () => {
    const { operations, session, commands, state } = mrpWorld();
    const both = [command(Command.Play), command(Command.Pause)];
    session.push(...playing({ title: "A" }, { commands: both }));
    expect(state().features["play-pause"]).toBe("available");
    await operations.media("play-pause");
    session.push(setState({ playbackState: PlaybackState.Paused }));
    await operations.button("play-pause", "down");
    await operations.button("play-pause", "up");
    expect(commands().map((sent) => sent.command)).toEqual([Command.Pause, Command.Play]);
  });

  it("MR-31: says so when there is nothing to play or pause", async () => {
    const { operations, commands, state } = mrpWorld();
    await expect(operations.media("play-pause")).rejects.toMatchObject({ code: "unavailable" });
    expect(commands()).toEqual([]);
    expect(state().features["play-pause"]).toBe("unavailable");
  });

  it("MR-32: carries intervals, positions and modes", async () => {
    const { operations, commands } = mrpWorld();
    await operations.skip(30);
    await operations.skip(-10);
    await operations.seek(12.5);
    await operations.setShuffle("albums");
    await operations.setRepeat("track");
    expect(commands()).toMatchObject([
      { command: Command.SkipForward, options: { skipInterval: 30 } },
      { command: Command.SkipBackward, options: { skipInterval: 10 } },
      { command: Command.SeekToPlaybackPosition, options: { playbackPosition: 12.5 } },
      { command: Command.ChangeShuffleMode, options: { shuffleMode: 2, sendOptions: 0 } },
      { command: Command.ChangeRepeatMode, options: { repeatMode: 2, sendOptions: 0 } },
    ]);
  });

  it("asks the caller for numbers that mean something", async () => {
    const { operations, session } = mrpWorld();
    for (const act of [operations.seek(-1), operations.seek(Number.NaN), operations.skip(0)]) {
      await expect(act).rejects.toMatchObject({ code: "invalid" });
    }
    expect(session.sent).toEqual([]);
  });
});
