import { describe, expect, test } from "vitest";
import { positionAt } from "../../src/shared/model/now-playing.ts";
import { mrpFakeSession } from "../support/mrp-fake-session.ts";
import { FAKE_APP } from "../support/pyatv-fake-mrp.ts";

const tv = mrpFakeSession();
const features = () => tv.channel.state.value.features;
const now = (clock: Parameters<typeof positionAt>[0]) =>
  positionAt(clock, Date.now()) ?? Number.NaN;

describe("TS-10 what pyatv's fake device plays", () => {
  test("TS-01 nothing", async () => {
    await tv.do("video");
    await tv.playing(() => true);
    await tv.do("idle");
    await tv.idle();
    expect(features()).toMatchObject({ title: "unavailable", app: "unavailable" });
  });

  test("MR-48 MR-49 a video, paused, then playing", async () => {
    await tv.do("video");
    const paused = await tv.playing(({ state }) => state === "paused");
    expect(paused).toMatchObject({
      kind: "video",
      title: "dummy",
      durationS: 123,
      isLive: false,
      app: { id: FAKE_APP, name: "Test app" },
    });
    expect(paused.position).toMatchObject({ seconds: 3, rate: 0 });
    await tv.do("video", { paused: false });
    const playing = await tv.playing(({ state }) => state === "playing");
    expect(playing.position?.rate).toBe(1);
    expect(now(playing)).toBeGreaterThanOrEqual(3);
    expect(now(playing)).toBeLessThan(30);
  });

  test("a song", async () => {
    await tv.do("music", { paused: false, repeat: "All", shuffle: "Songs" });
    const song = await tv.playing(({ kind }) => kind === "music");
    expect(song).toMatchObject({
      state: "playing",
      title: "music",
      artist: "artist",
      album: "album",
      genre: "genre",
      durationS: 49,
      shuffle: "songs",
      repeat: "all",
    });
    expect(now(song)).toBeGreaterThanOrEqual(22);
    expect(features()).toMatchObject({
      title: "available",
      artist: "available",
      album: "available",
      genre: "available",
      "total-time": "available",
      position: "available",
      "series-name": "unavailable",
    });
  });

  test("an episode of a series", async () => {
    await tv.do("tv", { content_identifier: "id.1", itunes_store_identifier: 45 });
    const episode = await tv.playing(({ kind }) => kind === "tv");
    expect(episode).toMatchObject({
      state: "playing",
      seriesName: "tvshow",
      seasonNumber: 12,
      episodeNumber: 3,
      durationS: 123,
      contentId: "id.1",
      iTunesStoreId: 45,
    });
    expect(features()).toMatchObject({
      "series-name": "available",
      "season-number": "available",
      "episode-number": "available",
      "content-identifier": "available",
      "itunes-store-identifier": "available",
    });
  });

  test("MR-48 something that is still loading", async () => {
    await tv.do("loading");
    const loading = await tv.playing(({ state }) => state === "loading");
    expect(loading).toMatchObject({ title: null, durationS: null, position: null });
  });

  test("RB-21 a stream without an end, and one whose end is no number", async () => {
    await tv.do("video", { title: "no end", total_time: null, position: 5, paused: false });
    const endless = await tv.playing(({ title }) => title === "no end");
    expect(endless).toMatchObject({ durationS: null, state: "playing" });
    await tv.do("video", { total_time: Number.MAX_VALUE, title: "endless" });
    expect((await tv.playing(({ title }) => title === "endless")).durationS).toBe(Number.MAX_VALUE);
    await tv.do("live", { title: "news" });
    const live = await tv.playing(({ title }) => title === "news");
    expect(live).toMatchObject({ durationS: null, isLive: true });
  });

  test.each([
    ["Stopped", 0, "stopped"],
    ["Seeking", 0, "seeking"],
    ["Playing", 2, "seeking"],
    ["Playing", 0, "playing"],
    ["Paused", 0, "paused"],
    ["Interrupted", 0, "loading"],
  ] as const)("MR-48 %s at rate %i is %s", async (playback_state, playback_rate, state) => {
    await tv.do("idle");
    await tv.do("video", { title: `${playback_state} ${playback_rate}` });
    await tv.do("playing", { playback_state, playback_rate });
    expect((await tv.playing((item) => item.state === state)).kind).toBe("video");
  });
});

describe("TS-10 what changes while it plays", () => {
  test("MR-46 an update of the item is merged into it", async () => {
    await tv.do("video", { identifier: "item", paused: false });
    const before = await tv.playing(({ title }) => title === "dummy");
    await tv.do("metadata", { identifier: "item", title: "new title", genre: "drama" });
    const after = await tv.playing(({ title }) => title === "new title");
    expect(after).toMatchObject({ genre: "drama", durationS: 123, itemId: before.itemId });
  });

  test("an update of another item changes nothing", async () => {
    await tv.do("video", { identifier: "item" });
    const before = await tv.playing(({ title }) => title === "dummy");
    await tv.do("metadata", { identifier: "another", title: "not this" });
    await tv.channel.probe();
    expect(tv.channel.state.value.nowPlaying).toBe(before);
  });

  test("RB-22 what was handed out before stays as it was", async () => {
    await tv.do("video", { identifier: "item", title: "first" });
    const before = await tv.playing(({ title }) => title === "first");
    await tv.do("metadata", { identifier: "item", title: "second" });
    await tv.playing(({ title }) => title === "second");
    expect(before.title).toBe("first");
  });

  test("MR-46 the app gets its name, and another one", async () => {
    await tv.do("music");
    await tv.playing(({ kind }) => kind === "music");
    for (const name of ["Music", "Much longer name \u{1f3b5}"]) {
      await tv.do("client", name);
      expect((await tv.playing(({ app }) => app?.name === name)).app?.id).toBe(FAKE_APP);
    }
  });

  test("MR-03 a new session learns at once what plays", async () => {
    await tv.do("music", { title: "already there" });
    const second = await tv.open();
    expect(second.state.value.nowPlaying).toMatchObject({ title: "already there", kind: "music" });
    await second.close();
  });

  test("a new session with an idle device has nothing to show", async () => {
    await tv.do("video");
    await tv.do("idle");
    const second = await tv.open();
    expect(second.state.value.nowPlaying).toBeNull();
    await second.close();
  });
});

describe("TS-10 FE-02 what the app supports", () => {
  const all = ["Play", "Pause", "TogglePlayPause", "Stop", "NextTrack", "PreviousTrack"];

  test("nothing that it does not name", async () => {
    await tv.do("video", { supported_commands: [] });
    await tv.playing(() => true);
    for (const feature of ["play", "pause", "play-pause", "next", "set-position"] as const) {
      expect(features()[feature]).toBe("unavailable");
    }
  });

  test("each command that it names, and no other", async () => {
    const pairs = [
      ["Play", "play"],
      ["Pause", "pause"],
      ["Stop", "stop"],
      ["NextTrack", "next"],
      ["PreviousTrack", "previous"],
      ["SkipForward", "skip-forward"],
      ["SkipBackward", "skip-backward"],
      ["SeekToPlaybackPosition", "set-position"],
      ["ChangeShuffleMode", "set-shuffle"],
      ["ChangeRepeatMode", "set-repeat"],
      ["BeginFastForward", "fast-forward"],
      ["BeginRewind", "rewind"],
    ] as const;
    for (const [command, feature] of pairs) {
      await tv.do("video", { title: command, supported_commands: [command] });
      await tv.state((state) => state.features[feature] === "available");
      const others = pairs.filter(([other]) => other !== command);
      for (const [, other] of others) expect(features()[other]).toBe("unavailable");
    }
  });

  test("MR-46 the commands of the app count whatever plays in it", async () => {
    await tv.do("video");
    await tv.do("commands", all);
    await tv.state((state) => state.features["play-pause"] === "available");
    expect(features()).toMatchObject({ play: "available", next: "available" });
  });

  test("IF-050 the steps that it likes to be skipped by", async () => {
    const supported_commands = ["SkipForward", "SkipBackward"];
    await tv.do("video", { supported_commands, skip_time: 12 });
    expect((await tv.playing(({ skipForwardS }) => skipForwardS === 12)).skipBackwardS).toBe(12);
    await tv.do("video", { supported_commands, title: "no wish" });
    const item = await tv.playing(({ title }) => title === "no wish");
    expect(item).toMatchObject({ skipForwardS: 15, skipBackwardS: 15 });
  });
});
