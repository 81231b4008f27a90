import type { SoundStatus } from "../engine.ts";
import { SAMPLE_RATE } from "../source/source.ts";
import type { Segment } from "./programme.ts";
import type { Timeline } from "./timeline.ts";

export const idle: SoundStatus = {
  state: "idle",
  trackId: null,
  tags: null,
  canSeek: false,
  position: null,
  rtp: null,
};

export interface Heard {
  readonly segment: Segment;
  /** The frame that sounds, or is about to. */
  readonly frame: number;
  /** False: it is about to. */
  readonly sounds: boolean;
  readonly isPaused: boolean;
  /** Milliseconds since 1970. */
  readonly wallMs: number;
}

/** What a segment that is heard is to those who watch. */
export function statusOf(heard: Heard, timeline: Timeline): SoundStatus {
  const { segment, frame, sounds, isPaused, wallMs } = heard;
  const { run, trackFrame, isStalled, start } = segment;
  if (run === null) return idle;
  const { tags, track, reader } = run;
  const moves = sounds && !isPaused && !isStalled;
  const seconds = (trackFrame + (isStalled ? 0 : Math.max(0, frame - start))) / SAMPLE_RATE;
  const second0 = start - trackFrame;
  const { durationS } = tags;
  return {
    state: isPaused ? "paused" : isStalled ? "stalled" : "playing",
    trackId: track.id,
    tags,
    canSeek: reader?.canSeek ?? false,
    position: { seconds, wallMs, rate: moves ? 1 : 0 },
    rtp: {
      start: timeline.rtpTime(second0),
      end:
        durationS === null ? null : timeline.rtpTime(second0 + Math.round(durationS * SAMPLE_RATE)),
    },
  };
}
