import type { Button, MediaCommand } from "./buttons.ts";

/** The closed list of what a device may be able to do, in the field's terms. */
export const features = [
  "up",
  "down",
  "left",
  "right",
  "select",
  "menu",
  "home",
  "home-hold",
  "top-menu",
  "play",
  "play-pause",
  "pause",
  "stop",
  "next",
  "previous",
  "fast-forward",
  "rewind",
  "skip-forward",
  "skip-backward",
  "set-position",
  "shuffle",
  "set-shuffle",
  "repeat",
  "set-repeat",
  "channel-up",
  "channel-down",
  "guide",
  "screensaver",
  "control-center",
  "siri",
  "page-up",
  "page-down",
  "volume",
  "set-volume",
  "volume-up",
  "volume-down",
  "mute",
  "power-state",
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
  "captions",
  "select-audio",
  "select-subtitles",
  "title",
  "artist",
  "album",
  "genre",
  "total-time",
  "position",
  "series-name",
  "season-number",
  "episode-number",
  "content-identifier",
  "itunes-store-identifier",
  "artwork",
  "app",
  "push-updates",
  "output-devices",
  "output-volume",
  "add-output-devices",
  "remove-output-devices",
  "set-output-devices",
  "play-url",
  "stream-file",
] as const;
export type Feature = (typeof features)[number];

/** `unavailable`: not now; `unsupported`: never on this device; `unknown`: the device does not say. */
export type Availability = "available" | "unavailable" | "unsupported" | "unknown";

export type FeatureStates = Readonly<Partial<Record<Feature, Availability>>>;

/** A control is worth offering unless the device says it does not work. */
export function offers(states: FeatureStates, feature: Feature): boolean {
  const state = states[feature] ?? "unsupported";
  return state === "available" || state === "unknown";
}

/** The feature that a button stands for; buttons and features share their names. */
export function featureOfButton(button: Button): Feature {
  return button;
}

export function featureOfMedia(command: MediaCommand): Feature {
  switch (command) {
    case "fast-forward-begin":
    case "fast-forward-end":
      return "fast-forward";
    case "rewind-begin":
    case "rewind-end":
      return "rewind";
    default:
      return command;
  }
}
