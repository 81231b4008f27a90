import { afterEach, describe, expect, it } from "vitest";
import { PIN, World } from "./whole-path.ts";

/** Keys that are kept, by protocol. */
const keys = async (world: World) => Object.keys(await world.credentials.get(world.id)).sort();
const bothOpen = (world: World) => () => world.opened("mrp", "companion");

describe("one PIN for an Apple TV with tvOS 26", () => {
  let world: World;
  afterEach(() => world.close());

  it("AP-01 A2 opens Companion and the tunnel, and nothing is missing", async () => {
    world = await World.start();
    await world.paired();
    await world.until("both are open", bothOpen(world));
    expect(world.pairing()).toMatchObject({ step: "paired", limited: [] });
    expect(await keys(world)).toEqual(["airplay", "companion"]);
    expect(world.lost()).toEqual({});
    world.tv.scenarios.playEpisode();
    await world.until("it is shown", () => world.shown.nowPlaying !== null);
    expect(world.shown.nowPlaying).toMatchObject({ title: "The Long Way Round", state: "playing" });
  });

  describe("when AirPlay takes only its own keys", () => {
    const secondCode = async () => {
      world = await World.start();
      world.tv.faults.airplay.ownKeysOnly = true;
      await world.listed();
      world.hub.startPairing(world.id);
      await world.step("enter-pin");
      world.hub.pairing.submitPin(PIN);
      await world.until("a second code is asked for", () => {
        const step = world.pairing();
        return step.step === "enter-pin" && step.second === "companion";
      });
    };

    it("asks for a second code, and says which one it is", async () => {
      await secondCode();
      expect(world.pairing()).toMatchObject({ protocol: "airplay", second: "companion" });
      await world.until("it works already", () => world.opened("companion"));
      expect(world.opened("mrp")).toBe(false);
      world.hub.pairing.submitPin(PIN);
      await world.step("paired");
      await world.until("both are open", bothOpen(world));
      expect(world.lost()).toEqual({});
      expect(await keys(world)).toEqual(["airplay", "companion"]);
    });

    it("asks again for a second code that was wrong, and only for that one", async () => {
      await secondCode();
      world.hub.pairing.submitPin("9999");
      await world.until("it is asked for again", () => {
        const step = world.pairing();
        return step.step === "enter-pin" && step.previous?.code === "wrong-pin";
      });
      expect(world.pairing()).toMatchObject({ second: "companion" });
      world.hub.pairing.submitPin(PIN);
      await world.step("paired");
      await world.until("both are open", bothOpen(world));
    });

    it("a back-off shows the wait, the remote works meanwhile, and afterwards the code does", async () => {
      await secondCode();
      world.tv.faults.backoff(30);
      world.hub.pairing.submitPin("9999");
      const waiting = await world.step("backing-off");
      expect(waiting.untilMs).toBeGreaterThan(world.clock.wallMs());
      await world.press("up");
      expect(world.presses()).toEqual(["up"]);
      world.tv.faults.backoff(null);
      await world.pass(31_000);
      world.hub.startPairing(world.id);
      await world.step("enter-pin");
      expect(world.pairing()).toMatchObject({ protocol: "airplay", second: "companion" });
      world.hub.pairing.submitPin(PIN);
      await world.step("paired");
      await world.until("both are open", bothOpen(world));
    });

    it("can be skipped: works without, says what is missing, and is offered again later", async () => {
      await secondCode();
      world.hub.pairing.skip();
      expect(world.pairing()).toMatchObject({
        step: "paired",
        limited: [
          { protocol: "mrp", cause: "unpaired" },
          { protocol: "airplay", cause: "unpaired" },
        ],
      });
      await world.press("select");
      expect(world.presses()).toEqual(["select"]);
      await world.until("it says why", () => world.lost()["mrp"] === "unpaired");
      // Settings: "Add now playing" is the same call as pairing.
      world.hub.startPairing(world.id);
      await world.step("enter-pin");
      expect(world.pairing()).toMatchObject({ protocol: "airplay", second: "companion" });
      world.hub.pairing.submitPin(PIN);
      await world.step("paired");
      await world.until("both are open", bothOpen(world));
      expect(world.lost()).toEqual({});
    });

    it("a refused key is not tried again and again", async () => {
      await secondCode();
      world.hub.pairing.skip();
      await world.until("it says why", () => world.lost()["mrp"] === "unpaired");
      const before = world.written.length;
      await world.pass(300_000);
      const attempts = world.written.slice(before).filter((line) => line.includes("did not open"));
      expect(attempts).toEqual([]);
    });

    it("after a restart of the program it still works without, and still says why", async () => {
      await secondCode();
      world.hub.pairing.skip();
      await world.restartHub();
      await world.until("it is connected", () => world.phase() === "ready");
      await world.until("it says why", () => world.lost()["mrp"] === "unpaired");
      await world.press("menu");
      expect(world.presses()).toEqual(["menu"]);
    });
  });

  // A key is no password: the device takes it, and then asks for the other.
  for (const [access, said, cause] of [
    ["home-only", ["mrp", "airplay"], "unavailable"],
    ["password", [], "unpaired"],
  ] as const)
    it(`E60 with AirPlay ${access} Companion alone works, and mrp is missing for a reason`, async () => {
      world = await World.start({ access });
      await world.listed();
      expect(world.hub.devices.value.devices).toMatchObject([
        { restriction: access === "password" ? "password" : "access-restricted" },
      ]);
      world.hub.startPairing(world.id);
      await world.step("enter-pin");
      world.hub.pairing.submitPin(PIN);
      const paired = await world.step("paired", 20_000);
      expect(paired.limited.map(({ protocol }) => protocol)).toEqual(said);
      await world.until("it is connected", () => world.phase() === "ready");
      await world.until("it says why", () => world.lost()["mrp"] === cause, 30_000);
      await world.press("up");
      await world.run(world.hub.session(world.id).commands.power("off"), 15_000);
      expect(world.presses()).toEqual(["up"]);
      expect(world.tv.state.value.power).toBe("asleep");
    });
});
