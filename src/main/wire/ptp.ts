import { Reader } from "./reader.ts";
import { Writer } from "./writer.ts";

/**
 * The messages of IEEE 1588-2008 (PTP version 2) that a master sends and is sent, as AirPlay 2 uses
 * them: version 2, domain 0, transportSpecific 1 (IEEE 802.1AS), two steps, one to one
 * (docs/protocols/airplay-sound.md#clock). Spec, and another implementation (nqptp).
 */
export const PTP_EVENT_PORT = 319;
export const PTP_GENERAL_PORT = 320;

const SYNC = 0x0;
const DELAY_REQUEST = 0x1;
const FOLLOW_UP = 0x8;
const DELAY_ANSWER = 0x9;
const ANNOUNCE = 0xb;

const TRANSPORT_SPECIFIC = 0x10;
const VERSION = 2;
/** Two steps, unicast, the timescale of PTP; all but Sync have one step. */
const SYNC_FLAGS = 0x0608;
const FLAGS = 0x0408;
const PORT_NUMBER = 1;
const HEADER_LENGTH = 34;
/** Intervals as powers of two seconds: announcements each second, Sync eight times a second. */
const ANNOUNCE_LOG_PERIOD = 0;
const SYNC_LOG_PERIOD = 0xfd;
const NO_PERIOD = 0x7f;
const NS_PER_S = 1_000_000_000n;

export interface PtpPort {
  /** 64 bits. */
  readonly clockId: bigint;
  readonly portNumber: number;
}

interface PtpHead {
  readonly source: PtpPort;
  /** 16 bits, of its kind. */
  readonly sequence: number;
}

export interface ClockQuality {
  /** Of two clocks the one with the lower number leads; 248 is the usual. */
  readonly priority1: number;
  readonly priority2: number;
}

export type PtpMessage =
  | (PtpHead & {
      readonly kind: "announce";
      readonly quality: ClockQuality;
      readonly grandmaster: bigint;
    })
  | (PtpHead & { readonly kind: "sync" })
  /** When the Sync of that number left, in nanoseconds. */
  | (PtpHead & { readonly kind: "follow-up"; readonly sentNs: bigint })
  | (PtpHead & { readonly kind: "delay-request" })
  /** When the request of that number arrived, in nanoseconds, and whose it was. */
  | (PtpHead & {
      readonly kind: "delay-answer";
      readonly receivedNs: bigint;
      readonly requester: PtpPort;
    });

interface Layout {
  readonly type: number;
  readonly flags: number;
  /** As version 1 called the kinds. */
  readonly control: number;
  readonly logPeriod: number;
}

const layouts: Readonly<Record<PtpMessage["kind"], Layout>> = {
  sync: { type: SYNC, flags: SYNC_FLAGS, control: 0, logPeriod: SYNC_LOG_PERIOD },
  "delay-request": { type: DELAY_REQUEST, flags: FLAGS, control: 1, logPeriod: NO_PERIOD },
  "follow-up": { type: FOLLOW_UP, flags: FLAGS, control: 2, logPeriod: SYNC_LOG_PERIOD },
  "delay-answer": { type: DELAY_ANSWER, flags: FLAGS, control: 3, logPeriod: NO_PERIOD },
  announce: { type: ANNOUNCE, flags: FLAGS, control: 5, logPeriod: ANNOUNCE_LOG_PERIOD },
};

export function encodePtp(message: PtpMessage): Uint8Array {
  const { type, flags, control, logPeriod } = layouts[message.kind];
  const body = encodeBody(message);
  const writer = new Writer(HEADER_LENGTH + body.length);
  writer.u8(TRANSPORT_SPECIFIC | type).u8(VERSION);
  writer
    .uintBe(HEADER_LENGTH + body.length, 2)
    .u8(0)
    .u8(0)
    .uintBe(flags, 2);
  // No correction: nothing between us and the receiver changes a message.
  writer.u64Be(0n).uintBe(0, 4);
  writePort(writer, message.source);
  writer
    .uintBe(message.sequence & 0xffff, 2)
    .u8(control)
    .u8(logPeriod)
    .bytes(body);
  return writer.finish();
}

function encodeBody(message: PtpMessage): Uint8Array {
  const writer = new Writer(64);
  switch (message.kind) {
    case "announce":
      writeAnnouncement(writer, message.quality, message.grandmaster);
      break;
    case "sync":
    case "delay-request":
      // Two steps: the time follows.
      writeTime(writer, 0n);
      break;
    case "follow-up":
      writeTime(writer, message.sentNs);
      writeFollowUpInformation(writer);
      break;
    case "delay-answer":
      writeTime(writer, message.receivedNs);
      writePort(writer, message.requester);
  }
  return writer.finish();
}

function writeAnnouncement(writer: Writer, quality: ClockQuality, grandmaster: bigint): void {
  writeTime(writer, 0n);
  // 37 seconds between UTC and TAI; class 248 (nobody's time in particular), accuracy unknown.
  writer.uintBe(37, 2).u8(0).u8(quality.priority1);
  writer.u8(248).u8(0xfe).uintBe(0xffff, 2).u8(quality.priority2);
  // No steps between; its source an oscillator.
  writer.u64Be(grandmaster).uintBe(0, 2).u8(0xa0);
  // 802.1AS: the clocks passed so far, which is only ours.
  writer.uintBe(8, 2).uintBe(8, 2).u64Be(grandmaster);
}

/** 802.1AS 11.4.4.3: an organisation's own, saying that neither rate nor phase was ever changed. */
function writeFollowUpInformation(writer: Writer): void {
  writer
    .uintBe(3, 2)
    .uintBe(28, 2)
    .bytes(Uint8Array.of(0x00, 0x80, 0xc2, 0, 0, 1));
  writer.bytes(new Uint8Array(22));
}

/** 48 bits of seconds, 32 of nanoseconds. */
function writeTime(writer: Writer, ns: bigint): void {
  writer.uintBe(Number(ns / NS_PER_S), 6).uintBe(Number(ns % NS_PER_S), 4);
}

function writePort(writer: Writer, { clockId, portNumber }: PtpPort): void {
  writer.u64Be(clockId).uintBe(portNumber, 2);
}

/** Undefined for a message of another kind or version, or one that is cut short. Never throws. */
export function decodePtp(packet: Uint8Array): PtpMessage | undefined {
  if (packet.length < HEADER_LENGTH || ((packet[1] ?? 0) & 0x0f) !== VERSION) return undefined;
  const reader = new Reader(packet);
  const type = reader.u8() & 0x0f;
  reader.skip(19);
  const head = { source: readPort(reader), sequence: reader.u16be() };
  reader.skip(2);
  if (reader.remaining < shortest(type)) return undefined;
  if (type === SYNC) return { kind: "sync", ...head };
  if (type === DELAY_REQUEST) return { kind: "delay-request", ...head };
  if (type === FOLLOW_UP) return { kind: "follow-up", ...head, sentNs: readTime(reader) };
  if (type === ANNOUNCE) return { kind: "announce", ...head, ...readAnnouncement(reader) };
  const receivedNs = readTime(reader);
  return { kind: "delay-answer", ...head, receivedNs, requester: readPort(reader) };
}

/** Bytes of a body at least; those of no kind that we read are never long enough. */
function shortest(type: number): number {
  if (type === SYNC || type === DELAY_REQUEST || type === FOLLOW_UP) return 10;
  if (type === DELAY_ANSWER) return 20;
  return type === ANNOUNCE ? 30 : Number.POSITIVE_INFINITY;
}

function readAnnouncement(reader: Reader) {
  reader.skip(13);
  const priority1 = reader.u8();
  reader.skip(4);
  const priority2 = reader.u8();
  return { quality: { priority1, priority2 }, grandmaster: reader.u64be() };
}

function readTime(reader: Reader): bigint {
  const seconds = (BigInt(reader.u16be()) << 32n) | BigInt(reader.u32be());
  return seconds * NS_PER_S + BigInt(reader.u32be());
}

function readPort(reader: Reader): PtpPort {
  return { clockId: reader.u64be(), portNumber: reader.u16be() };
}

/** Ours: one port, of the clock with that name. */
export function ptpPort(clockId: bigint): PtpPort {
  return { clockId, portNumber: PORT_NUMBER };
}
