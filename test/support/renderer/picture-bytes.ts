import { crc32, deflateSync } from "node:zlib";
import type { Artwork } from "../../../src/shared/model/now-playing.ts";

type Pixel = readonly [red: number, green: number, blue: number];

function chunk(type: string, body: Uint8Array): Buffer {
  const typed = Buffer.concat([Buffer.from(type, "latin1"), body]);
  const framed = Buffer.alloc(typed.length + 8);
  framed.writeUInt32BE(body.length, 0);
  typed.copy(framed, 4);
  framed.writeUInt32BE(crc32(typed), framed.length - 4);
  return framed;
}

/** A PNG of 8-bit RGB, one pixel after the other. */
export function pngOf(width: number, height: number, at: (x: number, y: number) => Pixel): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc(height * (width * 3 + 1));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      rows.set(at(x / width, y / height), y * (width * 3 + 1) + 1 + x * 3);
    }
  }
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", new Uint8Array(0)),
  ]);
}

const blend = (from: Pixel, to: Pixel, part: number): Pixel => {
  const at = (i: 0 | 1 | 2): number => Math.round(from[i] + (to[i] - from[i]) * part);
  return [at(0), at(1), at(2)];
};

/** A sun over a dark field, wide as a film's still is. */
function still(): Buffer {
  return pngOf(960, 540, (x, y) => {
    const sun = Math.hypot((x - 0.68) * 16, (y - 0.42) * 9) < 1.6;
    if (sun) return [255, 226, 170];
    const hill = y > 0.66 + 0.07 * Math.sin(x * 7);
    return hill ? [58, 20, 16] : blend([240, 165, 90], [150, 66, 40], y * 1.5);
  });
}

/** A bright square, as hard for white letters as a cover can be. */
function cover(): Buffer {
  return pngOf(600, 600, (x, y) => {
    const ring = Math.hypot(x - 0.5, y - 0.5);
    if (ring < 0.14) return [250, 250, 245];
    return ring < 0.36 ? [28, 110, 190] : [214, 236, 250];
  });
}

/** Pictures by the artwork they are of. */
export function somePictures(): readonly Artwork[] {
  const of = (id: string, bytes: Buffer, width: number, height: number): Artwork => ({
    id,
    mimeType: "image/png",
    width,
    height,
    bytes,
  });
  return [of("art-1", still(), 960, 540), of("art-2", cover(), 600, 600)];
}
