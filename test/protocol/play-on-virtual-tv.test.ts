import { afterEach, describe, expect, it } from "vitest";
import type { Credentials } from "../../src/main/hap/credentials.ts";
import { createAirPlay } from "../../src/main/protocols/airplay/plugin.ts";
import { openMediaRemote } from "../../src/main/protocols/mrp/open.ts";
import type { Channel, MediaPlayback } from "../../src/main/protocols/plugin.ts";
import { Secret } from "../../src/main/runtime/secret.ts";
import type { TvModel } from "../../src/main/virtual-tv/model.ts";
import type { VirtualTvOptions } from "../../src/main/virtual-tv/virtual-tv.ts";
import { utf8 } from "../../src/main/wire/bytes.ts";
import { openContext, testIdentity } from "../support/companion-device.ts";
import { filmShelf, sampleMp4 } from "../support/films.ts";
import { film } from "../support/scripted-media-receiver.ts";
import { type TvLan, tvLan } from "../support/tv-lan.ts";
import { describeTv } from "./airplay-world.ts";

const FILM = "http://10.0.0.101/film.mp4";
const PAGE = "http://10.0.0.101/page.mp4";
const GONE = "http://10.0.0.101/gone.mp4";
const models = ["apple-tv-3", "apple-tv-hd-tvos14", "apple-tv-4k-tvos26"] as const;

describe("our client plays a video on the virtual devices", () => {
  let world: TvLan;
  let channel: Channel | undefined;
  const signal = new AbortController().signal;

  const start = async (model: TvModel, options: Partial<VirtualTvOptions> = {}) => {
    channel = undefined;
    const films = {
      [FILM]: { bytes: sampleMp4({ seconds: 100 }) },
      [PAGE]: { bytes: utf8("<html>no film</html>") },
      [GONE]: { status: 404 },
    };
    world = await tvLan({ model, ...options }, filmShelf(films).fetch);
  };
  const keysFor = async (model: TvModel): Promise<Credentials> =>
    model === "apple-tv-3" ? {} : { companion: await world.pair() };
  const open = async (keys: Credentials) => {
    const plans = createAirPlay({ openMediaRemote }).plan(describeTv(world.tv), keys);
    const plan = plans.find(({ way }) => way === "media");
    if (plan === undefined) throw new Error("there should be a way to play");
    channel = await world.run(plan.open(openContext(world.machine(), signal)));
  };
  const use = <T>(work: Promise<T> | undefined): Promise<T> =>
    world.run(work ?? Promise.reject(new Error("it should be able to")));
  const play = (url = FILM, startS = 0): Promise<MediaPlayback> =>
    use(channel?.operations.playMedia?.(film({ urlFor: async () => url, startS }), signal));
  const shown = () => world.tv.state.value.player;

  afterEach(async () => {
    await use(channel?.close() ?? Promise.resolve());
    await world.close();
    await world.clock.advance(60_000);
    expect(world.lan.openHandles).toBe(0);
    expect(world.clock.armedTimers).toBe(0);
  });

  describe.each(models)("%s", (model) => {
    it("from where it is told to, with pause and seek, to its end (SC-66, AP-44)", async () => {
      await start(model);
      await open(await keysFor(model));
      const playback = await play(FILM, 30);
      expect(shown()).toMatchObject({ app: { id: "com.apple.TVAirPlay" }, playing: true });
      expect(shown()?.positionS).toBeGreaterThanOrEqual(30);
      expect(channel?.state.value.nowPlaying).toMatchObject({ title: "Holiday", state: "playing" });
      await use(channel?.operations.media?.("pause"));
      expect(shown()?.playing).toBe(false);
      await use(channel?.operations.media?.("play"));
      await use(channel?.operations.seek?.(95));
      await world.clock.advance(8_000);
      expect(shown()).toBeNull();
      expect(await use(playback.ended)).toMatchObject({ kind: "finished" });
    });

    it("until it is stopped from here", async () => {
      await start(model);
      await open(await keysFor(model));
      const playback = await play();
      await use(channel?.operations.media?.("stop"));
      await use(playback.ended);
      expect(shown()).toBeNull();
    });

    it("until somebody stops it at the TV", async () => {
      await start(model);
      await open(await keysFor(model));
      const playback = await play();
      await world.clock.advance(2_000);
      world.tv.scenarios.stopPlaying();
      await use(playback.ended);
      expect(channel?.state.value.nowPlaying ?? null).toBeNull();
    });

    it("until the connection is reset", async () => {
      await start(model);
      await open(await keysFor(model));
      const playback = await play();
      world.tv.faults.airplay.videoActions.reset();
      await use(playback.ended);
      expect(shown()).toBeNull();
    });

    it("but no file that is gone, and none that is no film", async () => {
      await start(model);
      await open(await keysFor(model));
      for (const url of [GONE, PAGE]) {
        const outcome = await play(url).then(
          ({ ended }) => use(ended),
          (error: unknown) => error,
        );
        expect(outcome).not.toMatchObject({ kind: "finished" });
        expect(shown()).toBeNull();
      }
    });

    it("by no way at all where it takes none, as on tvOS 27", async () => {
      await start(model);
      await open(await keysFor(model));
      world.tv.faults.airplay.video.refusesAll = true;
      await expect(play()).rejects.toMatchObject({ code: "unsupported" });
      expect(shown()).toBeNull();
    });
  });

  it.each(["apple-tv-3", "apple-tv-hd-tvos14"] as const)(
    "on %s after a 500 or two (AP-43)",
    async (model) => {
      await start(model);
      await open(await keysFor(model));
      world.tv.faults.airplay.video.errors = 2;
      await play();
      expect(shown()?.playing).toBe(true);
    },
  );

  it("on tvOS 26.5 not by a queue under NTP, of which nothing is ever heard", async () => {
    await start("apple-tv-4k-tvos26");
    await open(await keysFor("apple-tv-4k-tvos26"));
    // The queue under PTP is refused, and the other one is taken.
    world.tv.faults.airplay.video.errors = 1;
    await expect(play()).rejects.toMatchObject({ code: "unsupported" });
    await world.run(world.tv.received("video asked for"));
    expect(shown()).toBeNull();
  });

  it("with the PIN of an Apple TV 3 that wants pairing (PA-70 to PA-73)", async () => {
    await start("apple-tv-3", { access: "pairing" });
    const device = describeTv(world.tv);
    const target = { device, controllerName: "Armchair (test)", identity: testIdentity };
    const pairing = createAirPlay({ openMediaRemote }).pairing?.(target, world.machine());
    await use(pairing?.begin(signal));
    const airplay = await use(pairing?.finish(world.tv.screen.value.pin ?? "", signal));
    if (!("ourId" in airplay)) throw new Error("AirPlay 1 gives keys of its own kind");
    await open({ airplay });
    await play();
    await world.run(world.tv.received("airplay verified"));
    expect(shown()?.playing).toBe(true);
  });

  it.each(["apple-tv-3", "apple-tv-4k-tvos26"] as const)(
    "with the password of %s",
    async (model) => {
      await start(model, { access: "password", airplayPassword: new Secret("open sesame") });
      const keys = await keysFor(model);
      await open({ ...keys, password: new Secret("open sesame") });
      await play();
      expect(shown()?.playing).toBe(true);
    },
  );

  it("but not with a wrong password", async () => {
    await start("apple-tv-3", { access: "password", airplayPassword: new Secret("open sesame") });
    await open({ password: new Secret("guess") });
    const wrong = { code: "unpaired" };
    await expect(play()).rejects.toMatchObject(wrong);
    await world.run(world.tv.received("wrong password"));
  });
});
