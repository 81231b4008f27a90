import type { ByteWindow } from "./byte-window.ts";
import { cutShort } from "./byte-window.ts";
import type { ChannelLayout, Decoder, Samples } from "./decoder.ts";
import { isAsSent, littleEndian, type PcmFormat, samplesOf } from "./pcm-format.ts";

/** Frames that are decoded at once. */
const FRAMES = 16_384;

export interface PcmBody {
  readonly name: string;
  readonly layout: ChannelLayout;
  readonly format: PcmFormat;
  /** Bytes of sound from where the window stands; null: to the end, whatever that is. */
  readonly length: number | null;
}

/** Uncompressed sound, whose bytes are the next of the window. */
export class PcmDecoder implements Decoder {
  readonly format: string;
  readonly layout: ChannelLayout;
  readonly durationS: number | null;
  readonly canSeek: boolean;
  readonly #bytes: ByteWindow;
  readonly #pcm: PcmFormat;
  readonly #start: number;
  readonly #end: number | null;

  constructor(bytes: ByteWindow, { name, layout, format, length }: PcmBody) {
    this.format = name;
    this.layout = layout;
    this.#bytes = bytes;
    this.#pcm = format;
    this.#start = bytes.position;
    this.#end = length === null ? null : this.#start + length;
    const end = this.#end ?? bytes.size;
    this.durationS =
      end === null ? null : Math.floor((end - this.#start) / this.#step) / format.rate;
    this.canSeek = bytes.canSeek;
  }

  get #step(): number {
    return this.#pcm.bytes * this.#pcm.channels;
  }

  async next(signal: AbortSignal): Promise<Samples | Int16Array | null> {
    const left = this.#end === null ? Infinity : this.#end - this.#bytes.position;
    const wanted = Math.min(Math.floor(left / this.#step), FRAMES) * this.#step;
    if (wanted === 0) return null;
    const seen = await this.#bytes.peek(this.#step, signal);
    // A header that promises more than there is: the file was cut. Without a promise it just ends.
    if (seen.length < this.#step) {
      if (this.#end !== null) throw cutShort();
      return null;
    }
    const whole = Math.min(Math.floor(seen.length / this.#step) * this.#step, wanted);
    this.#bytes.drop(whole);
    const taken = seen.subarray(0, whole);
    return isAsSent(this.#pcm) ? littleEndian(taken) : samplesOf(taken, this.#pcm);
  }

  async seek(seconds: number): Promise<void> {
    const frame = Math.round(seconds * this.#pcm.rate);
    const at = this.#start + frame * this.#step;
    this.#bytes.seek(Math.min(at, this.#end ?? this.#bytes.size ?? at));
  }

  async close(): Promise<void> {}
}
