import type { NowPlaying } from "../../src/shared/model/now-playing.ts";

/** An episode, paused; whatever a test is about is changed in it. */
export function episode(change: Partial<NowPlaying> = {}): NowPlaying {
  const choice = (id: string, name: string, tag: string, accessible = false) => ({
    id,
    name,
    tag,
    accessible,
  });
  return {
    itemId: "item-1",
    state: "paused",
    kind: "tv",
    title: "Pop",
    artist: null,
    album: null,
    genre: null,
    seriesName: "The Bear",
    seasonNumber: 2,
    episodeNumber: 5,
    contentId: null,
    iTunesStoreId: null,
    durationS: 2045,
    position: { seconds: 0, wallMs: 0, rate: 0 },
    isLive: false,
    shuffle: "songs",
    repeat: "off",
    app: { id: "com.apple.TVWatchList", name: "TV" },
    artworkId: "art-1",
    skipForwardS: 10,
    skipBackwardS: 10,
    audio: { choices: [choice("a1", "English", "en")], selectedId: "a1", canBeOff: false },
    subtitles: {
      choices: [choice("s1", "English CC", "en", true), choice("s2", "Deutsch", "de")],
      selectedId: null,
      canBeOff: true,
    },
    ...change,
  };
}
