import { isRemoteError } from "../../../../shared/errors.ts";
import type { PlayState } from "../../../../shared/model/now-playing.ts";
import { decodeBplist, type PlistDict, type PlistValue, plistDict } from "../../../wire/bplist.ts";
import { secondsOf } from "./cm-time.ts";
import { type PlaybackError, readPlaybackError, readPlaybackInfo } from "./playback-info.ts";
import type { Report } from "./progress.ts";

/** What a receiver tells of the play queue on the event channel. Seconds. */
export type QueueEvent =
  /** `interrupted` or `ended`, where it says why it stopped. */
  | { readonly kind: "state"; readonly report: Report; readonly reason?: string }
  /** Another rate, or another place. */
  | { readonly kind: "moved"; readonly report: Report }
  | { readonly kind: "finished" }
  | { readonly kind: "failed"; readonly error: PlaybackError }
  | { readonly kind: "fetch"; readonly request: FetchRequest }
  /** A sign that it has the item, and no more. */
  | { readonly kind: "sign" };

type FetchId = number | bigint | string;

/** A document that the receiver asks the sender for (FCUP). */
export interface FetchRequest {
  readonly url: string;
  /** Both are given back as they came. */
  readonly requestId: FetchId;
  readonly messageId: FetchId;
}

/**
 * What one event of the receiver says of our item; undefined for all that says nothing of it. Throws
 * `malformed` when the body is no property list. Facts: docs/protocols/airplay.md#the-play-queue.
 */
export function readQueueEvent(body: Uint8Array, itemId: string): QueueEvent | undefined {
  const event = messageIn(body);
  if (event === undefined || isOfOther(event, itemId)) return undefined;
  switch (event.get("type")) {
    case "playbackState":
      return readState(event);
    case "notification":
      return readNotification(event);
    case "error":
      return { kind: "failed", error: readPlaybackError(event.get("error")) ?? {} };
    case "unhandledURL":
      return readFetch(event);
    default:
      return undefined;
  }
}

/** Commands are property lists inside property lists; other events are not. */
function messageIn(body: Uint8Array): PlistDict | undefined {
  if (body.length === 0) return undefined;
  const outer = plistDict(decodeBplist(body));
  const inner = plistDict(outer?.get("params"))?.get("data");
  return inner instanceof Uint8Array ? plistDict(decodeBplist(inner)) : outer;
}

function isOfOther(event: PlistDict, itemId: string): boolean {
  const item = plistDict(event.get("item")) ?? plistDict(event.get("uuid"));
  const uuid = item?.get("uuid");
  return typeof uuid === "string" && uuid.toUpperCase() !== itemId;
}

const states: ReadonlyMap<PlistValue | undefined, PlayState> = new Map([
  ["playing", "playing"],
  ["paused", "paused"],
  ["loading", "loading"],
  ["stopped", "stopped"],
] as const);

function readState(event: PlistDict): QueueEvent | undefined {
  const params = plistDict(event.get("params"));
  const state = states.get(params?.get("playbackState")) ?? states.get(event.get("name"));
  if (state === undefined) return undefined;
  const reason = event.get("reason") ?? params?.get("reason");
  const { positionS, durationS } = params ? readPlaybackInfo(params) : {};
  const report = {
    state,
    ...(positionS !== undefined && { positionS }),
    ...(durationS !== undefined && { durationS }),
  };
  return { kind: "state", report, ...(typeof reason === "string" && { reason }) };
}

function readNotification(event: PlistDict): QueueEvent {
  const name = event.get("name");
  if (name === "itemPlayedToEnd") return { kind: "finished" };
  if (typeof name === "string" && /fail/i.test(name)) {
    return { kind: "failed", error: readPlaybackError(event.get("error")) ?? {} };
  }
  const positionS = secondsOf(event.get("position"));
  const where = positionS !== undefined ? { positionS } : {};
  if (name === "timeJumped" || name === "didSeek") return { kind: "moved", report: where };
  const rate = secondsOf(event.get("rate"));
  if (name !== "rateChanged" || rate === undefined) return { kind: "sign" };
  return { kind: "moved", report: { ...where, state: rate === 0 ? "paused" : "playing" } };
}

function readFetch(event: PlistDict): QueueEvent | undefined {
  const request = plistDict(event.get("request"));
  const url = request?.get("FCUP_Response_URL");
  if (event.get("kind") !== "request" || typeof url !== "string") return undefined;
  const requestId = fetchId(request?.get("FCUP_Response_RequestID"));
  return { kind: "fetch", request: { url, requestId, messageId: fetchId(event.get("messageID")) } };
}

/** Never a list: a small message can hold one that doubles at each level, and is huge when written back. */
function fetchId(value: PlistValue | undefined): FetchId {
  return typeof value === "number" || typeof value === "bigint" || typeof value === "string"
    ? value
    : 0;
}

/** As `readQueueEvent`, for whoever has nothing to say about garbage. */
export function queueEventOrNone(body: Uint8Array, itemId: string): QueueEvent | undefined {
  try {
    return readQueueEvent(body, itemId);
  } catch (error) {
    if (isRemoteError(error, "malformed")) return undefined;
    throw error;
  }
}
