import { neutralPalette } from "../../../src/renderer/playing/palette.ts";
import type { OpenPicture, PictureSource } from "../../../src/renderer/playing/picture-source.ts";
import type { Artwork } from "../../../src/shared/model/now-playing.ts";

/** Pictures without a browser: a URL names the artwork, and what is open is counted. */
export class FakePictures implements PictureSource {
  readonly stillOpen: OpenPicture[] = [];

  async open(artwork: Artwork): Promise<OpenPicture | null> {
    if (artwork.bytes.length === 0) return null;
    const url = `blob:${artwork.id}:${artwork.width}`;
    const picture = { url, palette: neutralPalette };
    this.stillOpen.push(picture);
    return picture;
  }

  close(picture: OpenPicture): void {
    const at = this.stillOpen.findIndex(({ url }) => url === picture.url);
    this.stillOpen.splice(at, 1);
  }
}
