import type { ByteWindow } from "./byte-window.ts";
import { cutShort } from "./byte-window.ts";

/** One kind of frame, by its head. */
export interface FrameKind<Frame extends { readonly bytes: number }> {
  /** That `parse` looks at. */
  readonly headBytes: number;
  /** Null: none begins here. */
  parse(bytes: Uint8Array, at: number): Frame | null;
  isSameStream(a: Frame, b: Frame): boolean;
}

/** Bytes without a frame after which this is no MPEG sound: a picture in the way is smaller. */
const MOST_NOISE = 512 * 1024;

/** Whole frames of MPEG sound, one after another, past whatever lies between them. */
export class MpegFrames<Frame extends { readonly bytes: number }> {
  readonly #bytes: ByteWindow;
  readonly #kind: FrameKind<Frame>;
  #last: Frame | null = null;

  constructor(bytes: ByteWindow, kind: FrameKind<Frame>) {
    this.#bytes = bytes;
    this.#kind = kind;
  }

  /** The next frame, which stays; null at the end. `malformed` for a cut one, or no frame for long. */
  async peek(signal: AbortSignal): Promise<Frame | null> {
    for (let noise = 0; noise <= MOST_NOISE; ) {
      const seen = await this.#bytes.peek(this.#kind.headBytes, signal);
      if (seen.length < this.#kind.headBytes) return null;
      const frame = this.#kind.parse(seen, 0);
      if (frame && (await this.#isReal(frame, signal))) return frame;
      const passed = await this.#noise(seen, signal);
      this.#bytes.drop(passed);
      noise += passed;
    }
    throw cutShort();
  }

  /** The bytes of the frame that `peek` gave. */
  async take(frame: Frame, signal: AbortSignal): Promise<Uint8Array> {
    this.#last = frame;
    return await this.#bytes.take(frame.bytes, signal);
  }

  /** The next ones are those from another place on. Only where the source can seek. */
  seek(position: number): void {
    this.#bytes.seek(position);
    this.#last = null;
  }

  /** Passes it without looking at it. */
  async skip(frame: Frame, signal: AbortSignal): Promise<void> {
    this.#last = frame;
    const seen = await this.#bytes.peek(frame.bytes, signal);
    if (seen.length < frame.bytes) throw cutShort();
    this.#bytes.drop(frame.bytes);
  }

  /** Another is to follow it, for twelve bits are soon alike; unless it goes on like the one before. */
  async #isReal(frame: Frame, signal: AbortSignal): Promise<boolean> {
    const { headBytes, parse, isSameStream } = this.#kind;
    if (this.#last && isSameStream(frame, this.#last)) return true;
    const seen = await this.#bytes.peek(frame.bytes + headBytes, signal);
    if (seen.length < frame.bytes) return false;
    const next = parse(seen, frame.bytes);
    return next ? isSameStream(frame, next) : seen.length < frame.bytes + headBytes;
  }

  /** How far it is to the next byte that may begin a frame; the tags at the end of a file in one step. */
  async #noise(seen: Uint8Array, signal: AbortSignal): Promise<number> {
    const word = String.fromCharCode(...seen.subarray(0, 4));
    if (word.startsWith("TAG")) return Math.min(128, (await this.#bytes.peek(128, signal)).length);
    const next = seen.indexOf(0xff, 1);
    return next < 0 ? seen.length : next;
  }
}
