import type { PacketFormat } from "./packet-decoder.ts";

/** Packets that follow one another, for one decoder. */
export interface PacketRun {
  /** The same object for as long as the decoder stays the same. */
  readonly format: PacketFormat;
  readonly packets: readonly Uint8Array[];
}

/** The packets of one track of sound, as they come. One call at a time. */
export interface PacketTrack {
  readonly format: PacketFormat;
  /** Ticks in a second: all its times are in them. */
  readonly scale: number;
  /** When its sound begins: what is decoded before it is the encoder's own. */
  readonly start: number;
  /** How long that is; null: to the end. */
  readonly length: number | null;
  readonly durationS: number | null;
  readonly canSeek: boolean;
  /** It goes on and on; a piece that cannot be decoded is not its end. */
  readonly isLive: boolean;
  /**
   * About the next second, at least one packet; null at the end. Rejects with `malformed`, as the bytes
   * do, or with the signal's reason; then nothing is lost.
   */
  next(signal: AbortSignal): Promise<PacketRun | null>;
  /**
   * Goes to the packets from which on a decoder has what it needs at `tick`. When the first of them
   * sounds; it may be an estimate. Only where `canSeek`, and before the first `next`.
   */
  seek(tick: number, signal: AbortSignal): Promise<number>;
}

/** Of the packets before a place, those without which AAC sounds otherwise there: it overlaps, SBR more so. */
export const RUN_UP = { aac: 3, alac: 0 } as const;
