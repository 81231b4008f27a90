import type { Availability, Feature, FeatureStates } from "../../../shared/model/features.ts";
import type { PlayStatus } from "./play-status.ts";

const always: readonly Feature[] = [
  "up",
  "down",
  "left",
  "right",
  "select",
  "menu",
  "top-menu",
  "push-updates",
];

/** FE-01: the device does not say which commands it takes now. */
const untold: readonly Feature[] = [
  "play",
  "play-pause",
  "pause",
  "stop",
  "next",
  "previous",
  "skip-forward",
  "skip-backward",
  "set-position",
  "set-shuffle",
  "set-repeat",
  "artwork",
];

/** Facts, by the tag that holds them; title and artist are their own (QK-04). */
const byTag: readonly (readonly [Feature, string])[] = [
  ["title", "cann"],
  ["artist", "cana"],
  ["album", "canl"],
  ["genre", "cang"],
  ["total-time", "cast"],
  ["position", "cant"],
  ["shuffle", "cash"],
  ["repeat", "carp"],
];

/** FE-01: every feature that DMAP has, with its state now. `absolute`: the volume can be set. */
export function featureStates(status: PlayStatus, absolute: boolean): FeatureStates {
  const states: Partial<Record<Feature, Availability>> = {};
  for (const feature of always) states[feature] = "available";
  for (const feature of untold) states[feature] = "unknown";
  for (const [feature, tag] of byTag) {
    states[feature] = status.has(tag) ? "available" : "unavailable";
  }
  const volume = status.number("cavc") === 1 ? "available" : "unavailable";
  states["volume-up"] = volume;
  states["volume-down"] = volume;
  if (absolute) {
    states.volume = volume;
    states["set-volume"] = volume;
  }
  return states;
}
