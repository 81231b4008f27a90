import type { Button, ButtonEdge } from "../../../shared/model/buttons.ts";

/** A key of a HID keyboard or remote control. */
export interface HidUsage {
  readonly page: number;
  readonly usage: number;
}

const GENERIC_DESKTOP = 0x01;
const CONSUMER = 0x0c;

/** MR-21, and the mute key of the same page. */
export const hidUsages: Readonly<Partial<Record<Button, HidUsage>>> = {
  up: { page: GENERIC_DESKTOP, usage: 0x8c },
  down: { page: GENERIC_DESKTOP, usage: 0x8d },
  left: { page: GENERIC_DESKTOP, usage: 0x8b },
  right: { page: GENERIC_DESKTOP, usage: 0x8a },
  select: { page: GENERIC_DESKTOP, usage: 0x89 },
  menu: { page: GENERIC_DESKTOP, usage: 0x86 },
  "top-menu": { page: CONSUMER, usage: 0x60 },
  home: { page: CONSUMER, usage: 0x40 },
  "volume-up": { page: CONSUMER, usage: 0xe9 },
  "volume-down": { page: CONSUMER, usage: 0xea },
  mute: { page: CONSUMER, usage: 0xe2 },
};

/** MR-20: a moment in a clock of the device's own, which it does not look at, and a fixed header. */
const header = [
  0x43, 0x89, 0x22, 0xcf, 0x08, 0x02, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0,
  0, 0x20, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0,
];
const trailer = [0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0];

/** One edge of a key as `hidEventData` wants it: 60 bytes, the key at 43. */
export function encodeHidEvent({ page, usage }: HidUsage, edge: ButtonEdge): Uint8Array {
  const bytes = new Uint8Array(header.length + 6 + trailer.length);
  bytes.set(header);
  bytes.set(trailer, header.length + 6);
  const numbers = new DataView(bytes.buffer);
  numbers.setUint16(header.length, page);
  numbers.setUint16(header.length + 2, usage);
  numbers.setUint16(header.length + 4, edge === "down" ? 1 : 0);
  return bytes;
}
