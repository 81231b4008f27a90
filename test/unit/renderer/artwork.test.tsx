import { describe, expect, it } from "vitest";
import { NowPlayingWindow } from "../../../src/renderer/features/now-playing/now-playing-window.tsx";
import { artworkWidth } from "../../../src/renderer/playing/use-artwork.ts";
import type { Artwork, NowPlaying } from "../../../src/shared/model/now-playing.ts";
import { anEpisode, aSession, aSong } from "../../support/renderer/fixtures.ts";
import { connected, type Stage, sizeWindow, stage } from "./stage.tsx";

const anArtwork = (id: string, bytes = 1): Artwork => ({
  id,
  mimeType: "image/png",
  width: 512,
  height: 512,
  bytes: new Uint8Array(bytes),
});
const film = anEpisode({ artworkId: "film" });
const song = aSong({ artworkId: "song" });
const shownIn = ({ container }: Stage): readonly string[] =>
  [...container.querySelectorAll<HTMLImageElement>(".backdrop img")].map(({ src }) => src);

/** A window whose pictures come when the test says so. */
async function playing(item: NowPlaying) {
  const bridge = connected({ nowPlaying: item });
  const waiting: ((artwork: Artwork | null) => void)[] = [];
  bridge.answer(
    "playback.artwork",
    () => new Promise<Artwork | null>((resolve) => waiting.push(resolve)),
  );
  const on = await stage(<NowPlayingWindow />, { bridge });
  let revision = 1;
  const come = async (at: number, artwork: Artwork | null): Promise<void> => {
    waiting[at]?.(artwork);
    await on.pass(0);
  };
  const play = (nowPlaying: NowPlaying | null): Promise<void> =>
    on.emit("session", aSession({ revision: ++revision, nowPlaying }));
  return { ...on, come, play, asked: () => bridge.of("playback.artwork") };
}

describe("the picture", () => {
  it("is asked for once at the size that the window can show", async () => {
    const on = await playing(film);
    expect(on.asked()).toEqual([["tv", artworkWidth(720, window.devicePixelRatio), 0]]);
    await on.come(0, anArtwork("film"));
    expect(shownIn(on)).toEqual(["blob:film:512"]);
    await on.play({ ...film, state: "paused" });
    expect(on.asked()).toHaveLength(1);
  });

  it("is never the last film's: it leaves in the moment in which another item plays", async () => {
    const on = await playing(film);
    await on.come(0, anArtwork("film"));
    const seen: string[] = [];
    const look = (): void => {
      const title = on.container.querySelector("h1")?.textContent ?? "";
      seen.push(`${title} ${shownIn(on).join()}`);
    };
    new MutationObserver(look).observe(on.container, { subtree: true, childList: true });
    await on.play(song);
    look();
    expect(seen.filter((pair) => pair.includes("Clair") && pair.includes("film"))).toEqual([]);
    expect(shownIn(on)).toEqual([]);
    expect(on.pictures.stillOpen).toEqual([]);
  });

  it("is dropped when it arrives after another item began", async () => {
    const on = await playing(film);
    await on.play(song);
    await on.come(0, anArtwork("film"));
    expect(shownIn(on)).toEqual([]);
    await on.come(1, anArtwork("song"));
    expect(shownIn(on)).toEqual(["blob:song:512"]);
    expect(on.pictures.stillOpen).toHaveLength(1);
  });

  it("is dropped when the answer is of another item, and asked for again a few times", async () => {
    const on = await playing(song);
    await on.come(0, anArtwork("film"));
    expect(shownIn(on)).toEqual([]);
    await on.pass(700);
    await on.come(1, anArtwork("song"));
    expect(shownIn(on)).toEqual(["blob:song:512"]);
    await on.pass(60_000);
    expect(on.asked()).toHaveLength(2);
  });

  it("is not asked for again and again when there is none", async () => {
    const on = await playing(film);
    await on.come(0, null);
    await on.pass(60_000);
    expect(on.asked()).toHaveLength(1);
    expect(shownIn(on)).toEqual([]);
  });

  it("stays while the next song of its album begins", async () => {
    const on = await playing(song);
    await on.come(0, anArtwork("song"));
    await on.play({ ...song, itemId: "next song", title: "Passepied" });
    expect(shownIn(on)).toEqual(["blob:song:512"]);
  });

  it("fades over another picture of the same item, which is closed after that", async () => {
    const on = await playing(film);
    await on.come(0, anArtwork("film"));
    await on.play({ ...film, artworkId: "poster" });
    expect(shownIn(on)).toEqual(["blob:film:512"]);
    await on.come(1, anArtwork("poster"));
    expect(shownIn(on)).toEqual(["blob:film:512", "blob:poster:512"]);
    await on.pass(150);
    expect(shownIn(on)).toEqual(["blob:poster:512"]);
    expect(on.pictures.stillOpen.map(({ url }) => url)).toEqual(["blob:poster:512"]);
  });

  it("is none when its bytes are no picture", async () => {
    const on = await playing(film);
    await on.come(0, anArtwork("film", 0));
    expect(shownIn(on)).toEqual([]);
  });

  it("is closed with the window", async () => {
    const on = await playing(film);
    await on.come(0, anArtwork("film"));
    await on.play(null);
    expect(on.pictures.stillOpen).toEqual([]);
  });

  it("is asked for anew, finer, when the window has grown, and stays until that comes", async () => {
    const on = await playing(film);
    await on.come(0, anArtwork("film"));
    sizeWindow(1600, 900);
    window.dispatchEvent(new Event("resize"));
    await on.pass(0);
    expect(on.asked()).toHaveLength(2);
    expect(shownIn(on)).toEqual(["blob:film:512"]);
  });
});

describe("its size", () => {
  it("comes in steps, and never more than a device may be asked for", () => {
    expect(artworkWidth(64, 1)).toBe(128);
    expect(artworkWidth(640, 2)).toBe(1280);
    expect(artworkWidth(641, 2)).toBe(1408);
    expect(artworkWidth(9000, 2)).toBe(4096);
  });
});
