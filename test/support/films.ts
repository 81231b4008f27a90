import type { FetchedMedia, MediaFetch } from "../../src/main/runtime/media-fetch.ts";
import { concatBytes, utf8 } from "../../src/main/wire/bytes.ts";
import { RemoteError } from "../../src/shared/errors.ts";

function box(type: string, ...parts: readonly Uint8Array[]): Uint8Array {
  const inside = concatBytes(...parts);
  const head = new Uint8Array(8);
  new DataView(head.buffer).setUint32(0, 8 + inside.length);
  head.set(utf8(type), 4);
  return concatBytes(head, inside);
}

/** ISO/IEC 14496-12, 8.2.2: version 0, of which only the time scale and the length are filled. */
function movieHeader(seconds: number): Uint8Array {
  const bytes = new Uint8Array(100);
  const view = new DataView(bytes.buffer);
  view.setUint32(12, 1000);
  view.setUint32(16, Math.round(seconds * 1000));
  return box("mvhd", bytes);
}

export interface FilmShape {
  readonly seconds: number;
  /** The description comes after the pictures, as cameras write it. Default false. */
  readonly headerLast?: boolean;
  readonly pictureBytes?: number;
}

/** An MP4 file that says how long it lasts, and holds no picture. */
export function sampleMp4({
  seconds,
  headerLast = false,
  pictureBytes = 200_000,
}: FilmShape): Uint8Array {
  const head = box("ftyp", utf8("isom"), new Uint8Array(4), utf8("isommp42"));
  const movie = box("moov", movieHeader(seconds));
  const pictures = box("mdat", new Uint8Array(pictureBytes));
  return headerLast ? concatBytes(head, pictures, movie) : concatBytes(head, movie, pictures);
}

export interface Shelf {
  readonly fetch: MediaFetch;
  /** What was asked for, such as "film.mp4 0-1", in order. */
  readonly asked: readonly string[];
  /** Nothing is there any more. */
  clear(): void;
}

export interface OnShelf {
  readonly bytes?: Uint8Array;
  /** By default 200, or 206 for a range. */
  readonly status?: number;
  /** False: a server that sends whole files only. */
  readonly ranges?: boolean;
}

/** Films by their addresses, without a network; any other address is refused. */
export function filmShelf(films: Readonly<Record<string, OnShelf>>): Shelf {
  const asked: string[] = [];
  const there = new Map(Object.entries(films));
  return {
    asked,
    clear: () => there.clear(),
    async fetch(url, { range, maxBytes, signal }): Promise<FetchedMedia> {
      signal?.throwIfAborted();
      asked.push(range ? `${url} ${range.first}-${range.last}` : url);
      const film = there.get(url);
      if (!/^https?:/.test(url)) throw new RemoteError("invalid", "no address of a film");
      if (film === undefined) throw new RemoteError("lost", "nobody is there");
      const { bytes = new Uint8Array(0), ranges = true } = film;
      const isPart = range !== undefined && ranges;
      const part = isPart ? bytes.slice(range.first, range.last + 1) : bytes;
      return {
        status: film.status ?? (isPart ? 206 : 200),
        url,
        contentType: "video/mp4",
        totalBytes: bytes.length,
        bytes: part.subarray(0, maxBytes),
      };
    },
  };
}
