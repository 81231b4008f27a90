import { RemoteError } from "../../shared/errors.ts";
import { Reader } from "./reader.ts";

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
 * The samples of a frame, interleaved; bytes after its end are ignored, as padding of ciphers needs.
 * `unsupported` for one that is compressed, `malformed` for one that is cut short or says more than
 * `whole` pairs.
 */
export function decodeAlac(frame: Uint8Array, whole: number): Int16Array {
  const reader = new Reader(frame);
  const element = reader.u16be();
  const flags = reader.u8();
  if (element >>> 13 !== 1) throw new RemoteError("malformed", "not a frame of two channels");
  if ((flags & ESCAPE) === 0) {
    throw new RemoteError("unsupported", "compressed sound is not read here", { subject: "ALAC" });
  }
  let carry = flags & 1;
  const word = () => {
    const bits = reader.u16be();
    const value = (carry << 15) | (bits >>> 1);
    carry = bits & 1;
    return value;
  };
  const pairs = (flags & HAS_COUNT) === 0 ? whole : word() * 0x1_0000 + word();
  if (pairs > whole) throw new RemoteError("malformed", "a frame is longer than was agreed");
  const samples = new Int16Array(pairs * 2);
  for (let index = 0; index < samples.length; index++) samples[index] = word();
  return samples;
}
