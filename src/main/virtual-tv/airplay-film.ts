import type { FetchedMedia, MediaFetch } from "../runtime/media-fetch.ts";
import { parseUrl } from "../runtime/parse-url.ts";
import { textOf } from "../wire/bytes.ts";
import { durationOfMp4 } from "./airplay-mp4.ts";
import { readPlaylist } from "./airplay-playlist.ts";
import {
  errorOfFetch,
  errorOfStatus,
  noFilm,
  noRanges,
  VideoError,
} from "./airplay-video-error.ts";

const TIMEOUT_MS = 15_000;
const PLAYLIST_BYTES = 1024 * 1024;
/** What a player reads ahead where it goes on. */
const PIECE_BYTES = 64 * 1024;

/** A film that can be played. */
export interface Film {
  /** Seconds; null for what has no end. */
  readonly durationS: number | null;
  /** Fetches what is needed to go on at a place, 0 at the start to 1 at the end. */
  readAt(fraction: number, signal: AbortSignal): Promise<void>;
}

/** Playlists that the sender fetches for the device, which some senders are asked for. */
export type AskForPlaylist = (url: string, signal: AbortSignal) => Promise<FetchedMedia>;

export interface FilmSource {
  readonly url: string;
  readonly fetch: MediaFetch;
  readonly signal: AbortSignal;
  readonly askForPlaylist?: AskForPlaylist;
}

/** Looks at what is there, as a player does before it shows a picture. Throws `VideoError`. */
export async function openFilm(source: FilmSource): Promise<Film> {
  try {
    return /\.m3u8?$/i.test(pathOf(source.url))
      ? await openPlaylist(source, source.url, 2)
      : await openFile(source);
  } catch (error) {
    if (source.signal.aborted) throw source.signal.reason;
    throw errorOfFetch(error);
  }
}

function pathOf(url: string): string {
  const address = parseUrl(url);
  if (!address) throw new VideoError("NSURLErrorDomain", -1000, "no address at all");
  return address.pathname;
}

async function openFile({ url, fetch, signal }: FilmSource): Promise<Film> {
  const part = async (first: number, length: number, abort: AbortSignal) => {
    const range = { first, last: first + length - 1 };
    const answer = await fetch(url, {
      range,
      maxBytes: length,
      timeoutMs: TIMEOUT_MS,
      signal: abort,
    });
    // What AVFoundation insists on: without ranges it plays no file.
    if (answer.status === 200) throw noRanges();
    if (answer.status !== 206) throw errorOfStatus(answer.status);
    return answer;
  };
  const { totalBytes } = await part(0, 2, signal);
  if (totalBytes === null) throw noRanges();
  const read = async (offset: number, length: number) => (await part(offset, length, signal)).bytes;
  const durationS = await durationOfMp4(read, totalBytes);
  if (durationS === null || durationS <= 0) throw noFilm();
  return {
    durationS,
    async readAt(fraction, abort) {
      const offset = Math.min(totalBytes - 1, Math.floor(totalBytes * fraction));
      await part(offset, Math.min(PIECE_BYTES, totalBytes - offset), abort);
    },
  };
}

/** `depth`: how many playlists deep it may still go. */
async function openPlaylist(source: FilmSource, url: string, depth: number): Promise<Film> {
  const { fetch, signal, askForPlaylist } = source;
  const options = { maxBytes: PLAYLIST_BYTES, timeoutMs: TIMEOUT_MS, signal };
  const answer = await (askForPlaylist?.(url, signal) ?? fetch(url, options));
  if (answer.status !== 200) throw errorOfStatus(answer.status);
  const playlist = readPlaylist(textOf(answer.bytes), answer.url);
  if (playlist === undefined || depth === 0) throw noFilm();
  if (playlist.kind === "variants") return openPlaylist(source, playlist.first, depth - 1);
  const { durationS, first } = playlist;
  const readAt = async (_fraction: number, abort: AbortSignal) => {
    const piece = { maxBytes: PIECE_BYTES, timeoutMs: TIMEOUT_MS, signal: abort };
    const { status } = await fetch(first, piece);
    if (status !== 200 && status !== 206) throw errorOfStatus(status);
  };
  return { durationS, readAt };
}
