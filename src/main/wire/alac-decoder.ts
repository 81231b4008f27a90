import { AlacBits } from "./alac-bits.ts";
import { type AlacConfig, checkedAlac } from "./alac-config.ts";
import {
  type Coding,
  malformed,
  readCoding,
  readHead,
  skipBytes,
  skipFilling,
} from "./alac-elements.ts";
import { NEIGHBOURS, predict } from "./alac-predictor.ts";
import { readResiduals } from "./alac-residuals.ts";

/** What one packet holds. */
export interface AlacFrame {
  /** Samples of each channel. */
  readonly frames: number;
  /** Of `bitDepth` bits with their sign; memory of the decoder's own, until it decodes again. */
  readonly channels: readonly Int32Array[];
}

/** Three bits before each element: one channel, two, the low one, bytes for others, filling. */
const SINGLE = 0;
const PAIR = 1;
const LOW = 3;
const BYTES = 4;
const FILLING = 6;
/** No sample costs more: 41 bits, 16 below, a run of 25. And what else a packet may hold. */
const SAMPLE_BYTES = 11;
const OTHER_BYTES = 4096;

/**
 * Decodes Apple Lossless, packet by packet; each stands for itself. Channels come in the order of the
 * packet, which is MPEG's: 1 C; 2 L R; 3 C L R; 4 C L R Cs; 5 C L R Ls Rs; 6 C L R Ls Rs LFE; 7 C L R Ls
 * Rs Cs LFE; 8 C Lc Rc L R Ls Rs LFE. Another implementation (Apple's open source ALAC, ALACDecoder.cpp,
 * matrix_dec.c, ALACAudioTypes.h).
 */
export class AlacDecoder {
  readonly config: AlacConfig;
  readonly #bits: AlacBits;
  readonly #out: readonly Int32Array[];
  readonly #residuals: Int32Array;
  readonly #coefficients = [new Int16Array(NEIGHBOURS), new Int16Array(NEIGHBOURS)] as const;
  #frames = 0;

  /** Throws `malformed` for a configuration that cannot be. */
  constructor(config: AlacConfig) {
    const { frameLength, channels } = checkedAlac(config);
    this.config = config;
    this.#bits = new AlacBits(frameLength * channels * SAMPLE_BYTES + OTHER_BYTES);
    this.#out = Array.from({ length: channels }, () => new Int32Array(frameLength));
    this.#residuals = new Int32Array(frameLength);
  }

  /**
   * The samples of a packet. What follows the last channel is ignored: ciphers pad, and senders leave
   * out the end (PulseAudio). Throws `malformed` for what is cut before that, has other channels or
   * more frames than the configuration says, or is no frame.
   */
  decode(packet: Uint8Array): AlacFrame {
    const bits = this.#bits;
    bits.load(packet);
    this.#frames = this.config.frameLength;
    for (let first = 0; first < this.config.channels; ) {
      bits.check(3);
      const element = bits.unsigned(3);
      if (element === BYTES) skipBytes(bits);
      else if (element === FILLING) skipFilling(bits);
      else if (element === SINGLE || element === LOW || element === PAIR) {
        const count = element === PAIR ? 2 : 1;
        this.#element(first, count);
        first += count;
      } else throw malformed("lacks channels, or has what none has");
    }
    const channels = this.#out.map((samples) => samples.subarray(0, this.#frames));
    return { frames: this.#frames, channels };
  }

  #element(first: number, count: number): void {
    const bits = this.#bits;
    if (first + count > this.config.channels) throw malformed("has more channels than said");
    const { hasCount, shifted, isPlain } = readHead(bits);
    if (hasCount) this.#readCount(first);
    if (isPlain) this.#readPlain(first, count);
    else this.#readCompressed(first, count, shifted);
  }

  /** It holds for the elements behind it too. */
  #readCount(first: number): void {
    this.#bits.check(32);
    const frames = this.#bits.signed(32);
    const most = this.config.frameLength;
    if (frames < 0 || frames > most) throw malformed("is longer than was agreed");
    if (first > 0 && frames !== this.#frames) throw malformed("has channels of two lengths");
    this.#frames = frames;
  }

  #readPlain(first: number, count: number): void {
    const { bitDepth } = this.config;
    const bits = this.#bits;
    const frames = this.#frames;
    bits.check(frames * count * bitDepth);
    const [left, right] = this.#outOf(first, count);
    for (let at = 0; at < frames; at++) {
      left[at] = bits.signed(bitDepth);
      if (right) right[at] = bits.signed(bitDepth);
    }
  }

  #readCompressed(first: number, count: number, shifted: number): void {
    const bits = this.#bits;
    const frames = this.#frames;
    const width = this.config.bitDepth - shifted + count - 1;
    // Without a width or tunings there is no code; 33 bits would be a pair of 32 with nothing below.
    const hasCode = width >= 1 && width <= 32 && this.config.kb > 0;
    if (!hasCode) throw malformed("is compressed as none is");
    bits.check(8 + 8);
    const mixBits = bits.unsigned(8);
    const mixWeight = bits.signed(8);
    if (mixBits > 31) throw malformed("is mixed as none is");
    const [left, right] = this.#outOf(first, count);
    const codings = this.#coefficients.slice(0, count).map((each) => readCoding(bits, each));
    const low = bits.position;
    bits.check(shifted * count * frames);
    bits.position += shifted * count * frames;
    for (const [index, coding] of codings.entries()) {
      this.#readChannel(index === 0 || !right ? left : right, width, coding);
    }
    if (right && mixWeight !== 0) unmix(left, right, frames, mixBits, mixWeight);
    const end = bits.position;
    bits.position = low;
    this.#finish(left, right, shifted);
    bits.position = end;
  }

  #readChannel(out: Int32Array, width: number, coding: Coding): void {
    const { pb, mb, kb } = this.config;
    const residuals = this.#residuals;
    const tuning = { pb: (pb * coding.quarters) >> 2, mb, kb };
    readResiduals(this.#bits, residuals, this.#frames, width, tuning);
    if (coding.mode !== 0) {
      predict(residuals, residuals, this.#frames, width, { ...coding, order: NEIGHBOURS });
    }
    predict(residuals, out, this.#frames, width, coding);
  }

  /** Puts the bytes below each sample, which are in turns left and right, and drops what is too high. */
  #finish(left: Int32Array, right: Int32Array | undefined, shifted: number): void {
    const bits = this.#bits;
    const spare = 32 - this.config.bitDepth;
    const finished = (sample: number) => {
      const whole = shifted === 0 ? sample : (sample << shifted) | bits.unsigned(shifted);
      return (whole << spare) >> spare;
    };
    for (let at = 0; at < this.#frames; at++) {
      left[at] = finished(left[at] ?? 0);
      if (right) right[at] = finished(right[at] ?? 0);
    }
  }

  #outOf(first: number, count: number): readonly [Int32Array, Int32Array | undefined] {
    const [left = this.#residuals, right] = this.#out.slice(first, first + count);
    return [left, right];
  }
}

/** Two channels were coded as a weighted mean and their difference. */
function unmix(
  mean: Int32Array,
  difference: Int32Array,
  frames: number,
  bits: number,
  weight: number,
) {
  for (let at = 0; at < frames; at++) {
    const apart = difference[at] ?? 0;
    const left = ((mean[at] ?? 0) + apart - (Math.imul(weight, apart) >> bits)) | 0;
    mean[at] = left;
    difference[at] = left - apart;
  }
}
