import { describe, expect, it } from "vitest";
import type { TvInput } from "../../../src/main/virtual-tv/tv-input.ts";
import { episode, newPlayer, songs } from "../../../src/main/virtual-tv/tv-library.ts";
import { itemOf, positionOf, type TvPlayer } from "../../../src/main/virtual-tv/tv-media.ts";
import { makePicture } from "../../../src/main/virtual-tv/tv-pictures.ts";
import { apply } from "../../../src/main/virtual-tv/tv-reducer.ts";
import { initialState, mediaFlagsOf, type TvState } from "../../../src/main/virtual-tv/tv-state.ts";

const tvApp = { id: "com.apple.TVWatchList", name: "TV" };
const musicApp = { id: "com.apple.TVMusic", name: "Music" };
const show = (player: TvPlayer): TvInput => ({ kind: "show-player", player, inFront: true });
const at = (state: TvState, nowMs: number) =>
  state.player ? positionOf(state.player, nowMs) : null;
const media = (command: "play" | "pause" | "next" | "previous"): TvInput => ({
  kind: "media",
  command,
});

const playing = apply(initialState("TV"), show(newPlayer(tvApp, [episode])), 1000);
const music = apply(initialState("TV"), show(newPlayer(musicApp, songs)), 1000);

describe("the clock of what plays", () => {
  it("moves while it plays, stands while it is paused, and goes on from there", () => {
    expect(at(playing, 11_000)).toBe(10);
    const paused = apply(playing, media("pause"), 11_000);
    expect(at(paused, 60_000)).toBe(10);
    const resumed = apply(paused, media("play"), 60_000);
    expect(at(resumed, 65_000)).toBe(15);
  });

  it("never runs past the end", () => {
    expect(at(playing, 10_000_000)).toBe(2820);
    expect(at(apply(playing, { kind: "skip", seconds: -30 }, 10_000_000), 10_000_000)).toBe(2790);
  });

  it("is not touched by an input about something else", () => {
    const after = apply(playing, { kind: "button", button: "mute", action: "tap" }, 500_000);
    expect(after.player).toBe(playing.player);
  });

  it("stands while the stream is loading", () => {
    const loading = apply(playing, { kind: "change-player", change: { stage: "loading" } }, 3000);
    expect(at(loading, 9000)).toBe(2);
  });
});

describe("players", () => {
  it("pause and stay behind when another app comes in front", () => {
    const both = apply(playing, show(newPlayer(musicApp, songs)), 5000);
    expect(both.player?.app.id).toBe(musicApp.id);
    expect(both.otherPlayers).toMatchObject([{ app: tvApp, playing: false, positionS: 4 }]);
    const back = apply(both, { kind: "remove-player", appId: musicApp.id }, 6000);
    expect(back.player).toBeNull();
    expect(back.otherPlayers).toHaveLength(1);
  });

  it("go to the next item and back, and to the start of the same one first", () => {
    const second = apply(music, media("next"), 2000);
    expect(second.player && itemOf(second.player)?.title).toBe("Rope & Tar");
    expect(apply(second, media("previous"), 3000).player?.location).toBe(0);
    expect(apply(second, media("previous"), 9000).player).toMatchObject({
      location: 1,
      positionS: 0,
    });
  });

  it("tell Companion the flags of what the app offers (CO-12)", () => {
    expect(mediaFlagsOf(playing)).toBe(0x73f);
    const bare = newPlayer(tvApp, [episode]);
    const live = apply(playing, show({ ...bare, offers: ["Play", "Pause"] }), 0);
    expect(mediaFlagsOf(live)).toBe(0x103);
  });

  it("choose a language that is there, and no other", () => {
    const choose = (id: string | null): TvInput => ({ kind: "language", track: "subtitles", id });
    const german = apply(playing, choose("de-0"), 0);
    expect(german.player && itemOf(german.player)?.languages?.subtitles.currentId).toBe("de-0");
    expect(apply(german, choose("xx"), 0).player).toBe(german.player);
    const sound: TvInput = { kind: "language", track: "audio", id: null };
    expect(apply(german, sound, 0).player).toBe(german.player);
  });
});

describe("speakers", () => {
  it("have volumes of their own, which change only while they play along", () => {
    const state = initialState("TV");
    const [kitchen] = state.speakers;
    const id = kitchen?.id ?? "";
    const set: TvInput = { kind: "speaker-volume", id, percent: 80 };
    expect(apply(state, set).speakers[0]?.percent).toBe(35);
    const joined = apply(state, { kind: "speakers", change: "add", ids: [id] });
    expect(apply(joined, set).speakers[0]?.percent).toBe(80);
    expect(apply(joined, { kind: "speakers", change: "add", ids: [id] }).speakers).toBe(
      joined.speakers,
    );
  });
});

describe("pictures", () => {
  it("keep their shape, and are never enlarged", () => {
    const picture = { kind: "gradient", seed: 1, width: 1600, height: 900 } as const;
    const size = (width: number, height: number) => {
      const made = makePicture(picture, width, height);
      return [made.width, made.height];
    };
    expect(size(320, -1)).toEqual([320, 180]);
    expect(size(-1, 90)).toEqual([160, 90]);
    expect(size(100, 100)).toEqual([100, 56]);
    expect(size(9999, 0)).toEqual([1600, 900]);
  });

  it("are PNG files whose header says their size, the same for the same seed", () => {
    const picture = { kind: "noise", seed: 5, width: 20, height: 10 } as const;
    const { bytes } = makePicture(picture, 0, 0);
    expect([...bytes.slice(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    expect([view.getUint32(16), view.getUint32(20)]).toEqual([20, 10]);
    expect(makePicture(picture, 0, 0).bytes).toEqual(bytes);
  });
});
