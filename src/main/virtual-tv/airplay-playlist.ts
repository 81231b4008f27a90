import { parseUrl } from "../runtime/parse-url.ts";

/** What an HLS playlist (RFC 8216) says about its length, or where the playlist is that says it. */
export type Playlist =
  | { readonly kind: "variants"; readonly first: string }
  /** Seconds; null while it has no end, as a live stream. */
  | { readonly kind: "segments"; readonly durationS: number | null; readonly first: string };

/** Undefined for what is no playlist, or one that plays nothing. */
export function readPlaylist(text: string, url: string): Playlist | undefined {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  if (lines[0] !== "#EXTM3U") return undefined;
  const [address] = lines.filter((line) => line !== "" && !line.startsWith("#"));
  const first = address === undefined ? undefined : parseUrl(address, url)?.href;
  if (first === undefined) return undefined;
  if (lines.some((line) => line.startsWith("#EXT-X-STREAM-INF:")))
    return { kind: "variants", first };
  const durationS = lines.reduce((sum, line) => sum + lengthOf(line), 0);
  const ends = lines.includes("#EXT-X-ENDLIST");
  return { kind: "segments", durationS: ends ? durationS : null, first };
}

function lengthOf(line: string): number {
  const seconds = /^#EXTINF:(\d+(?:\.\d+)?)/.exec(line)?.[1];
  return seconds === undefined ? 0 : Number(seconds);
}
