import { describe, expect, test } from "vitest";
import { dmapFakeSession } from "../support/dmap-fake-session.ts";
import { jpegOf, pngOf } from "../support/pictures.ts";

const tv = dmapFakeSession();
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
const numbered = { title: "unnamed", paused: false };

describe("TS-01 what plays", () => {
  test("DM-10 nothing", async () => {
    await tv.idle();
    expect(tv.channel.state.value.features.title).toBe("unavailable");
  });

  test.each([
    [true, "paused", 0],
    [false, "playing", 1],
  ] as const)("DM-11 a film (paused: %s)", async (paused, state, rate) => {
    await tv.do("video", { paused, title: "a film" });
    const now = await tv.playing(({ title }) => title === "a film");
    expect(now).toMatchObject({ state, kind: "video", durationS: 123, isLive: false });
    expect(now.position).toMatchObject({ seconds: 3, rate });
    expect(Math.abs((now.position?.wallMs ?? 0) - Date.now())).toBeLessThan(5000);
  });

  test.each([
    [true, "paused"],
    [false, "playing"],
  ] as const)("DM-11 music (paused: %s)", async (paused, state) => {
    await tv.do("music", { paused });
    const now = await tv.playing(({ title }) => title === "music");
    expect(now).toMatchObject({
      state,
      kind: "music",
      artist: "artist",
      album: "album",
      genre: "genre",
      durationS: 49,
    });
    expect(now.position?.seconds).toBe(22);
  });

  test("DM-10 something that loads", async () => {
    await tv.do("loading");
    expect(await tv.playing(({ state }) => state === "loading")).toMatchObject({ title: null });
  });

  test.each([
    [2, "stopped"],
    [4, "playing"],
    [5, "seeking"],
    [6, "seeking"],
    [17, "paused"],
  ] as const)("DM-10 play state %i is %s", async (playstatus, state) => {
    await tv.do("playing", { title: `state ${playstatus}`, playstatus });
    const now = await tv.playing(({ title }) => title === `state ${playstatus}`);
    expect(now.state).toBe(state);
  });

  test.each([
    [1, "unknown"],
    [3, "video"],
    [7, "video"],
    [8, "tv"],
    [21, "music"],
    [64, "tv"],
    [32770, "unknown"],
    [999, "unknown"],
  ] as const)("DM-10 media kind %i is %s", async (mediakind, kind) => {
    await tv.do("playing", { ...numbered, title: `kind ${mediakind}`, mediakind });
    expect((await tv.playing(({ title }) => title === `kind ${mediakind}`)).kind).toBe(kind);
  });

  test("DM-10 without a kind it is music where there is an artist, else a film", async () => {
    await tv.do("playing", { ...numbered, artist: "somebody" });
    expect((await tv.playing(({ artist }) => artist !== null)).kind).toBe("music");
    await tv.do("playing", numbered);
    expect((await tv.playing(({ artist }) => artist === null)).kind).toBe("video");
  });

  test("shuffle and repeat as the device has them", async () => {
    await tv.do("video", { shuffle: "Songs", repeat: "Track" });
    const now = await tv.playing(() => true);
    expect(now).toMatchObject({ shuffle: "songs", repeat: "track" });
    await tv.do("video", { title: "another" });
    expect(await tv.playing(({ title }) => title === "another")).toMatchObject({
      shuffle: "off",
      repeat: "off",
    });
  });
});

describe("TS-01 push updates", () => {
  test("DM-05 each change arrives, with the revision before it", async () => {
    const seen: (string | null)[] = [];
    tv.channel.state.on(({ nowPlaying }) => seen.push(nowPlaying?.title ?? null));
    await tv.do("video", { title: "first" });
    await tv.playing(({ title }) => title === "first");
    await tv.do("music", { title: "second" });
    await tv.playing(({ title }) => title === "second");
    await tv.do("idle");
    await tv.idle();
    expect(seen).toEqual(["first", "second", null]);
    const { polls } = await tv.fake.state();
    const [start, ...revisions] = polls;
    expect(start).toBe(0);
    for (const [at, revision] of revisions.entries()) {
      expect(revision).toBe((revisions[0] ?? 0) + at);
    }
  });
});

test("RB-22 what was handed out before stays as it was", async () => {
  await tv.do("video", { title: "first" });
  const before = await tv.playing(({ title }) => title === "first");
  await tv.do("video", { title: "second", paused: false });
  await tv.playing(({ title }) => title === "second");
  expect(before).toMatchObject({ title: "first", state: "paused" });
});

describe("TS-01 features", () => {
  test("FE-01 always there, never known, and by what is told", async () => {
    const { features } = tv.channel.state.value;
    for (const name of ["up", "down", "left", "right", "select", "menu", "top-menu"] as const) {
      expect(features[name]).toBe("available");
    }
    for (const name of ["play", "pause", "play-pause", "stop", "next", "previous"] as const) {
      expect(features[name]).toBe("unknown");
    }
    expect(features["set-position"]).toBe("unknown");
    expect(features.app).toBeUndefined();
    expect(features["turn-on"]).toBeUndefined();
    expect(features["play-url"]).toBeUndefined();
  });

  test("QK-04 title and artist are told by their own tags", async () => {
    await tv.do("playing", { title: "only a title", paused: false });
    const { features } = await tv.state(({ nowPlaying }) => nowPlaying?.title === "only a title");
    expect(features).toMatchObject({ title: "available", artist: "unavailable" });
    await tv.do("playing", { artist: "only an artist", playstatus: 4 });
    const after = await tv.state(({ nowPlaying }) => nowPlaying?.artist === "only an artist");
    expect(after.features).toMatchObject({ title: "unavailable", artist: "available" });
  });

  test("FE-01 facts come and go with what plays", async () => {
    await tv.do("music", { shuffle: "Songs", repeat: "All" });
    const { features } = await tv.state(({ nowPlaying }) => nowPlaying?.title === "music");
    for (const name of [
      "title",
      "artist",
      "album",
      "genre",
      "total-time",
      "position",
      "shuffle",
      "repeat",
    ] as const) {
      expect(features[name]).toBe("available");
    }
    await tv.do("idle");
    const { features: idle } = await tv.idle().then(() => tv.channel.state.value);
    expect(idle).toMatchObject({ title: "unavailable", position: "unavailable" });
  });
});

describe("TS-01 artwork", () => {
  const artwork = (width = 512, height = 0) => tv.operation("artwork")({ width, height });

  test("none while nothing plays, and none is asked for", async () => {
    expect(await artwork()).toBeNull();
    expect((await tv.fake.state()).artworkSize).toEqual([null, null]);
  });

  test.each([
    ["a JPEG", jpegOf(300, 200), "image/jpeg"],
    ["a PNG", pngOf(300, 200), "image/png"],
  ] as const)("DM-09 %s, told by its first bytes", async (_name, bytes, mimeType) => {
    await tv.do("video", { title: mimeType });
    await tv.playing(({ title }) => title === mimeType);
    await tv.do("artwork", { artwork: base64(bytes), mimetype: "image/lies" });
    const picture = await artwork();
    expect(picture).toMatchObject({ mimeType, width: 300, height: 200 });
    expect(Buffer.from(picture?.bytes ?? [])).toEqual(Buffer.from(bytes));
  });

  test.each([
    [512, 0],
    [123, 456],
    [0, 300],
  ])("DM-09 IF-062 asked for at %i by %i", async (width, height) => {
    await tv.do("video", { title: `${width}x${height}` });
    await tv.playing(({ title }) => title === `${width}x${height}`);
    await tv.do("artwork", { artwork: base64(pngOf(1, 1)) });
    await artwork(width, height);
    expect((await tv.fake.state()).artworkSize).toEqual([width, height]);
  });

  test("QK-05 is kept by item and size", async () => {
    await tv.do("video", { title: "kept" });
    await tv.playing(({ title }) => title === "kept");
    await tv.do("artwork", { artwork: base64(pngOf(10, 10)) });
    const asked = async () =>
      (await tv.fake.state()).paths.filter((path) => path.endsWith("artwork")).length;
    const [one, other] = await Promise.all([artwork(100), artwork(100)]);
    expect(await artwork(100)).toBe(one);
    expect(other).toBe(one);
    expect(await asked()).toBe(1);
    await artwork(200);
    expect(await asked()).toBe(2);
  });

  test("DM-09 an empty answer, one that is no picture, and one that is refused are none", async () => {
    await tv.do("video", { title: "no picture" });
    await tv.playing(({ title }) => title === "no picture");
    await tv.do("artwork", { artwork: "" });
    expect(await artwork(1)).toBeNull();
    await tv.do("artwork", { artwork: base64(Buffer.from("<html>sorry</html>")) });
    expect(await artwork(2)).toBeNull();
    await tv.do("artwork_forbidden");
    expect(await artwork(3)).toBeNull();
    await tv.channel.probe();
  });
});
