import { concatBytes, utf8 } from "../../src/main/wire/bytes.ts";
import { u32 } from "./media-bytes.ts";

export function box(type: string, ...parts: readonly Uint8Array[]): Uint8Array {
  const inside = concatBytes(...parts);
  return concatBytes(u32(8 + inside.length), Buffer.from(type, "latin1"), inside);
}

const zeros = (length: number) => new Uint8Array(length);
const u16 = (value: number) => Uint8Array.of(value >> 8, value & 0xff);
const many = (values: readonly number[]) => concatBytes(...values.map((value) => u32(value)));

/** A descriptor of MPEG-4's, its length in the long spelling that QuickTime uses. */
const described = (tag: number, ...parts: readonly Uint8Array[]) => {
  const inside = concatBytes(...parts);
  return concatBytes(Uint8Array.of(tag, 0x80, 0x80, 0x80, inside.length), inside);
};

/** AAC-LC, 44.1 kHz, two channels (ISO/IEC 14496-3, 1.6.2.1). */
export const AAC_CONFIG = Uint8Array.of(0x12, 0x10);

export const esds = (config: Uint8Array, kind = 0x40): Uint8Array =>
  box(
    "esds",
    zeros(4),
    described(
      3,
      zeros(3),
      described(4, Uint8Array.of(kind), zeros(12), described(5, config)),
      described(6, Uint8Array.of(2)),
    ),
  );

/** 24 bytes that say what Apple Lossless this is: 4,096 frames, 16 bits, two channels, 44.1 kHz. */
export const alacConfig = (): Uint8Array => {
  const config = new Uint8Array(24);
  const view = new DataView(config.buffer);
  view.setUint32(0, 4096);
  config.set([0, 16, 40, 10, 14, 2, 0, 255], 4);
  view.setUint32(20, 44_100);
  return config;
};

export interface SongShape {
  readonly packets: readonly Uint8Array[];
  /** Ticks of each packet but the last. */
  readonly each?: number;
  readonly last?: number;
  /** Of the first packet, where times are no good. */
  readonly first?: number;
  /** Ticks in a second, and those of the film. */
  readonly scale?: number;
  readonly filmScale?: number;
  /** Rows of the edit list: length in the film's ticks, start in the track's. */
  readonly edits?: readonly (readonly [number, number])[];
  /** The type of the entry and what is in it. */
  readonly entry?: string;
  readonly details?: readonly Uint8Array[];
  /** QuickTime's forms of an entry have 16 or 36 bytes more. */
  readonly entryVersion?: 0 | 1 | 2;
  readonly perChunk?: number;
  /** Bytes of something else before each chunk. */
  readonly gap?: number;
  readonly indexFirst?: boolean;
  readonly sizes?: "plain" | "small" | "one";
  readonly wideOffsets?: boolean;
  readonly handler?: string;
  /** More of `moov`. */
  readonly more?: readonly Uint8Array[];
}

/** An MP4 file around these packets. */
export function mp4Song(shape: SongShape): Uint8Array {
  const { indexFirst = true, gap = 0, perChunk = 5, packets } = shape;
  const head = box("ftyp", utf8("M4A "), zeros(4), utf8("M4A mp42isom"));
  const offsets: number[] = [];
  const parts: Uint8Array[] = [];
  let at = 0;
  for (let first = 0; first < packets.length; first += perChunk) {
    const chunk = concatBytes(
      new Uint8Array(gap).fill(0xee),
      ...packets.slice(first, first + perChunk),
    );
    offsets.push(at + gap);
    parts.push(chunk);
    at += chunk.length;
  }
  const mdat = box("mdat", ...parts);
  const movie = (start: number) =>
    moov(
      shape,
      offsets.map((offset) => offset + start),
    );
  if (!indexFirst) return concatBytes(head, mdat, movie(head.length + 8));
  return concatBytes(head, movie(head.length + movie(0).length + 8), mdat);
}

function moov(shape: SongShape, offsets: readonly number[]): Uint8Array {
  const {
    packets,
    scale = 44_100,
    filmScale = 1000,
    each = 1024,
    last = each,
    first = each,
  } = shape;
  const { edits, handler = "soun", perChunk = 5, wideOffsets = false, more = [] } = shape;
  const ticks = packets.length === 0 ? 0 : first - each + (packets.length - 1) * each + last;
  const film = Math.ceil((ticks / scale) * filmScale);
  const edts = edits && [
    box("edts", box("elst", zeros(4), u32(edits.length), ...edits.map(editRow))),
  ];
  const places = wideOffsets
    ? box("co64", zeros(4), u32(offsets.length), ...offsets.map((at) => many([0, at])))
    : box("stco", zeros(4), many([offsets.length, ...offsets]));
  const steady = last === each ? [packets.length, each] : [packets.length - 1, each, 1, last];
  const times = first === each ? steady : [1, first, packets.length - 1, each];
  const stbl = box(
    "stbl",
    box("stsd", zeros(4), u32(1), entryOf(shape)),
    box("stts", zeros(4), many([times.length / 2, ...times])),
    box("stsc", zeros(4), many([1, 1, perChunk, 1])),
    sizesOf(shape),
    places,
  );
  const mdia = box(
    "mdia",
    box("mdhd", zeros(12), many([scale, ticks]), zeros(4)),
    box("hdlr", zeros(8), utf8(handler), zeros(13)),
    box("minf", box("smhd", zeros(8)), stbl),
  );
  return box(
    "moov",
    box("mvhd", zeros(12), many([filmScale, film]), zeros(80)),
    box("trak", box("tkhd", zeros(12), u32(1), zeros(68)), ...(edts ?? []), mdia),
    ...more,
  );
}

const editRow = ([length, start]: readonly [number, number]) =>
  concatBytes(u32(length), u32(start >>> 0), u32(0x10000));

function entryOf({ entry = "mp4a", entryVersion = 0, details = [esds(AAC_CONFIG)] }: SongShape) {
  const fixed = concatBytes(
    zeros(6),
    u16(1),
    u16(entryVersion),
    zeros(6),
    u16(2),
    u16(16),
    zeros(4),
  );
  const rate = u32(44_100 * 65_536);
  return box(entry, fixed, rate, zeros([0, 16, 36][entryVersion] ?? 0), ...details);
}

function sizesOf({ packets, sizes = "plain" }: SongShape): Uint8Array {
  const lengths = packets.map(({ length }) => length);
  if (sizes === "one") return box("stsz", zeros(4), many([lengths[0] ?? 0, lengths.length]));
  if (sizes === "plain") return box("stsz", zeros(4), many([0, lengths.length, ...lengths]));
  return box("stz2", zeros(4), many([16, lengths.length]), ...lengths.map(u16));
}

/** The tag in which iTunes says what belongs to the sound. */
export const iTunSmpb = (delay: number, padding: number, length: number): Uint8Array => {
  const hex = (value: number, digits: number) =>
    value.toString(16).toUpperCase().padStart(digits, "0");
  const text = ` 00000000 ${hex(delay, 8)} ${hex(padding, 8)} ${hex(length, 16)} 00000000`;
  const tag = box(
    "----",
    box("mean", zeros(4), utf8("com.apple.iTunes")),
    box("name", zeros(4), utf8("iTunSMPB")),
    box("data", u32(1), zeros(4), utf8(text)),
  );
  return box("udta", box("meta", zeros(4), box("hdlr", zeros(25)), box("ilst", tag)));
};

export interface PiecesShape extends Pick<SongShape, "packets" | "edits" | "each"> {
  readonly perPiece: number;
  /** Each packet's length and size once for all, where all are alike. */
  readonly byDefault?: boolean;
}

/** The same told in pieces, each before its sound (ISO/IEC 14496-12, 8.8), of track 1. */
export function mp4Pieces({
  perPiece,
  byDefault = false,
  each = 1024,
  ...song
}: PiecesShape): Uint8Array {
  const { packets } = song;
  const size = packets[0]?.length ?? 0;
  const trex = box("trex", zeros(4), many([1, 1, each, byDefault ? size : 0, 0]));
  const parts = [mp4Song({ ...song, packets: [], more: [box("mvex", trex)] })];
  for (let first = 0; first < packets.length; first += perPiece) {
    const some = packets.slice(first, first + perPiece);
    const piece = (offset: number) => {
      const rows = byDefault ? [] : some.map(({ length }) => many([each, length]));
      const run = box("trun", u32(byDefault ? 1 : 0x301), many([some.length, offset]), ...rows);
      const traf = box("traf", box("tfhd", u32(0x20000), u32(1)), run);
      return box("moof", box("mfhd", zeros(4), u32(first + 1)), traf);
    };
    parts.push(piece(piece(0).length + 8), box("mdat", ...some), box("free", zeros(20)));
  }
  return concatBytes(...parts);
}
