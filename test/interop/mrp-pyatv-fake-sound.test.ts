import { afterEach, describe, expect, test } from "vitest";
import type { ChannelState } from "../../src/main/protocols/plugin.ts";
import { mrpFakeSession } from "../support/mrp-fake-session.ts";
import { FAKE_NAME, FAKE_OUTPUT } from "../support/pyatv-fake-mrp.ts";

const tv = mrpFakeSession();
const volume = () => tv.channel.state.value.volume;
const features = () => tv.channel.state.value.features;
const percent = () => volume()?.percent;
const atVolume = (percent: number) => tv.state(({ volume: now }) => now?.percent === percent);

async function control(absolute: boolean, relative: boolean, available = true) {
  await tv.do("volume_control", {
    available,
    support_absolute: absolute,
    support_relative: relative,
  });
}

afterEach(async () => {
  await tv.do("outputs", [FAKE_OUTPUT]);
  await tv.do("volume", { volume: 0.5 });
});

describe("TS-10 MR-50 MR-51 MR-52 the device's volume", () => {
  test("is unknown until the device says something of it", () => {
    expect(volume()).toEqual({ control: "unknown", percent: null });
    expect(features()).toMatchObject({ "set-volume": "unavailable", "volume-up": "unavailable" });
  });

  test("both kinds: set to a percentage, and moved by keys", async () => {
    await control(true, true);
    await atVolume(50);
    expect(volume()?.control).toBe("absolute");
    expect(features()).toMatchObject({
      volume: "available",
      "set-volume": "available",
      "volume-up": "available",
      "volume-down": "available",
      mute: "available",
    });
    await tv.operation("setVolume")(30);
    expect(volume()?.percent).toBe(30);
    expect((await tv.fake.state()).volume).toBeCloseTo(0.3, 5);
    // A key is not waited for longer than a second: on a busy machine its report comes later.
    await tv.operation("volumeStep")("up");
    await expect.poll(percent).toBe(35);
    expect((await tv.fake.state()).button).toBe("volumeup");
    await tv.operation("volumeStep")("down");
    await expect.poll(percent).toBe(30);
    expect((await tv.fake.state()).button).toBe("volumedown");
  });

  test("absolute only: a step is five percent, and ends at the ends", async () => {
    await control(true, false);
    await atVolume(50);
    await tv.operation("volumeStep")("up");
    expect(volume()?.percent).toBe(55);
    for (const [edge, direction] of [
      [100, "up"],
      [0, "down"],
    ] as const) {
      await tv.operation("setVolume")(edge);
      await tv.operation("volumeStep")(direction);
      expect(volume()?.percent).toBe(edge);
    }
  });

  test("relative only: keys, and no number to set", async () => {
    await control(false, true);
    await tv.state(({ volume: now }) => now?.control === "relative");
    expect(features()).toMatchObject({ "volume-up": "available", "set-volume": "unavailable" });
    await tv.operation("volumeStep")("down");
    // The button alone may be that of a test before; and behind this, the volume is set back.
    await tv.fake.until((state) => state.button === "volumedown" && state.volume < 0.5);
    await expect(tv.operation("setVolume")(30)).rejects.toMatchObject({ code: "unavailable" });
  });

  test("none: an amplifier that the device has no say over", async () => {
    await control(true, true);
    await tv.state(({ volume: now }) => now?.control === "absolute");
    await control(true, true, false);
    await tv.state(({ volume: now }) => now?.control === "none");
    expect(features()).toMatchObject({ "volume-up": "unavailable", "set-volume": "unavailable" });
    await expect(tv.operation("volumeStep")("up")).rejects.toMatchObject({ code: "unavailable" });
  });

  test("RB-18 follows the device, and tells nobody what is no news", async () => {
    await control(true, true);
    await atVolume(50);
    await tv.do("volume", { volume: 0.123 });
    await atVolume(12.3);
    const before = tv.channel.state.value;
    const told: ChannelState[] = [];
    tv.channel.state.on((state) => told.push(state));
    await tv.do("volume", { volume: 0.123 });
    await tv.channel.probe();
    expect(told).toEqual([]);
    expect(tv.channel.state.value).toBe(before);
  });

  test("two settings at once both end, and the last one holds", async () => {
    await control(true, true);
    await atVolume(50);
    await Promise.all([tv.operation("setVolume")(20), tv.operation("setVolume")(80)]);
    expect(volume()?.percent).toBe(80);
  });
});

describe("TS-10 MR-53 where the sound comes out", () => {
  const ids = () => (tv.channel.state.value.outputs ?? []).map(({ id }) => id);
  const own = { id: FAKE_OUTPUT, name: FAKE_NAME, isLeader: true };

  test("the device itself, which leads", () => {
    expect(tv.channel.state.value.outputs).toMatchObject([own]);
    expect(features()).toMatchObject({
      "output-devices": "available",
      "add-output-devices": "available",
      "remove-output-devices": "available",
      "set-output-devices": "available",
    });
  });

  test("speakers join, and leave again", async () => {
    await tv.operation("addOutputs")(["kitchen", "bath"]);
    expect(tv.channel.state.value.outputs).toMatchObject([
      own,
      { id: "kitchen", name: "Device ki", isLeader: false },
      { id: "bath", name: "Device ba", isLeader: false },
    ]);
    await tv.operation("removeOutputs")(["kitchen"]);
    expect(ids()).toEqual([FAKE_OUTPUT, "bath"]);
    expect((await tv.fake.state()).outputs).toEqual([FAKE_OUTPUT, "bath"]);
  });

  test("a list of them replaces what was there; without itself the device stands back", async () => {
    await tv.operation("setOutputs")(["hall"]);
    expect(tv.channel.state.value.outputs).toMatchObject([{ id: "hall", isLeader: false }]);
    await tv.operation("setOutputs")([FAKE_OUTPUT, "hall"]);
    expect(ids()).toEqual([FAKE_OUTPUT, "hall"]);
  });

  test("somebody else adds one", async () => {
    await tv.do("outputs", [FAKE_OUTPUT, "attic"]);
    await tv.state(({ outputs }) => outputs?.length === 2);
    expect(ids()).toEqual([FAKE_OUTPUT, "attic"]);
  });

  test("MR-51 each speaker has a volume of its own", async () => {
    await tv.operation("addOutputs")(["kitchen"]);
    await tv.do("volume", { volume: 0.25, id: "kitchen" });
    await tv.state(({ outputs }) => outputs?.[1]?.volume === 25);
    expect(features()["output-volume"]).toBe("available");
    await tv.operation("setOutputVolume")("kitchen", 40);
    expect(tv.channel.state.value.outputs?.[1]?.volume).toBe(40);
    expect(volume()?.percent).not.toBe(40);
    await expect(tv.operation("setOutputVolume")("cellar", 40)).rejects.toMatchObject({
      code: "not-found",
    });
  });

  test("its own volume is that of the device", async () => {
    await control(true, true);
    await atVolume(50);
    await tv.operation("setOutputVolume")(FAKE_OUTPUT, 60);
    expect(volume()?.percent).toBe(60);
    expect(tv.channel.state.value.outputs?.[0]?.volume).toBe(60);
  });
});
