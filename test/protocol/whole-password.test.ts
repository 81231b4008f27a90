import { afterEach, describe, expect, it } from "vitest";
import { Secret } from "../../src/main/runtime/secret.ts";
import type { TvModel } from "../../src/main/virtual-tv/model.ts";
import { sampleMp4 } from "../support/films.ts";
import { PIN, World } from "./whole-path.ts";

const FILM = "http://10.0.0.9/films/holiday.mp4";
const RIGHT = "open sesame";
const WRONG = "guess";
const wanted = { code: "unpaired", details: { subject: "password" } };

describe("a password that the owner has set for AirPlay", () => {
  let world: World;
  afterEach(async () => {
    await world.close();
    const told = world.written.join("\n");
    expect(told).not.toContain(RIGHT);
    await world.clock.advance(60_000);
    expect([world.lan.openHandles, world.clock.armedTimers]).toEqual([0, 0]);
  });

  const start = async (model: TvModel) => {
    world = await World.start(
      { model, access: "password", airplayPassword: new Secret(RIGHT) },
      { films: { [FILM]: { bytes: sampleMp4({ seconds: 100 }) } } },
    );
    await world.until("it is on the list", () => world.hub.devices.value.devices.length > 0);
  };
  const paired = async (model: TvModel) => {
    await start(model);
    if (model === "apple-tv-3") return world.pairedTurned();
    await world.listed();
    world.hub.startPairing(world.id);
    await world.step("enter-pin");
    world.hub.pairing.submitPin(PIN);
    await world.step("paired", 20_000);
    await world.until("it is connected", () => world.phase() === "ready", 20_000);
  };
  const play = () => world.run(world.hub.play(world.id, { url: FILM }, 0), 40_000);
  const password = (text: string | null) => world.run(world.hub.setPassword(world.id, text));
  const summary = () => world.hub.devices.value.devices[0];
  const wrongOnes = () => world.inputs.filter((what) => what === "wrong password").length;
  const plays = () => world.tv.state.value.player?.playing ?? false;
  const stop = () => world.run(world.hub.stopPlaying(world.id), 10_000);

  describe.each(["apple-tv-4k-tvos26", "apple-tv-3"] as const)("to play on %s", (model) => {
    it("is asked for when it is missing or wrong, and right it plays", async () => {
      await paired(model);
      await expect(play()).rejects.toMatchObject(wanted);
      expect(world.shown.lastError).toMatchObject(wanted);
      await password(WRONG);
      await expect(play()).rejects.toMatchObject(wanted);
      expect(wrongOnes()).toBeGreaterThan(0);
      await password(RIGHT);
      await play();
      expect(plays()).toBe(true);
      await stop();
    });

    it("is kept over a restart, and forgotten when somebody says so", async () => {
      await paired(model);
      await password(RIGHT);
      await world.until("it is told", () => summary()?.hasPassword === true);
      await world.restartHub();
      await world.until("it is connected", () => world.phase() === "ready", 20_000);
      await play();
      expect(plays()).toBe(true);
      await stop();
      await password(null);
      await world.until("it is told", () => summary()?.hasPassword === false);
      expect((await world.credentials.get(world.id)).password).toBeUndefined();
      await world.until("it is connected", () => world.phase() === "ready", 20_000);
      await expect(play()).rejects.toMatchObject(wanted);
    });

    it("costs no key, and the remote works without", async () => {
      await paired(model);
      const before = Object.keys(await world.credentials.get(world.id)).sort();
      await password(WRONG);
      await world.until("it is connected", () => world.phase() === "ready", 20_000);
      await world.pass(60_000);
      expect(world.phase()).toBe("ready");
      await world.run(world.press("up"), 10_000);
      expect(world.presses()).toEqual(["up"]);
      const after = Object.keys(await world.credentials.get(world.id)).sort();
      expect(after).toEqual([...before, "password"].sort());
    });
  });

  describe("to see what plays on an Apple TV 4K", () => {
    const bothOpen = () => world.shown.protocols.includes("mrp");
    const missing = () =>
      world.shown.connection.phase === "ready" ? world.shown.connection.lost : [];

    it("is what is missing, by name, until the right one is there", async () => {
      await paired("apple-tv-4k-tvos26");
      const lost = [{ protocol: "mrp", cause: "unpaired", subject: "password" }];
      await world.until("it says so", () => missing().length > 0, 30_000);
      expect(missing()).toEqual(lost);
      const tries = wrongOnes();
      await password(WRONG);
      await world.until("it was shown", () => wrongOnes() > tries, 30_000);
      await world.until("it says so", () => missing().length > 0, 30_000);
      expect(missing()).toEqual(lost);
      await password(RIGHT);
      await world.until("both are open", bothOpen, 30_000);
      expect(missing()).toEqual([]);
      world.tv.scenarios.playEpisode();
      await world.until("it is shown", () => world.shown.nowPlaying?.state === "playing");
    });

    it("is not shown again and again while it is wrong", async () => {
      await paired("apple-tv-4k-tvos26");
      await password(WRONG);
      await world.until("it says so", () => missing().length > 0, 30_000);
      const tries = wrongOnes();
      await world.pass(120_000);
      expect(wrongOnes()).toBe(tries);
    });

    it("is no second code: pairing again asks for none of AirPlay's", async () => {
      await paired("apple-tv-4k-tvos26");
      await world.until("it says so", () => missing().length > 0, 30_000);
      world.hub.startPairing(world.id);
      await world.until("the wizard is somewhere", () => world.pairing().step !== "starting");
      expect(world.pairing()).toMatchObject({ step: "enter-pin", protocol: "companion" });
      world.hub.pairing.cancel();
    });
  });

  describe("to pair over AirPlay", () => {
    it("is asked for without, and shown when it is kept", async () => {
      await start("apple-tv-4k-tvos26");
      await world.listed();
      const pair = () => world.hub.startPairing(world.id, "airplay");
      pair();
      const outcome = () => ["enter-pin", "failed"].includes(world.pairing().step);
      await world.until("it is asked for something", outcome);
      const first = world.pairing();
      if (first.step === "failed") expect(first.error).toMatchObject(wanted);
      world.hub.pairing.cancel();
      await password(RIGHT);
      pair();
      await world.step("enter-pin");
      world.hub.pairing.submitPin(PIN);
      await world.step("paired", 20_000);
      expect(Object.keys(await world.credentials.get(world.id))).toContain("airplay");
    });
  });

  describe("of a HomePod", () => {
    const says = () => {
      const { connection } = world.shown;
      return connection.phase === "needs-pairing" ? connection : null;
    };
    const asked = () => world.until("it asks for it", () => says() !== null, 30_000);

    it("stands before everything, and nothing is tried without it (E54)", async () => {
      await start("homepod-mini");
      expect(summary()).toMatchObject({ restriction: "password", unpairable: "password" });
      await world.run(world.hub.select(world.id));
      await asked();
      expect(says()).toMatchObject({ cause: "unpaired", subject: "password" });
      await expect(world.run(world.hub.session(world.id).connect())).rejects.toMatchObject(wanted);
      await expect(world.run(world.press("up"))).rejects.toMatchObject(wanted);
      expect(world.inputs).toEqual([]);
    });

    it("is tried once when it is wrong, whoever presses, and opens everything when right", async () => {
      await start("homepod-mini");
      await world.run(world.hub.select(world.id));
      await asked();
      await password(WRONG);
      await world.pass(1000);
      await asked();
      const met = world.inputs.length;
      const { opened } = openings();
      for (let press = 0; press < 3; press++)
        await expect(world.run(world.press("up"))).rejects.toMatchObject(wanted);
      await world.pass(120_000);
      expect(openings().opened).toBe(opened);
      expect(world.inputs.length).toBe(met);
      expect(says()).toMatchObject({ subject: "password" });
      await password(RIGHT);
      await world.until("it is connected", () => world.phase() === "ready", 10_000);
      expect(summary()).toMatchObject({ needsPairing: false, hasPassword: true, unpairable: null });
      world.tv.scenarios.playSongs();
      await world.until("it plays", () => world.shown.nowPlaying?.state === "playing");
      await world.restartHub();
      await world.until(
        "it plays again",
        () => world.shown.nowPlaying?.state === "playing",
        10_000,
      );
      await password(null);
      await asked();
    });

    /** How often a code was proved, right or wrong, as the trace has it. */
    const openings = () => ({
      opened: world.written.filter((line) => line.includes("/pair-setup")).length,
    });
  });
});
