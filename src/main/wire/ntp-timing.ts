import { Reader } from "./reader.ts";
import { Writer } from "./writer.ts";

/**
 * The timing packets of AirPlay: NTP's three timestamps in an RTP packet of 32 bytes
 * (docs/protocols/airplay.md#timing). Another implementation (FreeTube, pyatv).
 */
const LENGTH = 32;
const REQUEST = 0xd2;
const ANSWER = 0xd3;
/** Seconds from 1900, where NTP begins, to 1970. */
const NTP_EPOCH_S = 2_208_988_800;

export interface TimingRequest {
  readonly protocol: number;
  readonly sequence: number;
  /** When it was sent, by the receiver's clock: 64 bits as NTP writes them. */
  readonly sentAt: bigint;
}

/** Undefined for a packet that asks for nothing. Never throws: anybody may send to the port. */
export function decodeTimingRequest(packet: Uint8Array): TimingRequest | undefined {
  if (packet.length < LENGTH || packet[1] !== REQUEST) return undefined;
  const reader = new Reader(packet);
  const protocol = reader.u8();
  reader.u8();
  const sequence = reader.u16be();
  reader.bytes(20);
  return { protocol, sequence, sentAt: reader.u64be() };
}

/** `receivedMs` and `sentMs` are milliseconds since 1970 and may have a fraction. */
export function encodeTimingAnswer(
  { protocol, sequence, sentAt }: TimingRequest,
  receivedMs: number,
  sentMs: number,
): Uint8Array {
  const writer = new Writer(LENGTH);
  writer.u8(protocol).u8(ANSWER).uintBe(sequence, 2).uintBe(0, 4);
  writer.u64Be(sentAt).u64Be(ntpTime(receivedMs)).u64Be(ntpTime(sentMs));
  return writer.finish();
}

/** 32 bits of seconds since 1900 and 32 bits of fraction. */
export function ntpTime(wallMs: number): bigint {
  const seconds = Math.floor(wallMs / 1000);
  const fraction = Math.floor(((wallMs - seconds * 1000) / 1000) * 2 ** 32);
  return (BigInt((seconds + NTP_EPOCH_S) % 2 ** 32) << 32n) | BigInt(fraction);
}
