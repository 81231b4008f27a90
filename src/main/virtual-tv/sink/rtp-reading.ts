/**
 * Sound, sync and timing as a receiver reads them, on purpose apart from the sender's codecs in wire/:
 * what both of ours got wrong in the same way would look right (docs/virtual-tv.md#sound).
 */
const HEADER = 12;
const SYNC_NTP_BYTES = 20;
const SYNC_PTP_BYTES = 28;
const TIMING_BYTES = 32;
/** Seconds from 1900 to 1970. */
const NTP_EPOCH_S = 2_208_988_800;

export interface ReadPacket {
  readonly marker: boolean;
  readonly sequence: number;
  readonly rtpTime: number;
  /** Timestamp and SSRC as they stand: what AirPlay 2 authenticates besides the sound. */
  readonly associated: Uint8Array;
  readonly payload: Uint8Array;
}

/** Null: no packet of sound (type 96, version 2). */
export function readSound(packet: Uint8Array): ReadPacket | null {
  if (packet.length <= HEADER || packet[0] !== 0x80) return null;
  const type = packet[1] ?? 0;
  if ((type & 0x7f) !== 96) return null;
  const view = viewOf(packet);
  return {
    marker: (type & 0x80) !== 0,
    sequence: view.getUint16(2),
    rtpTime: view.getUint32(4),
    associated: packet.subarray(4, HEADER),
    payload: packet.subarray(HEADER),
  };
}

/** The lost packet that an answer carries; null when this is no answer, or has none. */
export function readResent(packet: Uint8Array): ReadPacket | null {
  if (packet[0] !== 0x80 || ((packet[1] ?? 0) & 0x7f) !== 0x56) return null;
  return readSound(packet.subarray(4));
}

export interface ReadSync {
  readonly isFirst: boolean;
  readonly rtpNow: number;
  readonly rtpNext: number;
  /** `ntp`: ms since 1970, if the sender counts like that. `ptp`: ms of its clock. */
  readonly senderMs: number;
  readonly clock: "ntp" | "ptp";
}

/** Type 0x54 with a time as NTP writes it, 0x57 with nanoseconds of PTP. Null: neither. */
export function readSync(packet: Uint8Array): ReadSync | null {
  const [first = 0, second = 0] = packet;
  if ((first & 0xef) !== 0x80) return null;
  const isFirst = (first & 0x10) !== 0;
  const view = viewOf(packet);
  if ((second & 0x7f) === 0x54 && packet.length >= SYNC_NTP_BYTES) {
    return {
      isFirst,
      rtpNow: view.getUint32(4),
      rtpNext: view.getUint32(16),
      senderMs: ntpMs(view, 8),
      clock: "ntp",
    };
  }
  if ((second & 0x7f) !== 0x57 || packet.length < SYNC_PTP_BYTES) return null;
  return {
    isFirst,
    rtpNow: view.getUint32(4),
    rtpNext: view.getUint32(16),
    senderMs: Number(view.getBigUint64(8)) / 1e6,
    clock: "ptp",
  };
}

/** As receivers ask for packets again: from this sequence number on, so many. */
export function askAgain(sequence: number, count: number): Uint8Array {
  const packet = Uint8Array.of(0x80, 0xd5, 0, 1, 0, 0, 0, 0);
  const view = viewOf(packet);
  view.setUint16(4, sequence & 0xffff);
  view.setUint16(6, count);
  return packet;
}

/** As receivers ask for the sender's time. */
export function askTime(nowMs: number): Uint8Array {
  const packet = new Uint8Array(TIMING_BYTES);
  packet.set([0x80, 0xd2, 0, 7]);
  const view = viewOf(packet);
  view.setUint32(24, Math.floor(nowMs / 1000) + NTP_EPOCH_S);
  view.setUint32(28, Math.floor(((nowMs % 1000) / 1000) * 2 ** 32));
  return packet;
}

/** What an answer says; null when it is none, or none to that question. */
export function readTime(
  packet: Uint8Array,
  question: Uint8Array,
): { readonly askedMs: number; readonly receivedMs: number; readonly sentMs: number } | null {
  if (packet.length < TIMING_BYTES || ((packet[1] ?? 0) & 0x7f) !== 0x53) return null;
  const repeats = packet.subarray(8, 16).every((byte, at) => byte === question[24 + at]);
  if (!repeats) return null;
  const view = viewOf(packet);
  return { askedMs: ntpMs(view, 8), receivedMs: ntpMs(view, 16), sentMs: ntpMs(view, 24) };
}

function ntpMs(view: DataView, at: number): number {
  return (view.getUint32(at) - NTP_EPOCH_S) * 1000 + (view.getUint32(at + 4) / 2 ** 32) * 1000;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
