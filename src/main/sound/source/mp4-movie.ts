import { RemoteError } from "../../../shared/errors.ts";
import { ascii, viewOf } from "../../media/bytes.ts";
import { type ByteWindow, cutShort } from "./byte-window.ts";

/**
 * The boxes of an MP4 or QuickTime file that lead to its sound (ISO/IEC 14496-12, 4.2 and 8.1 to 8.8), read
 * from front to back, so that they can come through a pipe.
 */
export interface SoundMovie {
  /** The content of boxes by their type, of the whole film: its head, defaults and free tags (`----`). */
  readonly movie: Boxes;
  /** The same of the first track of sound: heads, edits, description, tables; null: there is none. */
  readonly track: Boxes | null;
  /** Its samples are told in pieces, between them (`moof`). */
  readonly isFragmented: boolean;
  /** Its sound comes first. */
  readonly isLate: boolean;
}

export type Boxes = ReadonlyMap<string, readonly Uint8Array[]>;

interface Tree {
  readonly [type: string]: Tree | number;
}

const SMALL = 64 * 1024;
/** All tables of a song of ten hours are 8 MB; of one whose every packet has a chunk of its own, 20. */
const MOST_TABLES = 32 * 1024 * 1024;
/** Of one tag of those that anybody may define: the one that is wanted has 120 bytes of text. */
const TAG = 1024;

const stbl: Tree = {
  ...{ stsd: SMALL, stts: MOST_TABLES, stsc: MOST_TABLES },
  ...{ stsz: MOST_TABLES, stz2: MOST_TABLES, stco: MOST_TABLES, co64: MOST_TABLES },
};
/** A number is the most bytes that a box may have to be looked into; a tree is a box of boxes. */
const wanted: Tree = {
  mvhd: SMALL,
  trak: { tkhd: SMALL, edts: { elst: SMALL }, mdia: { mdhd: SMALL, hdlr: SMALL, minf: { stbl } } },
  mvex: { mehd: SMALL, trex: SMALL },
  udta: { meta: { ilst: { "----": TAG } } },
};

/** Of the whole film; the others are of the track that they are in. */
const ofMovie = new Set(["mvhd", "mehd", "trex", "----"]);

const MOST_BOXES = 4000;
const BLOCK = 64 * 1024;

interface Head {
  readonly type: string;
  readonly end: number;
  /** False: it claims to go on beyond what it is in. */
  readonly isWhole: boolean;
}

/**
 * Reads up to the end of the movie box, from where the window stands. Null: what cannot go back comes to
 * the sound first. Rejects with `malformed` when there is no such box, or only a part of it.
 */
export function readSoundMovie(bytes: ByteWindow, signal: AbortSignal): Promise<SoundMovie | null> {
  return new MovieReading(bytes, signal).read();
}

const noMovie = () => new RemoteError("malformed", "the MP4 file is not whole");

class MovieReading {
  readonly #bytes: ByteWindow;
  readonly #signal: AbortSignal;
  readonly #movie = new Map<string, Uint8Array[]>();
  /** Of the track that is being read, or of the first one of sound. */
  #track = new Map<string, Uint8Array[]>();
  #hasSound = false;
  #isFragmented = false;
  #boxesLeft = MOST_BOXES;
  #tableBytesLeft = MOST_TABLES;

  constructor(bytes: ByteWindow, signal: AbortSignal) {
    this.#bytes = bytes;
    this.#signal = signal;
  }

  async read(): Promise<SoundMovie | null> {
    const bytes = this.#bytes;
    const end = bytes.size ?? Number.POSITIVE_INFINITY;
    for (let isLate = false; ; ) {
      const head = await this.#head(end);
      if (!head) throw noMovie();
      if (head.type === "moov") {
        if (!head.isWhole) throw noMovie();
        await this.#children(head.end, wanted);
        const track = this.#hasSound ? this.#track : null;
        return { movie: this.#movie, track, isFragmented: this.#isFragmented, isLate };
      }
      if (head.type === "mdat") isLate = true;
      if (isLate && !bytes.canSeek) return null;
      if (head.end === Number.POSITIVE_INFINITY) throw noMovie();
      await bytes.skip(head.end - bytes.position, this.#signal);
    }
  }

  async #children(end: number, rule: Tree): Promise<void> {
    for (;;) {
      const head = await this.#head(end);
      if (!head) break;
      const inside = Object.hasOwn(rule, head.type) ? rule[head.type] : undefined;
      if (inside !== undefined) await this.#look(head, inside);
      await this.#skipTo(head.end);
    }
    await this.#skipTo(end);
  }

  async #look({ type, end }: Head, rule: Tree | number): Promise<void> {
    if (type === "trak") return await this.#trak(end, rule as Tree);
    if (type === "mvex") this.#isFragmented = true;
    // Tables of what is no sound are many times as large.
    if (type === "minf" && this.#track.has("hdlr") && !this.#isSound) return;
    if (typeof rule === "object") {
      if (type === "meta") await this.#skipVersion();
      return await this.#children(end, rule);
    }
    const length = end - this.#bytes.position;
    if (length > rule) {
      if (rule === TAG) return;
      throw new RemoteError("malformed", "the file's header is without end");
    }
    const into = ofMovie.has(type) ? this.#movie : this.#track;
    into.set(type, [...(into.get(type) ?? []), await this.#content(length)]);
  }

  async #trak(end: number, rule: Tree): Promise<void> {
    if (this.#hasSound) return;
    this.#track = new Map();
    await this.#children(end, rule);
    this.#hasSound = this.#isSound;
  }

  get #isSound(): boolean {
    const [handler] = this.#track.get("hdlr") ?? [];
    return handler !== undefined && ascii(handler, 8, 12) === "soun";
  }

  /** As ISO has it, `meta` begins with a version; as QuickTime has it, with a box. */
  async #skipVersion(): Promise<void> {
    const seen = await this.#bytes.peek(8, this.#signal);
    if (ascii(seen, 4, 8) !== "hdlr") await this.#bytes.skip(4, this.#signal);
  }

  /** Grows as it comes: what a box claims is no reason to have memory for it. */
  async #content(length: number): Promise<Uint8Array> {
    this.#tableBytesLeft -= length;
    if (this.#tableBytesLeft < 0) {
      throw new RemoteError("malformed", "the file's header is without end");
    }
    const parts: Uint8Array[] = [];
    for (let left = length; left > 0; ) {
      const part = await this.#bytes.some(Math.min(left, BLOCK), this.#signal);
      if (part.length === 0) throw noMovie();
      parts.push(part.slice());
      left -= part.length;
    }
    return new Uint8Array(Buffer.concat(parts));
  }

  async #skipTo(end: number): Promise<void> {
    const left = end - this.#bytes.position;
    if (left > 0) await this.#bytes.skip(left, this.#signal);
  }

  /** Goes past the head of the next box. Null where none can be. A box ends with its parent. */
  async #head(parentEnd: number): Promise<Head | null> {
    const start = this.#bytes.position;
    if (start + 8 > parentEnd) return null;
    if (--this.#boxesLeft < 0) {
      throw new RemoteError("malformed", "the file's header is without end");
    }
    const seen = await this.#bytes.peek(16, this.#signal);
    if (seen.length < 8) {
      if (Number.isFinite(parentEnd)) throw cutShort();
      return null;
    }
    const head = parseBoxHead(seen);
    if (!head) return null;
    this.#bytes.drop(head.headBytes);
    const end = start + (head.size ?? parentEnd - start);
    return { type: head.type, end: Math.min(end, parentEnd), isWhole: end <= parentEnd };
  }
}

export interface BoxHead {
  readonly type: string;
  readonly headBytes: number;
  /** Of the whole box; null: to the end of what it is in. */
  readonly size: number | null;
}

/** Null: no box can begin so. Throws `malformed` for one that is cut. */
export function parseBoxHead(bytes: Uint8Array): BoxHead | null {
  if (bytes.length < 8) throw cutShort();
  const view = viewOf(bytes);
  const short = view.getUint32(0);
  const isLong = short === 1;
  if (isLong && bytes.length < 16) throw cutShort();
  const size = isLong ? Number(view.getBigUint64(8)) : short === 0 ? null : short;
  const headBytes = isLong ? 16 : 8;
  if (size !== null && size < headBytes) return null;
  return { type: ascii(bytes, 4, 8), headBytes, size };
}
