import { PlistReal, type PlistRecord, type PlistValue, plistDict } from "../wire/bplist.ts";
import { cmTime, secondsOf } from "./airplay-playback-info.ts";
import type { VideoPhase, VideoPlay } from "./airplay-video-play.ts";

/** An item of the play queue, as its sender calls it. */
export interface QueueItem {
  readonly uuid: string;
  readonly url: string;
  readonly startS: number;
}

/** What `insertPlayQueueItem` brings; undefined without an address. */
export function readItem(value: PlistValue | undefined): QueueItem | undefined {
  const item = plistDict(value);
  const url = item?.get("HLS-Content-Location") ?? item?.get("Content-Location");
  const uuid = item?.get("uuid");
  if (typeof url !== "string" || typeof uuid !== "string") return undefined;
  const start = item?.get("Start-Position-Seconds");
  return { uuid, url, startS: typeof start === "number" ? start : 0 };
}

/** Seconds of a CoreMedia time in a message; null for what is none. */
export function readTime(value: PlistValue | undefined): number | null {
  const time = plistDict(value);
  const part = (key: string) => Number(time?.get(key) ?? Number.NaN);
  return secondsOf(part("flags"), part("timescale"), part("value"));
}

/** The word for where a video stands. */
export function stateName({ phase }: VideoPhase): "loading" | "playing" | "paused" | "stopped" {
  return phase === "failed" ? "stopped" : phase;
}

/** What is said with a state, and to whoever asks for `playbackInfo`. */
export function queueInfo(play: VideoPlay, item: QueueItem): PlistRecord {
  const length = play.durationS;
  return {
    ...(length !== null && { duration: cmTime(length) }),
    position: cmTime(play.positionS),
    rate: new PlistReal(play.rate),
    playbackState: stateName(play.phase.value),
    playbackLikelyToKeepUp: true,
    loadedTimeRanges: [],
    seekableTimeRanges: length === null ? [] : [{ start: cmTime(0), duration: cmTime(length) }],
    item: { uuid: item.uuid },
  };
}

/** `inParams`: the word is inside, as some versions say it, instead of beside. */
export function stateMessage(play: VideoPlay, item: QueueItem, inParams: boolean): PlistRecord {
  const phase = play.phase.value;
  const name = stateName(phase);
  if (inParams) return { type: "playbackState", params: { playbackState: name } };
  const base = { type: "playbackState", name };
  if (name === "playing")
    return { ...base, item: { uuid: item.uuid }, params: queueInfo(play, item) };
  if (phase.phase !== "stopped") return base;
  return { ...base, reason: phase.why === "end" ? "ended" : "interrupted" };
}

export function notification(name: string, item: QueueItem, more: PlistRecord = {}): PlistRecord {
  return { type: "notification", name, item: { uuid: item.uuid }, ...more };
}

export function rateChanged(play: VideoPlay, item: QueueItem): PlistRecord {
  const position = cmTime(play.positionS);
  return notification("rateChanged", item, { rate: new PlistReal(play.rate), position });
}
