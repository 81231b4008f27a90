import type { FrameKind } from "./mpeg-frames.ts";

/** What the head of each piece of an AAC stream says (ISO/IEC 13818-7, 6.2; 14496-3, 1.A.2.2). */
export interface AdtsFrame {
  /** Of the whole frame, */
  readonly bytes: number;
  /** and of its head: with a checksum it is longer. */
  readonly headBytes: number;
  /** The object type of MPEG-4, 2 for what everybody has (LC). */
  readonly kind: number;
  readonly rateIndex: number;
  /** 0: told within the frame. */
  readonly channelIndex: number;
  /** Packets in it, of 1,024 samples each. */
  readonly blocks: number;
}

const rates = [
  ...[96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000],
  ...[22_050, 16_000, 12_000, 11_025, 8000, 7350],
];

/** Hz by the index of MPEG-4; undefined: reserved. */
export const aacRateOf = (index: number): number | undefined => rates[index];

/** Channels by the index of MPEG-4; 0: told elsewhere. */
export const channelsOf = (index: number): number =>
  index === 7 || index === 12 || index === 14 ? 8 : index === 11 ? 7 : index < 7 ? index : 0;

/** Null: no frame begins here. */
export function parseAdtsFrame(bytes: Uint8Array, at: number): AdtsFrame | null {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g] = bytes.subarray(at, at + 7);
  if (g === undefined || a !== 0xff || (b & 0xf6) !== 0xf0) return null;
  const rateIndex = (c >> 2) & 15;
  const headBytes = b & 1 ? 7 : 9;
  const length = ((d & 3) << 11) | (e << 3) | (f >> 5);
  if (aacRateOf(rateIndex) === undefined || length <= headBytes) return null;
  return {
    bytes: length,
    headBytes,
    kind: (c >> 6) + 1,
    rateIndex,
    channelIndex: ((c & 1) << 2) | (d >> 6),
    blocks: (g & 3) + 1,
  };
}

const isSameStream = (a: AdtsFrame, b: AdtsFrame) =>
  a.kind === b.kind && a.rateIndex === b.rateIndex && a.channelIndex === b.channelIndex;

export const adtsKind: FrameKind<AdtsFrame> = { headBytes: 7, parse: parseAdtsFrame, isSameStream };

/** The same as an AudioSpecificConfig (ISO/IEC 14496-3, 1.6.2.1). */
export function audioConfigOf({ kind, rateIndex, channelIndex }: AdtsFrame): Uint8Array {
  const bits = (kind << 11) | (rateIndex << 7) | (channelIndex << 3);
  return Uint8Array.of(bits >> 8, bits & 0xff);
}
