import type { Clock, Timer } from "../runtime/clock.ts";
import type { TcpStream } from "../runtime/network.ts";
import type { WireFaults } from "./wire-faults.ts";

/** Writes frames to one connection, and does to them what the faults say. */
export class FaultyWriter {
  readonly #stream: TcpStream;
  readonly #clock: Clock;
  readonly #faults: WireFaults;
  readonly #delayed = new Set<Timer>();
  #lastDelayMs = 0;

  constructor(stream: TcpStream, clock: Clock, faults: WireFaults) {
    this.#stream = stream;
    this.#clock = clock;
    this.#faults = faults;
  }

  write(frame: Uint8Array): void {
    const faults = this.#faults;
    if (faults.halfOpen) return;
    if (faults.framesLeft === 0) {
      this.#stream.abort();
      return;
    }
    if (faults.framesLeft !== null) faults.framesLeft -= 1;
    const sent = faults.garbleNext ? garbled(frame) : frame;
    faults.garbleNext = false;
    // Order is kept, also when the delay was taken away while frames wait.
    if (faults.delayMs > 0 || this.#delayed.size > 0) this.#writeLater(sent, faults.delayMs);
    else this.#writePieces(sent);
  }

  cancel(): void {
    for (const timer of this.#delayed) timer.cancel();
    this.#delayed.clear();
  }

  #writeLater(frame: Uint8Array, delayMs: number): void {
    const timer = this.#clock.after(Math.max(delayMs, this.#lastDelayMs), () => {
      this.#delayed.delete(timer);
      this.#writePieces(frame);
    });
    this.#lastDelayMs = this.#delayed.size === 0 ? delayMs : Math.max(delayMs, this.#lastDelayMs);
    this.#delayed.add(timer);
  }

  #writePieces(frame: Uint8Array): void {
    const size = this.#faults.pieceBytes || frame.length;
    for (let at = 0; at < frame.length; at += size) {
      this.#stream.write(frame.subarray(at, at + size));
    }
  }
}

function garbled(frame: Uint8Array): Uint8Array {
  const copy = frame.slice();
  copy[copy.length - 1] = (copy[copy.length - 1] ?? 0) ^ 0x01;
  return copy;
}
