import { beforeEach, describe, expect, test } from "vitest";
import type { Button, MediaCommand } from "../../src/shared/model/buttons.ts";
import { dmapFakeSession } from "../support/dmap-fake-session.ts";

const tv = dmapFakeSession();
const press = (name: Button, action: "tap" | "double" | "hold" = "tap") =>
  tv.operation("press")(name, action);

describe("TS-01 TS-12 buttons", () => {
  test.each([
    ["up", 250],
    ["down", 275],
  ] as const)("DM-12 %s is a finger that moves", async (arrow, end) => {
    await press(arrow);
    const { button, presses, touches } = await tv.fake.state();
    expect(button).toBe(arrow);
    expect(presses).toBe(7);
    expect(touches.at(-1)).toBe(`touchUp&time=6&point=20,${end}`);
  });

  test.each([
    ["left", 50],
    ["right", 75],
  ] as const)("DM-12 %s is a finger that moves", async (arrow, end) => {
    await press(arrow);
    const { button, touches } = await tv.fake.state();
    expect(button).toBe(arrow);
    expect(touches.at(-1)).toBe(`touchUp&time=7&point=${end},100`);
  });

  test.each([
    ["select", "select"],
    ["menu", "menu"],
    ["top-menu", "topmenu"],
  ] as const)("DM-07 %s is a prompt", async (button: Button, received) => {
    await press(button);
    expect((await tv.fake.state()).button).toBe(received);
  });

  test.each([
    ["play", "play"],
    ["pause", "pause"],
    ["play-pause", "playpause"],
    ["stop", "stop"],
    ["next", "nextitem"],
    ["previous", "previtem"],
  ] as const)("DM-06 %s is a command", async (command: MediaCommand, received) => {
    await tv.operation("media")(command);
    expect((await tv.fake.state()).button).toBe(received);
  });

  test("arrows that are pressed together do not get into each other's way", async () => {
    await Promise.all([press("up"), press("down"), press("menu")]);
    const { touches } = await tv.fake.state();
    expect(touches).toHaveLength(15);
    expect(touches.slice(0, 7).every((touch) => touch.includes("point=20,"))).toBe(true);
    expect(touches[6]).toMatch(/^touchUp/);
    expect(touches[7]).toBe("touchDown&time=0&point=20,250");
    expect(touches[14]).toBe("menu");
  });

  test("twice is two presses; holding Menu goes to the top, as on the remote itself", async () => {
    await press("select", "double");
    expect((await tv.fake.state()).touches).toEqual(["select", "select"]);
    await press("menu", "hold");
    expect((await tv.fake.state()).button).toBe("topmenu");
  });

  test("a key presses as it goes down, and not again as it comes up", async () => {
    await tv.operation("button")("menu", "down");
    await tv.operation("button")("menu", "up");
    expect((await tv.fake.state()).touches).toEqual(["menu"]);
  });

  test("what the device has no button or command for is said so", async () => {
    await expect(press("siri")).rejects.toMatchObject({ code: "unsupported" });
    const media = tv.operation("media")("rewind-begin");
    await expect(media).rejects.toMatchObject({ code: "unsupported" });
    await tv.channel.probe();
  });
});

describe("TS-01 volume", () => {
  test("DM-06 volume controls come and go with the device's word", async () => {
    expect(tv.channel.state.value.features["volume-up"]).toBe("unavailable");
    expect(tv.channel.state.value.volume).toEqual({ control: "none", percent: null });
    await tv.do("volume_control", true);
    await tv.state(({ features }) => features["volume-up"] === "available");
    await tv.state(({ volume }) => volume?.control === "relative");
    await tv.operation("volumeStep")("up");
    expect((await tv.fake.state()).button).toBe("volumeup");
    await tv.operation("volumeStep")("down");
    expect((await tv.fake.state()).button).toBe("volumedown");
  });

  test("a device without a number for it is asked once, and keeps its session", async () => {
    await tv.do("volume_control", true);
    await tv.state(({ features }) => features["volume-up"] === "available");
    await tv.operation("volumeStep")("up");
    await tv.operation("volumeStep")("up");
    const { paths, logins } = await tv.fake.state();
    expect(paths.filter((path) => path.endsWith("getproperty"))).toHaveLength(1);
    expect(logins).toHaveLength(1);
    await expect(tv.operation("setVolume")(50)).rejects.toMatchObject({ code: "unavailable" });
  });
});

describe("TS-01 where it plays and how", () => {
  beforeEach(async () => {
    await tv.do("video", { title: "a film", shuffle: "Off", repeat: "Off" });
    await tv.playing(({ title }) => title === "a film");
  });

  test("DM-08 seeking", async () => {
    await tv.operation("seek")(60);
    expect((await tv.fake.state()).position).toBe(60);
    await tv.playing(({ position }) => position?.seconds === 60);
    await tv.operation("seek")(0);
    expect((await tv.fake.state()).position).toBe(0);
  });

  test("DM-13 skipping is seeking from where it is, both ways, and not beyond its ends", async () => {
    await tv.operation("skip")(12);
    expect((await tv.fake.state()).position).toBe(15);
    await tv.operation("skip")(-7);
    expect((await tv.fake.state()).position).toBe(8);
    await tv.operation("skip")(-30);
    expect((await tv.fake.state()).position).toBe(0);
    await tv.do("video", {});
    await tv.operation("skip")(1000);
    expect((await tv.fake.state()).position).toBe(123);
  });

  test("DM-13 without a position there is nothing to skip in", async () => {
    await tv.do("idle");
    await tv.idle();
    await expect(tv.operation("skip")(10)).rejects.toMatchObject({ code: "unavailable" });
  });

  test.each([
    ["songs", "Songs", "songs"],
    ["albums", "Songs", "songs"],
    ["off", "Off", "off"],
  ] as const)("DM-08 shuffle %s", async (wanted, received, shown) => {
    await tv.operation("setShuffle")(wanted);
    expect((await tv.fake.state()).shuffle).toBe(received);
    await tv.playing(({ shuffle }) => shuffle === shown);
  });

  test.each([
    ["track", "Track"],
    ["all", "All"],
    ["off", "Off"],
  ] as const)("DM-08 repeat %s", async (wanted, received) => {
    await tv.operation("setRepeat")(wanted);
    expect((await tv.fake.state()).repeat).toBe(received);
    await tv.playing(({ repeat }) => repeat === wanted);
  });
});
