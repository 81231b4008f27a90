import type { SoundOffer } from "../../../shared/model/sound.ts";
import type { SoundPicture, SoundSource } from "./source.ts";

/** Files, folders and playlists that a person pointed at, as things that can be played. */
export interface SoundFiles {
  /**
   * One for a file, one for each that sounds in a folder and below it (in the order of their names, at
   * most `MAX_OFFERS`), one for each entry of a playlist (M3U, PLS). Rejects with `not-found`,
   * `invalid` (a path that is not absolute, or nothing in it that sounds) or `storage`.
   */
  offer(path: string): Promise<readonly SoundOffer[]>;
  /** An http or https address; a playlist behind it is resolved when it is played. Throws `invalid`. */
  link(url: string): SoundOffer;
  /** The standard input, for a program that has one. */
  input(): SoundOffer;
  /** Undefined: no such offer. */
  find(id: string): SoundSource | undefined;
  /** Null: it has none. Rejects never. */
  picture(id: string): Promise<SoundPicture | null>;
}

export const MAX_OFFERS = 2000;
