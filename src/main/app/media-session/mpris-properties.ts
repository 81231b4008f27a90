import { positionAt, type RepeatMode } from "../../../shared/model/now-playing.ts";
import { type DbusValue, variant } from "../../wire/dbus/value.ts";
import type { MediaState } from "./model.ts";

/**
 * The Media Player Remote Interfacing Specification (MPRIS) 2.2: what stands on the bus at
 * `/org/mpris/MediaPlayer2`, in tables. docs/ARCHITECTURE.md#the-media-session
 */
export const MPRIS_PATH = "/org/mpris/MediaPlayer2";
export const MPRIS_NAME = "org.mpris.MediaPlayer2.armchair";
export const ROOT = "org.mpris.MediaPlayer2";
export const PLAYER = "org.mpris.MediaPlayer2.Player";
export const NO_TRACK = "/org/mpris/MediaPlayer2/TrackList/NoTrack";

/** Name, type, and whether a client may set it. */
export type PropertyRow = readonly [name: string, type: string, access: "read" | "readwrite"];
/** Name and the types of what goes in. Nothing comes back from any of them. */
export type MethodRow = readonly [name: string, ...args: readonly string[]];

export const rootProperties: readonly PropertyRow[] = [
  ["CanQuit", "b", "read"],
  ["CanRaise", "b", "read"],
  ["HasTrackList", "b", "read"],
  ["Identity", "s", "read"],
  ["DesktopEntry", "s", "read"],
  ["SupportedUriSchemes", "as", "read"],
  ["SupportedMimeTypes", "as", "read"],
];
export const rootMethods: readonly MethodRow[] = [["Raise"], ["Quit"]];

export const playerProperties: readonly PropertyRow[] = [
  ["PlaybackStatus", "s", "read"],
  ["LoopStatus", "s", "readwrite"],
  ["Rate", "d", "readwrite"],
  ["Shuffle", "b", "readwrite"],
  ["Metadata", "a{sv}", "read"],
  ["Volume", "d", "readwrite"],
  ["Position", "x", "read"],
  ["MinimumRate", "d", "read"],
  ["MaximumRate", "d", "read"],
  ["CanGoNext", "b", "read"],
  ["CanGoPrevious", "b", "read"],
  ["CanPlay", "b", "read"],
  ["CanPause", "b", "read"],
  ["CanSeek", "b", "read"],
  ["CanControl", "b", "read"],
];
export const playerMethods: readonly MethodRow[] = [
  ["Next"],
  ["Previous"],
  ["Pause"],
  ["PlayPause"],
  ["Stop"],
  ["Play"],
  ["Seek", "x"],
  ["SetPosition", "o", "x"],
  ["OpenUri", "s"],
];

export type PropertyValues = Readonly<Record<string, DbusValue>>;

export const rootValues: PropertyValues = {
  CanQuit: true,
  CanRaise: true,
  HasTrackList: false,
  Identity: "Armchair",
  DesktopEntry: "armchair",
  SupportedUriSchemes: [],
  SupportedMimeTypes: [],
};

const statuses = { playing: "Playing", paused: "Paused", stopped: "Stopped" } as const;
const loops: Readonly<Record<RepeatMode, string>> = {
  off: "None",
  track: "Track",
  all: "Playlist",
};

/** What `LoopStatus` means here; undefined for a word that MPRIS does not have. */
export function repeatOf(loopStatus: DbusValue | undefined): RepeatMode | undefined {
  return (["off", "track", "all"] as const).find((mode) => loops[mode] === loopStatus);
}

/** Everything but `Position`, which changes all the time and is never announced. */
export function playerValues(
  state: MediaState,
  trackId: string,
  artwork: string | null,
): PropertyValues {
  const { item, can } = state;
  return {
    PlaybackStatus: statuses[state.status],
    LoopStatus: loops[item?.repeat ?? "off"],
    Rate: 1,
    Shuffle: (item?.shuffle ?? "off") !== "off",
    Metadata: metadata(state, trackId, artwork),
    // A desktop draws a slider for it: what is not known stands at the top, as MPRIS's own default.
    Volume: (state.volume ?? 100) / 100,
    MinimumRate: 1,
    MaximumRate: 1,
    CanGoNext: can.next,
    CanGoPrevious: can.previous,
    CanPlay: can.play,
    CanPause: can.pause,
    CanSeek: can.seek,
    CanControl: true,
  };
}

/** Microseconds. */
export function positionOf({ item }: MediaState, wallMs: number): bigint {
  return microseconds(item === null ? 0 : (positionAt(item, wallMs) ?? 0));
}

export const microseconds = (seconds: number) => BigInt(Math.round(seconds * 1e6));

function metadata(state: MediaState, trackId: string, artwork: string | null): DbusValue {
  const { item, title, artist, album } = state;
  if (item === null) return [["mpris:trackid", variant("o", NO_TRACK)]];
  const { durationS, genre } = item;
  return [
    ["mpris:trackid", variant("o", trackId)],
    ...(durationS === null ? [] : [["mpris:length", variant("x", microseconds(durationS))]]),
    ...(artwork === null ? [] : [["mpris:artUrl", variant("s", artwork)]]),
    ["xesam:title", variant("s", title)],
    ...(artist === "" ? [] : [["xesam:artist", variant("as", [artist])]]),
    ...(album === "" ? [] : [["xesam:album", variant("s", album)]]),
    ...(genre === null ? [] : [["xesam:genre", variant("as", [genre])]]),
  ];
}
