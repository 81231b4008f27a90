import { RemoteError } from "../../../shared/errors.ts";
import { interleaved } from "../../wire/alac.ts";
import type { AlacConfig } from "../../wire/alac-config.ts";
import { AlacDecoder } from "../../wire/alac-decoder.ts";
import type { SoundFormat } from "./sound-sink.ts";

/** Most that one packet may hold; receivers' own limit is lower. */
const MAX_FRAMES = 16_384;
const STEREO = 2;

/** Reads the packets of one session. */
export class SampleReader {
  readonly #codec: SoundFormat["codec"];
  readonly #framesPerPacket: number;
  readonly #decoder: AlacDecoder;

  /** `alac`: also how many frames a packet has at most. */
  constructor(codec: SoundFormat["codec"], alac: AlacConfig) {
    this.#codec = codec;
    this.#framesPerPacket = alac.frameLength;
    this.#decoder = new AlacDecoder(alac);
  }

  /** The samples of one packet, interleaved; `malformed` or `unsupported` for what cannot be read. */
  read(payload: Uint8Array): Int16Array {
    switch (this.#codec) {
      case "l16":
        return readL16(payload);
      case "alac":
        return (
          readPlain(payload, this.#framesPerPacket) ?? interleaved(this.#decoder.decode(payload))
        );
      default:
        throw new RemoteError("unsupported", "this sound is only counted", {
          subject: this.#codec,
        });
    }
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

/**
 * Bit by bit, slowly and plainly: an escape-coded pair of channels, and the end. It is all that our own
 * sender sends, and so not read by what stands beside its encoder. Null: a frame of another kind.
 */
function readPlain(payload: Uint8Array, framesPerPacket: number): Int16Array | null {
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
  if (element !== 1 || !isEscape || shifted !== 0) return null;
  const frames = hasCount ? bits(32) : framesPerPacket;
  if (frames > framesPerPacket) throw new RemoteError("malformed", "more frames than announced");
  const samples = new Int16Array(frames * STEREO);
  for (let at = 0; at < samples.length; at++) samples[at] = bits(16);
  if (bits(3) !== 7) throw new RemoteError("malformed", "a frame of ALAC without its end");
  return samples;
}
