import type { Samples } from "./decoder.ts";

/** What the packets of a container are. */
export interface PacketFormat {
  readonly codec: "aac" | "alac";
  /** AudioSpecificConfig (ISO/IEC 14496-3, 1.6.2.1) for AAC, the magic cookie for Apple Lossless. */
  readonly config: Uint8Array;
  /** Hz and channels as the container says; what is decoded may have others (HE-AAC doubles the rate). */
  readonly rate: number;
  readonly channels: number;
}

/** Turns the packets of one track into samples. One call at a time. */
export interface PacketDecoder {
  /**
   * The samples of these packets, in order: as many frames as the packets stand for, once the codec has
   * begun; null when none are there yet. Rejects with `malformed`, or the signal's reason.
   */
  decode(packets: readonly Uint8Array[], signal: AbortSignal): Promise<Samples | null>;
  /** What is still held at the end of the track; null: nothing. Packets after it begin anew. */
  flush(signal: AbortSignal): Promise<Samples | null>;
  /** Idempotent. */
  close(): Promise<void>;
}

/** Rejects with `unsupported` (subject: the format in words) for what it does not decode. */
export type OpenPacketDecoder = (
  format: PacketFormat,
  signal: AbortSignal,
) => Promise<PacketDecoder>;
