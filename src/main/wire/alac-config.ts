import { RemoteError } from "../../shared/errors.ts";
import { Reader } from "./reader.ts";

/** What a decoder of Apple Lossless has to be told before the first frame. */
export interface AlacConfig {
  /** Samples of each channel in a frame that carries no count of its own. */
  readonly frameLength: number;
  /** Of one sample: 16, 20, 24 or 32. */
  readonly bitDepth: number;
  /**
   * Tunings of the adaptive Golomb code: how fast its mean moves, where it begins, its most bits. All are
   * 0 where every frame is plain (ffmpeg with `-compression_level 0`).
   */
  readonly pb: number;
  readonly mb: number;
  readonly kb: number;
  readonly channels: number;
  /** Nobody uses it (ALACMagicCookieDescription.txt). */
  readonly maxRun: number;
  /** Hz. */
  readonly rate: number;
}

/** Encoders write 4096, AirPlay 352. */
const MAX_FRAME_LENGTH = 65_536;
const MAX_CHANNELS = 8;
/** 14 is the only one seen. With more than 16 a code would no longer be read in one piece. */
const MAX_KB = 16;
const MAX_RATE = 768_000;
const DEPTHS: readonly number[] = [16, 20, 24, 32];
/** Four characters each, as numbers. */
const FRMA = 0x66726d61;
const ALAC = 0x616c6163;
const ATOM = 12;
const BYTES = 24;

/** The tunings that every AirPlay sender announces (`96 352 0 16 40 10 14 2 255 0 0 44100`). */
export function airplayAlac(frameLength: number): AlacConfig {
  return {
    frameLength,
    bitDepth: 16,
    pb: 40,
    mb: 10,
    kb: 14,
    channels: 2,
    maxRun: 255,
    rate: 44_100,
  };
}

/**
 * Reads the magic cookie: the 24 bytes of ALACSpecificConfig, also behind an atom `frma`, an atom
 * `alac`, or the four zeros that such an atom begins with; what follows (a channel layout) is passed
 * over. `unsupported` for a later version, `malformed` for what no encoder writes. Another
 * implementation (Apple's open source ALAC, ALACMagicCookieDescription.txt and ALACDecoder.cpp).
 */
export function decodeAlacConfig(cookie: Uint8Array): AlacConfig {
  const reader = new Reader(unwrapped(cookie));
  const [frameLength, version] = [reader.u32be(), reader.u8()];
  const [bitDepth, pb, mb] = [reader.u8(), reader.u8(), reader.u8()];
  const [kb, channels, maxRun] = [reader.u8(), reader.u8(), reader.u16be()];
  // The largest frame's bytes and the bit rate on average, which need not be true.
  reader.skip(8);
  const rate = reader.u32be();
  if (version !== 0) {
    const subject = "Apple Lossless";
    throw new RemoteError("unsupported", "a later version of Apple Lossless", { subject });
  }
  return checkedAlac({ frameLength, bitDepth, pb, mb, kb, channels, maxRun, rate });
}

/** The same, or `malformed` for one that no encoder makes. */
export function checkedAlac(config: AlacConfig): AlacConfig {
  const { frameLength, bitDepth, pb, mb, kb, channels, rate } = config;
  const isSound =
    isWithin(frameLength, 1, MAX_FRAME_LENGTH) &&
    DEPTHS.includes(bitDepth) &&
    isWithin(pb, 0, 255) &&
    isWithin(mb, 0, 255) &&
    isWithin(kb, 0, MAX_KB) &&
    isWithin(channels, 1, MAX_CHANNELS) &&
    isWithin(rate, 1, MAX_RATE);
  if (!isSound) throw new RemoteError("malformed", "no parameters of Apple Lossless");
  return config;
}

function isWithin(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

function unwrapped(cookie: Uint8Array): Uint8Array {
  let bytes = cookie;
  for (const name of [FRMA, ALAC]) {
    if (wordAt(bytes, 4) === name) bytes = bytes.subarray(ATOM);
  }
  // What an atom `alac` holds begins with its version and flags; no frame has the length 0.
  const isContent = bytes.length >= BYTES + 4 && wordAt(bytes, 0) === 0;
  return isContent ? bytes.subarray(4) : bytes;
}

/** Undefined beyond the end. */
function wordAt(bytes: Uint8Array, at: number): number | undefined {
  return bytes.length < at + 4 ? undefined : new Reader(bytes.subarray(at)).u32be();
}
