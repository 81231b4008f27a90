import { afterEach, describe, expect, it } from "vitest";
import { World } from "./whole-path.ts";

describe("a HomePod mini, which shows no code", () => {
  let world: World;
  afterEach(() => world.close());

  const start = async () => {
    world = await World.start({ model: "homepod-mini" });
    await world.chosen();
  };
  const commands = () => world.hub.session(world.id).commands;

  it("AP-01 PA-63 is chosen, and that is all", async () => {
    await start();
    expect(world.hub.devices.value).toMatchObject({
      devices: [{ kind: "homepod", needsPairing: false, pairable: false }],
      selectedId: world.id,
    });
    expect(world.shown.protocols).toEqual(["mrp", "raop"]);
    expect(world.lost()).toEqual({});
    expect(await world.credentials.get(world.id)).toEqual({});
    expect(() => world.hub.startPairing(world.id)).toThrow();
  });

  it("shows what plays, pauses it, and changes its volume", async () => {
    await start();
    world.tv.scenarios.playSongs();
    await world.until("it plays", () => world.shown.nowPlaying?.state === "playing");
    expect(world.shown.nowPlaying).toMatchObject({ title: "Slack Water", kind: "music" });
    await world.run(commands().media("pause"));
    await world.until("it is paused", () => world.shown.nowPlaying?.state === "paused");
    await world.run(commands().setVolume(30));
    expect(world.shown.volume).toEqual({ control: "absolute", percent: 30 });
    expect(world.tv.state.value.volume.percent).toBeCloseTo(30, 0);
    await world.run(commands().setShuffle("songs"));
    await world.until("it shuffles", () => world.shown.nowPlaying?.shuffle === "songs");
  });

  it("is remembered and connected again when the program starts", async () => {
    await start();
    world.tv.scenarios.playSongs();
    await world.restartHub();
    await world.until("it plays", () => world.shown.nowPlaying?.state === "playing");
    expect(world.hub.devices.value.selectedId).toBe(world.id);
  });

  it("is back by itself after its connections were cut", async () => {
    await start();
    world.tv.scenarios.playSongs();
    await world.until("it plays", () => world.shown.nowPlaying !== null);
    world.tv.faults.reset();
    await world.until("it is away", () => world.phase() !== "ready");
    await world.until("it plays again", () => world.shown.nowPlaying?.state === "playing", 1000);
  });

  it("leaves nothing open on the network and no timer armed", async () => {
    await start();
    await world.close();
    expect(world.lan.openHandles).toBe(0);
    expect(world.clock.armedTimers).toBe(0);
  });
});
