import { afterEach, describe, expect, it } from "vitest";
import type { VirtualTvOptions } from "../../src/main/virtual-tv/virtual-tv.ts";
import { PIN, World } from "./whole-path.ts";

/** The ways to MediaRemote that did not open, as the log tells them. */
const failedWays = (world: World) =>
  world.written.flatMap((line) =>
    line.includes("channel did not open") ? (/"?way"?[=:]\s?"?(\w+)/.exec(line)?.[1] ?? []) : [],
  );

describe("an Apple TV HD with tvOS 14, which has MediaRemote twice", () => {
  let world: World;
  afterEach(() => world.close());

  const start = async (options: Omit<VirtualTvOptions, "runtime"> = {}) => {
    world = await World.start({ model: "apple-tv-hd-tvos14", ...options });
  };
  const paired = async () => {
    await world.listed();
    world.hub.startPairing(world.id);
    await world.step("enter-pin");
    world.hub.pairing.submitPin(PIN);
    const done = await world.step("paired", 20_000);
    await world.until("both are open", () => world.opened("mrp", "companion"), 20_000);
    return done;
  };
  const shows = async () => {
    world.tv.scenarios.playEpisode();
    await world.until("it is shown", () => world.shown.nowPlaying?.state === "playing");
  };

  it("IF-004 is reached through the tunnel, and not twice", async () => {
    await start();
    const done = await paired();
    expect(done.limited).toEqual([]);
    expect(world.inputs).toContain("airplay verified");
    await shows();
    // AirPlay beside them is for what is played there (decision 30).
    expect(world.shown.protocols).toEqual(["mrp", "companion", "airplay", "raop"]);
    expect(failedWays(world)).toEqual([]);
  });

  const keptOut = [
    // A key that AirPlay refuses: no film can be sent to it, and the wizard says so.
    ["home-only", [{ protocol: "airplay", cause: "unpaired" }]],
    ["password", []],
  ] as const;
  for (const [access, limited] of keptOut)
    it(`E60 is reached directly when AirPlay is ${access}, and the remote lacks nothing`, async () => {
      await start({ access });
      const done = await paired();
      expect(done.limited).toEqual(limited);
      expect(world.lost()).toEqual({});
      expect(failedWays(world)).toContain("tunnel");
      await shows();
    });

  it("is reached directly when the tunnel goes away and does not come back", async () => {
    await start();
    await paired();
    world.tv.faults.airplay.tunnelRefusals = 99;
    world.tv.faults.airplay.reset("data");
    await world.until("it is gone", () => !world.opened("mrp"));
    await world.until("it is open again", () => world.opened("mrp"), 20_000);
    expect(failedWays(world)).toContain("tunnel");
    await shows();
  });

  it("pairs over MediaRemote when Companion takes no code, and one code opens all", async () => {
    await start({ companionPairs: false });
    await world.listed();
    world.hub.startPairing(world.id);
    expect(await world.step("enter-pin")).toMatchObject({ protocol: "mrp", second: null });
    world.hub.pairing.submitPin(PIN);
    await world.step("paired", 20_000);
    await world.until("it is connected", () => world.shown.protocols.includes("mrp"));
    await shows();
    await world.press("up");
    expect(world.presses()).toEqual(["up"]);
  });

  it("MR-05 offers pairing before anything is opened without a key", async () => {
    await start();
    await world.listed();
    await world.run(world.hub.select(world.id));
    await world.pass(10_000);
    expect(world.hub.devices.value.devices).toMatchObject([
      { needsPairing: true, pairable: true, paired: false },
    ]);
    expect(world.hub.peek(world.id)?.connection.phase ?? "offline").toBe("offline");
    // Even when somebody insists, as `cli connect` does.
    expect(await world.codeOf(world.hub.session(world.id).connect())).toBe("unpaired");
    expect(world.phase()).toBe("needs-pairing");
  });

  it("RB-01 a direct link without a heartbeat is given up within 45 s, and the rest goes on", async () => {
    await start({ access: "home-only" });
    await paired();
    await shows();
    world.tv.faults.mrp.deafToHeartbeat = true;
    const tookMs = await world.until(
      "it is noticed",
      () => world.lost()["mrp"] !== undefined,
      60_000,
    );
    expect(tookMs).toBeLessThanOrEqual(45_000);
    expect(world.shown.nowPlaying).toBeNull();
    await world.press("up");
    expect(world.presses()).toEqual(["up"]);
    world.tv.faults.mrp.deafToHeartbeat = false;
    await world.until("it shows again", () => world.shown.nowPlaying?.state === "playing", 5000);
    expect(world.lost()).toEqual({});
  });

  it("a message that nobody knows harms nothing", async () => {
    await start({ access: "home-only" });
    await paired();
    world.tv.faults.mrp.garbageNext = true;
    await shows();
    expect(world.lost()).toEqual({});
  });

  it("is reached on its new ports after a restart of the device", async () => {
    await start({ access: "home-only" });
    await paired();
    await shows();
    const restarted = world.tv.restart();
    await world.until("it is away", () => world.phase() !== "ready");
    await restarted;
    await world.until("it shows again", () => world.shown.nowPlaying?.state === "playing", 5000);
  });
});
