import { RemoteError } from "../../shared/errors.ts";
import type { AlacBits } from "./alac-bits.ts";
import { NEIGHBOURS, type Predictor } from "./alac-predictor.ts";

/** What an element of sound begins with. */
interface Head {
  /** The number of samples follows. */
  readonly hasCount: boolean;
  /** So many low bits of each sample are told apart: 0, 8 or 16. */
  readonly shifted: number;
  /** Samples are as they are. */
  readonly isPlain: boolean;
}

/** What a compressed element says of one of its channels. */
export interface Coding extends Predictor {
  /** Not 0: the differences are differences of neighbours themselves. */
  readonly mode: number;
  /** Quarters of the configured `pb`. */
  readonly quarters: number;
}

/** These counts say that another byte of count follows. */
const MORE_BYTES = 255;
const MORE_FILLING = 15;

export function readHead(bits: AlacBits): Head {
  bits.check(4 + 12 + 4);
  // Its number.
  bits.unsigned(4);
  if (bits.unsigned(12) !== 0) throw malformed("has a head that none has");
  const hasCount = bits.unsigned(1) === 1;
  const shifted = bits.unsigned(2) * 8;
  const isPlain = bits.unsigned(1) === 1;
  if (shifted > 16) throw malformed("has a head that none has");
  return { hasCount, shifted, isPlain };
}

/** Writes the coefficients into `coefficients`, which it gives back. */
export function readCoding(bits: AlacBits, coefficients: Int16Array): Coding {
  bits.check(16);
  const [mode, scale] = [bits.unsigned(4), bits.unsigned(4)];
  const [quarters, order] = [bits.unsigned(3), bits.unsigned(5)];
  if (scale === 0 && order % NEIGHBOURS !== 0) throw malformed("predicts as none does");
  bits.check(16 * order);
  for (let at = 0; at < order; at++) coefficients[at] = bits.signed(16);
  return { mode, scale, quarters, order, coefficients };
}

/** Bytes for somebody else. */
export function skipBytes(bits: AlacBits): void {
  bits.check(4 + 1 + 16);
  bits.unsigned(4);
  const isAligned = bits.unsigned(1) === 1;
  let count = bits.unsigned(8);
  if (count === MORE_BYTES) count += bits.unsigned(8);
  if (isAligned) bits.position = (bits.position + 7) & ~7;
  skip(bits, count);
}

/** Bytes for nobody. */
export function skipFilling(bits: AlacBits): void {
  bits.check(4 + 8);
  let count = bits.unsigned(4);
  if (count === MORE_FILLING) count += bits.unsigned(8) - 1;
  skip(bits, count);
}

function skip(bits: AlacBits, bytes: number): void {
  bits.check(bytes * 8);
  bits.position += bytes * 8;
}

export function malformed(what: string): RemoteError {
  return new RemoteError("malformed", `a frame of Apple Lossless ${what}`);
}
