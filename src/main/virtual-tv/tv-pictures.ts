import { deflateSync } from "node:zlib";
import { concatBytes, utf8 } from "../wire/bytes.ts";
import type { TvPicture } from "./tv-media.ts";

export interface MadePicture {
  readonly bytes: Uint8Array;
  /** Pixels; 0 when it is none. */
  readonly width: number;
  readonly height: number;
}

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const EIGHT_BIT_RGB = [8, 2, 0, 0, 0];
const BYTES_PER_PIXEL = 3;

/**
 * The picture in a box of `width` by `height` pixels, which keeps its shape and is never enlarged;
 * a size of 0 or less sets no limit, as a remote asks with height -1.
 */
export function makePicture(picture: TvPicture, width: number, height: number): MadePicture {
  switch (picture.kind) {
    case "gradient": {
      const size = fitted(picture, width, height);
      return { ...size, bytes: encodePng(size.width, size.height, gradient(picture.seed, size)) };
    }
    case "noise":
      return noisy(picture);
    case "bytes":
      return { bytes: picture.bytes, ...sizeOf(picture.bytes) };
    default:
      return { width: 0, height: 0, bytes: utf8("<html><body>Not found</body></html>") };
  }
}

const JPEG_FRAMES = new Set([0xc0, 0xc1, 0xc2]);
const MAX_SEGMENTS = 64;

/** Of a PNG or a JPEG; nothing of anything else. */
function sizeOf(bytes: Uint8Array): Size {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length >= 24 && SIGNATURE.every((byte, at) => bytes[at] === byte)) {
    return { width: view.getUint32(16), height: view.getUint32(20) };
  }
  for (let at = 2, count = 0; at + 9 < bytes.length && count < MAX_SEGMENTS; count++) {
    if (JPEG_FRAMES.has(bytes[at + 1] ?? 0)) {
      return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    }
    at += 2 + view.getUint16(at + 2);
  }
  return { width: 0, height: 0 };
}

/** Painted once: a television has its pictures ready, whoever asks. */
const painted = new WeakMap<TvPicture, MadePicture>();

function noisy(picture: Extract<TvPicture, { kind: "noise" }>): MadePicture {
  const ready = painted.get(picture);
  if (ready !== undefined) return ready;
  const { width, height, seed } = picture;
  const made = { width, height, bytes: encodePng(width, height, noise(seed)) };
  painted.set(picture, made);
  return made;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function fitted(natural: Size, width: number, height: number): Size {
  const across = width > 0 ? width / natural.width : 1;
  const down = height > 0 ? height / natural.height : 1;
  const scale = Math.min(1, across, down);
  return {
    width: Math.max(1, Math.round(natural.width * scale)),
    height: Math.max(1, Math.round(natural.height * scale)),
  };
}

type Fill = (row: Uint8Array, y: number) => void;

/** Two colours of the seed, one running into the other, so that colours can be taken from it. */
function gradient(seed: number, { width, height }: Size): Fill {
  const from = [seed * 53, seed * 97, seed * 29].map((value) => value % 160);
  const to = from.map((value) => (value + 95) % 256);
  return (row, y) => {
    for (let x = 0; x < width; x++) {
      const part = (x / width + y / height) / 2;
      for (let at = 0; at < BYTES_PER_PIXEL; at++) {
        const [start = 0, end = 0] = [from[at], to[at]];
        row[x * BYTES_PER_PIXEL + at] = start + (end - start) * part;
      }
    }
  };
}

/** Numerical Recipes' generator: the same noise for the same seed. */
function noise(seed: number): Fill {
  let value = seed >>> 0;
  return (row) => {
    for (let at = 0; at < row.length; at++) {
      value = (Math.imul(value, 1_664_525) + 1_013_904_223) >>> 0;
      row[at] = value >>> 24;
    }
  };
}

function encodePng(width: number, height: number, fill: Fill): Uint8Array {
  const stride = width * BYTES_PER_PIXEL + 1;
  const rows = new Uint8Array(stride * height);
  // The byte before each row is its filter: none.
  for (let y = 0; y < height; y++) fill(rows.subarray(y * stride + 1, (y + 1) * stride), y);
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set(EIGHT_BIT_RGB, 8);
  return concatBytes(
    SIGNATURE,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows, { level: 1 })),
    chunk("IEND", new Uint8Array(0)),
  );
}

function chunk(name: string, content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(content.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, content.length);
  bytes.set(utf8(name), 4);
  bytes.set(content, 8);
  view.setUint32(content.length + 8, crc32(bytes.subarray(4, content.length + 8)));
  return bytes;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
