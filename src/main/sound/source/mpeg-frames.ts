import type { ByteWindow } from "./byte-window.ts";
import { cutShort } from "./byte-window.ts";
import { isSameStream, type MpegFrame, parseMpegFrame } from "./mpeg-frame.ts";

/** Bytes without a frame after which this is no MPEG sound: a picture in the way is smaller. */
const MOST_NOISE = 512 * 1024;

/** Whole frames of MPEG sound, one after another, past whatever lies between them. */
export class MpegFrames {
  readonly #bytes: ByteWindow;
  #last: MpegFrame | null = null;

  constructor(bytes: ByteWindow) {
    this.#bytes = bytes;
  }

  /** The next frame, which stays; null at the end. `malformed` for a cut one, or no frame for long. */
  async peek(signal: AbortSignal): Promise<MpegFrame | null> {
    for (let noise = 0; noise <= MOST_NOISE; ) {
      const seen = await this.#bytes.peek(4, signal);
      if (seen.length < 4) return null;
      const frame = parseMpegFrame(seen, 0);
      if (frame && (await this.#isReal(frame, signal))) return frame;
      const passed = await this.#noise(seen, signal);
      this.#bytes.drop(passed);
      noise += passed;
    }
    throw cutShort();
  }

  /** The bytes of the frame that `peek` gave. */
  async take(frame: MpegFrame, signal: AbortSignal): Promise<Uint8Array> {
    this.#last = frame;
    return await this.#bytes.take(frame.bytes, signal);
  }

  /** The next ones are those from another place on. Only where the source can seek. */
  seek(position: number): void {
    this.#bytes.seek(position);
    this.#last = null;
  }

  /** Passes it without looking at it. */
  async skip(frame: MpegFrame, signal: AbortSignal): Promise<void> {
    this.#last = frame;
    const seen = await this.#bytes.peek(frame.bytes, signal);
    if (seen.length < frame.bytes) throw cutShort();
    this.#bytes.drop(frame.bytes);
  }

  /** Another is to follow it, for twelve bits are soon alike; unless it goes on like the one before. */
  async #isReal(frame: MpegFrame, signal: AbortSignal): Promise<boolean> {
    if (this.#last && isSameStream(frame, this.#last)) return true;
    const seen = await this.#bytes.peek(frame.bytes + 4, signal);
    if (seen.length < frame.bytes) return false;
    const next = parseMpegFrame(seen, frame.bytes);
    return next ? isSameStream(frame, next) : seen.length < frame.bytes + 4;
  }

  /** How far it is to the next byte that may begin a frame; the tags at the end of a file in one step. */
  async #noise(seen: Uint8Array, signal: AbortSignal): Promise<number> {
    const word = String.fromCharCode(...seen.subarray(0, 4));
    if (word.startsWith("TAG")) return Math.min(128, (await this.#bytes.peek(128, signal)).length);
    const next = seen.indexOf(0xff, 1);
    return next < 0 ? seen.length : next;
  }
}
