/** What something is by its name, before anybody has looked into it. */
export type Looks = "video" | "sound" | "unknown";

const sound = new Set(
  "mp3 m4a m4b aac flac alac wav wave aif aiff aifc ogg oga opus wma ape wv mka caf m3u pls".split(
    " ",
  ),
);
const video = new Set(
  "mp4 m4v mov mkv webm avi wmv flv mpg mpeg mts m2ts ts ogv 3gp vob divx".split(" "),
);
/** A list of songs on the disk, and a film in pieces on the network. */
const STREAM_LIST = "m3u8";

const endingOf = (name: string): string => /\.(\w{1,5})$/.exec(name)?.[1]?.toLowerCase() ?? "";

/** Of a file, by its type where the system knows one, else by how its name ends. A folder is unknown. */
export function looksOf(name: string, type: string): Looks {
  if (type.startsWith("video/")) return "video";
  if (type.startsWith("audio/")) return "sound";
  const ending = endingOf(name);
  if (sound.has(ending)) return "sound";
  return video.has(ending) ? "video" : "unknown";
}

/** Of an address. Most radio stations do not tell. */
export function looksOfLink(url: string): Looks {
  const ending = endingOf(new URL(url).pathname);
  if (sound.has(ending)) return "sound";
  return video.has(ending) || ending === STREAM_LIST ? "video" : "unknown";
}

/** Whether it may hold several songs: a folder has no ending, a playlist has its own. */
export function mayBeMany(name: string, type: string): boolean {
  const ending = endingOf(name);
  return ["m3u", STREAM_LIST, "pls"].includes(ending) || (type === "" && ending === "");
}
