import { isRemoteError } from "../../../../shared/errors.ts";
import { decodeBplist, type PlistDict, type PlistValue, plistDict } from "../../../wire/bplist.ts";
import { textOf } from "../../../wire/bytes.ts";
import type { HttpResponse } from "../../../wire/http.ts";
import { decodeXmlPlist } from "../../../wire/xml-plist.ts";
import { secondsOf } from "./cm-time.ts";

/** What `/playback-info` says (A15). Absent: not told. Seconds. */
export interface PlaybackInfo {
  readonly durationS?: number;
  readonly positionS?: number;
  /** 0 while it is paused. */
  readonly rate?: number;
  readonly readyToPlay?: boolean;
  readonly error?: PlaybackError;
}

/** Why it does not play, in the receiver's own terms. */
export interface PlaybackError {
  readonly code?: number;
  readonly domain?: string;
}

/** An answer that says nothing of what plays: none at all, an error, or no property list. */
export type PlaybackAnswer =
  | { readonly kind: "info"; readonly info: PlaybackInfo }
  | { readonly kind: "nothing"; readonly status: number };

/** A property list, of whichever kind, in the body of an answer. Throws `malformed`. */
export function plistIn(body: Uint8Array): PlistValue {
  const binary = textOf(body.subarray(0, 6)) === "bplist";
  return binary ? decodeBplist(body) : decodeXmlPlist(body);
}

/** Never throws: a receiver that makes no sense says nothing. */
export function readPlaybackAnswer({ status, body }: HttpResponse): PlaybackAnswer {
  if (status < 200 || status >= 300 || body.length === 0) return { kind: "nothing", status };
  try {
    const root = plistDict(plistIn(body));
    if (root !== undefined) return { kind: "info", info: readPlaybackInfo(root) };
  } catch (error) {
    if (!isRemoteError(error, "malformed")) throw error;
  }
  return { kind: "nothing", status };
}

/** The names are those of A15; the queue's events have the same ones with moments as values. */
export function readPlaybackInfo(root: PlistDict): PlaybackInfo {
  const durationS = secondsOf(root.get("duration"));
  const positionS = secondsOf(root.get("position"));
  const rate = secondsOf(root.get("rate"));
  const ready = root.get("readyToPlay");
  const error = readPlaybackError(root.get("error"));
  return {
    ...(durationS !== undefined && { durationS }),
    ...(positionS !== undefined && { positionS }),
    ...(rate !== undefined && { rate }),
    // Some say 1 where others say true.
    ...((typeof ready === "boolean" || typeof ready === "number") && {
      readyToPlay: Boolean(ready),
    }),
    ...(error !== undefined && { error }),
  };
}

export function readPlaybackError(value: PlistValue | undefined): PlaybackError | undefined {
  const error = plistDict(value);
  if (error === undefined) return undefined;
  const code = error.get("code");
  const domain = error.get("domain");
  return {
    ...((typeof code === "number" || typeof code === "bigint") && { code: Number(code) }),
    ...(typeof domain === "string" && { domain: domain.slice(0, 100) }),
  };
}
