/** What a playlist names, in its order. */
export interface PlaylistEntry {
  /** A path or an address, as it stands there. */
  readonly location: string;
  readonly title: string | null;
}

const MOST_ENTRIES = 2000;

/** The kind of playlist that this text begins, by itself and not by its name; null: none. */
export function playlistKind(text: string): "m3u" | "pls" | "hls" | null {
  const start = text.replace(/^\uFEFF/, "").trimStart();
  if (/^\[playlist\]/i.test(start)) return "pls";
  if (!/^#EXTM3U/.test(start)) return null;
  return /^#EXT-X-(STREAM-INF|TARGETDURATION|MEDIA-SEQUENCE)/m.test(start) ? "hls" : "m3u";
}

/** PLS or M3U, the latter also without its first line; at most 2,000 entries. */
export function parsePlaylist(text: string): readonly PlaylistEntry[] {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
  const isPls = lines.some((line) => /^\s*\[playlist\]/i.test(line));
  return (isPls ? parsePls(lines) : parseM3u(lines)).slice(0, MOST_ENTRIES);
}

function parsePls(lines: readonly string[]): PlaylistEntry[] {
  const fields = new Map<string, string>();
  const order: string[] = [];
  for (const line of lines) {
    const [, name = "", number = "", value = ""] =
      /^\s*(File|Title)(\d+)\s*=\s*(.*?)\s*$/i.exec(line) ?? [];
    if (number === "" || value === "") continue;
    if (name.toLowerCase() === "file") order.push(number);
    fields.set(`${name.toLowerCase()}${number}`, value);
  }
  return order.map((number) => ({
    location: fields.get(`file${number}`) ?? "",
    title: fields.get(`title${number}`) ?? null,
  }));
}

function parseM3u(lines: readonly string[]): PlaylistEntry[] {
  const entries: PlaylistEntry[] = [];
  let title: string | null = null;
  for (const line of lines) {
    const text = line.trim();
    if (text.startsWith("#")) {
      title = /^#EXTINF:[^,]*,\s*(.+)$/.exec(text)?.[1] ?? title;
    } else if (text !== "") {
      entries.push({ location: text, title });
      title = null;
    }
  }
  return entries;
}
