import type { FrameKind } from "./mpeg-frames.ts";

/** What the four bytes before each piece of an MPEG sound say (ISO 11172-3, 13818-3). */
export interface MpegFrame {
  /** Of the whole frame. */
  readonly bytes: number;
  /** The same on average, where all are of this bit rate: some are a byte longer. */
  readonly averageBytes: number;
  readonly rate: number;
  readonly channels: 1 | 2;
  readonly samples: number;
  readonly layer: 1 | 2 | 3;
  readonly version: 1 | 2 | 2.5;
}

const rates = [44_100, 48_000, 32_000];
/** kbit/s by version and layer. */
const bitRates: Readonly<Record<string, readonly number[]>> = {
  "1/1": [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  "1/2": [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  "1/3": [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  "2/1": [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  "2/2": [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  "2/3": [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
};

/** Null: no frame begins here, or one of a free bit rate, whose length nobody says. */
export function parseMpegFrame(bytes: Uint8Array, at: number): MpegFrame | null {
  const [first = 0, second = 0, third = 0, fourth = 0] = bytes.subarray(at, at + 4);
  if (first !== 0xff || (second & 0xe0) !== 0xe0) return null;
  const version = ([2.5, 0, 2, 1] as const)[((second >> 3) & 3) as 0 | 1 | 2 | 3];
  const layer = ([0, 3, 2, 1] as const)[((second >> 1) & 3) as 0 | 1 | 2 | 3];
  const fullRate = rates[(third >> 2) & 3];
  if (version === 0 || layer === 0 || fullRate === undefined) return null;
  const kbits = bitRates[`${version === 1 ? 1 : 2}/${layer}`]?.[third >> 4] ?? 0;
  if (kbits === 0) return null;
  const rate = fullRate / (version === 1 ? 1 : version === 2 ? 2 : 4);
  const samples = layer === 1 ? 384 : layer === 3 && version !== 1 ? 576 : 1152;
  const slot = layer === 1 ? 4 : 1;
  const slots = Math.floor((samples * kbits * 125) / rate / slot) + ((third >> 1) & 1);
  return {
    bytes: slots * slot,
    averageBytes: (samples * kbits * 125) / rate,
    rate,
    channels: fourth >> 6 === 3 ? 1 : 2,
    samples,
    layer,
    version,
  };
}

const isSameStream = (a: MpegFrame, b: MpegFrame) =>
  a.rate === b.rate && a.layer === b.layer && a.version === b.version;

export const mpegKind: FrameKind<MpegFrame> = { headBytes: 4, parse: parseMpegFrame, isSameStream };

/** What the first frame of a file says of the others (Xing, Info, and LAME's additions). */
export interface MpegSummary {
  /** Of the whole file, this one aside; null: not told. */
  readonly frames: number | null;
  /** Where each hundredth of its time begins, in 256ths of its bytes; null: not told, or all are alike. */
  readonly places: Uint8Array | null;
  /** Samples that the encoder put before and after the sound; null: not told. */
  readonly delay: number | null;
  readonly padding: number | null;
}

/** Null: an ordinary frame. */
export function parseMpegSummary(bytes: Uint8Array, frame: MpegFrame): MpegSummary | null {
  if (frame.layer !== 3) return null;
  const side =
    frame.version === 1 ? (frame.channels === 1 ? 17 : 32) : frame.channels === 1 ? 9 : 17;
  const view = new DataView(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, frame.bytes));
  let at = 4 + side;
  if (at + 8 > view.byteLength) return null;
  const name = String.fromCharCode(...bytes.subarray(at, at + 4));
  if (name !== "Xing" && name !== "Info") return null;
  const flags = view.getUint32(at + 4);
  at += 8;
  const frames = flags & 1 && at + 4 <= view.byteLength ? view.getUint32(at) : null;
  const table = at + (flags & 1 ? 4 : 0) + (flags & 2 ? 4 : 0);
  const hasPlaces = name === "Xing" && flags & 4 && table + 100 <= view.byteLength;
  const places = hasPlaces ? bytes.slice(table, table + 100) : null;
  at += (flags & 1 ? 4 : 0) + (flags & 2 ? 4 : 0) + (flags & 4 ? 100 : 0) + (flags & 8 ? 4 : 0);
  if (at + 24 > view.byteLength || !/^[\x20-\x7e]{4}/.test(latin(bytes, at))) {
    return { frames, places, delay: null, padding: null };
  }
  const both = (view.getUint16(at + 21) << 8) | view.getUint8(at + 23);
  return { frames, places, delay: both >> 12, padding: both & 0xfff };
}

const latin = (bytes: Uint8Array, at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
