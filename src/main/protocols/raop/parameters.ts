import type { SoundPicture, SoundTags } from "../../sound/source/source.ts";
import { utf8 } from "../../wire/bytes.ts";
import { type DmapItem, encodeDmap } from "../../wire/dmap.ts";

/** The body of a SET_PARAMETER, as both AirPlay 1 and 2 take it. */
export interface SoundParameter {
  readonly contentType: string;
  readonly body: Uint8Array;
  /** RTP time from which it holds, for `RTP-Info`; null: it has none. */
  readonly rtpTime: number | null;
}

/** SET_PARAMETER, from an RTP time on where it has one. */
export function parameterRequest({ contentType, body, rtpTime }: SoundParameter) {
  const from = rtpTime === null ? [] : [["RTP-Info", `rtptime=${rtpTime >>> 0}`] as const];
  const headers = [["Content-Type", contentType] as const, ...from];
  return { method: "SET_PARAMETER", headers, body };
}

/** Percent where neither a person nor the receiver says anything (IF-120). */
export const USUAL_PERCENT = 33;

/** Decibels of the quietest sound and of none (RA-13). */
const QUIETEST_DB = -30;
const SILENCE_DB = -144;

/** Percent to decibels: a straight line from -30 to 0, and nothing at all at 0 (RA-13). */
export function decibelsOf(percent: number): number {
  if (percent <= 0) return SILENCE_DB;
  return QUIETEST_DB + (Math.min(100, percent) / 100) * -QUIETEST_DB;
}

/** And back: whatever is quieter than -30 is nothing. */
export function percentOf(decibels: number): number {
  if (decibels < QUIETEST_DB) return 0;
  return Math.min(100, ((decibels - QUIETEST_DB) / -QUIETEST_DB) * 100);
}

export function volumeParameter(percent: number): SoundParameter {
  return textParameter(`volume: ${decibelsOf(percent).toFixed(6)}\r\n`);
}

/** RTP times of 32 bits: where the track began, what is heard now, and where it ends. */
export interface Progress {
  readonly start: number;
  readonly now: number;
  readonly end: number;
}

export function progressParameter({ start, now, end }: Progress): SoundParameter {
  return textParameter(`progress: ${start >>> 0}/${now >>> 0}/${end >>> 0}\r\n`);
}

/** What is known of the track, in DMAP (RA-07). A radio's own words are the title of what it plays. */
export function tagsParameter(tags: SoundTags, rtpTime: number): SoundParameter {
  const title = tags.onAir ?? tags.title;
  const album = tags.onAir === null ? tags.album : (tags.album ?? tags.title);
  const items: DmapItem[] = [];
  if (title !== null) items.push(["minm", title]);
  if (tags.artist !== null) items.push(["asar", tags.artist]);
  if (album !== null) items.push(["asal", album]);
  if (tags.genre !== null) items.push(["asgn", tags.genre]);
  const durationMs = Math.round((tags.durationS ?? 0) * 1000);
  if (durationMs > 0 && durationMs <= 0xffff_ffff) items.push(["astm", durationMs]);
  const body = encodeDmap([["mlit", items]]);
  return { contentType: "application/x-dmap-tagged", body, rtpTime };
}

/** Null: the track has no picture, and the one before is taken away. */
export function pictureParameter(picture: SoundPicture | null, rtpTime: number): SoundParameter {
  if (picture === null) return { contentType: "image/none", body: new Uint8Array(0), rtpTime };
  return { contentType: picture.mimeType, body: picture.bytes, rtpTime };
}

function textParameter(text: string): SoundParameter {
  return { contentType: "text/parameters", body: utf8(text), rtpTime: null };
}
