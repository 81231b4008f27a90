import { RemoteError } from "../../shared/errors.ts";
import { Reader } from "./reader.ts";
import { Writer } from "./writer.ts";

/**
 * Sound in RTP as AirPlay sends it, and how a receiver asks for packets again
 * (docs/protocols/raop.md#packets). Another implementation (pyatv, shairport-sync).
 */
export const SOUND_HEADER_LENGTH = 12;
/** With RTP's marker bit: the first packet, and the first after a FLUSH. */
const FIRST_SOUND = 0xe0;
const SOUND = 0x60;
const RESEND_REQUEST = 0xd5;
const RESEND_ANSWER = 0xd6;
const VERSION = 0x80;
/** More than a receiver can have missed: all that is kept of a stream is 1000 packets. */
const MOST_ASKED = 0xffff;

export interface SoundPacket {
  readonly first: boolean;
  /** 16 bits. */
  readonly sequence: number;
  /** Frames, 32 bits. */
  readonly timestamp: number;
  /** 32 bits. */
  readonly ssrc: number;
  /** Encoded, and perhaps encrypted. */
  readonly payload: Uint8Array;
}

export function encodeSoundPacket({ payload, ...header }: SoundPacket): Uint8Array {
  const packet = new Uint8Array(SOUND_HEADER_LENGTH + payload.length);
  writeSoundHeader(packet, header);
  packet.set(payload, SOUND_HEADER_LENGTH);
  return packet;
}

/** The 12 bytes before a payload that is in `packet` already, or will be. */
export function writeSoundHeader(packet: Uint8Array, header: Omit<SoundPacket, "payload">): void {
  const { first, sequence, timestamp, ssrc } = header;
  packet[0] = VERSION;
  packet[1] = first ? FIRST_SOUND : SOUND;
  packet[2] = sequence >>> 8;
  packet[3] = sequence;
  writeU32(packet, 4, timestamp);
  writeU32(packet, 8, ssrc);
}

function writeU32(packet: Uint8Array, at: number, value: number): void {
  packet[at] = value >>> 24;
  packet[at + 1] = value >>> 16;
  packet[at + 2] = value >>> 8;
  packet[at + 3] = value;
}

/** Undefined for a packet of another kind; `malformed` for sound without a whole header. */
export function decodeSoundPacket(packet: Uint8Array): SoundPacket | undefined {
  const kind = packet[1];
  if (packet[0] !== VERSION || (kind !== SOUND && kind !== FIRST_SOUND)) return undefined;
  const reader = new Reader(packet);
  reader.skip(2);
  return {
    first: kind === FIRST_SOUND,
    sequence: reader.u16be(),
    timestamp: reader.u32be(),
    ssrc: reader.u32be(),
    payload: reader.rest(),
  };
}

export interface ResendRequest {
  /** The first that is missing, 16 bits. */
  readonly first: number;
  /** How many from there; past 65535 it goes on with 0. */
  readonly count: number;
}

export function encodeResendRequest({ first, count }: ResendRequest): Uint8Array {
  return new Writer(8)
    .u8(VERSION)
    .u8(RESEND_REQUEST)
    .uintBe(1, 2)
    .uintBe(first, 2)
    .uintBe(count, 2)
    .finish();
}

/** Undefined for a packet that asks for nothing. Never throws: anybody may send to the port. */
export function decodeResendRequest(packet: Uint8Array): ResendRequest | undefined {
  // Some senders of this set the marker bit, some do not (RA-12).
  if (packet.length < 8 || ((packet[1] ?? 0) | 0x80) !== RESEND_REQUEST) return undefined;
  const reader = new Reader(packet);
  reader.skip(4);
  return { first: reader.u16be(), count: Math.min(MOST_ASKED, reader.u16be()) };
}

/** `packet` is the whole one that was lost, as it was sent the first time. */
export function encodeResendAnswer(packet: Uint8Array): Uint8Array {
  if (packet.length < SOUND_HEADER_LENGTH) {
    throw new RemoteError("bug", "only whole packets of sound are sent again");
  }
  const answer = new Uint8Array(4 + packet.length);
  answer[0] = VERSION;
  answer[1] = RESEND_ANSWER;
  answer.set(packet.subarray(2, 4), 2);
  answer.set(packet, 4);
  return answer;
}

/** The packet that was lost; undefined for a packet of another kind. `malformed` as decoding sound. */
export function decodeResendAnswer(packet: Uint8Array): SoundPacket | undefined {
  if (((packet[1] ?? 0) | 0x80) !== RESEND_ANSWER) return undefined;
  const reader = new Reader(packet);
  reader.skip(4);
  return decodeSoundPacket(reader.rest());
}
