import { afterEach, describe, expect, it } from "vitest";
import type { VirtualTvOptions } from "../../src/main/virtual-tv/virtual-tv.ts";
import { PIN, TV_ADDRESS, World } from "./whole-path.ts";

const WAKE_PORT = 9;
const MDNS_PORT = 5353;

describe("power, sleep and coming back", () => {
  let world: World;
  afterEach(() => world.close());

  const whole = () => world.opened("mrp", "companion");
  const shows = () => whole() && world.shown.nowPlaying?.state === "playing";
  const power = (wanted: "on" | "off" | "toggle") =>
    world.hub.session(world.id).commands.power(wanted);
  const start = async (options: Omit<VirtualTvOptions, "runtime"> = {}) => {
    world = await World.start(options);
    await world.paired();
    await world.until("both are open", whole);
  };
  const pressed = (since: number) =>
    world.inputs.slice(since).filter((what) => ["wake", "sleep", "menu"].includes(what));

  it("QK-03 off and on wait until the TV says so", async () => {
    await start();
    await world.run(power("off"));
    expect(world.tv.state.value.power).toBe("asleep");
    expect(world.shown.power).toBe("off");
    await world.run(power("on"));
    expect(world.tv.state.value.power).toBe("on");
    expect(world.shown.power).toBe("on");
    expect(world.shown.owners).toMatchObject({
      "power-state": "companion",
      "turn-on": "companion",
    });
  });

  it("QK-03 a TV that does not follow is a `timeout` in time, and the link stays", async () => {
    await start();
    world.tv.faults.noAnswer("_hidC");
    const startMs = world.clock.now();
    expect(await world.codeOf(power("off"), 20_000)).toBe("timeout");
    expect(world.clock.now() - startMs).toBeLessThanOrEqual(16_000);
    expect(world.shown.power).toBe("on");
    expect(world.phase()).toBe("ready");
  });

  it("users.md F10 Menu is pressed after Wake only when the TV was off", async () => {
    await start();
    const before = world.inputs.length;
    await world.run(power("on"));
    expect(pressed(before)).not.toContain("menu");
    await world.run(power("off"));
    const off = world.inputs.length;
    await world.run(power("on"));
    expect(pressed(off)).toContain("menu");
  });

  it("QK-01 without an attention state the other protocol's word counts", async () => {
    world = await World.start();
    world.tv.faults.noHandler("FetchAttentionState");
    await world.paired();
    await world.until("both are open", whole);
    expect(world.shown).toMatchObject({ power: "on", owners: { "power-state": "mrp" } });
  });

  it("unknown stays unknown where nothing tells, and is not waited for", async () => {
    world = await World.start({ access: "home-only" });
    world.tv.faults.noHandler("FetchAttentionState");
    await world.listed();
    world.hub.startPairing(world.id);
    await world.step("enter-pin");
    world.hub.pairing.submitPin(PIN);
    await world.step("paired", 20_000);
    await world.until("it is connected", () => world.phase() === "ready");
    expect(world.shown.power).toBe("unknown");
    expect(world.shown.features["power-state"]).not.toBe("available");
    const startMs = world.clock.now();
    await world.run(power("off"));
    expect(world.clock.now() - startMs).toBeLessThanOrEqual(1000);
    expect(world.tv.state.value.power).toBe("asleep");
  });

  it("a TV in deep sleep gets the packet before anything else, wakes, and is turned on", async () => {
    await start();
    await world.run(power("off"));
    world.lan.silence(TV_ADDRESS);
    // The tunnel's feedback tells first; what else is open is asked then, and not a minute later.
    await world.until("it is away", () => world.phase() === "waiting", 20_000);
    await world.pass(60_000);
    const before = world.inputs.length;
    const sent: string[] = [];
    world.lan.sent.on(({ to, toPort }) => {
      if (toPort === WAKE_PORT) sent.push("packet");
      if (to === TV_ADDRESS && toPort === MDNS_PORT) sent.push("question");
      // Its network card hears it.
      if (toPort === WAKE_PORT) world.lan.silence(TV_ADDRESS, false);
    });
    await world.run(power("on"), 20_000);
    expect(sent[0]).toBe("packet");
    expect(sent).toContain("question");
    expect(world.tv.state.value.power).toBe("on");
    expect(pressed(before)).toContain("menu");
  });

  it("a TV behind a sleep proxy is left asleep, and woken when somebody wants it", async () => {
    await start();
    await world.run(world.tv.faults.sleepProxy());
    await world.until("it is away", () => world.phase() !== "ready");
    const packets: string[] = [];
    world.lan.sent.on(({ to, toPort }) => {
      if (toPort === WAKE_PORT) packets.push(to);
    });
    await world.pass(120_000);
    expect(packets).toEqual([]);
    expect(world.hub.devices.value.devices).toMatchObject([{ asleep: true }]);
    const waking = power("on");
    await world.until("the packet is out", () => packets.length > 0);
    await world.run(world.tv.faults.sleepProxy(false));
    await world.run(waking, 20_000);
    await world.until("both are open", whole, 10_000);
    expect(world.shown.power).toBe("on");
  });

  it("this machine sleeps for an hour: everything is back within two seconds of waking", async () => {
    await start();
    world.tv.scenarios.playEpisode({ durationS: 7200 });
    await world.until("it is shown", shows);
    world.lan.silence(TV_ADDRESS);
    await world.pass(3600_000 / 30);
    expect(world.phase()).not.toBe("ready");
    world.lan.silence(TV_ADDRESS, false);
    world.hub.resumed();
    expect(await world.until("it is shown again", shows, 5000)).toBeLessThanOrEqual(2000);
  });

  it("this machine sleeps for a moment: nothing is opened anew", async () => {
    await start();
    world.tv.scenarios.playEpisode();
    await world.until("it is shown", shows);
    const before = world.inputs.length;
    world.hub.resumed();
    await world.pass(5000);
    expect(shows()).toBe(true);
    expect(world.lost()).toEqual({});
    expect(world.inputs.slice(before)).not.toContain("airplay verified");
  });

  it("the connections died while this machine slept: noticed by waking, not by a press", async () => {
    await start();
    world.tv.scenarios.playEpisode();
    await world.until("it is shown", shows);
    world.tv.faults.halfOpen();
    world.hub.resumed();
    await world.until("it is noticed", () => world.phase() !== "ready", 10_000);
    world.tv.faults.halfOpen(false);
    await world.until("it is shown again", shows, 40_000);
  });

  it("E79 the TV restarts and comes back with other ports", async () => {
    await start();
    world.tv.scenarios.playEpisode();
    await world.until("it is shown", shows);
    const restarted = world.tv.restart();
    await world.until("it is away", () => world.phase() !== "ready");
    await restarted;
    await world.until("it is shown again", shows, 5000);
    expect(world.lost()).toEqual({});
    await world.press("up");
    expect(world.presses()).toEqual(["up"]);
  });

  it("E62 the TV forgets us: pairing is asked for, and one code opens both again", async () => {
    await start();
    world.tv.scenarios.playEpisode();
    await world.until("it is shown", shows);
    world.tv.faults.forgetPairing();
    await world.until("it asks", () => world.phase() === "needs-pairing", 20_000);
    expect(world.shown.nowPlaying).toBeNull();
    await world.paired();
    await world.until("it is shown again", shows, 10_000);
    expect(world.lost()).toEqual({});
    // The old key is gone.
    const before = world.written.length;
    await world.restartHub();
    await world.until("it is shown again", shows, 10_000);
    const failed = world.written.slice(before).filter((line) => line.includes("did not open"));
    expect(failed).toEqual([]);
  });
});
