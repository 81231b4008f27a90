import { FLACDecoder } from "@wasm-audio-decoders/flac";
import { RemoteError } from "../../../shared/errors.ts";
import type { ByteWindow } from "./byte-window.ts";
import { cutShort, LARGEST_PEEK } from "./byte-window.ts";
import type { Decoder, Samples } from "./decoder.ts";
import {
  crc16Step,
  type FlacInfo,
  flacFramePosition,
  LARGEST_FLAC_HEAD,
  parseFlacInfo,
} from "./flac-frame.ts";
import { flacSamples } from "./flac-samples.ts";
import { Trim } from "./trim.ts";

const MOST_BLOCKS = 1000;

/** A FLAC file from its first byte. */
export async function openFlac(bytes: ByteWindow, signal: AbortSignal): Promise<Decoder> {
  await bytes.skip(4, signal);
  let info: FlacInfo | undefined;
  for (let blocks = 0; blocks < MOST_BLOCKS; blocks++) {
    const [kind = 0, high = 0, middle = 0, low = 0] = await bytes.take(4, signal);
    const size = (high << 16) | (middle << 8) | low;
    if ((kind & 0x7f) === 0) info = parseFlacInfo((await bytes.take(size, signal)).slice());
    else await bytes.skip(size, signal);
    if (kind & 0x80) break;
  }
  if (!info) throw new RemoteError("malformed", "the FLAC file does not say what it is");
  const library = new FLACDecoder();
  await library.ready;
  return new FlacDecoder(bytes, info, library);
}

class FlacDecoder implements Decoder {
  readonly format = "FLAC";
  readonly layout = "wave";
  readonly durationS: number | null;
  readonly canSeek: boolean;
  readonly #bytes: ByteWindow;
  readonly #info: FlacInfo;
  readonly #library: FLACDecoder;
  readonly #firstFrame: number;
  readonly #trim: Trim;
  #isClosed = false;

  constructor(bytes: ByteWindow, info: FlacInfo, library: FLACDecoder) {
    this.#bytes = bytes;
    this.#info = info;
    this.#library = library;
    this.#firstFrame = bytes.position;
    this.#trim = new Trim(0, info.total);
    this.durationS = info.total === null ? null : info.total / info.rate;
    this.canSeek = bytes.canSeek && bytes.size !== null;
  }

  async next(signal: AbortSignal): Promise<Samples | null> {
    for (;;) {
      if (this.#trim.isOver) return null;
      const frame = await this.#frame(signal);
      if (!frame) {
        if (this.#info.total !== null) throw cutShort();
        return null;
      }
      const decoded = flacSamples(await this.#library.decodeFrames([frame]));
      const channels = this.#trim.apply(decoded);
      if (channels[0]?.length) return { rate: this.#info.rate, channels };
    }
  }

  async seek(seconds: number, signal: AbortSignal): Promise<void> {
    const target = Math.round(seconds * this.#info.rate);
    let low = { byte: this.#firstFrame, frame: 0 };
    let high = this.#bytes.size ?? low.byte;
    // By halves, until what is left is decoded faster than searched.
    while (high - low.byte > 96 * 1024) {
      const middle = Math.floor((low.byte + high) / 2);
      const found = await this.#find(middle, high, signal);
      if (found && found.frame <= target) low = found;
      else high = middle;
    }
    this.#bytes.seek(low.byte);
    this.#trim.startAt(target, low.frame);
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#library.free();
  }

  /** The first frame that begins between two places of the file. */
  async #find(from: number, to: number, signal: AbortSignal) {
    this.#bytes.seek(from);
    while (this.#bytes.position < to) {
      const seen = await this.#bytes.peek(64 * 1024, signal);
      const last = Math.min(seen.length - LARGEST_FLAC_HEAD, to - this.#bytes.position);
      for (let at = 0; at < last; at++) {
        if (seen[at] !== 0xff) continue;
        const frame = flacFramePosition(seen, at, this.#info);
        const isSound = frame !== null && frame < (this.#info.total ?? Infinity);
        if (isSound && endOfFrame(seen.subarray(at)) !== null) {
          return { byte: this.#bytes.position + at, frame };
        }
      }
      if (last <= 0) return null;
      this.#bytes.drop(last);
    }
    return null;
  }

  /** The bytes of the next frame; null at the end. */
  async #frame(signal: AbortSignal): Promise<Uint8Array | null> {
    let crc = 0;
    let at = 0;
    for (let wanted = 16 * 1024; ; wanted += 32 * 1024) {
      const seen = await this.#bytes.peek(Math.min(wanted, LARGEST_PEEK), signal);
      if (seen.length < 4) return null;
      if (seen[0] !== 0xff) throw new RemoteError("malformed", "the FLAC file is damaged");
      // Two more than are counted: the beginning of the next frame.
      for (; at < seen.length - 2; ) {
        crc = crc16Step(crc, seen[at++] ?? 0);
        if (crc === 0 && at > 4 && isStart(seen, at)) return this.#taken(seen, at);
      }
      if (seen.length >= wanted) {
        if (wanted >= LARGEST_PEEK) throw new RemoteError("malformed", "a FLAC frame has no end");
        continue;
      }
      // The last of the file: its end is its end, give or take a tag behind it.
      for (; at < seen.length; ) crc = crc16Step(crc, seen[at++] ?? 0);
      const end = crc === 0 ? at : endOfFrame(seen);
      if (end === null) throw cutShort();
      return this.#taken(seen, end);
    }
  }

  #taken(seen: Uint8Array, length: number): Uint8Array {
    this.#bytes.drop(length);
    return seen.subarray(0, length);
  }
}

const isStart = (bytes: Uint8Array, at: number) =>
  bytes[at] === 0xff && ((bytes[at + 1] ?? 0) & 0xfe) === 0xf8;

/** Where the frame ends that begins here, by its sum; null: not within these bytes. */
function endOfFrame(bytes: Uint8Array): number | null {
  let crc = 0;
  for (let at = 0; at < bytes.length; ) {
    crc = crc16Step(crc, bytes[at++] ?? 0);
    const isNext = at + 2 > bytes.length || isStart(bytes, at) || bytes[at] === 0x54;
    if (crc === 0 && at > 4 && isNext) return at;
  }
  return null;
}
