import { Reader } from "./reader.ts";
import { Writer } from "./writer.ts";

/**
 * What ties RTP time to a clock, sent to a receiver's control port each second
 * (docs/protocols/raop.md#sync). By NTP: RA-10, another implementation (pyatv, shairport-sync). By PTP
 * (AirPlay 2): another implementation (shairport-sync, owntone).
 */
const NTP_SYNC = 0xd4;
const PTP_SYNC = 0xd7;
/** The first one, and the first after a FLUSH, says so with RTP's extension bit. */
const FIRST = 0x90;
const NEXT = 0x80;
const NTP_LENGTH = 20;
const PTP_LENGTH = 28;

interface SyncTimes {
  readonly first: boolean;
  /** What sounds at `time`, in frames of 32 bits, but for the latency that receivers add. */
  readonly sounding: number;
  /** What is sent at `time`. */
  readonly sending: number;
}

export type SyncPacket =
  /** `time`: 32 bits of seconds since 1900 and 32 bits of fraction. */
  | (SyncTimes & { readonly clock: "ntp"; readonly time: bigint })
  /** `time`: nanoseconds of the PTP clock `clockId`. */
  | (SyncTimes & { readonly clock: "ptp"; readonly time: bigint; readonly clockId: bigint });

export function encodeSyncPacket(sync: SyncPacket): Uint8Array {
  const isPtp = sync.clock === "ptp";
  const writer = new Writer(isPtp ? PTP_LENGTH : NTP_LENGTH);
  writer.u8(sync.first ? FIRST : NEXT).u8(isPtp ? PTP_SYNC : NTP_SYNC);
  // The length of the rest in words, less one: RTP control packets count like that.
  writer.uintBe(isPtp ? 6 : 7, 2).uintBe(sync.sounding >>> 0, 4);
  writer.u64Be(sync.time).uintBe(sync.sending >>> 0, 4);
  if (isPtp) writer.u64Be(sync.clockId);
  return writer.finish();
}

/** Undefined for a packet of another kind, or one that is too short. Never throws. */
export function decodeSyncPacket(packet: Uint8Array): SyncPacket | undefined {
  const kind = packet[1];
  if (kind !== NTP_SYNC && kind !== PTP_SYNC) return undefined;
  if (packet.length < (kind === PTP_SYNC ? PTP_LENGTH : NTP_LENGTH)) return undefined;
  const reader = new Reader(packet);
  const first = (reader.u8() & 0x10) !== 0;
  reader.skip(3);
  const sounding = reader.u32be();
  const time = reader.u64be();
  const sending = reader.u32be();
  if (kind === NTP_SYNC) return { clock: "ntp", first, sounding, time, sending };
  return { clock: "ptp", first, sounding, time, sending, clockId: reader.u64be() };
}
