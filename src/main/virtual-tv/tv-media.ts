import type { RepeatMode, ShuffleMode } from "../../shared/model/now-playing.ts";
import type { Command } from "../wire/mrp/numbers.ts";
import type { TvApp } from "./tv-apps.ts";

/** A picture that is made when somebody asks for it; see tv-pictures.ts. Sizes in pixels. */
export type TvPicture =
  | {
      readonly kind: "gradient";
      readonly seed: number;
      readonly width: number;
      readonly height: number;
    }
  /** Cannot be compressed: about three bytes a pixel, and one size only. */
  | {
      readonly kind: "noise";
      readonly seed: number;
      readonly width: number;
      readonly height: number;
    }
  /** As somebody sent it, in one size only. */
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  | { readonly kind: "no-picture" };

export interface TvArtwork {
  /** What the app calls it; real ones are a name, a hash, or a template of a URL. */
  readonly id: string | null;
  /** What the app claims. */
  readonly mimeType: string;
  readonly url: string | null;
  /** Null: nothing comes when it is asked for. */
  readonly picture: TvPicture | null;
}

/** A sound track or a subtitle, in the words of an app. */
export interface TvLanguage {
  readonly id: string;
  /** BCP 47. */
  readonly tag: string;
  readonly name: string;
  /** AVFoundation's media characteristics. */
  readonly characteristics: readonly string[];
}

export interface TvLanguageGroup {
  readonly options: readonly TvLanguage[];
  /** Null: none of them. */
  readonly currentId: string | null;
  readonly canBeOff: boolean;
}

export interface TvLanguages {
  readonly audio: TvLanguageGroup;
  readonly subtitles: TvLanguageGroup;
}

/** Something to play. Null: the app does not tell. */
export interface TvItem {
  readonly id: string;
  readonly kind: "unknown" | "video" | "music" | "podcast";
  readonly title: string | null;
  readonly artist: string | null;
  readonly album: string | null;
  readonly genre: string | null;
  readonly series: string | null;
  readonly season: number | null;
  readonly episode: number | null;
  /** Null: it has no end, or none is told. */
  readonly durationS: number | null;
  readonly isLive: boolean;
  readonly contentId: string | null;
  readonly iTunesStoreId: number | null;
  readonly artwork: TvArtwork | null;
  readonly languages: TvLanguages | null;
}

export type TvOffer = keyof typeof Command;

/** What one app plays: a queue, a place in it, and what may be done. Apps may have several. */
export interface TvPlayer {
  readonly app: TvApp;
  readonly playerId: string;
  readonly playing: boolean;
  /** `silent`: the app never says whether it plays. */
  readonly stage: "ready" | "loading" | "stopped" | "silent";
  /** Seconds of it in a second; 0 is what some apps say while they play. */
  readonly rate: number;
  /** Where it stood at `positionAtMs` (ms since 1970). */
  readonly positionS: number;
  readonly positionAtMs: number;
  readonly queue: readonly TvItem[];
  /** Index into `queue`. */
  readonly location: number;
  readonly offers: readonly TvOffer[];
  /** Seconds that the app likes to be skipped by. */
  readonly skipS: number;
  readonly shuffle: ShuffleMode;
  readonly repeat: RepeatMode;
}

/** Another speaker or screen that can play along. */
export interface TvSpeaker {
  readonly id: string;
  readonly name: string;
  readonly percent: number;
  readonly joined: boolean;
}

/** What plays; null when the app has not said. */
export function itemOf(player: TvPlayer): TvItem | null {
  return player.queue[player.location] ?? null;
}

/** Where it stands at `nowMs`, in seconds, never beyond the end. */
export function positionOf(player: TvPlayer, nowMs: number): number {
  const moves = player.playing && player.stage === "ready";
  const since = moves ? ((nowMs - player.positionAtMs) / 1000) * player.rate : 0;
  return within(player, player.positionS + since);
}

/** A position as near to `seconds` as the item has one. */
export function within(player: TvPlayer, seconds: number): number {
  return Math.max(0, Math.min(itemOf(player)?.durationS ?? Number.POSITIVE_INFINITY, seconds));
}

/** Whether the app takes this command at this moment. */
export function isEnabled(player: TvPlayer, offer: TvOffer): boolean {
  if (!player.offers.includes(offer)) return false;
  switch (offer) {
    case "NextTrack":
      return (
        player.queue.length <= 1 ||
        player.repeat === "all" ||
        player.location + 1 < player.queue.length
      );
    case "SeekToPlaybackPosition":
      return itemOf(player)?.durationS != null;
    case "EnableLanguageOption":
    case "DisableLanguageOption":
      return itemOf(player)?.languages != null;
    default:
      return true;
  }
}

export function samePlayer(one: TvPlayer, other: TvPlayer): boolean {
  return one.app.id === other.app.id && one.playerId === other.playerId;
}
