import type { RemoteError } from "../../../shared/errors.ts";
import type { SoundTrack } from "../engine.ts";
import { type PcmReader, SAMPLE_RATE, type SoundTags } from "../source/source.ts";

const NO_TAGS: SoundTags = {
  title: null,
  artist: null,
  album: null,
  genre: null,
  durationS: null,
  picture: null,
  onAir: null,
};

/** One track being played, from where it was started: seeking makes another of the same. */
export class Run {
  readonly track: SoundTrack;
  /** Null: it could not be opened. */
  readonly reader: PcmReader | null;
  /** The next frame of the track to come. */
  next: number;
  /** Why it is over before its end. */
  error: RemoteError | null = null;

  constructor(track: SoundTrack, reader: PcmReader | null) {
    this.track = track;
    this.reader = reader;
    this.next = Math.round(track.startS * SAMPLE_RATE);
  }

  get tags(): SoundTags {
    return this.reader?.tags.value ?? NO_TAGS;
  }

  /** Seconds that are still to come; null: not known, or endless. */
  get remainingS(): number | null {
    const { durationS } = this.tags;
    return durationS === null ? null : durationS - this.next / SAMPLE_RATE;
  }
}
