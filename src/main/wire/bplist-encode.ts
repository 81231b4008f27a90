import { RemoteError } from "../../shared/errors.ts";
import {
  isPlistScalar,
  PlistDate,
  PlistReal,
  type PlistScalar,
  type PlistUid,
  type PlistValue,
} from "./bplist-value.ts";
import { Writer } from "./writer.ts";

const MAX_DEPTH = 64;

type Flat =
  | { readonly kind: "scalar"; readonly value: PlistScalar }
  | { readonly kind: "array"; readonly refs: readonly number[] }
  | { readonly kind: "dict"; readonly keys: readonly number[]; readonly refs: readonly number[] };

/** A binary property list, version 00. Equal strings are one object. Throws `invalid` on overflow. */
export function encodeBplist(root: PlistValue): Uint8Array {
  const objects = new ObjectTable();
  const rootIndex = objects.add(root, 0);
  const refSize = objects.flat.length <= 0xff ? 1 : 2;
  const writer = new Writer(512);
  writer.ascii("bplist00");
  const offsets = objects.flat.map((object) => {
    const offset = writer.length;
    writeFlat(writer, object, refSize);
    return offset;
  });
  const tableOffset = writer.length;
  const offsetSize = tableOffset <= 0xff ? 1 : tableOffset <= 0xffff ? 2 : 4;
  for (const offset of offsets) writer.uintBe(offset, offsetSize);
  writer.bytes(new Uint8Array(6)).u8(offsetSize).u8(refSize);
  writer.u64Be(BigInt(offsets.length)).u64Be(BigInt(rootIndex)).u64Be(BigInt(tableOffset));
  return writer.finish();
}

class ObjectTable {
  readonly flat: Flat[] = [];
  readonly #strings = new Map<string, number>();

  add(value: PlistValue, depth: number): number {
    if (depth > MAX_DEPTH) throw new RemoteError("invalid", "property list is nested too deeply");
    if (typeof value === "string") return this.#string(value);
    if (isPlistScalar(value)) return this.#push({ kind: "scalar", value });
    // The container comes first, as every other writer does it; its place is filled afterwards.
    const index = this.#push({ kind: "array", refs: [] });
    if (Array.isArray(value)) {
      const items: readonly PlistValue[] = value;
      this.flat[index] = { kind: "array", refs: items.map((item) => this.add(item, depth + 1)) };
      return index;
    }
    const entries = value instanceof Map ? [...value] : Object.entries(value);
    const keys = entries.map(([key]) => this.#string(key));
    const refs = entries.map(([, item]) => this.add(item, depth + 1));
    this.flat[index] = { kind: "dict", keys, refs };
    return index;
  }

  #string(text: string): number {
    const known = this.#strings.get(text);
    if (known !== undefined) return known;
    const index = this.#push({ kind: "scalar", value: text });
    this.#strings.set(text, index);
    return index;
  }

  #push(object: Flat): number {
    if (this.flat.length >= 0xffff) throw new RemoteError("invalid", "property list is too long");
    return this.flat.push(object) - 1;
  }
}

function writeFlat(writer: Writer, object: Flat, refSize: number): void {
  if (object.kind === "scalar") {
    writeScalar(writer, object.value);
    return;
  }
  writeCount(writer, object.kind === "array" ? 0xa0 : 0xd0, object.refs.length);
  if (object.kind === "dict") for (const key of object.keys) writer.uintBe(key, refSize);
  for (const ref of object.refs) writer.uintBe(ref, refSize);
}

function writeScalar(writer: Writer, value: PlistScalar): void {
  if (value === null) writer.u8(0x00);
  else if (typeof value === "boolean") writer.u8(value ? 0x09 : 0x08);
  else if (typeof value === "string") writeString(writer, value);
  else if (typeof value === "bigint") writeInteger(writer, value);
  else if (typeof value === "number") writeNumber(writer, value);
  else if (value instanceof Uint8Array) writeCount(writer, 0x40, value.length).bytes(value);
  else if (value instanceof PlistReal) writer.u8(0x23).f64Be(value.value);
  else if (value instanceof PlistDate) writer.u8(0x33).f64Be(value.seconds);
  else writeUid(writer, value);
}

function writeString(writer: Writer, text: string): void {
  if (isAscii(text)) writeCount(writer, 0x50, text.length).ascii(text);
  // Beyond ASCII the format has UTF-16 only: Korean typed into a field was lost by a sender of UTF-8.
  else writeCount(writer, 0x60, text.length).bytes(Buffer.from(text, "utf16le").swap16());
}

function writeNumber(writer: Writer, value: number): void {
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) writeInteger(writer, BigInt(value));
  else writer.u8(0x23).f64Be(value);
}

function writeInteger(writer: Writer, value: bigint): void {
  if (value >= 0n && value <= 0xffff_ffffn) {
    const power = value <= 0xffn ? 0 : value <= 0xffffn ? 1 : 2;
    writer.u8(0x10 + power).uintBe(Number(value), 1 << power);
  } else if (BigInt.asIntN(64, value) === value) {
    writer.u8(0x13).u64Be(BigInt.asUintN(64, value));
  } else if (BigInt.asUintN(64, value) === value) {
    writer.u8(0x14).u64Be(0n).u64Be(value);
  } else throw new RemoteError("invalid", "a property list holds whole numbers of 64 bits");
}

function writeUid(writer: Writer, { index }: PlistUid): void {
  const size = index <= 0xff ? 1 : index <= 0xffff ? 2 : 4;
  writer.u8(0x80 | (size - 1)).uintBe(index, size);
}

function writeCount(writer: Writer, tag: number, count: number): Writer {
  if (count < 15) return writer.u8(tag | count);
  writer.u8(tag | 15);
  const power = count <= 0xff ? 0 : count <= 0xffff ? 1 : 2;
  return writer.u8(0x10 + power).uintBe(count, 1 << power);
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) >= 0x80) return false;
  return true;
}
