import { RemoteError } from "../../shared/errors.ts";
import { decodeBplist, encodeBplist, plistDict } from "./bplist.ts";
import { concatBytes } from "./bytes.ts";
import { ownBytes, PendingBytes } from "./pending-bytes.ts";
import { Reader } from "./reader.ts";
import { decodeVarint, encodeVarint } from "./varint.ts";
import { Writer } from "./writer.ts";

/**
 * One frame of AirPlay's remote control stream (AP-06). `type` is `sync`, which wants an answer, or
 * `rply`; `command` is `comm` from a controller, `cmnd` from a device and empty in answers. Both are
 * ASCII without their padding.
 */
export interface DataFrame {
  readonly type: string;
  readonly command: string;
  /** 64 bits; an answer repeats it. */
  readonly seqno: bigint;
  readonly payload: Uint8Array;
}

const DATA_HEADER_LENGTH = 32;
const LENGTH_LENGTH = 4;
const TYPE_LENGTH = 12;
const COMMAND_LENGTH = 4;
/** Far more than a device sends at once, and an end to a payload of a million empty messages. */
const MAX_MESSAGES = 4096;
/**
 * The header could say 4 GiB; the longest real frames carry a picture of some hundred KiB. Room for
 * the longest message that MediaRemote may have (wire/mrp/framing.ts), and the list around it.
 */
export const MAX_DATA_FRAME = 33 * 1024 * 1024;

/** Throws `invalid` for a tag that does not fit, or beyond the maximum. */
export function encodeDataFrame({ type, command, seqno, payload }: DataFrame): Uint8Array {
  const size = DATA_HEADER_LENGTH + payload.length;
  if (size > MAX_DATA_FRAME) throw new RemoteError("invalid", "the frame is too long");
  const writer = new Writer(size).uintBe(size, 4);
  writeTag(writer, type, TYPE_LENGTH);
  writeTag(writer, command, COMMAND_LENGTH);
  return writer.u64Be(seqno).uintBe(0, 4).bytes(payload).finish();
}

/** Cuts a byte stream into frames, however it is sliced. */
export class DataFrameDecoder {
  readonly #pending = new PendingBytes();

  /** Whole frames that this chunk completes; throws `malformed` on a length no device sends. */
  push(chunk: Uint8Array): DataFrame[] {
    const bytes = this.#pending.before(chunk);
    const frames: DataFrame[] = [];
    let at = 0;
    while (bytes.length - at >= LENGTH_LENGTH) {
      const end = at + frameSize(bytes, at);
      if (end > bytes.length) break;
      frames.push(parseFrame(bytes.subarray(at, end)));
      at = end;
    }
    this.#pending.keep(bytes, at);
    return frames;
  }
}

function frameSize(bytes: Uint8Array, at: number): number {
  const size = new Reader(bytes.subarray(at)).u32be();
  if (size < DATA_HEADER_LENGTH || size > MAX_DATA_FRAME) {
    throw new RemoteError("malformed", "frame length out of range");
  }
  return size;
}

function parseFrame(bytes: Uint8Array): DataFrame {
  const reader = new Reader(bytes);
  reader.skip(LENGTH_LENGTH);
  const type = readTag(reader, TYPE_LENGTH);
  const command = readTag(reader, COMMAND_LENGTH);
  const seqno = reader.u64be();
  reader.skip(4);
  return { type, command, seqno, payload: ownBytes(reader.rest(), 0) };
}

function readTag(reader: Reader, length: number): string {
  return String.fromCharCode(...reader.bytes(length)).replace(/\0+$/, "");
}

function writeTag(writer: Writer, tag: string, length: number): void {
  if (tag.length > length || /[^\x20-\x7e]/.test(tag)) {
    throw new RemoteError("invalid", "a tag does not fit");
  }
  const bytes = new Uint8Array(length);
  for (let at = 0; at < tag.length; at++) bytes[at] = tag.charCodeAt(at);
  writer.bytes(bytes);
}

/** The payload that carries these protobuf messages, each behind its length. */
export function encodeDataPayload(...messages: readonly Uint8Array[]): Uint8Array {
  const parts = messages.flatMap((message) => [encodeVarint(message.length), message]);
  return encodeBplist({ params: { data: concatBytes(...parts) } });
}

/**
 * The protobuf messages of a payload, possibly several; none for an empty payload. `malformed` when
 * it is not a property list of that form or a length is wrong.
 */
export function decodeDataPayload(payload: Uint8Array): Uint8Array[] {
  if (payload.length === 0) return [];
  const params = plistDict(plistDict(decodeBplist(payload))?.get("params"));
  const data = params?.get("data");
  if (!(data instanceof Uint8Array)) throw new RemoteError("malformed", "a payload without data");
  return splitMessages(data);
}

/**
 * A device may send a single message without its length. Then the first byte is the tag of the type,
 * 0x08, which is also the length of a very short message: that one fills `data` exactly and starts
 * with the same tag again.
 */
function splitMessages(data: Uint8Array): Uint8Array[] {
  if (data[0] !== TYPE_TAG || data[1] === TYPE_TAG) {
    const messages = splitPrefixed(data);
    if (messages) return messages;
  }
  if (data[0] === TYPE_TAG) return [data];
  throw new RemoteError("malformed", "a message ends before its content does");
}

const TYPE_TAG = 0x08;

function splitPrefixed(data: Uint8Array): Uint8Array[] | undefined {
  const messages: Uint8Array[] = [];
  for (let at = 0; at < data.length; ) {
    const prefix = decodeVarint(data, at);
    if (prefix === undefined || prefix.value === 0) return undefined;
    const start = at + prefix.length;
    at = start + prefix.value;
    if (at > data.length) return undefined;
    if (messages.length >= MAX_MESSAGES) throw new RemoteError("malformed", "too many messages");
    messages.push(data.subarray(start, at));
  }
  return messages;
}
