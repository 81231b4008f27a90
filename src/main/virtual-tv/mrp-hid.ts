import type { Button } from "../../shared/model/buttons.ts";
import type { TvMedia } from "./tv-input.ts";

/** Where page, usage and direction stand in the event (docs/protocols/mrp.md, MR-20). */
const USAGE_OFFSET = 43;
const USAGE_BYTES = 6;

export type HidTarget =
  | { readonly kind: "button"; readonly button: Button }
  | { readonly kind: "power"; readonly to: "sleep" | "wake" }
  | { readonly kind: "media"; readonly command: TvMedia };

export interface HidEvent {
  readonly target: HidTarget | null;
  readonly page: number;
  readonly usage: number;
  readonly down: boolean;
}

const button = (name: Button): HidTarget => ({ kind: "button", button: name });
const media = (command: TvMedia): HidTarget => ({ kind: "media", command });

/** HID usage pages 1 (generic desktop) and 12 (consumer), as far as tvOS listens to them (MR-21). */
const targets: ReadonlyMap<number, HidTarget> = new Map([
  [0x1_0086, button("menu")],
  [0x1_0089, button("select")],
  [0x1_008a, button("right")],
  [0x1_008b, button("left")],
  [0x1_008c, button("up")],
  [0x1_008d, button("down")],
  [0x1_0082, { kind: "power", to: "sleep" }],
  [0x1_0083, { kind: "power", to: "wake" }],
  [0xc_0004, button("siri")],
  [0xc_0040, button("home")],
  [0xc_0060, button("top-menu")],
  [0xc_009c, button("channel-up")],
  [0xc_009d, button("channel-down")],
  [0xc_00b0, media("play")],
  [0xc_00b1, media("pause")],
  [0xc_00b5, media("next")],
  [0xc_00b6, media("previous")],
  [0xc_00b7, media("stop")],
  [0xc_00cd, button("play-pause")],
  [0xc_00e2, button("mute")],
  [0xc_00e9, button("volume-up")],
  [0xc_00ea, button("volume-down")],
]);

/** One edge of one key; null for bytes that hold none. */
export function readHidEvent(event: Uint8Array): HidEvent | null {
  if (event.length < USAGE_OFFSET + USAGE_BYTES) return null;
  const view = new DataView(event.buffer, event.byteOffset, event.byteLength);
  const page = view.getUint16(USAGE_OFFSET);
  const usage = view.getUint16(USAGE_OFFSET + 2);
  const down = view.getUint16(USAGE_OFFSET + 4) === 1;
  return { target: targets.get(page * 0x1_0000 + usage) ?? null, page, usage, down };
}
