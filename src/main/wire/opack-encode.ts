import { RemoteError } from "../../shared/errors.ts";
import { utf8 } from "./bytes.ts";
import {
  OpackDate,
  OpackFloat,
  OpackInt,
  type OpackRecord,
  type OpackScalar,
  OpackUnknown,
  OpackUuid,
  type OpackValue,
} from "./opack-value.ts";
import { Writer } from "./writer.ts";

const MAX_DEPTH = 64;
const U64_MAX = 0xffff_ffff_ffff_ffffn;

/**
 * OPACK bytes of a value. Emits no back-references: the two rules in the field disagree about what
 * is an entry (docs/protocols/companion.md#opack). Throws `invalid` for a value that OPACK cannot hold.
 */
export function encodeOpack(value: OpackValue): Uint8Array {
  const writer = new Writer();
  writeValue(writer, value, 0);
  return writer.finish();
}

function writeValue(writer: Writer, value: OpackValue, depth: number): void {
  if (depth > MAX_DEPTH) throw new RemoteError("invalid", "OPACK value is nested too deeply");
  if (Array.isArray(value)) writeArray(writer, value, depth);
  else if (value instanceof Map) writeDict(writer, value.size, value.entries(), depth);
  else if (isScalar(value)) writeScalar(writer, value);
  else {
    const entries = Object.entries(value as OpackRecord);
    writeDict(writer, entries.length, entries, depth);
  }
}

function isScalar(value: OpackValue): value is OpackScalar {
  return (
    typeof value !== "object" ||
    value === null ||
    value instanceof Uint8Array ||
    value instanceof OpackFloat ||
    value instanceof OpackInt ||
    value instanceof OpackUuid ||
    value instanceof OpackDate ||
    value instanceof OpackUnknown
  );
}

function writeArray(writer: Writer, items: readonly OpackValue[], depth: number): void {
  writer.u8(0xd0 + Math.min(items.length, 15));
  for (const item of items) writeValue(writer, item, depth + 1);
  if (items.length >= 15) writer.u8(0x03);
}

function writeDict(
  writer: Writer,
  size: number,
  entries: Iterable<readonly [OpackScalar, OpackValue]>,
  depth: number,
): void {
  writer.u8(0xe0 + Math.min(size, 15));
  for (const [key, item] of entries) {
    writeScalar(writer, key);
    writeValue(writer, item, depth + 1);
  }
  if (size >= 15) writer.u8(0x03);
}

function writeScalar(writer: Writer, value: OpackScalar): void {
  if (typeof value === "string") writeString(writer, value);
  else if (typeof value === "number") writeNumber(writer, value);
  else if (typeof value === "boolean") writer.u8(value ? 0x01 : 0x02);
  else if (typeof value === "bigint") writeBigInt(writer, value);
  else if (value === null) writer.u8(0x04);
  else if (value instanceof Uint8Array) writeData(writer, value);
  else if (value instanceof OpackFloat) writeFloat(writer, value);
  else if (value instanceof OpackInt) writeSizedInt(writer, value);
  else if (value instanceof OpackUuid) writeFixed(writer, 0x05, value.bytes, 16);
  else if (value instanceof OpackDate) writeFixed(writer, 0x06, value.bytes, 8);
  else writer.u8(value.tag).bytes(value.bytes);
}

function writeNumber(writer: Writer, value: number): void {
  // The tag of -1 is refused by other implementations, and other negatives have none: a float has both.
  if (!Number.isInteger(value) || value < 0 || value > 2 ** 64 - 2048 || Object.is(value, -0)) {
    writer.u8(0x36).f64Le(value);
  } else if (value < 40) writer.u8(0x08 + value);
  else if (value <= 0xff) writer.u8(0x30).u8(value);
  else if (value <= 0xffff) writer.u8(0x31).uintLe(value, 2);
  else if (value <= 0xffff_ffff) writer.u8(0x32).uintLe(value, 4);
  else writer.u8(0x33).u64Le(BigInt(value));
}

function writeBigInt(writer: Writer, value: bigint): void {
  if (value >= 0n && value <= 0xffff_ffffn) writeNumber(writer, Number(value));
  else if (value > 0n && value <= U64_MAX) writer.u8(0x33).u64Le(value);
  else throw new RemoteError("invalid", "OPACK holds whole numbers of 0 to 64 bits");
}

function writeSizedInt(writer: Writer, { value, size }: OpackInt): void {
  const whole = BigInt(value);
  if (whole < 0n || whole >= 1n << BigInt(size * 8)) {
    throw new RemoteError("invalid", `the number does not fit ${size} bytes`);
  }
  writer.u8(0x30 + Math.log2(size));
  if (size === 8) writer.u64Le(whole);
  else writer.uintLe(Number(whole), size);
}

function writeFloat(writer: Writer, { value, size }: OpackFloat): void {
  if (size === 4) writer.u8(0x35).f32Le(value);
  else writer.u8(0x36).f64Le(value);
}

function writeString(writer: Writer, text: string): void {
  if (text.length <= 32) {
    writer.u8(0x40 + text.length);
    if (writer.ascii(text)) return;
    writer.drop(1);
  }
  const bytes = utf8(text);
  const length = bytes.length;
  if (length <= 32) writer.u8(0x40 + length);
  else {
    const size = length <= 0xff ? 1 : length <= 0xffff ? 2 : length <= 0xff_ffff ? 3 : 4;
    writer.u8(0x60 + size).uintLe(length, size);
  }
  writer.bytes(bytes);
}

function writeData(writer: Writer, bytes: Uint8Array): void {
  const length = bytes.length;
  if (length <= 32) writer.u8(0x70 + length);
  else if (length <= 0xff) writer.u8(0x91).u8(length);
  else if (length <= 0xffff) writer.u8(0x92).uintLe(length, 2);
  else writer.u8(0x93).uintLe(length, 4);
  writer.bytes(bytes);
}

function writeFixed(writer: Writer, tag: number, bytes: Uint8Array, length: number): void {
  if (bytes.length !== length) throw new RemoteError("invalid", `expected ${length} bytes`);
  writer.u8(tag).bytes(bytes);
}
