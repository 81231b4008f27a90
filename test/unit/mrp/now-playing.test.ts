import { describe, expect, it } from "vitest";
import { MediaRemoteState } from "../../../src/main/protocols/mrp/state.ts";
import type { MrpMessage, MrpMetadata } from "../../../src/main/wire/mrp/message.ts";
import {
  COCOA_EPOCH_MS,
  Command,
  MediaSubType,
  MediaType,
  MessageType,
  PlaybackState,
} from "../../../src/main/wire/mrp/numbers.ts";
import { positionAt } from "../../../src/shared/model/now-playing.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import {
  APP,
  activeApp,
  command,
  OTHER_APP,
  pathOf,
  playing,
  setState,
  updateArtwork,
  updateItem,
} from "../../support/mrp-messages.ts";
import { overTheWire } from "../../support/scripted-session.ts";

function world() {
  const clock = new ManualClock();
  const state = new MediaRemoteState(clock);
  const hear = (...messages: MrpMessage[]) => {
    for (const message of messages) state.onMessage(overTheWire(message));
    return state.nowPlaying;
  };
  /** Seconds since 2001, as devices count. */
  const cocoaNow = () => (clock.wallMs() - COCOA_EPOCH_MS) / 1000;
  const position = () => state.nowPlaying && positionAt(state.nowPlaying, clock.wallMs());
  return { clock, state, hear, cocoaNow, position };
}

/** What plays after an app has said this about its item. */
function nowPlaying(metadata: MrpMetadata, more: Parameters<typeof setState>[0] = {}) {
  return world().hear(...playing(metadata, more));
}

describe("the state of what plays (MR-48)", () => {
  const of = (playbackState: number, metadata: MrpMetadata = { title: "A film" }) =>
    nowPlaying(metadata, { playbackState })?.state;

  it("MR-48: is what the device says", () => {
    expect(of(PlaybackState.Playing)).toBe("playing");
    expect(of(PlaybackState.Paused)).toBe("paused");
    expect(of(PlaybackState.Stopped)).toBe("stopped");
    expect(of(PlaybackState.Interrupted)).toBe("loading");
    expect(of(PlaybackState.Seeking)).toBe("seeking");
  });

  it("MR-48: is paused in states that nobody knows", () => {
    expect(of(PlaybackState.Unknown)).toBe("paused");
    expect(of(77)).toBe("paused");
  });

  it("MR-48: is playing at rate 1, seeking at others", () => {
    expect(of(PlaybackState.Playing, { playbackRate: 1 })).toBe("playing");
    expect(of(PlaybackState.Playing, { playbackRate: 2 })).toBe("seeking");
    expect(of(PlaybackState.Playing, { playbackRate: -4 })).toBe("seeking");
  });

  it("RB-21: stays playing at rate 0, as some apps always send", () => {
    expect(of(PlaybackState.Playing, { playbackRate: 0 })).toBe("playing");
  });

  it("is playing at the rate that the listener chose", () => {
    expect(of(PlaybackState.Playing, { playbackRate: 1.5, defaultPlaybackRate: 1.5 })).toBe(
      "playing",
    );
  });

  it("MR-48: nothing plays before a state was sent", () => {
    const { hear } = world();
    expect(hear()).toBeNull();
    expect(hear(activeApp())).toBeNull();
    expect(hear(setState({ items: [{ identifier: "a", metadata: { title: "A" } }] }))).toBeNull();
  });

  it("RB-21: paused without an item is nothing: no ghost of the last film", () => {
    const { hear } = world();
    hear(...playing({ title: "A film" }));
    expect(hear(setState({ playbackState: PlaybackState.Paused, items: [] }))).toBeNull();
    expect(hear(setState({ playbackState: PlaybackState.Stopped }))).toBeNull();
    expect(hear(setState({ playbackState: PlaybackState.Unknown }))).toBeNull();
  });

  it("nothing plays when the app goes, or when another one without anything comes", () => {
    const { hear } = world();
    hear(...playing({ title: "A film" }));
    expect(hear(activeApp(OTHER_APP))).toBeNull();
    expect(hear(activeApp(APP))?.title).toBe("A film");
    const removeClient = { client: { bundleIdentifier: APP } };
    expect(hear({ type: MessageType.RemoveClient, removeClient })).toBeNull();
  });

  it("shows the app that plays but reports nothing", () => {
    const playingNow = world().hear(
      activeApp(APP, "Films"),
      setState({ playbackState: PlaybackState.Playing }),
    );
    expect(playingNow).toMatchObject({ state: "playing", title: null, artworkId: null });
    expect(playingNow?.app).toEqual({ id: APP, name: "Films" });
  });

  it("shows the bundle id of an app without a name", () => {
    expect(world().hear(activeApp(), setState({ playbackState: 1 }))?.app?.name).toBe(APP);
  });
});

describe("the item", () => {
  it("says everything that the device said", () => {
    expect(
      nowPlaying({
        title: "Forks",
        trackArtistName: "Artist",
        albumName: "Album",
        genre: "Drama",
        seriesName: "The Bear",
        seasonNumber: 2,
        episodeNumber: 7,
        contentIdentifier: "content",
        iTunesStoreIdentifier: 1_440_833_081,
        duration: 2000,
        mediaType: MediaType.Video,
      }),
    ).toMatchObject({
      title: "Forks",
      artist: "Artist",
      album: "Album",
      genre: "Drama",
      seriesName: "The Bear",
      seasonNumber: 2,
      episodeNumber: 7,
      contentId: "content",
      iTunesStoreId: 1_440_833_081,
      durationS: 2000,
      kind: "tv",
      isLive: false,
    });
  });

  it("MR-49: is of the kind that its types say, and television when it is of a series", () => {
    const kind = (metadata: MrpMetadata) => nowPlaying(metadata)?.kind;
    expect(kind({})).toBe("unknown");
    expect(kind({ mediaType: MediaType.Video })).toBe("video");
    expect(kind({ mediaType: MediaType.Audio })).toBe("music");
    expect(kind({ mediaType: MediaType.Audio, mediaSubType: MediaSubType.Podcast })).toBe(
      "podcast",
    );
    expect(kind({ mediaType: MediaType.Video, seriesName: "The Bear" })).toBe("tv");
    expect(kind({ mediaType: MediaType.Audio, seriesName: "A book" })).toBe("music");
  });

  it("RB-21: has no duration when it is live, and says so", () => {
    expect(nowPlaying({ duration: Number.NaN })).toMatchObject({ durationS: null, isLive: true });
    expect(nowPlaying({ isAlwaysLive: true })).toMatchObject({ durationS: null, isLive: true });
    expect(nowPlaying({})).toMatchObject({ durationS: null, isLive: false });
    expect(nowPlaying({ duration: Number.POSITIVE_INFINITY })?.durationS).toBeNull();
  });

  it("has an id that changes exactly with the item", () => {
    const { hear } = world();
    const first = hear(...playing({ title: "A film" }))?.itemId;
    const film = { identifier: "item-1", metadata: { title: "Its other name" } };
    expect(hear(updateItem(film))?.itemId).toBe(first);
    const next = setState({ items: [{ identifier: "item-2", metadata: { title: "A film" } }] });
    expect(hear(next)?.itemId).not.toBe(first);
  });

  it("knows items without identifier apart by what they say", () => {
    const { hear } = world();
    const song = (title: string) =>
      setState({ playbackState: 1, items: [{ metadata: { title } }] });
    const first = hear(activeApp(), song("One"))?.itemId;
    expect(hear(song("One"))?.itemId).toBe(first);
    expect(hear(song("Two"))?.itemId).not.toBe(first);
  });

  it("has the modes and the steps that its commands tell", () => {
    const commands = [
      command(Command.ChangeShuffleMode, { shuffleMode: 3 }),
      command(Command.ChangeRepeatMode, { repeatMode: 2 }),
      command(Command.SkipForward, { preferredIntervals: [30] }),
    ];
    expect(nowPlaying({}, { commands })).toMatchObject({
      shuffle: "songs",
      repeat: "track",
      skipForwardS: 30,
      skipBackwardS: 15,
    });
    expect(nowPlaying({})).toMatchObject({ shuffle: null, repeat: null });
  });

  it("MR-41: has a picture to ask for only when the device or the app says so", () => {
    const id = (metadata: MrpMetadata) => nowPlaying(metadata)?.artworkId;
    expect(id({ artworkIdentifier: "art" })).toBeNull();
    expect(id({ artworkAvailable: false, artworkIdentifier: "art" })).toBeNull();
    expect(id({ artworkAvailable: true, artworkIdentifier: "art" })).toBe("art");
    expect(id({ artworkAvailable: true, contentIdentifier: "content" })).toBe("content");
    expect(id({ artworkAvailable: true })).toBe("item-1");
    expect(id({ artworkUrl: "https://example.com/a.png" })).toBe("item-1");
  });

  it("has another picture when another one is pushed for the same item", () => {
    const { hear, state } = world();
    hear(...playing({ title: "A film" }));
    const pushed = (artworkData: Uint8Array) =>
      hear(updateArtwork({ identifier: "item-1", artworkData }))?.artworkId;
    const first = pushed(new Uint8Array([1]));
    expect(first).not.toBeNull();
    const told = state.nowPlaying;
    expect(pushed(new Uint8Array([1]))).toBe(first);
    expect(state.nowPlaying).toBe(told);
    expect(pushed(new Uint8Array([2]))).not.toBe(first);
  });
});

describe("the position clock (MR-49)", () => {
  it("MR-49: goes on from the moment at which the device told it", () => {
    const { hear, cocoaNow, position } = world();
    const elapsed = { elapsedTime: 30, elapsedTimeTimestamp: cocoaNow() - 12, duration: 100 };
    hear(...playing(elapsed));
    expect(position()).toBeCloseTo(42, 3);
  });

  it("stops when paused, and never runs past the end", async () => {
    const { clock, hear, cocoaNow, position } = world();
    hear(...playing({ elapsedTime: 30, elapsedTimeTimestamp: cocoaNow(), duration: 50 }));
    await clock.advance(5000);
    expect(position()).toBeCloseTo(35, 3);
    hear(setState({ playbackState: PlaybackState.Paused }));
    await clock.advance(60_000);
    // Told at a moment when it had moved on already: it does not jump back.
    expect(position()).toBeCloseTo(35, 3);
    hear(setState({ playbackState: PlaybackState.Playing }));
    await clock.advance(1000);
    expect(position()).toBeCloseTo(36, 3);
    await clock.advance(60_000);
    expect(position()).toBe(50);
  });

  it("moves by its rate, backwards too, and not at rate 0", async () => {
    const at = async (playbackRate: number) => {
      const { clock, hear, cocoaNow, position } = world();
      hear(...playing({ elapsedTime: 30, elapsedTimeTimestamp: cocoaNow(), playbackRate }));
      await clock.advance(10_000);
      return position();
    };
    expect(await at(2)).toBeCloseTo(50, 3);
    expect(await at(-2)).toBeCloseTo(10, 3);
    expect(await at(0)).toBe(30);
    expect(await at(-9)).toBe(0);
  });

  it("MR-49: a paused item stands where it was told, whenever that was", async () => {
    const { clock, hear, position } = world();
    const never = { elapsedTime: 30, elapsedTimeTimestamp: -63_114_076_800, duration: 100 };
    hear(...playing(never, { playbackState: PlaybackState.Paused }));
    expect(position()).toBe(30);
    await clock.advance(60_000);
    hear(updateItem({ identifier: "item-1", metadata: { elapsedTimeTimestamp: 0 } }));
    expect(position()).toBe(30);
    hear(setState({ playbackState: PlaybackState.Playing }));
    expect(position()).toBeNull();
  });

  it("is not known without the moment, or with the one that stands for never (M15)", () => {
    const { hear, position } = world();
    hear(...playing({ elapsedTime: 30 }));
    expect(position()).toBeNull();
    hear(...playing({ elapsedTime: 30, elapsedTimeTimestamp: -63_114_076_800 }));
    expect(position()).toBeNull();
    hear(...playing({ elapsedTime: Number.NaN, elapsedTimeTimestamp: 1 }));
    expect(position()).toBeNull();
  });

  it("begins where the device said even when its clock is ahead of ours", async () => {
    const { clock, hear, cocoaNow, position } = world();
    hear(...playing({ title: "A", elapsedTime: 30, elapsedTimeTimestamp: cocoaNow() + 20 }));
    expect(position()).toBe(30);
    await clock.advance(5000);
    hear(updateItem({ identifier: "item-1", metadata: { genre: "Drama" } }));
    expect(position()).toBeCloseTo(35, 3);
  });

  it("is quiet while apps tell every second what everybody knows", async () => {
    const { clock, hear, cocoaNow, state } = world();
    const first = hear(...playing({ elapsedTime: 0, elapsedTimeTimestamp: cocoaNow() }));
    let news = 0;
    state.state.on(() => news++);
    for (let second = 1; second <= 30; second++) {
      await clock.advance(1000);
      const metadata = { elapsedTime: second + 0.02, elapsedTimeTimestamp: cocoaNow() };
      hear(updateItem({ identifier: "item-1", metadata }));
    }
    expect(news).toBe(0);
    expect(state.nowPlaying).toBe(first);
    const metadata = { elapsedTime: 90, elapsedTimeTimestamp: cocoaNow() };
    expect(hear(updateItem({ identifier: "item-1", metadata }))?.position?.seconds).toBe(90);
    expect(news).toBe(1);
  });

  it("starts anew with another item", async () => {
    const { clock, hear, cocoaNow, position } = world();
    const told = { elapsedTime: 30, elapsedTimeTimestamp: cocoaNow() };
    hear(...playing(told));
    await clock.advance(10_000);
    const paused = PlaybackState.Paused;
    hear(setState({ playbackState: paused, items: [{ identifier: "item-2", metadata: told }] }));
    expect(position()).toBe(30);
  });
});

describe("immutability (RB-22)", () => {
  it("RB-22: what was handed out does not change", () => {
    const { hear, state } = world();
    const first = hear(...playing({ title: "A film", duration: 10 }));
    const copy = structuredClone(first);
    const wholeCopy = structuredClone(state.state.value);
    const whole = state.state.value;
    hear(updateItem({ identifier: "item-1", metadata: { title: "Other", duration: 20 } }));
    expect(state.nowPlaying?.title).toBe("Other");
    expect(first).toEqual(copy);
    expect(whole).toEqual(wholeCopy);
  });

  it("parts that did not change are the same objects", () => {
    const { hear, state } = world();
    hear(...playing({ title: "A film" }));
    const before = state.state.value;
    hear({ type: MessageType.VolumeControlAvailability, volumeControlAvailability: {} });
    expect(state.state.value).not.toBe(before);
    expect(state.state.value.nowPlaying).toBe(before.nowPlaying);
    expect(state.state.value.outputs).toBe(before.outputs);
  });
});

describe("a stream of updates", () => {
  it("keeps nothing of twenty thousand of them, and takes little time for each", () => {
    const { hear, state, cocoaNow } = world();
    hear(...playing({ title: "A film" }));
    const startedMs = performance.now();
    for (let n = 0; n < 20_000; n++) {
      const metadata = {
        title: `Title ${n}`,
        elapsedTime: n * 3,
        elapsedTimeTimestamp: cocoaNow(),
      };
      state.onMessage(updateItem({ identifier: "item-1", metadata }, pathOf()));
    }
    const spentMs = performance.now() - startedMs;
    expect(state.nowPlaying?.title).toBe("Title 19999");
    expect(state.players.clients.size).toBe(1);
    expect(JSON.stringify(state.state.value).length).toBeLessThan(5000);
    // A thousand a second for twenty seconds: generous, this machine may be busy.
    expect(spentMs).toBeLessThan(10_000);
  });
});
