import { RemoteError } from "../../../shared/errors.ts";
import { CHANNELS } from "../source/source.ts";

/**
 * Frames that it holds: two seconds that were sent and not heard, what is decoded ahead, and to spare.
 * A power of two, 5.9 s, one megabyte.
 */
export const RING_FRAMES = 2 ** 18;

/** Samples by the number of their frame, the newest `RING_FRAMES` of them. */
export class PcmRing {
  readonly #samples = new Int16Array(RING_FRAMES * CHANNELS);

  /** `samples`, interleaved, are those from `frame` on. */
  write(frame: number, samples: Int16Array): void {
    const at = (frame % RING_FRAMES) * CHANNELS;
    const first = samples.subarray(0, this.#samples.length - at);
    this.#samples.set(first, at);
    if (first.length < samples.length) this.#samples.set(samples.subarray(first.length), 0);
  }

  silence(frame: number, frames: number): void {
    for (let left = frames, next = frame; left > 0; ) {
      const at = next % RING_FRAMES;
      const some = Math.min(left, RING_FRAMES - at);
      this.#samples.fill(0, at * CHANNELS, (at + some) * CHANNELS);
      left -= some;
      next += some;
    }
  }

  /** Fills `out` with the frames from `frame` on. */
  read(frame: number, out: Int16Array): void {
    if (frame < 0) throw new RemoteError("bug", "sound from before the beginning");
    const at = (frame % RING_FRAMES) * CHANNELS;
    const first = this.#samples.subarray(at, at + out.length);
    out.set(first);
    if (first.length < out.length) {
      out.set(this.#samples.subarray(0, out.length - first.length), first.length);
    }
  }
}
