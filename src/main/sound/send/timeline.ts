import { ADDED_LATENCY, STATED_LATENCY } from "../engine.ts";
import { SAMPLE_RATE } from "../source/source.ts";

/** Frames between a frame's leaving and its sound. */
export const LATENCY = STATED_LATENCY + ADDED_LATENCY;

/**
 * When each frame leaves: always reckoned from where it began, never from the frame before, so that
 * no error adds up (docs/decisions/0039). Frames only grow; 32 bits of RTP time are `rtpTime`.
 */
export class Timeline {
  readonly #rtpBase: number;
  #frame = 0;
  #atMs = 0;

  /** `rtpBase`: the RTP time of frame 0, 32 bits. */
  constructor(rtpBase: number) {
    this.#rtpBase = rtpBase;
  }

  /** From `frame`, which leaves at `atMs`. */
  restart(frame: number, atMs: number): void {
    this.#frame = frame;
    this.#atMs = atMs;
  }

  /** Where it began anew: nothing before was left to be heard. */
  get start(): number {
    return this.#frame;
  }

  leavesAt(frame: number): number {
    return this.#atMs + ((frame - this.#frame) * 1000) / SAMPLE_RATE;
  }

  soundsAt(frame: number): number {
    return this.leavesAt(frame + LATENCY);
  }

  /** The frame that sounds at `atMs`; before the first does, less than `start`. */
  soundingAt(atMs: number): number {
    return this.#frame + Math.floor(((atMs - this.#atMs) * SAMPLE_RATE) / 1000) - LATENCY;
  }

  rtpTime(frame: number): number {
    return (this.#rtpBase + frame) >>> 0;
  }
}
