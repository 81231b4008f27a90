import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Channel } from "../../src/main/protocols/plugin.ts";
import { settle } from "../support/manual-clock.ts";
import {
  type CompanionWorld,
  companionWorld,
  inTime,
  operation,
  stateOf,
} from "./companion-world.ts";

let world: CompanionWorld;
let channel: Channel;

beforeEach(async () => {
  world = await companionWorld();
  channel = await world.open();
});
afterEach(async () => {
  await inTime(world.clock, channel.close());
  await world.close();
});

describe("CO-10 buttons", () => {
  test("tap, double and hold arrive as such", async () => {
    await operation(channel, "press")("menu", "tap");
    await world.tv.received("menu");
    await operation(channel, "press")("home", "double");
    await world.tv.received("double home");
    const holding = operation(channel, "press")("home", "hold");
    await world.clock.advance(1000);
    await holding;
    await world.tv.received("hold home");
  });

  test("a real hold lasts as long as the finger", async () => {
    await operation(channel, "button")("select", "down");
    await world.clock.advance(1500);
    await operation(channel, "button")("select", "up");
    await world.tv.received("hold select");
  });

  test("taps sent at once arrive one after the other", async () => {
    const sent: string[] = [];
    world.tv.inputs.on(({ what }) => sent.push(what));
    const press = operation(channel, "press");
    await Promise.all([press("right", "tap"), press("down", "tap"), press("left", "tap")]);
    expect(sent).toEqual(["right", "down", "left"]);
  });

  test("a silent _hidC delays the next press by a quarter of a second, not by five", async () => {
    world.tv.faults.noAnswer("_hidC");
    const first = operation(channel, "press")("right", "tap").catch((error: unknown) => error);
    await settle();
    world.tv.faults.clear();
    const second = operation(channel, "press")("down", "tap");
    await world.clock.advance(250);
    await second;
    // The press was swallowed, so the TV sees only the finger leave.
    expect(await first).toMatchObject({ code: "rejected" });
    await world.clock.advance(5000);
  });

  test("a button still held when we leave is lifted", async () => {
    await operation(channel, "button")("left", "down");
    await channel.close();
    await world.tv.received("left");
  });

  test("a button without a number is unsupported", async () => {
    await expect(operation(channel, "press")("top-menu", "tap")).rejects.toMatchObject({
      code: "unsupported",
      details: { subject: "top-menu" },
    });
    await expect(operation(channel, "media")("stop")).rejects.toMatchObject({
      code: "unsupported",
    });
  });
});

describe("media and volume", () => {
  test("FE-06 CO-12 what can be played follows the player", async () => {
    expect(channel.state.value.features.pause).toBe("unavailable");
    world.tv.scenarios.play();
    await stateOf(channel, ({ features }) => features.pause === "available");
    await operation(channel, "media")("pause");
    await operation(channel, "skip")(-10);
    expect(world.tv.state.value.player).toMatchObject({ playing: false });
    await operation(channel, "media")("play-pause");
    expect(world.tv.state.value.player).toMatchObject({ playing: true });
  });

  test("IF-121 sets an absolute volume and shows it", async () => {
    world.tv.scenarios.volume("absolute", 20);
    await stateOf(channel, ({ volume }) => volume?.percent === 20);
    await operation(channel, "setVolume")(70);
    expect(channel.state.value.volume).toEqual({ control: "absolute", percent: 70 });
    await expect(operation(channel, "setVolume")(101)).rejects.toMatchObject({ code: "invalid" });
  });

  test("QK-07 a relative volume steps without waiting and cannot be set", async () => {
    world.tv.scenarios.volume("relative");
    await stateOf(channel, ({ volume }) => volume?.control === "relative");
    await operation(channel, "volumeStep")("up");
    await expect(operation(channel, "setVolume")(10)).rejects.toMatchObject({
      code: "unavailable",
    });
    expect(channel.state.value.features["set-volume"]).toBe("unavailable");
  });

  test("QK-07 a TV that ignores the new volume is asked once more and then believed", async () => {
    world.tv.scenarios.volume("absolute", 20);
    await stateOf(channel, ({ volume }) => volume?.percent === 20);
    world.tv.faults.noAnswer("_mcc");
    const setting = operation(channel, "setVolume")(70).catch((error: unknown) => error);
    await world.clock.advance(5000);
    expect(await setting).toMatchObject({ code: "timeout" });
    expect(world.clock.armedTimers).toBe(0);
  });
});

describe("power", () => {
  test("QK-03 resolves when the TV says that it sleeps, and that it is awake", async () => {
    await operation(channel, "turnOff")();
    expect(channel.state.value.power).toBe("off");
    expect(world.tv.state.value.power).toBe("asleep");
    await operation(channel, "turnOn")();
    expect(channel.state.value.power).toBe("on");
  });
});

describe("apps and accounts", () => {
  test("CO-13 IF-110 IF-111 IF-112 lists, launches and switches", async () => {
    const apps = await operation(channel, "appList")();
    expect(apps).toContainEqual(world.tv.state.value.apps[0]);
    await operation(channel, "launchApp")("com.netflix.Netflix");
    await world.tv.received("launch com.netflix.Netflix");
    const [, second] = await operation(channel, "accountList")();
    await operation(channel, "switchAccount")(second?.id ?? "");
    expect(world.tv.state.value.accountId).toBe(second?.id);
    await expect(operation(channel, "switchAccount")("nobody")).rejects.toMatchObject({
      code: "rejected",
      details: { subject: "nobody" },
    });
  });
});

describe("the keyboard", () => {
  test("CO-18 the field's text, prompt and secrecy appear when the TV asks, and go with it", async () => {
    expect(channel.state.value.keyboard).toMatchObject({ focused: false, text: "" });
    world.tv.scenarios.askForText({ secure: true, text: "abc" });
    await stateOf(channel, ({ keyboard }) => keyboard?.focused === true);
    expect(channel.state.value.keyboard).toMatchObject({ text: "abc", secure: true });
    expect(channel.state.value.keyboard?.prompt).not.toBe("");
    world.tv.scenarios.closeTextField();
    await stateOf(channel, ({ keyboard }) => keyboard?.focused === false);
    expect(channel.state.value.keyboard).toMatchObject({ text: "", secure: false });
  });

  test("CO-16 CO-17 get, set, append and clear; Korean and emoji arrive whole", async () => {
    world.tv.scenarios.askForText({ text: "x" });
    expect(await operation(channel, "textGet")()).toBe("x");
    expect(await operation(channel, "textSet")("영화 🎬")).toBe("영화 🎬");
    expect(await operation(channel, "textAppend")("!")).toBe("영화 🎬!");
    await settle();
    expect(world.tv.state.value.keyboard?.text).toBe("영화 🎬!");
    await operation(channel, "textClear")();
    await settle();
    expect(world.tv.state.value.keyboard?.text).toBe("");
  });

  test("edits in quick succession end in the last one", async () => {
    world.tv.scenarios.askForText();
    const set = operation(channel, "textSet");
    await Promise.all(["h", "he", "hel", "hell", "hello"].map((text) => set(text)));
    await settle();
    expect(world.tv.state.value.keyboard?.text).toBe("hello");
    expect(channel.state.value.keyboard).toMatchObject({ focused: true, text: "hello" });
  });

  test("without a field there is no text, and nothing to edit", async () => {
    expect(await operation(channel, "textGet")()).toBeNull();
    for (const edit of [
      () => operation(channel, "textSet")("x"),
      operation(channel, "textClear"),
    ]) {
      await expect(edit()).rejects.toMatchObject({ code: "unavailable" });
    }
  });

  test("a field that closes while a session is renewed is closed", async () => {
    world.tv.scenarios.askForText();
    await stateOf(channel, ({ keyboard }) => keyboard?.focused === true);
    const reading = operation(channel, "textGet")();
    world.tv.scenarios.closeTextField();
    await reading;
    await settle();
    expect(await operation(channel, "textGet")()).toBeNull();
    expect(channel.state.value.keyboard?.focused).toBe(false);
  });
});

describe("the touch pad", () => {
  test("CO-15 a swipe has a point every 16 ms and ends where it should", async () => {
    const touches: { readonly what: string; readonly atMs: number }[] = [];
    world.tv.inputs.on((input) => {
      if (input.what.startsWith("touch")) touches.push(input);
    });
    const startMs = world.clock.now();
    const swiping = operation(channel, "swipe")({ x: 100, y: 500 }, { x: 900, y: 500 }, 160);
    await inTime(world.clock, swiping);
    await world.tv.received("swipe right");
    expect(touches[0]?.what).toContain(" 100,500");
    expect(touches.at(-1)?.what).toContain(" 900,500");
    expect(touches).toHaveLength(12);
    const moves = touches.slice(1, -1).map(({ atMs }) => atMs - startMs);
    expect(moves).toEqual(Array.from({ length: 10 }, (_, at) => at * 16));
  });

  test("CO-15 clicks once, twice and long", async () => {
    const click = operation(channel, "click");
    for (const [action, what] of [
      ["tap", "select"],
      ["double", "double select"],
      ["hold", "hold select"],
    ] as const) {
      const clicking = click(action);
      await world.clock.advance(2000);
      await clicking;
      await world.tv.received(what);
    }
  });

  test("a swipe stops when the link is cut", async () => {
    const swiping = operation(channel, "swipe")({ x: 0, y: 0 }, { x: 900, y: 0 }, 1000);
    const outcome = swiping.catch((error: unknown) => error);
    await world.clock.advance(100);
    world.tv.faults.reset();
    await world.clock.advance(100);
    expect(await outcome).toMatchObject({ code: "lost" });
    expect(world.clock.armedTimers).toBe(0);
  });
});

describe("secrecy", () => {
  test("neither log nor trace ever holds text, PIN or keys", async () => {
    const written: string[] = [];
    const runtime = {
      ...world.runtime,
      trace: {
        enabled: true,
        record: (...parts: readonly string[]) => void written.push(parts.join(" ")),
      },
    };
    const plan = world.plan;
    const traced = await plan.open({ ...world.context(new AbortController().signal), runtime });
    world.tv.scenarios.askForText({ secure: true });
    await operation(traced, "textSet")("correct horse");
    await traced.close();
    expect(written.join("\n")).toContain("_tiC");
    expect(written.join("\n")).not.toContain("horse");
    const key = Buffer.from(world.credentials.ourPrivateKey.expose()).toString("hex");
    expect(written.join("\n")).not.toContain(key);
  });
});
