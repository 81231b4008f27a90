/** Everything that can be pressed on a remote. Values are ours; protocols map them in tables. */
export const buttons = [
  "up",
  "down",
  "left",
  "right",
  "select",
  "menu",
  "home",
  "top-menu",
  "play-pause",
  "volume-up",
  "volume-down",
  "mute",
  "channel-up",
  "channel-down",
  "guide",
  "screensaver",
  "control-center",
  "siri",
  "page-up",
  "page-down",
] as const;
export type Button = (typeof buttons)[number];

export const pressActions = ["tap", "double", "hold"] as const;
export type PressAction = (typeof pressActions)[number];

/** A person's finger on a key: `down` starts a real hold, `up` ends it. */
export type ButtonEdge = "down" | "up";

export const mediaCommands = [
  "play",
  "pause",
  "play-pause",
  "stop",
  "next",
  "previous",
  "fast-forward-begin",
  "fast-forward-end",
  "rewind-begin",
  "rewind-end",
] as const;
export type MediaCommand = (typeof mediaCommands)[number];

export const touchPhases = ["press", "move", "release", "click"] as const;
export type TouchPhase = (typeof touchPhases)[number];

/** A point in the device's own touch space: 0 to 1000 both ways, from the top left. */
export interface TouchPoint {
  readonly x: number;
  readonly y: number;
}
