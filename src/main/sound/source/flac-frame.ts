import { RemoteError } from "../../../shared/errors.ts";

/** STREAMINFO (RFC 9639, 8.2). */
export interface FlacInfo {
  readonly rate: number;
  readonly channels: number;
  readonly bits: number;
  /** Of the block size, when all but the last are alike; null: they differ. */
  readonly blockSize: number | null;
  /** Frames of sound in all; null: not told. */
  readonly total: number | null;
}

/** `block` is the 34 bytes of it. */
export function parseFlacInfo(block: Uint8Array): FlacInfo {
  if (block.length < 34) throw new RemoteError("malformed", "the header of the file is cut short");
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  const smallest = view.getUint16(0);
  const largest = view.getUint16(2);
  const packed = view.getUint32(10);
  const total = (packed & 0xf) * 2 ** 32 + view.getUint32(14);
  const rate = packed >>> 12;
  if (rate === 0) throw new RemoteError("malformed", "the header of the file makes no sense");
  return {
    rate,
    channels: ((packed >>> 9) & 7) + 1,
    bits: ((packed >>> 4) & 31) + 1,
    blockSize: smallest === largest ? smallest : null,
    total: total === 0 ? null : total,
  };
}

/** Bytes that the header of a frame has at most. */
export const LARGEST_FLAC_HEAD = 16;

/** The first frame of sound in the frame that begins here; null: none begins here (RFC 9639, 9.1). */
export function flacFramePosition(bytes: Uint8Array, at: number, info: FlacInfo): number | null {
  if (bytes[at] !== 0xff || ((bytes[at + 1] ?? 0) & 0xfe) !== 0xf8) return null;
  const sizes = bytes[at + 2] ?? 0;
  const isVariable = ((bytes[at + 1] ?? 0) & 1) === 1;
  const number = codedNumber(bytes, at + 4);
  if (!number) return null;
  let end = number.end;
  const blockCode = sizes >> 4;
  const rateCode = sizes & 15;
  if (blockCode === 0 || rateCode === 15) return null;
  end += blockCode === 6 ? 1 : blockCode === 7 ? 2 : 0;
  end += rateCode === 12 ? 1 : rateCode === 13 || rateCode === 14 ? 2 : 0;
  if (end >= bytes.length || crc8(bytes, at, end) !== bytes[end]) return null;
  return isVariable ? number.value : number.value * (info.blockSize ?? 0);
}

/** A number of up to 36 bits, coded like a character of UTF-8. */
function codedNumber(bytes: Uint8Array, at: number): { value: number; end: number } | null {
  const first = bytes[at] ?? 0;
  const ones = Math.clz32(~(first << 24));
  if (ones === 0) return { value: first, end: at + 1 };
  if (ones === 1 || ones > 7) return null;
  let value = ones === 7 ? 0 : first & (0x7f >> ones);
  for (let index = 1; index < ones; index++) {
    const byte = bytes[at + index] ?? 0;
    if ((byte & 0xc0) !== 0x80) return null;
    value = value * 64 + (byte & 0x3f);
  }
  return { value, end: at + ones };
}

function crc8(bytes: Uint8Array, from: number, to: number): number {
  let crc = 0;
  for (let at = from; at < to; at++) {
    crc ^= bytes[at] ?? 0;
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x80 ? ((crc << 1) ^ 0x07) & 0xff : crc << 1;
  }
  return crc;
}

const crc16Table = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 8;
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? (crc << 1) ^ 0x8005 : crc << 1;
  return crc;
});

/** Goes on from `crc`. Over a whole frame with its own sum at the end it comes to 0. */
export const crc16Step = (crc: number, byte: number) =>
  ((crc << 8) & 0xffff) ^ (crc16Table[(crc >> 8) ^ byte] ?? 0);
