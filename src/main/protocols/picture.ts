import type { Artwork } from "../../shared/model/now-playing.ts";
import { MAX_PICTURE_BYTES, readPicture } from "./picture-format.ts";

/** A picture that arrived, checked; without the id of what it shows. */
export type Picture = Omit<Artwork, "id">;

/**
 * Bytes from the network as a picture, or null when they are none that is worth showing: another
 * format, too large, or of a size that would choke whoever draws it. `told` is what the device says
 * of its size, for formats that hide it. The bytes are copied, so that they keep no message alive.
 */
export function pictureOf(
  bytes: Uint8Array,
  told: { readonly width: number; readonly height: number } = { width: 0, height: 0 },
): Picture | null {
  if (bytes.length > MAX_PICTURE_BYTES) return null;
  const format = readPicture(bytes);
  if (format === null) return null;
  const width = format.width || Math.max(0, told.width);
  const height = format.height || Math.max(0, told.height);
  // Not `slice`, which on the decoder's buffers is only another view of the whole message.
  return { mimeType: format.mimeType, width, height, bytes: new Uint8Array(bytes) };
}

/** Tells pictures apart without keeping them: their length and samples of both ends. */
export function pictureMark(bytes: Uint8Array): string {
  let hash = 0x811c9dc5;
  const mix = (part: Uint8Array) => {
    for (const byte of part) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  };
  mix(bytes.subarray(0, SAMPLE));
  mix(bytes.subarray(-SAMPLE));
  return `${bytes.length}-${hash.toString(16)}`;
}

const SAMPLE = 4096;
