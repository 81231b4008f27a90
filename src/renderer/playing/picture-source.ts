import type { Artwork } from "../../shared/model/now-playing.ts";
import type { Palette } from "./palette.ts";

/** A picture that a window can show. */
export interface OpenPicture {
  readonly url: string;
  readonly palette: Palette;
}

/** Where bytes become pictures; each that is opened is closed again. */
export interface PictureSource {
  /** Null for bytes that are no picture after all. */
  open(artwork: Artwork): Promise<OpenPicture | null>;
  close(picture: OpenPicture): void;
}
