import type { ReadonlySignal } from "../../runtime/signal.ts";

/** Everything that is sent sounds like this: 44.1 kHz, 16 bits, two channels. */
export const SAMPLE_RATE = 44_100;
export const CHANNELS = 2;

export type SoundSource =
  | { readonly kind: "file"; readonly path: string }
  /** http or https; may be endless. */
  | { readonly kind: "link"; readonly url: string }
  /** The standard input of this process. */
  | { readonly kind: "input" };

export interface SoundPicture {
  readonly mimeType: "image/jpeg" | "image/png";
  readonly bytes: Uint8Array;
}

/** What a source says of itself. Null: nothing. */
export interface SoundTags {
  readonly title: string | null;
  readonly artist: string | null;
  readonly album: string | null;
  readonly genre: string | null;
  /** Seconds; null: not known, or endless. */
  readonly durationS: number | null;
  readonly picture: SoundPicture | null;
  /** A radio's own words for what it plays now (ICY). */
  readonly onAir: string | null;
}

/** One source being decoded, as far as it was asked for: nothing is read ahead without bound. */
export interface PcmReader {
  /** Another one whenever a radio says another title. */
  readonly tags: ReadonlySignal<SoundTags>;
  readonly canSeek: boolean;
  /**
   * The next frames, interleaved left and right, at most `frames` of them; fewer only at the end, none
   * after it. Rejects with `malformed` (unreadable or cut short), `lost` or `timeout` (the network),
   * `storage` (the disk) or the signal's reason. One at a time.
   */
  read(frames: number, signal: AbortSignal): Promise<Int16Array>;
  /** Frees files, sockets, processes and memory of decoders. Idempotent. */
  close(): Promise<void>;
}

/**
 * Opens a source at `startS` seconds and reads as far as its tags. Rejects as `read` does, with
 * `not-found` when there is no such file, `unsupported` (subject: the format) when nothing here
 * decodes it, `invalid` for an address that is none, `rejected` (deviceCode: the status) by a server.
 */
export type OpenSource = (
  source: SoundSource,
  startS: number,
  signal: AbortSignal,
) => Promise<PcmReader>;
