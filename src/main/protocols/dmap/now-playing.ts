import { isRemoteError } from "../../../shared/errors.ts";
import {
  type MediaKind,
  type NowPlaying,
  type PlayState,
  type PositionClock,
  positionAt,
  type RepeatMode,
} from "../../../shared/model/now-playing.ts";
import { decodeBplist, plistDict } from "../../wire/bplist.ts";
import { hexOf } from "../../wire/bytes.ts";
import type { PlayStatus } from "./play-status.ts";

/** IF-050. */
const DEFAULT_SKIP_S = 10;
/** How far the position may be off, in seconds, before it is told anew: how long an answer travels. */
const SAME_POSITION_S = 0.5;

/** DM-10, by number: `null` is nothing at all. */
const playStates: readonly (PlayState | null)[] = [
  null,
  "loading",
  "stopped",
  "paused",
  "playing",
  "seeking",
  "seeking",
];

/** DM-10. */
const mediaKinds: readonly (readonly [MediaKind, readonly number[]])[] = [
  ["unknown", [1, 32_770]],
  ["video", [3, 7, 11, 12, 13, 18, 32]],
  ["music", [2, 4, 10, 14, 17, 21, 36]],
  ["tv", [8, 64]],
];

const repeatModes: readonly RepeatMode[] = ["off", "track", "all"];

/**
 * What plays, or null when nothing does. The position holds at `wallMs`, when the answer came. What a
 * device says that nobody has described is `unknown`, or paused where it has an item: never an error.
 */
export function nowPlayingOf(
  status: PlayStatus,
  wallMs: number,
  before: NowPlaying | null = null,
): NowPlaying | null {
  const state = playState(status);
  if (state === null) return null;
  const total = status.time("cast");
  const itemId = itemIdOf(status);
  return {
    itemId,
    state,
    kind: mediaKind(status),
    title: status.text("cann"),
    artist: status.text("cana"),
    album: status.text("canl"),
    genre: status.text("cang"),
    seriesName: null,
    seasonNumber: null,
    episodeNumber: null,
    contentId: contentId(status),
    iTunesStoreId: null,
    durationS: total === 0 ? null : total / 1000,
    position: positionOf(status, state, wallMs, before?.itemId === itemId ? before : null),
    isLive: status.isEndless("cast"),
    shuffle: (status.number("cash") ?? 0) === 0 ? "off" : "songs",
    repeat: repeatModes[status.number("carp") ?? 0] ?? null,
    app: null,
    artworkId: itemId,
    skipForwardS: DEFAULT_SKIP_S,
    skipBackwardS: DEFAULT_SKIP_S,
    audio: null,
    subtitles: null,
  };
}

function playState(status: PlayStatus): PlayState | null {
  const number = status.number("caps") ?? 0;
  const state = playStates[number];
  if (state === undefined) return hasItem(status) ? "paused" : null;
  // Stopped with nothing to play is what is left when everything is over.
  return state === "stopped" && !hasItem(status) ? null : state;
}

const hasItem = (status: PlayStatus) => status.text("cann") !== null || status.time("cast") > 0;

function mediaKind(status: PlayStatus): MediaKind {
  const number = status.number("cmmk");
  const isSong = status.text("cana") !== null || status.text("canl") !== null;
  if (number === undefined) return isSong ? "music" : "video";
  // An Apple TV 3 says 2 of films too; they have no artist and no album.
  if (number === 2 && !isSong) return "video";
  return mediaKinds.find(([, numbers]) => numbers.includes(number))?.[0] ?? "unknown";
}

/** `canp` names what plays in the server's library; other sources leave it out, or always the same. */
function itemIdOf(status: PlayStatus): string {
  const ids = status.bytes("canp");
  const texts = ["cann", "cana", "canl"].map((tag) => status.text(tag) ?? "");
  return [ids === null ? "" : hexOf(ids), ...texts, contentId(status) ?? ""].join("\n");
}

/** What a film's own service calls it. */
function contentId(status: PlayStatus): string | null {
  const bytes = status.bytes("ceSD");
  if (bytes === null) return null;
  try {
    const id = plistDict(decodeBplist(bytes))?.get("id");
    return typeof id === "string" && id !== "" ? id : null;
  } catch (error) {
    if (isRemoteError(error, "malformed")) return null;
    throw error;
  }
}

/** DM-11. A position that goes on as before stays the same object, so that nothing jumps. */
function positionOf(
  status: PlayStatus,
  state: PlayState,
  wallMs: number,
  before: NowPlaying | null,
): PositionClock | null {
  const [total, remaining] = [status.time("cast"), status.time("cant")];
  if (total === 0 || remaining === 0) return null;
  const seconds = Math.max(0, total - remaining) / 1000;
  const rate = state === "playing" ? 1 : 0;
  const shown = before?.position;
  if (before !== null && shown?.rate === rate) {
    const expected = positionAt(before, wallMs) ?? Number.NaN;
    if (Math.abs(expected - seconds) < SAME_POSITION_S) return shown;
  }
  return { seconds, wallMs, rate };
}
