import { RemoteError } from "../../../shared/errors.ts";
import { Writer } from "../writer.ts";
import { alignmentOf, type DbusType, parseSignature } from "./signature.ts";
import { type DbusValue, isList, isVariant } from "./value.ts";

/**
 * Values as little-endian bytes. `offset` is where they will stand in their message, for alignment.
 * Throws `bug` for a value that is not of its type: only we write these.
 */
export function encodeValues(
  types: readonly DbusType[],
  values: readonly DbusValue[],
  offset = 0,
): Uint8Array {
  const writer = new Writer();
  if (types.length !== values.length) throw wrongType();
  for (const [index, type] of types.entries()) write(writer, offset, type, values[index]);
  return writer.finish();
}

function pad(writer: Writer, offset: number, alignment: number): void {
  while ((offset + writer.length) % alignment !== 0) writer.u8(0);
}

function write(
  writer: Writer,
  offset: number,
  type: DbusType,
  value: DbusValue | undefined,
): Writer {
  pad(writer, offset, alignmentOf(type));
  switch (type.code) {
    case "v": {
      if (!isVariant(value)) throw wrongType();
      const [inner, ...others] = parseSignature(value.signature);
      if (!inner || others.length > 0) throw wrongType();
      writeSignature(writer, value.signature);
      return write(writer, offset, inner, value.value);
    }
    case "a":
      return writeArray(writer, offset, type.of, listOf(value));
    case "(":
      return writeFields(writer, offset, type.fields, listOf(value));
    case "{":
      return writeFields(writer, offset, [type.key, type.value], listOf(value));
    default:
      return writeBasic(writer, type.code, value);
  }
}

function writeArray(
  writer: Writer,
  offset: number,
  of: DbusType,
  items: readonly DbusValue[],
): Writer {
  // The length leaves out the padding before the first element.
  const body = offset + writer.length + 4;
  const start = Math.ceil(body / alignmentOf(of)) * alignmentOf(of);
  const content = new Writer();
  for (const item of items) write(content, start, of, item);
  writer.uintLe(content.length, 4);
  pad(writer, offset, alignmentOf(of));
  return writer.bytes(content.finish());
}

function writeFields(
  writer: Writer,
  offset: number,
  types: readonly DbusType[],
  values: readonly DbusValue[],
): Writer {
  if (types.length !== values.length) throw wrongType();
  for (const [index, type] of types.entries()) write(writer, offset, type, values[index]);
  return writer;
}

function writeBasic(writer: Writer, code: string, value: DbusValue | undefined): Writer {
  switch (typeof value) {
    case "boolean":
      if (code !== "b") throw wrongType();
      return writer.uintLe(value ? 1 : 0, 4);
    case "string":
      if (code === "g") return writeSignature(writer, value);
      if (code !== "s" && code !== "o") throw wrongType();
      return writeText(writer, value);
    case "bigint":
      if (code !== "x" && code !== "t") throw wrongType();
      return writer.u64Le(BigInt.asUintN(64, value));
    case "number":
      return writeNumber(writer, code, value);
    default:
      throw wrongType();
  }
}

function writeNumber(writer: Writer, code: string, value: number): Writer {
  switch (code) {
    case "d":
      return writer.f64Le(value);
    case "y":
      return writer.u8(value & 0xff);
    case "n":
    case "q":
      return writer.uintLe(value & 0xffff, 2);
    case "i":
    case "u":
      return writer.uintLe(value >>> 0, 4);
    default:
      throw wrongType();
  }
}

/** A zero would end it early on the other side, and a bus hangs up on text that is not well-formed. */
function writeText(writer: Writer, text: string): Writer {
  const bytes = new TextEncoder().encode(text.replaceAll("\0", ""));
  return writer.uintLe(bytes.length, 4).bytes(bytes).u8(0);
}

function writeSignature(writer: Writer, signature: string): Writer {
  return writer.u8(signature.length).bytes(new TextEncoder().encode(signature)).u8(0);
}

function listOf(value: DbusValue | undefined): readonly DbusValue[] {
  if (!isList(value)) throw wrongType();
  return value;
}

function wrongType(): RemoteError {
  return new RemoteError("bug", "a D-Bus value is not of its type");
}
