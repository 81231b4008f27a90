import type { Button } from "../../shared/model/buttons.ts";

/** Companion's `_hidC` codes as tvOS understands them (docs/protocols/companion.md#buttons). */
export const companionButtons: ReadonlyMap<number, Button | "sleep" | "wake"> = new Map<
  number,
  Button | "sleep" | "wake"
>([
  [1, "up"],
  [2, "down"],
  [3, "left"],
  [4, "right"],
  [5, "menu"],
  [6, "select"],
  [7, "home"],
  [8, "volume-up"],
  [9, "volume-down"],
  [10, "siri"],
  [11, "screensaver"],
  [12, "sleep"],
  [13, "wake"],
  [14, "play-pause"],
  [15, "channel-up"],
  [16, "channel-down"],
  [17, "guide"],
  [18, "page-up"],
  // Sent as page-down, shown as the control centre.
  [19, "control-center"],
]);
