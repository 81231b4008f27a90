import type { Artwork } from "../../shared/model/now-playing.ts";

/** Larger pictures than this are no artwork. */
export const MAX_PICTURE_BYTES = 20 * 1024 * 1024;
/** Pixels a side and in all, beyond which drawing a picture takes more memory than it is worth. */
const MAX_SIDE = 16_384;
const MAX_PIXELS = 64_000_000;

export interface PictureFormat {
  readonly mimeType: Artwork["mimeType"];
  /** Pixels; 0 when the first bytes do not tell. */
  readonly width: number;
  readonly height: number;
}

/** What the bytes are by themselves, whatever they were announced as; null when no picture. */
export function readPicture(bytes: Uint8Array): PictureFormat | null {
  const format = png(bytes) ?? gif(bytes) ?? webp(bytes) ?? jpeg(bytes);
  if (format === null) return null;
  const { width, height } = format;
  return Math.max(width, height) > MAX_SIDE || width * height > MAX_PIXELS ? null : format;
}

function startsWith(bytes: Uint8Array, text: string, at = 0): boolean {
  if (bytes.length < at + text.length) return false;
  for (let index = 0; index < text.length; index++) {
    if (bytes[at + index] !== text.charCodeAt(index)) return false;
  }
  return true;
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function png(bytes: Uint8Array): PictureFormat | null {
  if (!startsWith(bytes, "\x89PNG\r\n\x1a\n")) return null;
  const mimeType = "image/png";
  if (bytes.length < 24) return { mimeType, width: 0, height: 0 };
  const header = view(bytes);
  return { mimeType, width: header.getUint32(16), height: header.getUint32(20) };
}

function gif(bytes: Uint8Array): PictureFormat | null {
  if (!startsWith(bytes, "GIF87a") && !startsWith(bytes, "GIF89a")) return null;
  const mimeType = "image/gif";
  if (bytes.length < 10) return { mimeType, width: 0, height: 0 };
  const header = view(bytes);
  return { mimeType, width: header.getUint16(6, true), height: header.getUint16(8, true) };
}

function webp(bytes: Uint8Array): PictureFormat | null {
  if (!startsWith(bytes, "RIFF") || !startsWith(bytes, "WEBP", 8)) return null;
  const mimeType = "image/webp";
  // Only the extended form has its canvas at a fixed place: three bytes each, less one.
  if (!startsWith(bytes, "VP8X", 12) || bytes.length < 30) return { mimeType, width: 0, height: 0 };
  const header = view(bytes);
  const size = (at: number) => 1 + header.getUint16(at, true) + (header.getUint8(at + 2) << 16);
  return { mimeType, width: size(24), height: size(27) };
}

function jpeg(bytes: Uint8Array): PictureFormat | null {
  if (!startsWith(bytes, "\xff\xd8\xff")) return null;
  const mimeType = "image/jpeg";
  const header = view(bytes);
  for (let at = 2; at + 9 <= bytes.length && header.getUint8(at) === 0xff; ) {
    const marker = header.getUint8(at + 1);
    if (isStartOfFrame(marker)) {
      return { mimeType, width: header.getUint16(at + 7), height: header.getUint16(at + 5) };
    }
    if (marker === 0xff) at += 1;
    else at += 2 + header.getUint16(at + 2);
  }
  return { mimeType, width: 0, height: 0 };
}

/** SOF0 to SOF15, without the three numbers among them that are something else. */
function isStartOfFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}
