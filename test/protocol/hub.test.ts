import { afterEach, describe, expect, it } from "vitest";
import { PIN, TV_ADDRESS, World } from "./whole-path.ts";

describe("the whole path, over a network in memory", () => {
  let world: World;
  afterEach(() => world.close());

  it("finds the TV, pairs by its code, and presses", async () => {
    world = await World.start();
    await world.paired();
    expect(world.hub.devices.value).toMatchObject({
      devices: [{ name: "Living Room", kind: "apple-tv", paired: true, present: true }],
      selectedId: world.id,
    });
    await world.press("up");
    expect(world.presses()).toEqual(["up"]);
    expect(world.hub.session(world.id).snapshot.value).toMatchObject({
      protocols: ["mrp", "companion", "airplay", "raop"],
      connection: { phase: "ready", lost: [] },
      power: "on",
      features: { up: "available" },
      owners: { up: "mrp", "turn-on": "companion" },
    });
  });

  it("IF-022 gives play and pause to the protocol that can at the moment", async () => {
    world = await World.start();
    await world.paired();
    await world.until("both are open", () => world.opened("mrp", "companion"));
    expect(world.shown).toMatchObject({
      features: { "play-pause": "available" },
      owners: { "play-pause": "companion" },
    });
    await world.run(world.hub.session(world.id).commands.press("play-pause", "tap"));
    world.tv.scenarios.playEpisode();
    await world.until("it is shown", () => world.shown.nowPlaying?.state === "playing");
    expect(world.shown.owners["play-pause"]).toBe("mrp");
    await world.run(world.hub.session(world.id).commands.press("play-pause", "tap"));
    await world.until("it is paused", () => world.shown.nowPlaying?.state === "paused");
  });

  it("asks again by itself after a wrong code", async () => {
    world = await World.start();
    await world.listed();
    world.hub.startPairing(world.id);
    await world.until("the code is asked for", () => world.pairing().step === "enter-pin");
    world.hub.pairing.submitPin("9999");
    await world.until("the code is asked for again", () => {
      const step = world.pairing();
      return step.step === "enter-pin" && step.previous?.code === "wrong-pin";
    });
    world.hub.pairing.submitPin(PIN);
    await world.until("it is paired", () => world.pairing().step === "paired");
  });

  it("is back within half a second of a cut, and the press that met it arrives once", async () => {
    world = await World.start();
    await world.paired();
    world.lan.cut(TV_ADDRESS);
    const startMs = world.clock.now();
    let done = false;
    const press = world.press("select").then(() => {
      done = true;
    });
    await world.until("the press is answered", () => done, 500);
    await press;
    expect(world.clock.now() - startMs).toBeLessThanOrEqual(500);
    expect(world.phase()).toBe("ready");
    await world.clock.advance(3000);
    expect(world.presses()).toEqual(["select"]);
  });

  it("a press that meets two dead channels, one after the other, arrives once on a new link", async () => {
    world = await World.start();
    await world.paired();
    const { snapshot } = world.hub.session(world.id);
    const isWhole = () =>
      ["mrp", "companion"].every((id) => snapshot.value.protocols.includes(id as "mrp"));
    await world.until("both are open", isWhole);
    world.tv.faults.reset();
    let outcome: unknown;
    const press = world.press("select").then(
      () => {
        outcome = "arrived";
      },
      (error: unknown) => {
        outcome = error;
      },
    );
    await world.until("the press has an outcome", () => outcome !== undefined, 1000);
    await press;
    expect(outcome).toBe("arrived");
    await world.clock.advance(3000);
    expect(world.presses()).toEqual(["select"]);
  });

  it("notices a silent death by the press itself, and still delivers it once", async () => {
    world = await World.start();
    await world.paired();
    world.lan.silence(TV_ADDRESS);
    let done = false;
    const press = world.press("menu").then(() => {
      done = true;
    });
    await world.clock.advance(1000);
    expect(done).toBe(false);
    world.lan.silence(TV_ADDRESS, false);
    await world.until("the press is answered", () => done, 1000);
    await press;
    await world.clock.advance(3000);
    expect(world.presses()).toEqual(["menu"]);
  });

  it("drops a press that is older than two seconds when the TV comes back", async () => {
    world = await World.start();
    await world.paired();
    world.lan.silence(TV_ADDRESS);
    let code = "";
    const press = world.press("menu").catch((error) => {
      code = error.code;
    });
    await world.until("the press is given up", () => code !== "", 6000);
    await press;
    world.lan.silence(TV_ADDRESS, false);
    await world.until("it is back", () => world.phase() === "ready", 40_000);
    await world.clock.advance(3000);
    expect(world.presses()).toEqual([]);
  });

  it("follows the TV to another port by what it announces", async () => {
    world = await World.start();
    await world.paired();
    const moved = world.tv.faults.changePort();
    await world.until("it is away", () => world.phase() !== "ready");
    await moved;
    await world.until("it is back", () => world.phase() === "ready", 1000);
    await world.press("up");
    expect(world.presses()).toEqual(["up"]);
  });

  it("is still paired after a restart, and connects by itself", async () => {
    world = await World.start();
    await world.paired();
    await world.restartHub();
    await world.until("it is ready again", () => world.phase() === "ready");
    await world.press("select");
    expect(world.presses()).toEqual(["select"]);
  });

  it("asks to pair again when the TV forgot us, keeps the key, and pairs again (E62)", async () => {
    world = await World.start();
    await world.paired();
    world.tv.faults.forgetPairing();
    await world.until("it asks", () => world.phase() === "needs-pairing");
    expect(Object.keys(await world.credentials.get(world.id))).toEqual(["companion", "airplay"]);
    await world.paired();
    await world.press("up");
    expect(world.presses()).toEqual(["up"]);
  });

  it("leaves nothing open on the network and no timer armed", async () => {
    world = await World.start();
    await world.paired();
    await world.press("up");
    await world.close();
    expect(world.lan.openHandles).toBe(0);
    expect(world.clock.armedTimers).toBe(0);
  });
});
