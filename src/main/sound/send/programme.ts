import { PcmRing } from "./pcm-ring.ts";
import type { Run } from "./run.ts";

/** From `start` until the next one's: what sounds, and where in it that is. */
export interface Segment {
  readonly start: number;
  /** Null: nothing, the silence after the end. */
  readonly run: Run | null;
  /** The frame of the track at `start`. */
  readonly trackFrame: number;
  /** Silence, because the source gives nothing. */
  readonly isStalled: boolean;
}

const nothing: Segment = { start: 0, run: null, trackFrame: 0, isStalled: false };
/** Most packets end nothing. */
const none: readonly Segment[] = [];

/**
 * What is sent, by the frame: samples from two seconds back, which were sent and not heard yet, to as
 * far as they are decoded (`head`), and which track each frame is of.
 */
export class Programme {
  readonly #ring = new PcmRing();
  /** Frames of the timeline before those of the ring: it grows whenever something is sent again. */
  #shift = 0;
  #head = 0;
  #segments: Segment[] = [nothing];

  /** The first frame that is not there yet. */
  get head(): number {
    return this.#head;
  }

  get last(): Segment {
    return this.#segments.at(-1) ?? nothing;
  }

  /** What comes from `head` on is this. */
  mark(run: Run | null, isStalled = false): void {
    const trackFrame = run?.next ?? 0;
    this.#segments.push({ start: this.#head, run, trackFrame, isStalled });
  }

  append(samples: Int16Array): void {
    this.#ring.write(this.#head - this.#shift, samples);
    this.#head += samples.length / 2;
  }

  silence(frames: number): void {
    this.#ring.silence(this.#head - this.#shift, frames);
    this.#head += frames;
  }

  /** The frames from `frame` on, all of which are before `head`. */
  read(frame: number, out: Int16Array): void {
    this.#ring.read(frame - this.#shift, out);
  }

  /** Everything goes; what comes next comes at `frame`. */
  clear(frame: number): void {
    this.#head = frame;
    this.#shift = 0;
    this.#segments = [{ ...nothing, start: frame }];
  }

  /** What was at `heard` and after it comes again from `frame` on, which is later. */
  again(heard: number, frame: number): void {
    const by = frame - heard;
    this.#shift += by;
    this.#head += by;
    this.#segments = this.#segments.map((one) => ({ ...one, start: one.start + by }));
  }

  /** What is not over, in order. */
  get runs(): readonly Run[] {
    return [...new Set(this.#segments.flatMap(({ run }) => run ?? []))];
  }

  /** What begins after `frame`, and where it does, in order. */
  after(frame: number): ReadonlyMap<Run, number> {
    const here = this.at(frame).run;
    const begins = new Map<Run, number>();
    for (const { start, run } of this.#segments.slice(this.#indexAt(frame) + 1)) {
      if (run !== null && run !== here && !begins.has(run)) begins.set(run, start);
    }
    return begins;
  }

  /** Takes back everything from where `run` began. */
  takeBack(run: Run): void {
    const index = this.#segments.findIndex((one) => one.run === run);
    const first = this.#segments[index];
    if (first === undefined) return;
    this.#segments.length = index;
    this.#head = first.start;
  }

  /** The segment that `frame` is in. */
  at(frame: number): Segment {
    return this.#segments[this.#indexAt(frame)] ?? nothing;
  }

  /** Hands out, once each, segments that are followed by others which began by `frame`: they are over. */
  over(frame: number): readonly Segment[] {
    const current = this.#indexAt(frame);
    return current > 0 ? this.#segments.splice(0, current) : none;
  }

  #indexAt(frame: number): number {
    for (let index = this.#segments.length - 1; index > 0; index--) {
      if ((this.#segments[index]?.start ?? 0) <= frame) return index;
    }
    return 0;
  }
}
