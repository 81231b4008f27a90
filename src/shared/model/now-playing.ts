/**
 * What plays, as plain data. `loading`: something is about to; `stopped`: it is still there, at its
 * end or start.
 */
export type PlayState = "loading" | "playing" | "paused" | "stopped" | "seeking";
export type MediaKind = "unknown" | "video" | "music" | "tv" | "podcast";

export const shuffleModes = ["off", "albums", "songs"] as const;
export type ShuffleMode = (typeof shuffleModes)[number];
export const repeatModes = ["off", "track", "all"] as const;
export type RepeatMode = (typeof repeatModes)[number];

/**
 * A clock: at `wallMs` (ms since 1970, this machine's) the item stood at `seconds` and moved on by
 * `rate` seconds a second. `rate` is 0 whenever it does not move.
 */
export interface PositionClock {
  readonly seconds: number;
  readonly wallMs: number;
  readonly rate: number;
}

/** A sound track or a subtitle. `id` is ours, for one item only. */
export interface LanguageChoice {
  readonly id: string;
  /** As the app calls it; the tag when it does not. */
  readonly name: string;
  /** BCP 47, or "" when it is none. */
  readonly tag: string;
  /** Subtitles for people who do not hear the sound; sound that describes the picture. */
  readonly accessible: boolean;
}

export interface LanguageGroup {
  readonly choices: readonly LanguageChoice[];
  /** Null: none of them, or not known. */
  readonly selectedId: string | null;
  /** "Off" is a choice. */
  readonly canBeOff: boolean;
}

/** The item that plays. Strings come from the network: data, never markup. Null: not told. */
export interface NowPlaying {
  /** Changes exactly when another item plays. */
  readonly itemId: string;
  readonly state: PlayState;
  readonly kind: MediaKind;
  readonly title: string | null;
  readonly artist: string | null;
  readonly album: string | null;
  readonly genre: string | null;
  readonly seriesName: string | null;
  readonly seasonNumber: number | null;
  readonly episodeNumber: number | null;
  readonly contentId: string | null;
  readonly iTunesStoreId: number | null;
  /** Seconds. Null for live television and when it is not told. */
  readonly durationS: number | null;
  readonly position: PositionClock | null;
  readonly isLive: boolean;
  readonly shuffle: ShuffleMode | null;
  readonly repeat: RepeatMode | null;
  /** The app that plays, which need not be the one on the screen. */
  readonly app: { readonly id: string; readonly name: string } | null;
  /** Another one means another picture; null: there is none to ask for. */
  readonly artworkId: string | null;
  /** Seconds that the app likes to be skipped by. */
  readonly skipForwardS: number;
  readonly skipBackwardS: number;
  readonly audio: LanguageGroup | null;
  readonly subtitles: LanguageGroup | null;
}

/** A speaker or screen that the sound comes out of. */
export interface OutputDevice {
  readonly id: string;
  readonly name: string;
  /** Percent; null while it is not told. */
  readonly volume: number | null;
  /** The device itself, which leads the group. */
  readonly isLeader: boolean;
}

/** A picture from the network, checked by its first bytes to be one of these. */
export interface Artwork {
  readonly id: string;
  readonly mimeType: "image/png" | "image/jpeg" | "image/webp" | "image/gif";
  /** Pixels; 0 when not known. */
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

/** Pixels that the picture is wanted to fit into; a height of 0 keeps its shape. */
export interface ArtworkSize {
  readonly width: number;
  readonly height: number;
}

/** What says where an item stands. */
export type ItemClock = Pick<NowPlaying, "position" | "durationS">;

/** Where it stands now, in seconds, between 0 and the end. Null when nothing tells. */
export function positionAt({ position, durationS }: ItemClock, wallMs: number): number | null {
  if (position === null) return null;
  const seconds = position.seconds + ((wallMs - position.wallMs) / 1000) * position.rate;
  return Math.max(0, durationS === null ? seconds : Math.min(seconds, durationS));
}

/** A device tells the position again and again; further off than this, in seconds, it has moved. */
const JUMP_S = 1;

/** Whether the item now stands elsewhere than its clock before said it would. */
export function hasJumped(before: ItemClock, after: ItemClock): boolean {
  if (after.position === null) return false;
  const { wallMs } = after.position;
  const [was, is] = [positionAt(before, wallMs), positionAt(after, wallMs)];
  return was === null || is === null || Math.abs(was - is) >= JUMP_S;
}
