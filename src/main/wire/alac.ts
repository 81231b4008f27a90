import { airplayAlac } from "./alac-config.ts";
import { AlacDecoder, type AlacFrame } from "./alac-decoder.ts";

/**
 * Apple Lossless frames of two channels and 16 bits whose samples are written as they are ("escape").
 * Every decoder takes them, nothing is gained by compressing on a local network, and it costs next to
 * nothing. A frame is bits: 3 the kind of element (1, a pair of channels), 4 its number, 12 unused,
 * 1 whether a count follows, 2 shifted bytes, 1 escape; the count, 32; then left and right, 16 each;
 * 3 for the end (7). Another implementation (ALAC's own open source decoder, shairport-sync).
 */
const PAIR = 0x20;
const HAS_COUNT = 0x10;
const ESCAPE = 0x02;
const SAMPLES_AT = 2;

/** Bytes of a frame of `frames` pairs of samples, which `encodeAlac` writes. */
export function alacLength(frames: number, isWhole: boolean): number {
  return Math.ceil((23 + (isWhole ? 0 : 32) + frames * 32 + 3) / 8);
}

/**
 * Writes `samples` (interleaved left and right) as one frame into `out` from `at` and returns the
 * bytes written. A frame with fewer pairs than `whole`, which the receiver was told of, carries its
 * count.
 */
export function encodeAlacInto(
  out: Uint8Array,
  at: number,
  samples: Int16Array,
  whole: number,
): number {
  const isWhole = samples.length === whole * 2;
  out[at] = PAIR;
  out[at + 1] = 0;
  let next = at + SAMPLES_AT;
  // Samples begin at the lowest bit of the third byte, so each lies over three bytes: `carry` is the
  // byte begun.
  let carry = (isWhole ? 0 : HAS_COUNT) | ESCAPE;
  if (!isWhole) {
    const pairs = samples.length / 2;
    for (let shift = 16; shift >= 0; shift -= 16) {
      const word = (pairs >>> shift) & 0xffff;
      out[next++] = carry | (word >>> 15);
      out[next++] = word >>> 7;
      carry = (word << 1) & 0xff;
    }
  }
  for (let index = 0; index < samples.length; index++) {
    const word = (samples[index] ?? 0) & 0xffff;
    out[next++] = carry | (word >>> 15);
    out[next++] = word >>> 7;
    carry = (word << 1) & 0xff;
  }
  out[next++] = carry | 1;
  out[next++] = 0xc0;
  return next - at;
}

/** One frame; `whole` as in `encodeAlacInto`. */
export function encodeAlac(samples: Int16Array, whole: number): Uint8Array {
  const frame = new Uint8Array(alacLength(samples.length / 2, samples.length === whole * 2));
  encodeAlacInto(frame, 0, samples, whole);
  return frame;
}

/**
 * The samples of one frame of an AirPlay sender, compressed or not, interleaved; bytes after its end are
 * ignored, as padding of ciphers needs. `malformed` for one that is cut short or says more than `whole`
 * pairs. For a whole stream make one `AlacDecoder`.
 */
export function decodeAlac(frame: Uint8Array, whole: number): Int16Array {
  return interleaved(new AlacDecoder(airplayAlac(whole)).decode(frame));
}

/** The samples of a frame of 16 bits, those of all channels in turn: memory of their own. */
export function interleaved({ frames, channels }: AlacFrame): Int16Array {
  const step = channels.length;
  const samples = new Int16Array(frames * step);
  for (const [channel, from] of channels.entries()) {
    for (let frame = 0, at = channel; frame < frames; frame++, at += step) {
      samples[at] = from[frame] ?? 0;
    }
  }
  return samples;
}
