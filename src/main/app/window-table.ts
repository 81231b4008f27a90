import type { WindowName } from "../../shared/ipc/contract.ts";
import type { Size } from "./window-place.ts";

export interface WindowKind {
  readonly title: string;
  readonly size: Size;
  readonly smallest: Size;
}

/** docs/ARCHITECTURE.md#windows: sizes in device-independent pixels. */
export const windowKinds: Readonly<Record<WindowName, WindowKind>> = {
  remote: {
    title: "Armchair",
    size: { width: 340, height: 720 },
    smallest: { width: 280, height: 420 },
  },
  pairing: {
    title: "Pair with a device",
    size: { width: 480, height: 600 },
    smallest: { width: 360, height: 420 },
  },
  settings: {
    title: "Settings",
    size: { width: 720, height: 600 },
    smallest: { width: 420, height: 360 },
  },
  "now-playing": {
    title: "Now playing",
    size: { width: 480, height: 640 },
    smallest: { width: 300, height: 320 },
  },
  tv: {
    title: "Built-in Apple TV",
    size: { width: 720, height: 480 },
    smallest: { width: 320, height: 220 },
  },
};

/** The remote as a strip, under 400 px of height. */
export const smallestStrip: Size = { width: 280, height: 180 };
/** What the remote becomes when it is told to be a strip. */
export const STRIP_HEIGHT = 300;
