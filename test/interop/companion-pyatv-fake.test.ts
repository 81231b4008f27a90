import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { HapCredentials } from "../../src/main/hap/credentials.ts";
import type { Channel, ChannelState, Operations } from "../../src/main/protocols/plugin.ts";
import { until } from "../../src/main/runtime/signal.ts";
import type { Button, MediaCommand } from "../../src/shared/model/buttons.ts";
import { companionDevice, openContext, openWith, pairWith } from "../support/companion-device.ts";
import { FAKE_PIN, PyatvFakeCompanion } from "../support/pyatv-fake-companion.ts";
import { realRuntime } from "../support/runtime.ts";

const runtime = realRuntime();
let fake: PyatvFakeCompanion;
let credentials: HapCredentials;
let channel: Channel;

const device = () => companionDevice("127.0.0.1", fake.port);
const open = () => openWith(device(), credentials, openContext(runtime));
const state = (test: (state: ChannelState) => boolean) => until(channel.state, test);

/** An operation that must be there. */
function operation<N extends keyof Operations>(name: N): Operations[N] {
  const found = channel.operations[name];
  if (found === undefined) throw new Error(`${name} is not offered`);
  return found as Operations[N];
}

beforeAll(async () => {
  fake = await PyatvFakeCompanion.start();
  credentials = await pairWith(device(), FAKE_PIN, runtime);
});
afterAll(() => fake.stop());

describe("pairing with pyatv's fake Apple TV", () => {
  test("PA-61 gives keys for a device that says it was paired", async () => {
    expect((await fake.state()).paired).toBe(true);
    expect(credentials.theirId).toBe("5D797FD3-3538-427E-A47B-A32FC6CF3A6A");
  });

  test("a wrong PIN is a wrong PIN, and the next dialogue may succeed", async () => {
    await expect(pairWith(device(), "9999", runtime)).rejects.toMatchObject({ code: "wrong-pin" });
    const again = await pairWith(device(), FAKE_PIN, runtime);
    expect(again.ourId).not.toBe(credentials.ourId);
  });

  test("keys of another device are not let in, and nothing stays open", async () => {
    const foreign = { ...credentials, theirId: "00000000-0000-0000-0000-000000000000" };
    await expect(openWith(device(), foreign, openContext(runtime))).rejects.toMatchObject({
      code: "malformed",
    });
    await fake.until(({ clients }) => clients === 0);
  });

  test("a port where nobody listens is refused", async () => {
    const nowhere = companionDevice("127.0.0.1", 1);
    await expect(openWith(nowhere, credentials, openContext(runtime))).rejects.toMatchObject({
      code: "refused",
    });
  });
});

describe("a session with pyatv's fake Apple TV", () => {
  beforeEach(async () => {
    channel = await open();
  });
  afterEach(async () => {
    await channel.close();
    await fake.until(({ clients }) => clients === 0);
  });

  test("CO-04 CO-05 CO-06 CO-07 CO-09 CO-14 introduces itself, opens its sessions and registers", async () => {
    const seen = await fake.until(({ interests }) => interests.length === 3);
    expect(seen).toMatchObject({
      serviceType: "com.apple.tvremoteservices",
      tvRemoteVersion: "1.2",
      interests: ["SystemStatus", "TVSystemStatus", "_iMC"],
      touchSize: [1000, 1000],
      textSession: true,
      systemInfo: {
        _i: "0a1b2c3d4e5f",
        _idsID: credentials.ourId,
        _pubID: "02:11:22:33:44:55",
        _bf: 0,
        _cf: 512,
        _clFl: 128,
        _sf: 256,
        _sv: "170.18",
        name: "Armchair (test)",
      },
    });
    expect(seen.sid).not.toBe(0);
  });

  const buttons: readonly (readonly [Button, string])[] = [
    ["up", "up"],
    ["down", "down"],
    ["left", "left"],
    ["right", "right"],
    ["select", "select"],
    ["menu", "menu"],
    ["home", "home"],
    ["volume-up", "volume_up"],
    ["volume-down", "volume_down"],
    ["play-pause", "play_pause"],
    ["channel-up", "channel_up"],
    ["channel-down", "channel_down"],
    ["screensaver", "screensaver"],
    ["guide", "guide"],
    ["control-center", "control_center"],
  ];
  for (const [button, seen] of buttons) {
    test(`CO-10 presses ${button}`, async () => {
      await operation("press")(button, "tap");
      expect((await fake.state()).button).toBe(seen);
    });
  }

  test("CO-10 presses twice, and holds with real edges", async () => {
    await operation("press")("right", "double");
    expect((await fake.state()).button).toBe("right");
    await operation("button")("left", "down");
    expect((await fake.state()).button).toBe("right");
    await operation("button")("left", "up");
    expect((await fake.state()).button).toBe("left");
    await operation("press")("home", "hold");
    expect((await fake.state()).button).toBe("home");
  });

  test("an edge that the device refuses is rejected with its code and domain", async () => {
    await expect(operation("button")("up", "up")).rejects.toMatchObject({
      code: "rejected",
      details: { deviceCode: 1337, deviceDomain: "RPErrorDomain", subject: "_hidC" },
    });
  });

  const commands: readonly (readonly [MediaCommand, string])[] = [
    ["play", "play"],
    ["pause", "pause"],
    ["next", "next"],
    ["previous", "previous"],
    ["play-pause", "play_pause"],
  ];
  for (const [command, seen] of commands) {
    test(`CO-11 sends ${command}`, async () => {
      await operation("media")(command);
      expect((await fake.state()).button).toBe(seen);
    });
  }

  test("CO-11 skips both ways, with negative seconds as a float", async () => {
    const before = (await fake.state()).duration;
    await operation("skip")(30);
    await operation("skip")(-10);
    expect((await fake.state()).duration).toBe(before + 20);
  });

  test("CO-12 IF-120 IF-121 IF-122 shows the volume, sets it and steps it", async () => {
    await state(({ volume }) => volume?.control === "absolute" && volume.percent !== null);
    await operation("setVolume")(40);
    expect(channel.state.value.volume).toEqual({ control: "absolute", percent: 40 });
    await operation("volumeStep")("up");
    await state(({ volume }) => volume?.percent === 45);
    await operation("volumeStep")("down");
    await state(({ volume }) => volume?.percent === 40);
    await operation("setVolume")(0);
    expect(channel.state.value.volume?.percent).toBe(0);
    await operation("setVolume")(100);
    expect(channel.state.value.volume?.percent).toBe(100);
    expect((await fake.state()).volume).toBe(100);
  });

  test("FE-06 media features follow the flags of the app in the foreground", async () => {
    await fake.do("flags", 0x101);
    await state(({ features }) => features.play === "available");
    expect(channel.state.value.features).toMatchObject({
      pause: "unavailable",
      next: "unavailable",
    });
    await fake.do("flags", 0x70f);
    await state(({ features }) => features.pause === "available");
    expect(channel.state.value.features).toMatchObject({
      next: "available",
      previous: "available",
      "skip-forward": "available",
      "skip-backward": "available",
    });
    await fake.do("flags", 0x100);
    await state(({ features }) => features.play === "unavailable");
  });

  test("QK-07 a device without a volume says so at once instead of hanging", async () => {
    await fake.do("flags", 0);
    await state(({ volume }) => volume?.control === "relative");
    await expect(operation("setVolume")(10)).rejects.toMatchObject({ code: "unavailable" });
    await fake.do("flags", 0x100);
    await state(({ volume }) => volume?.control === "absolute");
  });

  test("CO-08 IF-100 knows the power state and follows it", async () => {
    await state(({ power }) => power === "on");
    expect(channel.state.value.features["power-state"]).toBe("available");
    for (const [status, power] of [
      ["Asleep", "off"],
      ["Screensaver", "on"],
      ["Asleep", "off"],
      ["Idle", "on"],
      ["Awake", "on"],
    ] as const) {
      await fake.do("status", status);
      await state((now) => now.power === power);
    }
  });

  test("QK-03 IF-101 IF-102 sleeping and waking wait for the device to say so", async () => {
    // A session opens without it where the device takes its time, and then waits for nothing.
    await state(({ power }) => power === "on");
    const sleeping = operation("turnOff")();
    await fake.until(({ powered }) => !powered);
    await fake.do("status", "Asleep");
    await sleeping;
    expect(channel.state.value.power).toBe("off");
    const waking = operation("turnOn")();
    await fake.until(({ powered }) => powered);
    await fake.do("status", "Awake");
    await waking;
    expect(channel.state.value.power).toBe("on");
  });

  test("CO-13 lists apps and accounts, launches by name and by link, switches", async () => {
    await fake.do("apps", { "com.netflix.Netflix": "Netflix", "com.apple.TVSearch": "Sök" });
    await fake.do("accounts", { A1: "Anna", B2: "Bob" });
    expect(await operation("appList")()).toEqual([
      { id: "com.netflix.Netflix", name: "Netflix" },
      { id: "com.apple.TVSearch", name: "Sök" },
    ]);
    expect(await operation("accountList")()).toEqual([
      { id: "A1", name: "Anna" },
      { id: "B2", name: "Bob" },
    ]);
    await operation("launchApp")("com.netflix.Netflix");
    await operation("launchApp")("https://tv.apple.com/show/1");
    await operation("switchAccount")("B2");
    expect(await fake.state()).toMatchObject({
      app: "com.netflix.Netflix",
      url: "https://tv.apple.com/show/1",
      account: "B2",
    });
  });

  test("CO-33 reads an app list in which pyatv's encoder refers back", async () => {
    const apps = { "com.example.long.name": "com.example.long.name", b: "com.example.long.name" };
    await fake.do("apps", apps);
    expect(await operation("appList")()).toEqual(
      Object.entries(apps).map(([id, name]) => ({ id, name })),
    );
  });

  test("CO-16 CO-17 reads, sets, appends and clears text, Korean and emoji too", async () => {
    expect(await operation("textGet")()).toBe((await fake.state()).text);
    expect(await operation("textSet")("안녕 👋")).toBe("안녕 👋");
    await fake.until(({ text }) => text === "안녕 👋");
    expect(await operation("textAppend")(" 세계")).toBe("안녕 👋 세계");
    await fake.until(({ text }) => text === "안녕 👋 세계");
    expect(channel.state.value.keyboard).toMatchObject({ focused: true, text: "안녕 👋 세계" });
    await operation("textClear")();
    await fake.until(({ text }) => text === "");
    expect(await operation("textGet")()).toBe("");
  });

  test("CO-18 IF-130 IF-131 follows the focus of a text field", async () => {
    await state(({ keyboard }) => keyboard?.focused === true);
    await fake.do("focus", "Unfocused");
    await state(({ keyboard }) => keyboard?.focused === false);
    expect(await operation("textGet")()).toBeNull();
    await expect(operation("textSet")("x")).rejects.toMatchObject({ code: "unavailable" });
    await fake.do("focus", "Focused");
    await state(({ keyboard }) => keyboard?.focused === true);
  });

  test("CO-14 CO-15 IF-140 swipes, touches and clicks", async () => {
    await operation("swipe")({ x: 100, y: 900 }, { x: 900, y: -50 }, 100);
    const swiped = await fake.until(({ touch }) => touch?.[0] === "Release");
    expect(swiped.touch?.slice(1, 3)).toEqual([900, 0]);
    await operation("touch")("press", { x: 5000, y: 10.7 });
    const pressed = await fake.until(({ touch }) => touch?.[0] === "Press");
    expect(pressed.touch?.slice(1, 3)).toEqual([1000, 10]);
    expect(pressed.touch?.[3]).toBeGreaterThan(100_000_000);
    await operation("touch")("release", { x: 0, y: 0 });
    await operation("click")("tap");
    const clicked = await fake.until(({ touch }) => touch?.[0] === "Click");
    expect(clicked).toMatchObject({ button: "select" });
    await operation("click")("double");
  });

  test("E75 an unknown event, and one that makes no sense, change nothing", async () => {
    // The last things that a fresh session learns by itself, in either order.
    await state(({ volume }) => volume?.control === "absolute" && volume.percent !== null);
    await state(({ power }) => power === "on");
    const before = channel.state.value;
    await fake.do("event", { id: "NowPlayingInfo", content: { anything: [1, { a: 2 }] } });
    await fake.do("event", { id: "_iMC", content: { _mcF: "text" } });
    await channel.probe();
    expect(channel.state.value).toBe(before);
  });

  test("a probe of a living link resolves", () => channel.probe());

  test("CO-19 QK-06 closing de-registers every event and ends every session", async () => {
    await fake.until(({ interests }) => interests.length === 3);
    await channel.close();
    const left = await fake.until(({ clients }) => clients === 0);
    expect(left).toMatchObject({ interests: [], sid: 0, textSession: false });
    await channel.close();
    expect(await channel.closed).toEqual({ kind: "asked" });
    await expect(operation("press")("up", "tap")).rejects.toMatchObject({ code: "lost" });
  });

  test("a session that the device no longer knows does not keep us from closing", async () => {
    await fake.do("session", 1);
    await channel.close();
    expect(await channel.closed).toEqual({ kind: "asked" });
  });

  test("a device that hangs up ends the channel, and a reset one fails it", async () => {
    // The first answer is behind all that the fake told by itself; the second is behind the answers
    // to what we asked because of that: it tells its flags at each "_interest", and we ask the volume.
    const nothingIsUnread = async () => {
      await channel.probe();
      await channel.probe();
    };
    // Hanging up on a question that is still unread would be a reset, by the rules of TCP.
    await nothingIsUnread();
    await fake.do("drop", "close");
    expect(await channel.closed).toEqual({ kind: "ended" });
    channel = await open();
    // And libuv takes a reset right behind an answer that is still unread for an orderly end.
    await nothingIsUnread();
    await fake.do("drop", "reset");
    expect(await channel.closed).toMatchObject({ kind: "failed", error: { code: "lost" } });
    await expect(channel.probe()).rejects.toMatchObject({ code: "lost" });
  });

  test("two channels to one device work side by side", async () => {
    const second = await open();
    await second.operations.press?.("guide", "tap");
    await operation("press")("menu", "tap");
    expect((await fake.state()).button).toBe("menu");
    await second.close();
  });
});

describe("a system without FetchAttentionState", () => {
  test("E72 CO-08 the power state comes from the first event", async () => {
    await fake.do("attention", false);
    channel = await open();
    expect(channel.state.value.power).toBe("unknown");
    expect(channel.state.value.features["power-state"]).toBe("unsupported");
    await channel.probe();
    await fake.until(({ interests }) => interests.includes("SystemStatus"));
    await fake.do("event", { id: "TVSystemStatus", content: { state: 1 } });
    await state(({ power }) => power === "off");
    await channel.close();
    await fake.do("attention", true);
  });
});
