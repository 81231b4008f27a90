import { build } from "plist";
import { utf8 } from "../wire/bytes.ts";
import type { VideoPlay } from "./airplay-video-play.ts";

/** A property list of plain values, which both its forms can say. */
export type PlainPlist =
  | string
  | number
  | boolean
  | readonly PlainPlist[]
  | { readonly [key: string]: PlainPlist };
export type PlainRecord = { readonly [key: string]: PlainPlist };

const SCALE = 1_000_000_000;
/** A player has so much in hand; seconds. */
const AHEAD_S = 30;

/** CoreMedia's time: a whole number of parts of a second. */
export function cmTime(seconds: number): PlainRecord {
  return { epoch: 0, flags: 1, timescale: SCALE, value: Math.round(seconds * SCALE) };
}

/** Seconds of CoreMedia's time; null for what is none, or not finite. */
export function secondsOf(flags: number, timescale: number, value: number): number | null {
  return (flags & 0x1d) === 1 && timescale > 0 ? value / timescale : null;
}

/** What `/playback-info` says, in the keys of tvOS 14.6; `duration` is there exactly while it plays. */
export function playbackInfoOf(play: VideoPlay | null): PlainRecord {
  if (play === null) return { readyToPlay: false, uuid: "" };
  const phase = play.phase.value;
  const { uuid, durationS, positionS, rate } = play;
  if (phase.phase === "failed") {
    const { domain, code, message } = phase.error;
    return { readyToPlay: false, uuid, error: { code, domain, userInfo: { message } } };
  }
  if (phase.phase === "stopped" || phase.phase === "loading") return { readyToPlay: false, uuid };
  const length = durationS ?? 0;
  const ahead = Math.min(AHEAD_S, Math.max(0, length - positionS));
  return {
    duration: length,
    durationCMTime: cmTime(length),
    loadedTimeRanges: [rangeOf(positionS, ahead)],
    playbackBufferEmpty: false,
    playbackBufferFull: false,
    playbackLikelyToKeepUp: true,
    position: positionS,
    positionCMTime: cmTime(positionS),
    rate,
    readyToPlay: true,
    readyToPlayMs: 0,
    seekableTimeRanges: [rangeOf(0, length)],
    uuid,
  };
}

function rangeOf(start: number, duration: number): PlainRecord {
  return { duration, durationCMTime: cmTime(duration), start, startCMTime: cmTime(start) };
}

export function xmlPlist(record: PlainRecord): Uint8Array {
  return utf8(build(record as Parameters<typeof build>[0]));
}
