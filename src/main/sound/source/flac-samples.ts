import type { FLACDecodedAudio } from "@wasm-audio-decoders/flac";
import { RemoteError } from "../../../shared/errors.ts";

/**
 * The samples as they were coded, of full scale 1. The library divides by the largest positive number of
 * so many bits, one less than full scale, which rounds some samples of 16 bits to their neighbours.
 */
export function flacSamples({
  channelData,
  bitDepth,
  errors,
}: FLACDecodedAudio): readonly Float32Array[] {
  if (errors.length > 0) throw new RemoteError("malformed", "a FLAC frame cannot be decoded");
  const full = 2 ** (bitDepth - 1);
  for (const samples of channelData) {
    for (let at = 0; at < samples.length; at++) {
      samples[at] = Math.round((samples[at] ?? 0) * (full - 1)) / full;
    }
  }
  return channelData;
}
