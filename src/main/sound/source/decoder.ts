/** Some frames of sound as a decoder gives them: one array for each channel, full scale is 1. */
export interface Samples {
  readonly rate: number;
  readonly channels: readonly Float32Array[];
  /** What the stream itself says that it plays from here on; absent: as before. */
  readonly title?: string;
}

/** Turns the bytes of one format into samples, as far as it is asked. */
export interface Decoder {
  /** In words for people: "MP3". */
  readonly format: string;
  /** Which channel is which, when there are more than two. */
  readonly layout: ChannelLayout;
  /** Seconds; null: not known, or endless. */
  readonly durationS: number | null;
  readonly canSeek: boolean;
  /** What the stream says of itself, by upper-case name (VORBIS_COMMENT); absent: nothing. */
  readonly comments?: ReadonlyMap<string, string>;
  /**
   * The next samples, at least one frame; null at the end. Rejects as `PcmReader.read` does. An
   * `Int16Array` is as sound is sent already: left and right in turn, of `SAMPLE_RATE`.
   */
  next(signal: AbortSignal): Promise<Samples | Int16Array | null>;
  /** What `next` gives begins there. Once, before the first `next`, only where `canSeek`. */
  seek(seconds: number, signal: AbortSignal): Promise<void>;
  /** Frees what is not the bytes' own. Idempotent. */
  close(): Promise<void>;
}

/**
 * The order that Microsoft, FLAC and AC-3 to WAV use; that of Vorbis and Opus; that of AIFF; that within
 * packets of AAC and Apple Lossless.
 */
export type ChannelLayout = "wave" | "vorbis" | "aiff" | "mpeg";
