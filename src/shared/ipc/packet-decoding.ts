import type { ErrorBody } from "../errors.ts";

/**
 * Decoding the packets of a track somewhere else: what the thread that makes sound asks of the program,
 * and the program of the page that can do it (docs/decisions/0044). Numbers are those of whoever asks.
 */

/** A channel of Electron's, once: the page is handed the port over which all else goes. */
export const DECODER_CHANNEL = "armchair:decoder";

/** Of AAC, as the container tells it. */
export interface AacFormat {
  /** AudioSpecificConfig (ISO/IEC 14496-3, 1.6.2.1). */
  readonly config: Uint8Array;
  /** Hz. */
  readonly rate: number;
  readonly channels: number;
}

/** One request at a time for each decoder; `close` has no answer. */
export type PacketRequest =
  | {
      readonly kind: "open";
      readonly id: number;
      readonly decoder: number;
      readonly format: AacFormat;
    }
  | {
      readonly kind: "decode";
      readonly id: number;
      readonly decoder: number;
      readonly packets: readonly Uint8Array[];
    }
  | { readonly kind: "flush"; readonly id: number; readonly decoder: number }
  | { readonly kind: "close"; readonly decoder: number };

/** One array for each channel, all of one length; full scale is 1. */
export interface DecodedPackets {
  /** Hz. */
  readonly rate: number;
  readonly channels: readonly Float32Array[];
}

/** Null: no samples, or a decoder that was opened. */
export type PacketAnswer =
  | { readonly id: number; readonly samples: DecodedPackets | null }
  | { readonly id: number; readonly error: ErrorBody };
