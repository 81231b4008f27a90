import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { memoryPairings } from "../../src/main/hap/accessory.ts";
import type { HapCredentials } from "../../src/main/hap/credentials.ts";
import type { Channel } from "../../src/main/protocols/plugin.ts";
import { Secret } from "../../src/main/runtime/secret.ts";
import { until } from "../../src/main/runtime/signal.ts";
import { tvAccounts, tvApps } from "../../src/main/virtual-tv/tv-apps.ts";
import type { Button } from "../../src/shared/model/buttons.ts";
import { type TvLan, tvLan } from "../support/tv-lan.ts";

/** An operation that this channel must offer. */
function op<N extends keyof Channel["operations"]>(channel: Channel, name: N) {
  const operation = channel.operations[name];
  if (operation === undefined) throw new Error(`the channel cannot ${name}`);
  return operation as NonNullable<Channel["operations"][N]>;
}

describe("our Companion client and the virtual Apple TV", () => {
  let world: TvLan;
  let credentials: HapCredentials;
  let channel: Channel;

  // One TV that is started again and again: pairing is the slow part, and not what this is about.
  const owner = { seed: new Secret(new Uint8Array(32).fill(9)), pairings: memoryPairings() };

  beforeAll(async () => {
    const first = await tvLan(owner);
    credentials = await first.pair();
    await first.close();
  });

  beforeEach(async () => {
    world = await tvLan(owner);
    channel = await world.open(credentials);
  });

  afterEach(async () => {
    await world.run(channel.close());
    await world.close();
    await world.clock.advance(0);
    expect(world.lan.openHandles).toBe(0);
    expect(world.clock.armedTimers).toBe(0);
  });

  const becomes = (test: (state: Channel["state"]["value"]) => boolean) =>
    world.run(until(channel.state, test));

  it("connects in the order that tvOS 26 wants (CO-04, CO-05, CO-06, CO-07)", () => {
    expect(world.tv.state.value.controllers).toBe(1);
    expect(channel.state.value.power).toBe("on");
  });

  const remoteButtons: Button[] = [
    "up",
    "down",
    "left",
    "right",
    "select",
    "menu",
    "home",
    "volume-up",
    "volume-down",
    "channel-up",
    "channel-down",
    "guide",
    "screensaver",
    "control-center",
    "siri",
    "play-pause",
  ];

  it.each(remoteButtons)("sends %s as a tap, a double tap and a hold (CO-10)", async (button) => {
    const press = op(channel, "press");
    await world.run(press(button, "tap"));
    await world.tv.received(button);
    await world.clock.advance(1000);
    await world.run(press(button, "double"));
    await world.tv.received(`double ${button}`);
    await world.run(press(button, "hold"));
    await world.tv.received(`hold ${button}`);
  });

  it("sends the edges of a button that a finger holds (CO-10)", async () => {
    const button = op(channel, "button");
    await world.run(button("home", "down"));
    await world.clock.advance(2000);
    await world.tv.received("hold home");
    await world.run(button("home", "up"));
    expect(world.tv.screen.value.view).toBe("control-center");
  });

  it("controls what plays, and knows what can be controlled (CO-11, CO-12)", async () => {
    world.tv.scenarios.play();
    await becomes(({ features }) => features["skip-forward"] === "available");
    await world.run(op(channel, "media")("pause"));
    await world.tv.received("pause");
    await world.run(op(channel, "skip")(30));
    await world.run(op(channel, "skip")(-10));
    // It stood a few steps of the clock after its start when it was paused.
    expect(world.tv.state.value.player?.playing).toBe(false);
    expect(Math.round(world.tv.state.value.player?.positionS ?? 0)).toBe(20);
  });

  it("sets and steps the volume, and hears what it became (CO-12)", async () => {
    await world.run(op(channel, "setVolume")(25));
    expect(world.tv.state.value.volume.percent).toBe(25);
    await becomes(({ volume }) => volume?.percent === 25);
    await world.run(op(channel, "volumeStep")("up"));
    await becomes(({ volume }) => volume?.percent === 31.25);
  });

  it("knows that the volume is not the TV's to set (CO-12)", async () => {
    world.tv.scenarios.volume("relative");
    await becomes(({ volume }) => volume?.control !== "absolute");
  });

  it("lists apps, launches by identifier and link, and hears of a refusal (CO-13)", async () => {
    const apps = await world.run(op(channel, "appList")());
    expect(new Set(apps.map(({ id }) => id))).toEqual(new Set(tvApps.map(({ id }) => id)));
    await world.run(op(channel, "launchApp")("com.netflix.Netflix"));
    await world.tv.received("launch com.netflix.Netflix");
    await world.run(op(channel, "launchApp")("https://www.youtube.com/watch?v=1"));
    await world.tv.received("open https://www.youtube.com/watch?v=1");
    world.tv.scenarios.refuseLaunch("com.plexapp.plex");
    await expect(world.run(op(channel, "launchApp")("com.plexapp.plex"))).rejects.toMatchObject({
      code: "rejected",
      details: { deviceCode: 4, deviceDomain: "FBSOpenApplicationErrorDomain" },
    });
  });

  it("lists accounts and switches (CO-13)", async () => {
    const accounts = await world.run(op(channel, "accountList")());
    expect(accounts).toEqual(tvAccounts);
    await world.run(op(channel, "switchAccount")(tvAccounts[2]?.id ?? ""));
    expect(world.tv.screen.value.account).toBe("Kids");
  });

  it("turns the TV off and on and follows it (CO-08)", async () => {
    await world.run(op(channel, "turnOff")());
    await becomes(({ power }) => power === "off");
    expect(world.tv.screen.value.power).toBe("asleep");
    await world.run(op(channel, "turnOn")());
    await becomes(({ power }) => power === "on");
  });

  it("still hears of sleep after it has probed the link (CO-08)", async () => {
    await world.run(channel.probe());
    world.tv.scenarios.fallAsleep();
    await becomes(({ power }) => power === "off");
  });

  it("edits the text that the TV asks for, live in both directions (CO-16, CO-17, CO-18)", async () => {
    world.tv.scenarios.askForText({ text: "ab" });
    await becomes(({ keyboard }) => keyboard?.focused === true && keyboard.text === "ab");
    await world.run(op(channel, "textAppend")("c 🎬"));
    await world.run(until(world.tv.state, ({ keyboard }) => keyboard?.text === "abc 🎬"));
    await world.run(op(channel, "textSet")("new"));
    await world.run(until(world.tv.state, ({ keyboard }) => keyboard?.text === "new"));
    expect(await world.run(op(channel, "textGet")())).toBe("new");
    world.tv.scenarios.closeTextField();
    await becomes(({ keyboard }) => keyboard?.focused === false);
    expect(await world.run(op(channel, "textGet")())).toBeNull();
  });

  it("knows a password field, and the TV does not show what is typed (CO-18)", async () => {
    world.tv.scenarios.askForText({ secure: true });
    await becomes(({ keyboard }) => keyboard?.secure === true);
    await world.run(op(channel, "textSet")("hunter2"));
    await world.tv.received("text (hidden)");
    expect(world.tv.screen.value.keyboard?.text).toBe("•••••••");
  });

  it("swipes, touches and clicks (CO-14, CO-15)", async () => {
    await world.run(op(channel, "swipe")({ x: 500, y: 200 }, { x: 500, y: 900 }, 100));
    await world.tv.received("swipe down");
    await world.run(op(channel, "touch")("press", { x: 1, y: 2 }));
    await world.run(world.tv.received("touch press 1,2"));
    await world.run(op(channel, "click")("tap"));
    await world.run(world.tv.received("touch click 1000,1000"));
    await world.tv.received("select");
  });

  it("serves several remotes at once, and each hears what the other did", async () => {
    const other = await world.open(await world.pair());
    expect(world.tv.state.value.controllers).toBe(2);
    await world.run(op(other, "setVolume")(10));
    await becomes(({ volume }) => volume?.percent === 10);
    await world.run(other.close());
    await world.run(until(world.tv.state, ({ controllers }) => controllers === 1));
  });
});
