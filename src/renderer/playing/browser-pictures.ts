import { type Palette, paletteOf } from "./palette.ts";
import type { PictureSource } from "./picture-source.ts";

/** Pixels each way that the colours are looked for in. */
const SAMPLE = 24;

/** Decoding says whether it is a picture; the small copy says which colours it has. */
async function readPalette(blob: Blob): Promise<Palette | null> {
  try {
    const bitmap = await createImageBitmap(blob, {
      resizeWidth: SAMPLE,
      resizeHeight: SAMPLE,
      resizeQuality: "low",
    });
    const canvas = document.createElement("canvas");
    canvas.width = SAMPLE;
    canvas.height = SAMPLE;
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context?.drawImage(bitmap, 0, 0);
    bitmap.close();
    const pixels = context?.getImageData(0, 0, SAMPLE, SAMPLE).data;
    return pixels === undefined ? null : paletteOf(pixels);
  } catch {
    return null; // What cannot be decoded is no picture: the caller shows none.
  }
}

/** The browser's own. */
export const browserPictures: PictureSource = {
  async open(artwork) {
    const blob = new Blob([new Uint8Array(artwork.bytes)], { type: artwork.mimeType });
    const palette = await readPalette(blob);
    return palette === null ? null : { url: URL.createObjectURL(blob), palette };
  },
  close({ url }) {
    URL.revokeObjectURL(url);
  },
};
