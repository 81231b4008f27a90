import { isRemoteError, RemoteError } from "../../../shared/errors.ts";
import { formatAddress } from "./address.ts";
import type { DecodedMessage, DnsQuestion, DnsRecord, RecordData } from "./message.ts";
import { RecordType } from "./message.ts";
import { readName, skipName } from "./name.ts";

const HEADER_BYTES = 12;
const TOP_BIT = 0x8000;
/** More than any packet of 9000 bytes holds; a count above it is a lie, not a limit to allocate for. */
const MAX_RECORDS = 1024;

/** Whether a record is worth reading, judged before its data is (edge case E38). */
export type RecordFilter = (record: Pick<DnsRecord, "name" | "type">) => boolean;

/**
 * Reads a DNS message and keeps everything in it that can be read: a record with bad data is left
 * out and counted in `damaged`, and only damage that hides where the next record starts ends the
 * reading. Throws `malformed` when there is not even a header.
 */
export function decodeMessage(
  bytes: Uint8Array,
  wanted: RecordFilter = () => true,
): DecodedMessage {
  if (bytes.length < HEADER_BYTES) throw new RemoteError("malformed", "shorter than a header");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const cursor: Cursor = { bytes, view, at: HEADER_BYTES, damaged: 0, left: MAX_RECORDS, wanted };
  const questions = section(cursor, view.getUint16(4), readQuestion);
  const answers = section(cursor, view.getUint16(6), readRecord);
  const authorities = section(cursor, view.getUint16(8), readRecord);
  const additionals = section(cursor, view.getUint16(10), readRecord);
  const { damaged } = cursor;
  const head = { id: view.getUint16(0), flags: view.getUint16(2) };
  return { ...head, questions, answers, authorities, additionals, damaged };
}

interface Cursor {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly wanted: RecordFilter;
  /** Negative: the rest cannot be found any more. */
  at: number;
  damaged: number;
  left: number;
}

/** Reads one entry at `cursor.at` and moves it behind the entry, even when it returns nothing. */
type ReadEntry<T> = (cursor: Cursor) => T | undefined;

function section<T>(cursor: Cursor, count: number, read: ReadEntry<T>): T[] {
  const entries: T[] = [];
  for (let index = 0; index < count && cursor.at >= 0; index += 1) {
    if (cursor.left === 0) break;
    cursor.left -= 1;
    const entry = tolerate(cursor, () => read(cursor));
    if (entry !== undefined) entries.push(entry);
  }
  return entries;
}

function tolerate<T>(cursor: Cursor, read: () => T | undefined): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!isRemoteError(error, "malformed")) throw error;
    cursor.damaged += 1;
    return undefined;
  }
}

function readQuestion(cursor: Cursor): DnsQuestion {
  const start = cursor.at;
  const end = fixedPart(cursor, 4);
  const { name } = readName(cursor.bytes, start);
  const type = cursor.view.getUint16(end - 4);
  const rawClass = cursor.view.getUint16(end - 2);
  return { name, type, class: rawClass & ~TOP_BIT, unicast: (rawClass & TOP_BIT) !== 0 };
}

function readRecord(cursor: Cursor): DnsRecord | undefined {
  const start = cursor.at;
  const { view } = cursor;
  const dataStart = fixedPart(cursor, 10);
  const dataEnd = dataStart + view.getUint16(dataStart - 2);
  if (dataEnd > cursor.bytes.length) {
    cursor.at = -1;
    throw new RemoteError("malformed", "a record runs past the end");
  }
  cursor.at = dataEnd;
  const { name } = readName(cursor.bytes, start);
  const type = view.getUint16(dataStart - 10);
  if (!cursor.wanted({ name, type })) return undefined;
  const rawClass = view.getUint16(dataStart - 8);
  return {
    name,
    type,
    class: rawClass & ~TOP_BIT,
    flush: (rawClass & TOP_BIT) !== 0,
    ttl: view.getUint32(dataStart - 6),
    data: readData(cursor, type, dataStart, dataEnd),
  };
}

/** Moves behind the owner name and `size` bytes after it; from here on nothing is lost by an error. */
function fixedPart(cursor: Cursor, size: number): number {
  const start = cursor.at;
  cursor.at = -1;
  const end = skipName(cursor.bytes, start) + size;
  if (end > cursor.bytes.length) throw new RemoteError("malformed", "cut short");
  cursor.at = end;
  return end;
}

function readData(cursor: Cursor, type: number, start: number, end: number): RecordData {
  const { bytes, view } = cursor;
  // Names in data may point anywhere before them, but may not read beyond their own record.
  const within = bytes.subarray(0, end);
  switch (type) {
    case RecordType.a:
      return address(bytes.subarray(start, end), 4);
    case RecordType.aaaa:
      return address(bytes.subarray(start, end), 16);
    case RecordType.ptr:
      return { kind: "pointer", name: readName(within, start).name };
    case RecordType.srv: {
      if (end - start < 7) throw new RemoteError("malformed", "a short SRV record");
      const [priority, weight] = [view.getUint16(start), view.getUint16(start + 2)];
      const target = readName(within, start + 6).name;
      return { kind: "service", priority, weight, port: view.getUint16(start + 4), target };
    }
    case RecordType.txt:
      return { kind: "text", strings: readStrings(bytes.subarray(start, end)) };
    default:
      return { kind: "opaque", bytes: bytes.slice(start, end) };
  }
}

function address(bytes: Uint8Array, length: number): RecordData {
  if (bytes.length !== length) throw new RemoteError("malformed", "an address of a wrong length");
  return { kind: "address", address: formatAddress(bytes) };
}

/** The strings of a TXT record; a last one that is cut short is kept as far as it goes. */
function readStrings(bytes: Uint8Array): Uint8Array[] {
  const strings: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const size = bytes[at] ?? 0;
    if (size > 0) strings.push(bytes.slice(at + 1, at + 1 + size));
    at += 1 + size;
  }
  return strings;
}
