import type { SoundTags } from "./source.ts";

export const noTags: SoundTags = {
  title: null,
  artist: null,
  album: null,
  genre: null,
  durationS: null,
  picture: null,
  onAir: null,
};
