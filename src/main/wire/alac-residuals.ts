import { RemoteError } from "../../shared/errors.ts";
import type { AlacBits } from "./alac-bits.ts";

export interface ResidualTuning {
  /** How fast the mean follows, of 512. */
  readonly pb: number;
  /** The mean at first, of 512. */
  readonly mb: number;
  /** The most bits of a code's rest. */
  readonly kb: number;
}

/** Of a mean: nine bits are behind its point. */
const POINT = 9;
/** A quarter: a mean below it is so quiet that a count of zeros follows. */
const QUIET = 128;
const LOUDEST = 0xffff;
/** How a count of zeros is coded: 16 bits where it is long, and a rest by the mean. */
const RUN_WIDTH = 16;

/**
 * Reads `frames` differences of `width` bits into `out`: Golomb codes whose parameter follows the mean
 * of what came before, with runs of zeros where it is quiet. `malformed` where the packet ends first or
 * a run is longer than the frame. Another implementation (ag_dec.c of Apple's open source ALAC).
 */
export function readResiduals(
  bits: AlacBits,
  out: Int32Array,
  frames: number,
  width: number,
  { pb, mb, kb }: ResidualTuning,
): void {
  let mean = mb;
  // Behind a run no difference is zero, so that each is told as one less.
  let behindRun = 0;
  for (let at = 0; at < frames; ) {
    bits.check(1);
    const rest = Math.min(31 - Math.clz32((mean >>> POINT) + 3), kb);
    const value = bits.golomb(rest, (1 << rest) - 1, width);
    const folded = (value + behindRun) | 0;
    out[at++] = (folded >>> 1) ^ -(folded & 1);
    mean =
      value < 0 || value > LOUDEST
        ? LOUDEST
        : (Math.imul(pb, folded) + mean - (Math.imul(pb, mean) >>> POINT)) | 0;
    behindRun = 0;
    if (mean >>> 0 < QUIET && at < frames) {
      const zeros = readRun(bits, mean, kb);
      if (zeros > frames - at) throw new RemoteError("malformed", "more silence than frame");
      out.fill(0, at, at + zeros);
      at += zeros;
      behindRun = zeros < LOUDEST ? 1 : 0;
      mean = 0;
    }
  }
  bits.check(0);
}

/** How many zeros come. The fewer the mean, the more bits it has. */
function readRun(bits: AlacBits, mean: number, kb: number): number {
  bits.check(1);
  const rest = Math.clz32(mean) - 24 + ((mean + 16) >> 6);
  return bits.golomb(rest, ((1 << rest) - 1) & ((1 << kb) - 1), RUN_WIDTH);
}
