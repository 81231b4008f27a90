import type { NowPlaying } from "../../shared/model/now-playing.ts";
import type { Words } from "../words/words.ts";

const join = (parts: readonly (string | null)[]): string =>
  parts.filter((part) => part !== null && part !== "").join(" · ");

/** "S2 E5", "E5", or nothing. */
function episodeOf({ seasonNumber, episodeNumber }: NowPlaying, words: Words): string {
  if (seasonNumber !== null && episodeNumber !== null) {
    return words("playing.seasonEpisode", { season: seasonNumber, episode: episodeNumber });
  }
  if (episodeNumber !== null) return words("playing.episode", { episode: episodeNumber });
  return seasonNumber === null ? "" : words("playing.season", { season: seasonNumber });
}

/** The line under the title: "The Bear · S2 E5", or who plays and on which album; "" for neither. */
export function itemLine(playing: NowPlaying, words: Words): string {
  const { seriesName, artist, album, title } = playing;
  const episode = episodeOf(playing, words);
  if (seriesName !== null || episode !== "") return join([seriesName, episode]);
  return join([artist, album === title ? null : album]);
}

/** The item in one breath, for a listener. */
export function itemSentence(playing: NowPlaying, words: Words): string | null {
  const { title, app } = playing;
  if (title === null) return null;
  const line = itemLine(playing, words);
  const item = line === "" ? title : `${title}, ${line}`;
  return app === null || app.name === ""
    ? words("playing.announce", { item })
    : words("playing.announce.app", { item, app: app.name });
}
