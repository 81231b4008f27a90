import type { DmapItem } from "../wire/dmap.ts";
import { isEnabled, itemOf, positionOf, type TvItem, type TvPlayer } from "./tv-media.ts";
import { knowsVolume } from "./tv-sound.ts";
import type { TvState } from "./tv-state.ts";

const OK = 200;
/** What devices send for a time that they do not know. */
const UNKNOWN_MS = 0xffffffff;
/** `caas`: 2 is "songs". `caar`: 2 is one, 4 is all. */
const SHUFFLES = 2;
const REPEATS = 6;

const PlayStatus = {
  Idle: 0,
  Loading: 1,
  Stopped: 2,
  Paused: 3,
  Playing: 4,
  Rewinding: 5,
  FastForwarding: 6,
} as const;

const MediaKind = { Unknown: 1, Music: 2, Movie: 3, Podcast: 4, TvShow: 64 } as const;

const repeats = { off: 0, track: 1, all: 2 } as const;

/** What `cmst`, the answer to `playstatusupdate`, holds at `nowMs` (ms since 1970). */
export function statusItems(state: TvState, revision: number, nowMs: number): readonly DmapItem[] {
  return [["mstt", OK], ["cmsr", revision], ...stateItems(state), ...itemItems(state, nowMs)];
}

/** Two states for which this is the same are one revision: time alone is no change. */
export function toldBy(state: TvState): string {
  const { player, volume } = state;
  const clock = player && [player.positionS, player.positionAtMs, player.rate];
  const told = [stateItems(state), player && descriptionOf(player), clock, volume];
  return JSON.stringify(told);
}

function stateItems({ player, volume }: TvState): readonly DmapItem[] {
  const takes = (offer: "ChangeShuffleMode" | "ChangeRepeatMode") =>
    player !== null && isEnabled(player, offer);
  return [
    ["caps", playStatusOf(player)],
    ["cash", player === null || player.shuffle === "off" ? 0 : 1],
    ["carp", repeats[player?.repeat ?? "off"]],
    ["cavc", knowsVolume(volume)],
    ["caas", takes("ChangeShuffleMode") ? SHUFFLES : 0],
    ["caar", takes("ChangeRepeatMode") ? REPEATS : 0],
  ];
}

function playStatusOf(player: TvPlayer | null): number {
  if (player === null || player.stage === "silent") return PlayStatus.Idle;
  if (player.stage === "loading") return PlayStatus.Loading;
  if (player.stage === "stopped") return PlayStatus.Stopped;
  if (!player.playing) return PlayStatus.Paused;
  if (player.rate > 1) return PlayStatus.FastForwarding;
  return player.rate < 0 ? PlayStatus.Rewinding : PlayStatus.Playing;
}

function itemItems({ player }: TvState, nowMs: number): readonly DmapItem[] {
  if (player === null) return [];
  const item = itemOf(player);
  const described = descriptionOf(player);
  const lengthS = item?.durationS ?? null;
  if (item?.isLive) return [...described, ["cant", UNKNOWN_MS], ["cast", UNKNOWN_MS]];
  if (lengthS === null) return described;
  const remainingMs = (lengthS - positionOf(player, nowMs)) * 1000;
  return [...described, ["cant", Math.round(remainingMs)], ["cast", Math.round(lengthS * 1000)]];
}

function descriptionOf(player: TvPlayer): readonly DmapItem[] {
  const item = itemOf(player);
  if (item === null) return [];
  const texts: readonly (readonly [string, string | null])[] = [
    ["cann", item.title],
    // A library files an episode under its series as under an artist.
    ["cana", item.artist ?? item.series],
    ["canl", item.album],
    ["cang", item.genre],
  ];
  const told = texts.flatMap(([tag, text]): DmapItem[] => (text === null ? [] : [[tag, text]]));
  return [...told, ["cmmk", mediaKindOf(item)]];
}

function mediaKindOf({ kind, series }: TvItem): number {
  switch (kind) {
    case "music":
      return MediaKind.Music;
    case "podcast":
      return MediaKind.Podcast;
    case "video":
      return series === null ? MediaKind.Movie : MediaKind.TvShow;
    default:
      return MediaKind.Unknown;
  }
}
