import type { DmapItem } from "../wire/dmap.ts";
import type { RemoteInput } from "./tv-input.ts";
import { isEnabled, type TvOffer } from "./tv-media.ts";
import { heardPercent, knowsVolume } from "./tv-sound.ts";
import type { TvState } from "./tv-state.ts";

const repeatModes = ["off", "track", "all"] as const;

/** What setting this property does; undefined when the TV cannot do that now, or never. */
export function propertyInput(name: string, text: string, state: TvState): RemoteInput | undefined {
  const value = /^\d{1,10}(\.\d{1,6})?$/.test(text) ? Number(text) : Number.NaN;
  switch (name) {
    case "dacp.playingtime":
      if (!offers(state, "SeekToPlaybackPosition") || Number.isNaN(value)) return undefined;
      return { kind: "seek", seconds: value / 1000 };
    case "dacp.shufflestate":
      if (!offers(state, "ChangeShuffleMode") || (value !== 0 && value !== 1)) return undefined;
      return { kind: "shuffle", mode: value === 1 ? "songs" : "off" };
    case "dacp.repeatstate": {
      const mode = repeatModes[value];
      if (!offers(state, "ChangeRepeatMode") || mode === undefined) return undefined;
      return { kind: "repeat", mode };
    }
    case "dmcp.volume":
      if (!knowsVolume(state.volume) || !(value >= 0 && value <= 100)) return undefined;
      return { kind: "volume", percent: value };
    default:
      return undefined;
  }
}

function offers({ player }: TvState, offer: TvOffer): boolean {
  return player !== null && isEnabled(player, offer);
}

/** The properties that were asked for, as far as there are such. `status`: what `cmst` would hold. */
export function propertyItems(
  names: readonly string[],
  state: TvState,
  status: readonly DmapItem[],
): readonly DmapItem[] {
  return names.flatMap((name): readonly DmapItem[] => {
    if (name === "dmcp.volume" && knowsVolume(state.volume)) {
      return [["cmvo", Math.round(heardPercent(state.volume))]];
    }
    return status.filter(([tag]) => propertyTags[name]?.includes(tag));
  });
}

const propertyTags: Readonly<Record<string, readonly string[]>> = {
  "dacp.playerstate": ["caps"],
  "dacp.playstatus": ["caps"],
  "dacp.shufflestate": ["cash"],
  "dacp.repeatstate": ["carp"],
  "dacp.volumecontrollable": ["cavc"],
  "dacp.playingtime": ["cant", "cast"],
  "dacp.nowplaying": ["cann", "cana", "canl", "cang"],
};
