import { RemoteError } from "../../../shared/errors.ts";
import type { SoundFormat } from "./sound-sink.ts";

/** Most that one packet may hold; receivers' own limit is lower. */
const MAX_FRAMES = 16_384;
const STEREO = 2;

/** The samples of one packet, interleaved; `malformed` or `unsupported` for what cannot be read. */
export function readSamples(
  codec: SoundFormat["codec"],
  payload: Uint8Array,
  framesPerPacket: number,
): Int16Array {
  switch (codec) {
    case "l16":
      return readL16(payload);
    case "alac":
      return readAlac(payload, framesPerPacket);
    default:
      throw new RemoteError("unsupported", "this sound is only counted", { subject: codec });
  }
}

/** Network byte order, RFC 3551. */
function readL16(payload: Uint8Array): Int16Array {
  if (payload.length % 4 !== 0 || payload.length > MAX_FRAMES * 4) {
    throw new RemoteError("malformed", "half a frame of sound");
  }
  const samples = new Int16Array(payload.length / 2);
  for (let at = 0; at < samples.length; at++) {
    samples[at] = ((payload[at * 2] ?? 0) << 8) | (payload[at * 2 + 1] ?? 0);
  }
  return samples;
}

/** Bit by bit, slowly and plainly: an escape-coded pair of channels, and the end. */
function readAlac(payload: Uint8Array, framesPerPacket: number): Int16Array {
  let position = 0;
  const bits = (count: number): number => {
    if (position + count > payload.length * 8) {
      throw new RemoteError("malformed", "a frame of ALAC ends early");
    }
    let value = 0;
    for (let left = count; left > 0; left--, position++) {
      value = value * 2 + (((payload[position >> 3] ?? 0) >> (7 - (position & 7))) & 1);
    }
    return value;
  };
  const element = bits(3);
  bits(4 + 12);
  const hasCount = bits(1) === 1;
  const shifted = bits(2);
  const isEscape = bits(1) === 1;
  if (element !== 1) throw new RemoteError("malformed", "no pair of channels");
  if (!isEscape || shifted !== 0) {
    throw new RemoteError("unsupported", "compressed ALAC is only counted", { subject: "ALAC" });
  }
  const frames = hasCount ? bits(32) : framesPerPacket;
  if (frames > framesPerPacket) throw new RemoteError("malformed", "more frames than announced");
  const samples = new Int16Array(frames * STEREO);
  for (let at = 0; at < samples.length; at++) samples[at] = bits(16);
  if (bits(3) !== 7) throw new RemoteError("malformed", "a frame of ALAC without its end");
  return samples;
}
