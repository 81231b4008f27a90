import { concatBytes } from "../../src/main/wire/bytes.ts";

export interface AdtsShape {
  /** Index of the rate: 4 is 44.1 kHz, 7 is 22.05. */
  readonly rate?: number;
  readonly channels?: number;
  /** A checksum after the head. */
  readonly checked?: boolean;
  /** Packets that the head claims to be in one frame. */
  readonly blocks?: number;
}

/** A packet as a frame of AAC (ISO/IEC 13818-7, 6.2). */
export function adtsFrame(packet: Uint8Array, shape: AdtsShape = {}): Uint8Array {
  const { rate = 4, channels = 2, checked = false, blocks = 1 } = shape;
  const length = packet.length + (checked ? 9 : 7);
  const head = Uint8Array.of(
    ...[0xff, checked ? 0xf0 : 0xf1, 0x40 | (rate << 2) | (channels >> 2)],
    ...[((channels & 3) << 6) | (length >> 11), (length >> 3) & 0xff],
    ...[((length & 7) << 5) | 0x1f, 0xfc | (blocks - 1)],
  );
  return concatBytes(head, checked ? Uint8Array.of(1, 2) : new Uint8Array(0), packet);
}

export const adtsSong = (packets: readonly Uint8Array[], shape: AdtsShape = {}): Uint8Array =>
  concatBytes(...packets.map((packet) => adtsFrame(packet, shape)));
