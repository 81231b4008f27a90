import type { Availability, Feature, FeatureStates } from "../../../shared/model/features.ts";
import type { CompanionFacts } from "./facts.ts";
import { MediaFlag } from "./media-flags.ts";

/** FE-06: offered by every device that speaks the protocol. */
const always: readonly Feature[] = [
  "up",
  "down",
  "left",
  "right",
  "select",
  "menu",
  "home",
  "home-hold",
  "play-pause",
  "volume-up",
  "volume-down",
  "channel-up",
  "channel-down",
  "guide",
  "screensaver",
  "control-center",
  "turn-on",
  "turn-off",
  "app-list",
  "launch-app",
  "account-list",
  "switch-account",
  "text-focus-state",
  "text-get",
  "text-set",
  "text-append",
  "text-clear",
  "swipe",
  "touch",
  "click",
];

/** Buttons that have a number but that nobody has seen a TV obey: worth trying, not promised. */
const untested: readonly Feature[] = ["siri", "page-up", "page-down"];

/** Features that come and go with the app in the foreground, by the bit that says so. */
const byFlag: readonly (readonly [Feature, number])[] = [
  ["play", MediaFlag.Play],
  ["pause", MediaFlag.Pause],
  ["next", MediaFlag.Next],
  ["previous", MediaFlag.Previous],
  ["fast-forward", MediaFlag.FastForward],
  ["rewind", MediaFlag.Rewind],
  ["volume", MediaFlag.Volume],
  ["set-volume", MediaFlag.Volume],
  ["skip-forward", MediaFlag.SkipForward],
  ["skip-backward", MediaFlag.SkipBackward],
];

/** Every feature that Companion has, with its state now. What is absent it never has. */
export function featureStates(facts: CompanionFacts): FeatureStates {
  const states: Partial<Record<Feature, Availability>> = {};
  for (const feature of always) states[feature] = "available";
  for (const feature of untested) states[feature] = "unknown";
  const flags = facts.mediaFlags ?? 0;
  for (const [feature, bit] of byFlag) {
    states[feature] = (flags & bit) === 0 ? "unavailable" : "available";
  }
  // Not "unavailable": a device that keeps its power to itself will go on doing so (FE-06).
  states["power-state"] = facts.power === "unknown" ? "unsupported" : "available";
  for (const feature of facts.missing) states[feature] = "unsupported";
  return states;
}
