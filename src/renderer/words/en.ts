import { enDevices } from "./en-devices.ts";
import { enErrors } from "./en-errors.ts";
import { enLimits } from "./en-limits.ts";
import { enPairing } from "./en-pairing.ts";
import { enPlay } from "./en-play.ts";
import { enPlaying } from "./en-playing.ts";
import { enRemote } from "./en-remote.ts";
import { enSettings } from "./en-settings.ts";
import { enSheets } from "./en-sheets.ts";
import { enSound } from "./en-sound.ts";
import { enTv } from "./en-tv.ts";

/** The words of every window. British English, plain and short; never a code without a sentence. */
export const en = {
  ...enDevices,
  ...enErrors,
  ...enLimits,
  ...enPairing,
  ...enPlay,
  ...enPlaying,
  ...enRemote,
  ...enSettings,
  ...enSheets,
  ...enSound,
  ...enTv,
  "app.name": "Armchair",
  "window.remote": "Remote",
  "window.pairing": "Pair a device",
  "window.settings": "Settings",
  "window.tv": "{name}: built-in Apple TV",
} as const;
