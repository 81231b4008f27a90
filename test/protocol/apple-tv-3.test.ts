import { afterEach, describe, expect, it } from "vitest";
import type { VirtualTvOptions } from "../../src/main/virtual-tv/virtual-tv.ts";
import { TV_ADDRESS, World } from "./whole-path.ts";

const CALL_LIMIT_MS = 300_000;

describe("an Apple TV 3, from the list to the last press", () => {
  let world: World;
  afterEach(async () => {
    await world.close();
    expect([world.lan.openHandles, world.clock.armedTimers]).toEqual([0, 0]);
  });

  const start = async (options: Omit<VirtualTvOptions, "runtime"> = {}) => {
    world = await World.start({ model: "apple-tv-3", ...options });
  };
  const paired = async (options: Omit<VirtualTvOptions, "runtime"> = {}) => {
    await start(options);
    await world.pairedTurned();
    await world.until("all are open", () => world.shown.protocols.length === 3);
  };
  const keys = async () => Object.keys(await world.credentials.get(world.id)).sort();
  const commands = () => world.hub.session(world.id).commands;
  /** The second code, as it stands on the screen. */
  const secondCode = async () => {
    await world.until("a second code is asked for", () => {
      const step = world.pairing();
      return step.step === "enter-pin" && step.second === "dmap";
    });
    return world.tv.screen.value.pin ?? "";
  };

  it("is one device on the list, which is paired with and plays what it is sent", async () => {
    await start();
    await world.listed();
    await world.pass(3000);
    expect(world.hub.devices.value.devices).toMatchObject([
      {
        name: "Living Room",
        kind: "apple-tv",
        rawModel: "AppleTV3,2",
        needsPairing: true,
        pairable: true,
        paired: false,
        playsMedia: true,
        restriction: null,
      },
    ]);
    const protocols = world.hub.devices.value.devices[0]?.services.map(({ protocol }) => protocol);
    expect(protocols).toEqual(expect.arrayContaining(["dmap", "airplay"]));
  });

  describe("pairing, turned round (PA-20)", () => {
    it("shows a code, and is done when somebody typed it there", async () => {
      await start();
      await world.listed();
      world.hub.startPairing(world.id);
      const shown = await world.step("show-pin");
      expect(shown).toMatchObject({ protocol: "dmap", remoteName: "Armchair (test)" });
      expect(shown.pin).toMatch(/^\d{4}$/);
      expect(shown.untilMs - world.clock.wallMs()).toBeLessThanOrEqual(CALL_LIMIT_MS);
      await world.called();
      expect(await world.step("paired")).toMatchObject({ keptIn: "memory", limited: [] });
      await world.until("it is connected", () => world.phase() === "ready");
      expect(await keys()).toEqual(["dmap"]);
      expect(world.hub.devices.value).toMatchObject({
        devices: [{ paired: true }],
        selectedId: world.id,
      });
      await world.tv.closeRemotes();
    });

    it("keeps its code when another one was typed, and says so (PA-23)", async () => {
      await start();
      await world.listed();
      world.hub.startPairing(world.id);
      const { pin } = await world.step("show-pin");
      world.tv.faults.dmap.typesWrongPin = true;
      await world.called();
      expect(await world.step("show-pin")).toMatchObject({ pin, previous: { code: "wrong-pin" } });
      world.tv.faults.dmap.typesWrongPin = false;
      await world.called();
      await world.step("paired");
      await world.tv.closeRemotes();
    });

    it("ends after five minutes when nobody calls, and can be begun again", async () => {
      await start();
      await world.listed();
      world.tv.faults.dmap.neverCalls = true;
      world.hub.startPairing(world.id);
      await world.called();
      for (let leftS = (CALL_LIMIT_MS - 10_000) / 1000; leftS > 0; leftS--)
        await world.clock.advance(1000);
      expect(world.pairing().step).toBe("show-pin");
      expect(await world.step("failed", 15_000)).toMatchObject({ error: { code: "timeout" } });
      world.tv.faults.dmap.neverCalls = false;
      await world.pairedTurned();
    });

    it("leaves nothing open when it is given up, and the code opens nothing after that", async () => {
      await start();
      await world.listed();
      const before = world.lan.openHandles;
      world.hub.startPairing(world.id);
      const { pin, remoteName } = await world.step("show-pin");
      world.tv.openRemotes();
      await world.until("it is on the TV's page", () =>
        (world.tv.screen.value.remotes?.seen ?? []).some(({ name }) => name === remoteName),
      );
      world.hub.pairing.cancel();
      expect(world.pairing()).toEqual({ step: "idle" });
      const outcome = world.tv.pairRemote({ name: remoteName, pin });
      await world.until("it says good-bye", () => world.tv.screen.value.remotes?.seen.length === 0);
      await world.tv.closeRemotes();
      expect(["unreachable", "not-found"]).toContain(await world.run(outcome));
      await world.pass(5000);
      expect(world.lan.openHandles).toBe(before);
      expect(await keys()).toEqual([]);
    });
  });

  describe("where AirPlay asks for a code of its own", () => {
    it("asks for that second code, and plays with it (PA-70)", async () => {
      await start({ access: "pairing" });
      await world.listed();
      world.hub.startPairing(world.id);
      await world.called();
      await world.tv.closeRemotes();
      const pin = await secondCode();
      expect(world.pairing()).toMatchObject({ protocol: "airplay", second: "dmap" });
      await world.until("the remote works already", () => world.phase() === "ready");
      world.hub.pairing.submitPin(pin);
      expect(await world.step("paired")).toMatchObject({ limited: [] });
      expect(await keys()).toEqual(["airplay", "dmap"]);
      await world.until(
        "both are open",
        () => world.shown.protocols.join() === "dmap,airplay,raop",
      );
      expect(world.shown.features["play-url"]).toBe("available");
    });

    it("works without it as a remote, and `pairing.start(id, airplay)` adds it later", async () => {
      await start({ access: "pairing" });
      await world.listed();
      world.hub.startPairing(world.id);
      await world.called();
      await world.tv.closeRemotes();
      await secondCode();
      world.hub.pairing.skip();
      expect(world.pairing()).toMatchObject({
        step: "paired",
        limited: [{ protocol: "airplay", cause: "unpaired" }],
      });
      await world.until("it is connected", () => world.phase() === "ready");
      await world.run(world.press("menu"));
      expect(world.presses()).toEqual(["menu"]);
      const refusal = world.hub.play(world.id, { url: "http://10.0.0.9/film.mp4" }, 0);
      await expect(world.run(refusal)).rejects.toMatchObject({
        code: "unpaired",
        details: { subject: "airplay" },
      });
      world.hub.startPairing(world.id, "airplay");
      expect(await world.step("enter-pin")).toMatchObject({ protocol: "airplay", second: null });
      world.hub.pairing.submitPin("0000" === world.tv.screen.value.pin ? "0001" : "0000");
      await world.until("it is asked for again", () => {
        const step = world.pairing();
        return step.step === "enter-pin" && step.previous?.code === "wrong-pin";
      });
      // The TV takes none within a second of a wrong one; nobody types that fast.
      await world.pass(1500);
      world.hub.pairing.submitPin(world.tv.screen.value.pin ?? "");
      await world.step("paired");
      await world.until(
        "both are open",
        () => world.shown.protocols.join() === "dmap,airplay,raop",
      );
      expect(await keys()).toEqual(["airplay", "dmap"]);
    });
  });

  describe("as a remote", () => {
    it("presses, holds, seeks, pauses and turns the volume (DM-06)", async () => {
      await paired();
      world.tv.scenarios.playEpisode();
      await world.until("it is shown", () => world.shown.nowPlaying?.state === "playing");
      for (const button of ["up", "select", "menu"] as const) await world.run(world.press(button));
      expect(world.presses()).toEqual(["up", "select", "menu"]);
      await world.run(commands().media("pause"));
      await world.until("it is paused", () => world.shown.nowPlaying?.state === "paused");
      await world.run(commands().seek(60));
      expect(world.tv.state.value.player?.positionS).toBeCloseTo(60, 0);
      await world.run(commands().media("play"));
      await world.until("it plays", () => world.shown.nowPlaying?.state === "playing");
      expect(world.shown.owners).toMatchObject({ up: "dmap", pause: "dmap" });
    });

    it("shows what plays, the next song by itself, and its picture (DM-05, DM-14)", async () => {
      await paired();
      world.tv.scenarios.playSongs();
      await world.until("it is shown", () => world.shown.nowPlaying?.title === "Slack Water");
      const { artworkId } = world.shown.nowPlaying ?? {};
      const picture = await world.run(commands().artwork({ width: 400, height: 400 }));
      expect(picture?.bytes.length).toBeGreaterThan(100);
      await world.run(commands().media("next"));
      const tookMs = await world.until(
        "the next one is shown",
        () => !["Slack Water", undefined].includes(world.shown.nowPlaying?.title ?? undefined),
      );
      expect(tookMs).toBeLessThanOrEqual(500);
      expect(world.shown.nowPlaying?.artworkId).not.toBe(artworkId);
      world.tv.scenarios.stopPlaying();
      await world.until("nothing plays", () => world.shown.nowPlaying === null);
    });

    it("keeps its keys over a restart of the program, and connects by itself", async () => {
      await paired();
      await world.restartHub();
      await world.until("it is connected", () => world.phase() === "ready");
      await world.run(world.press("select"));
      expect(world.presses()).toEqual(["select"]);
      expect(await keys()).toEqual(["dmap"]);
    });

    it("is forgotten with everything that was kept, and is a stranger afterwards", async () => {
      await paired();
      const { id } = world;
      await world.run(world.hub.setPassword(id, "hush"));
      await world.run(world.hub.forget(id));
      expect(await world.credentials.get(id)).toEqual({});
      expect(world.settings.settings.value.devices).toEqual([]);
      await world.until("it is a stranger", () => {
        const [device] = world.hub.devices.value.devices;
        return device?.paired === false && !device.hasPassword;
      });
      await world.restartHub();
      await world.listed();
      await world.pass(5000);
      expect(world.hub.devices.value.devices).toMatchObject([{ paired: false }]);
      expect(world.hub.peek(world.id)?.connection.phase ?? "offline").toBe("offline");
    });

    it("is connected by being chosen where Home Sharing lets everybody of the house in", async () => {
      await start({ homeSharing: true });
      await world.until("it is on the list", () => world.hub.devices.value.devices.length > 0);
      expect(world.hub.devices.value.devices).toMatchObject([
        { needsPairing: false, pairable: false },
      ]);
      await world.chosen();
      await world.run(world.press("up"));
      expect(world.presses()).toEqual(["up"]);
      await world.restartHub();
      await world.until("it is connected again", () => world.phase() === "ready");
      await world.run(world.press("menu"));
      expect(world.presses()).toEqual(["up", "menu"]);
    });
  });

  describe("when things go wrong", () => {
    const plays = async () => {
      await paired();
      world.tv.scenarios.playSongs();
      await world.until("it is shown", () => world.shown.nowPlaying !== null);
    };
    const pressOnce = async (limitMs = 2500) => {
      await world.run(world.press("select"), limitMs);
      await world.pass(3000);
      expect(world.presses()).toEqual(["select"]);
      expect(world.phase()).toBe("ready");
    };

    it("logs in again when its session has run out, and the press arrives once (DM-04)", async () => {
      await plays();
      world.tv.faults.expireSessions();
      await pressOnce();
      expect(world.lost()).toEqual({});
    });

    it("goes on when polls are dropped, and shows what plays afterwards (QK-10)", async () => {
      await plays();
      world.tv.faults.dropPolls();
      await pressOnce();
      world.tv.scenarios.nextItem({ id: "another", title: "Ebb Tide" });
      world.tv.faults.dropPolls(false);
      await world.until("it is shown", () => world.shown.nowPlaying?.title === "Ebb Tide", 31_000);
    });

    it("a press that meets a reset arrives once", async () => {
      await plays();
      world.tv.faults.reset();
      await pressOnce();
    });

    it("a press that meets a cut arrives once", async () => {
      await plays();
      world.lan.cut(TV_ADDRESS);
      await pressOnce();
    });

    it("a press into silence arrives once when it ends in time", async () => {
      await plays();
      world.lan.silence(TV_ADDRESS);
      let outcome = "";
      const press = world.press("select").then(
        () => {
          outcome = "arrived";
        },
        (error) => {
          outcome = error.code;
        },
      );
      await world.pass(1000);
      expect(outcome).toBe("");
      world.lan.silence(TV_ADDRESS, false);
      await world.until("it has an outcome", () => outcome !== "", 3000);
      await press;
      await world.pass(3000);
      expect([outcome, world.presses()]).toEqual(["arrived", ["select"]]);
    });

    it("a device that says nothing any more is noticed by a press, and is back by itself", async () => {
      await plays();
      world.tv.faults.halfOpen();
      const outcome = world.codeOf(world.press("menu"), 20_000);
      expect(["lost", "timeout"]).toContain(await outcome);
      world.tv.faults.halfOpen(false);
      await world.until("it is back", () => world.phase() === "ready", 40_000);
      await world.run(world.press("up"));
      expect(world.presses().at(-1)).toBe("up");
    });

    it("asks to be paired again when the TV forgot us, and keeps the key (E62)", async () => {
      await plays();
      world.tv.faults.forgetPairing();
      await world.until(
        "it says so",
        () => world.phase() !== "ready" || "dmap" in world.lost(),
        70_000,
      );
      await world.pass(2000);
      expect(await keys()).toEqual(["dmap"]);
      expect(await world.codeOf(world.press("up"))).toBe("unpaired");
      await world.pairedTurned();
      await world.run(world.press("up"));
      expect(world.presses().at(-1)).toBe("up");
    });

    it("falls asleep behind a sleep proxy, is left in peace, and is woken by a wish", async () => {
      await plays();
      const asleep = world.tv.faults.sleepProxy();
      await world.until("it is away", () => world.phase() !== "ready", 70_000);
      await asleep;
      await world.pass(120_000);
      expect(world.tv.dmapPort).toBe(0);
      expect(world.hub.devices.value.devices).toMatchObject([{ asleep: true }]);
      // What wakes a real one is whatever reaches it; ours is woken when the packet would.
      const pressed = world.codeOf(commands().power("on"), 40_000);
      await world.pass(3000);
      await world.tv.faults.sleepProxy(false);
      await world.until("it is back", () => world.phase() === "ready", 35_000);
      await pressed;
      await world.run(world.press("menu"));
      expect(world.presses()).toEqual(["menu"]);
    });
  });
});
