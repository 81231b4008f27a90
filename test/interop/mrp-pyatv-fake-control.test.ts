import { beforeEach, describe, expect, test } from "vitest";
import type { Button, MediaCommand } from "../../src/shared/model/buttons.ts";
import type { RepeatMode, ShuffleMode } from "../../src/shared/model/now-playing.ts";
import { mrpFakeSession } from "../support/mrp-fake-session.ts";

const tv = mrpFakeSession();
const button = async () => (await tv.fake.state()).button;
const press = (name: Button) => tv.operation("press")(name, "tap");

describe("TS-10 MR-30 commands to what plays", () => {
  const all = ["Play", "Pause", "TogglePlayPause", "Stop", "NextTrack", "PreviousTrack"];

  beforeEach(async () => {
    await tv.do("video", { paused: false, supported_commands: all });
    await tv.state(({ features }) => features["play-pause"] === "available");
  });

  test.each([
    ["play", "play"],
    ["pause", "pause"],
    ["play-pause", "playpause"],
    ["stop", "stop"],
    ["next", "nextitem"],
    ["previous", "previtem"],
  ] as const)("%s", async (command: MediaCommand, received) => {
    await tv.operation("media")(command);
    expect(await button()).toBe(received);
  });

  test("IF-046 the play-pause button is that command", async () => {
    await press("menu");
    await press("play-pause");
    expect(await button()).toBe("playpause");
  });

  test("MR-31 without a toggle it is whichever half makes sense now", async () => {
    const halves = ["Play", "Pause"];
    await tv.do("video", { title: "runs", paused: false, supported_commands: halves });
    await tv.playing(({ title }) => title === "runs");
    await tv.operation("media")("play-pause");
    expect(await button()).toBe("pause");
    await tv.do("video", { title: "rests", paused: true, supported_commands: halves });
    await tv.playing(({ title }) => title === "rests");
    await tv.operation("media")("play-pause");
    expect(await button()).toBe("play");
  });

  test("a command that the device has no handler for is told as refused", async () => {
    await expect(tv.operation("media")("fast-forward-begin")).rejects.toMatchObject({
      code: "rejected",
      details: { deviceDomain: "MediaRemote.sendError", subject: "9" },
    });
    await tv.channel.probe();
  });
});

describe("TS-10 MR-32 where it plays and how", () => {
  beforeEach(async () => {
    await tv.do("video", { position: 40, total_time: 900 });
    await tv.playing(({ position }) => position?.seconds === 40);
  });

  test("seeking", async () => {
    await tv.operation("seek")(100.5);
    expect((await tv.fake.state()).position).toBe(100.5);
    await tv.playing(({ position }) => position?.seconds === 100.5);
    await tv.operation("seek")(0);
    await tv.playing(({ position }) => position?.seconds === 0);
  });

  test("skipping, both ways", async () => {
    await tv.operation("skip")(12);
    await tv.playing(({ position }) => position?.seconds === 52);
    await tv.operation("skip")(-30);
    await tv.playing(({ position }) => position?.seconds === 22);
  });

  test.each([
    ["songs", "Songs"],
    ["albums", "Albums"],
    ["off", "Off"],
  ] as const)("shuffle %s", async (mode: ShuffleMode, received) => {
    await tv.operation("setShuffle")(mode);
    expect((await tv.fake.state()).shuffle).toBe(received);
    await tv.playing(({ shuffle }) => shuffle === mode);
  });

  test.each([
    ["all", "All"],
    ["track", "Track"],
    ["off", "Off"],
  ] as const)("repeat %s", async (mode: RepeatMode, received) => {
    await tv.operation("setRepeat")(mode);
    expect((await tv.fake.state()).repeat).toBe(received);
    await tv.playing(({ repeat }) => repeat === mode);
  });
});

describe("TS-10 MR-20 MR-21 MR-22 buttons", () => {
  const buttons = [
    ["up", "up"],
    ["down", "down"],
    ["left", "left"],
    ["right", "right"],
    ["select", "select"],
    ["menu", "menu"],
    ["top-menu", "top_menu"],
    ["home", "home"],
    ["volume-up", "volumeup"],
    ["volume-down", "volumedown"],
    ["mute", "mute"],
  ] as const;

  test.each(buttons)("%s, tapped and then tapped twice", async (name, received) => {
    // Another button first, or the fake counts the press into the one before.
    await press(name === "left" ? "right" : "left");
    await press(name);
    expect(await tv.fake.state()).toMatchObject({ button: received, action: "SingleTap" });
    await press(name === "left" ? "right" : "left");
    await tv.operation("press")(name, "double");
    expect(await tv.fake.state()).toMatchObject({ button: received, action: "DoubleTap" });
  });

  test("held for as long as a device calls a hold", async () => {
    await tv.operation("press")("select", "hold");
    expect(await tv.fake.state()).toMatchObject({ button: "select", action: "Hold" });
  });

  test("held with real edges", async () => {
    await press("down");
    await tv.operation("button")("up", "down");
    expect(await button()).toBe("down");
    await tv.operation("button")("up", "up");
    expect(await button()).toBe("up");
  });

  test("what is held when the session closes is let go of", async () => {
    await press("down");
    await tv.operation("button")("menu", "down");
    await tv.channel.close();
    await tv.fake.until((state) => state.button === "menu");
  });

  test("a button that MediaRemote does not have is unsupported", async () => {
    await expect(press("siri")).rejects.toMatchObject({ code: "unsupported" });
  });
});

describe("TS-10 IF-100 power", () => {
  test("MR-03 is known from the start, with what the device is", async () => {
    expect(tv.channel.state.value).toMatchObject({
      power: "on",
      facts: { build: "18M60", rawModel: "AppleTV6,2" },
    });
    expect(tv.channel.state.value.features["power-state"]).toBe("available");
  });

  test("follows the device", async () => {
    await tv.do("power", false);
    await tv.state(({ power }) => power === "off");
    await tv.do("power", true);
    await tv.state(({ power }) => power === "on");
  });

  test("IF-101 IF-102 QK-03 falls asleep and wakes, and says so when it has", async () => {
    await tv.operation("turnOff")();
    expect((await tv.fake.state()).powered).toBe(false);
    expect(tv.channel.state.value.power).toBe("off");
    await tv.operation("turnOn")();
    expect((await tv.fake.state()).powered).toBe(true);
    expect(tv.channel.state.value.power).toBe("on");
  });
});
