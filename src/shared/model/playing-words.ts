import type { NowPlaying } from "./now-playing.ts";

/**
 * Where an item is from, in parts to be joined: series and "S2 E5", else artist and album. Empty when
 * the device tells neither.
 */
export function originOf(playing: NowPlaying): readonly string[] {
  const { seriesName, seasonNumber, episodeNumber, artist, album } = playing;
  if (seriesName === null) return [artist ?? "", album ?? ""].filter((part) => part !== "");
  const season = seasonNumber === null ? [] : [`S${seasonNumber}`];
  const episode = episodeNumber === null ? [] : [`E${episodeNumber}`];
  return [seriesName, [...season, ...episode].join(" ")].filter((part) => part !== "");
}
