import { afterEach, describe, expect, it } from "vitest";
import type { MediaSource } from "../../src/main/device/media-source.ts";
import type { TvModel } from "../../src/main/virtual-tv/model.ts";
import { positionOf } from "../../src/main/virtual-tv/tv-media.ts";
import type { VirtualTvOptions } from "../../src/main/virtual-tv/virtual-tv.ts";
import { positionAt } from "../../src/shared/model/now-playing.ts";
import { FakeFiles } from "../support/fake-media.ts";
import { sampleMp4 } from "../support/films.ts";
import { World } from "./whole-path.ts";

const FILM = "http://10.0.0.9/films/holiday.mp4";
const OTHER = "http://10.0.0.9/films/garden.mp4";
const GONE = "http://10.0.0.9/films/gone.mp4";
/** What the fake files say of an offered one, as the TV reaches it. */
const SERVED = "http://10.0.0.1:1234/secret/film.mp4";
const FILM_S = 100;
const OTHER_S = 12;

const films = {
  [FILM]: { bytes: sampleMp4({ seconds: FILM_S }) },
  [OTHER]: { bytes: sampleMp4({ seconds: OTHER_S }) },
  [SERVED]: { bytes: sampleMp4({ seconds: FILM_S }) },
  [GONE]: { status: 404 },
};

describe("playing, from the window to the TV", () => {
  let world: World;
  let files: FakeFiles;
  let isClosed = false;

  afterEach(async () => {
    if (!isClosed) await world.close();
    await world.clock.advance(60_000);
    expect([world.lan.openHandles, world.clock.armedTimers]).toEqual([0, 0]);
    expect([...files.serving]).toEqual([]);
    expect(files.isClosed).toBe(true);
  });

  const start = async (model: TvModel, options: Omit<VirtualTvOptions, "runtime"> = {}) => {
    isClosed = false;
    files = new FakeFiles();
    world = await World.start({ model, ...options }, { films, files });
  };
  const paired = async (model: TvModel) => {
    await start(model);
    if (model === "apple-tv-3") await world.pairedTurned();
    else await world.paired();
    await world.until("all are open", () => world.shown.protocols.includes("airplay"), 20_000);
  };
  const play = (source: MediaSource = { url: FILM }, startS = 0) =>
    world.run(world.hub.play(world.id, source, startS), 40_000);
  const commands = () => world.hub.session(world.id).commands;
  const player = () => world.tv.state.value.player;
  /** Where the TV is in what it plays, s. */
  const there = () => {
    const playing = player();
    return playing ? positionOf(playing, world.clock.wallMs()) : -1;
  };
  const isOver = () => world.shown.stream === null;
  const position = () => {
    const { nowPlaying } = world.shown;
    return nowPlaying && positionAt(nowPlaying, world.clock.wallMs());
  };

  describe.each(["apple-tv-4k-tvos26", "apple-tv-hd-tvos14", "apple-tv-3"] as const)(
    "%s",
    (model) => {
      it("an address: shown while it starts and plays, to its end (IF-030, AP-44)", async () => {
        await paired(model);
        const steps = new Set<string>();
        const off = world.hub.session(world.id).snapshot.on(({ stream }) => {
          steps.add(stream?.stage ?? "none");
        });
        await play({ url: OTHER });
        await world.until("it is told", () => world.shown.stream?.stage === "playing");
        expect(world.shown).toMatchObject({
          stream: { title: "garden.mp4", source: "link", stage: "playing" },
          nowPlaying: { title: "garden.mp4", state: "playing" },
          owners: { pause: "airplay", "set-position": "airplay", "play-pause": "airplay" },
          lastError: null,
        });
        await world.until("its length is known", () => world.shown.nowPlaying?.durationS !== null);
        expect(world.shown.nowPlaying?.durationS).toBeCloseTo(OTHER_S, 0);
        await world.pass(5000);
        expect(position()).toBeCloseTo(there(), 0);
        await world.until("it has ended", isOver, 20_000);
        off();
        expect([...steps]).toEqual(["starting", "playing", "none"]);
        expect(player()).toBeNull();
        expect(world.shown).toMatchObject({ nowPlaying: null, lastError: null });
        expect(world.shown.owners.pause).not.toBe("airplay");
      });

      it("a file: served for as long as it plays, from where it was asked for", async () => {
        await paired(model);
        await play({ offer: "film" }, 30);
        expect([...files.serving]).toEqual([SERVED]);
        expect(player()?.playing).toBe(true);
        expect(player()?.positionS).toBeGreaterThanOrEqual(30);
        await world.until("it is told", () => world.shown.stream?.source === "file");
        await world.run(world.hub.stopPlaying(world.id), 10_000);
        expect([...files.serving]).toEqual([]);
        expect(player()).toBeNull();
        await world.until("it is told", isOver);
      });

      it("pause, play, jump and skip go to what we play (IF-032)", async () => {
        await paired(model);
        await play();
        await world.run(commands().media("pause"), 10_000);
        expect(player()?.playing).toBe(false);
        await world.until("it is paused", () => world.shown.nowPlaying?.state === "paused");
        await world.run(commands().press("play-pause", "tap"), 10_000);
        expect(player()?.playing).toBe(true);
        await world.run(commands().seek(60), 10_000);
        await world.until("it is there", () => Math.abs((player()?.positionS ?? 0) - 60) < 2);
        await world.until("it is shown", () => Math.abs((position() ?? 0) - 60) < 3, 10_000);
        await world.run(commands().skip(-10), 10_000);
        await world.until("it is there", () => Math.abs((player()?.positionS ?? 0) - 50) < 3);
        // What it does not lead goes to the remote as ever (IF-031).
        await world.run(world.press("menu"), 10_000);
        expect(world.presses()).toEqual(["menu"]);
      });

      it("interrupted at the TV: it is over, and that is no error", async () => {
        await paired(model);
        await play();
        await world.pass(3000);
        world.tv.scenarios.stopPlaying();
        await world.until("it is over", isOver, 20_000);
        expect(world.shown.lastError).toBeNull();
      });

      it("another one takes its place", async () => {
        await paired(model);
        await play({ offer: "film" });
        await play({ url: OTHER });
        expect([...files.serving]).toEqual([]);
        await world.until("it is told", () => world.shown.stream?.title === "garden.mp4");
        await world.pass(3000);
        expect(player()).toMatchObject({ playing: true });
        expect(world.shown.nowPlaying?.title).toBe("garden.mp4");
        await world.until("it has ended", isOver, 20_000);
      });

      it("goes on when the remote's connections die", async () => {
        await paired(model);
        await play({ offer: "film" });
        world.tv.faults.dropPolls();
        world.tv.faults.airplay.tunnelRefusals = 1;
        world.tv.faults.airplay.reset("data");
        await world.pass(8000);
        expect(player()?.playing).toBe(true);
        expect(world.shown.stream?.stage).toBe("playing");
        expect([...files.serving]).toEqual([SERVED]);
        world.tv.faults.dropPolls(false);
        await world.until("the remote is back", () => world.shown.protocols.length > 1, 40_000);
        await world.run(commands().media("pause"), 10_000);
        expect(player()?.playing).toBe(false);
      });

      it("ends when the program does, with everything that it opened", async () => {
        await paired(model);
        await play({ offer: "film" });
        await world.close();
        isClosed = true;
      });

      it("ends with the device that is forgotten", async () => {
        await paired(model);
        await play({ offer: "film" });
        await world.run(world.hub.forget(world.id), 10_000);
        await world.until("it is over there", () => player() === null, 20_000);
        expect([...files.serving]).toEqual([]);
      });

      it("by no way at all, as on tvOS 27: `unsupported`, and nothing is left behind", async () => {
        await paired(model);
        world.tv.faults.airplay.video.refusesAll = true;
        await expect(play({ offer: "film" })).rejects.toMatchObject({ code: "unsupported" });
        expect([...files.serving]).toEqual([]);
        await world.until("it is told", () => world.shown.lastError?.code === "unsupported");
        expect(world.shown.stream).toBeNull();
        expect(player()).toBeNull();
        world.tv.faults.airplay.video.refusesAll = false;
        await play();
        await world.until("the error is gone", () => world.shown.lastError === null);
      });

      it("no film that is gone, and the remote is none the worse", async () => {
        await paired(model);
        const outcome = await world.codeOf(world.hub.play(world.id, { url: GONE }, 0), 60_000);
        if (outcome === "done") await world.until("it is over", isOver, 20_000);
        await world.until("it is told", () => world.shown.lastError !== null, 20_000);
        expect(player()).toBeNull();
        await world.run(world.press("up"), 10_000);
        expect(world.presses()).toEqual(["up"]);
      });
    },
  );

  /** The ways that failed, in the order in which they were tried. */
  const failedWays = () =>
    world.written.flatMap((line) =>
      line.includes("a way to play failed")
        ? (/"?way"?[=:]\s?"?([\w-]+)/.exec(line)?.[1] ?? [])
        : [],
    );
  it.each([
    ["apple-tv-4k-tvos26", ["queue-ptp", "queue-ntp", "v2"]],
    ["apple-tv-hd-tvos14", ["v2", "queue-ptp", "queue-ntp"]],
    ["apple-tv-3", ["v1"]],
  ] as const)("%s: each refusal is followed by the next way (decision 31)", async (model, ways) => {
    await paired(model);
    world.tv.faults.airplay.video.refusesAll = true;
    await expect(play()).rejects.toMatchObject({ code: "unsupported" });
    expect(failedWays()).toEqual(ways);
  });

  it.each(["setup", "command", "play"] as const)(
    "a 403 to %s alone: what is refused there ends in words, and nothing stays open",
    async (step) => {
      await paired("apple-tv-4k-tvos26");
      world.tv.faults.airplay.video.refusals.set(step, 403);
      const code = await world.codeOf(world.hub.play(world.id, { offer: "film" }, 0), 60_000);
      expect(code).toBe(step === "play" ? "done" : "unavailable");
      expect(world.shown.stream === null).toBe(step !== "play");
    },
  );

  it("tvOS 27 plays nothing in any way, and the error names it", async () => {
    await start("apple-tv-4k-tvos26", { osVersion: "27.0", skipRecord: true });
    await world.paired();
    world.tv.faults.airplay.video.refusesAll = true;
    await expect(play()).rejects.toMatchObject({
      code: "unsupported",
      details: { subject: "tvOS 27" },
    });
  });

  it("an Apple TV 3 that nobody paired with plays, and says who may do more", async () => {
    await start("apple-tv-3");
    await world.listed();
    await play();
    expect(player()?.playing).toBe(true);
    await world.run(commands().media("pause"), 10_000);
    expect(player()?.playing).toBe(false);
    expect(await world.codeOf(world.press("menu"), 10_000)).toBe("unpaired");
    await world.run(world.hub.stopPlaying(world.id), 10_000);
    expect(player()).toBeNull();
  });

  it("nobody paired with it and it wants a code: `unpaired`, subject `airplay`", async () => {
    await start("apple-tv-4k-tvos26");
    await world.listed();
    await expect(play()).rejects.toMatchObject({
      code: "unpaired",
      details: { subject: "airplay" },
    });
    expect(player()).toBeNull();
  });

  it("a HomePod takes no film, and says so", async () => {
    await start("homepod-mini");
    await world.chosen();
    await expect(play()).rejects.toMatchObject({ code: "unsupported" });
  });

  it("what the remote knows of the clock is shown where the player tells none (IF-031)", async () => {
    await paired("apple-tv-4k-tvos26");
    await play({ url: FILM }, 40);
    await world.pass(4000);
    expect(position()).toBeGreaterThan(40);
    expect(position()).toBeLessThan(50);
    expect(world.shown.protocols).toContain("mrp");
  });
});
