import { RemoteError } from "../../shared/errors.ts";
import { PlistDate, PlistReal, PlistUid, type PlistValue } from "./bplist-value.ts";
import { Reader } from "./reader.ts";

const TRAILER_LENGTH = 32;
const MAX_OBJECTS = 50_000;
const MAX_DEPTH = 64;

export interface BplistDecodeOptions {
  /** Keep reals as `PlistReal`, so that a whole one is encoded as a real again. */
  readonly exact?: boolean;
}

/**
 * The root of a binary property list, version 00. Each object is decoded once and shared, so a list
 * that refers to itself or doubles at every level is `malformed` or small, never a hang.
 */
export function decodeBplist(bytes: Uint8Array, options: BplistDecodeOptions = {}): PlistValue {
  return new Decoder(bytes, options.exact ?? false).root();
}

class Decoder {
  readonly #bytes: Uint8Array;
  readonly #exact: boolean;
  readonly #offsetSize: number;
  readonly #refSize: number;
  readonly #count: number;
  readonly #rootIndex: number;
  readonly #tableOffset: number;
  readonly #done = new Map<number, PlistValue>();
  readonly #open = new Set<number>();

  constructor(bytes: Uint8Array, exact: boolean) {
    this.#exact = exact;
    if (bytes.length < 8 + TRAILER_LENGTH || ascii(bytes.subarray(0, 8)) !== "bplist00") {
      throw malformed("not a binary property list");
    }
    const trailer = new Reader(bytes.subarray(bytes.length - TRAILER_LENGTH));
    trailer.bytes(6);
    this.#bytes = bytes.subarray(0, bytes.length - TRAILER_LENGTH);
    this.#offsetSize = trailer.u8();
    this.#refSize = trailer.u8();
    this.#count = Number(trailer.u64be());
    this.#rootIndex = Number(trailer.u64be());
    this.#tableOffset = Number(trailer.u64be());
    if (this.#count > MAX_OBJECTS) throw malformed("too many objects");
    if (this.#tableOffset + this.#count * this.#offsetSize > this.#bytes.length) {
      throw malformed("the offset table is not inside the list");
    }
  }

  root(): PlistValue {
    return this.#object(this.#rootIndex, 0);
  }

  #object(index: number, depth: number): PlistValue {
    const known = this.#done.get(index);
    if (known !== undefined) return known;
    if (index >= this.#count) throw malformed("reference to nothing");
    if (depth > MAX_DEPTH || this.#open.has(index)) throw malformed("nested too deeply");
    this.#open.add(index);
    const value = this.#decode(this.#readerAt(index), depth);
    this.#open.delete(index);
    this.#done.set(index, value);
    return value;
  }

  #readerAt(index: number): Reader {
    const table = new Reader(this.#bytes);
    table.bytes(this.#tableOffset + index * this.#offsetSize);
    const offset = uint(table, this.#offsetSize);
    if (offset >= this.#tableOffset) throw malformed("an object is not inside the list");
    const reader = new Reader(this.#bytes);
    reader.bytes(offset);
    return reader;
  }

  #decode(reader: Reader, depth: number): PlistValue {
    const tag = reader.u8();
    const low = tag & 0x0f;
    switch (tag >> 4) {
      case 0x0:
        return simple(low);
      case 0x1:
        return integer(reader, low);
      case 0x2:
        return this.#real(reader, low);
      case 0x3:
        if (low === 3) return new PlistDate(reader.f64be());
        break;
      case 0x4:
        return reader.bytes(length(reader, low)).slice();
      case 0x5:
        return ascii(reader.bytes(length(reader, low)));
      case 0x6:
        return utf16(reader.bytes(2 * length(reader, low)));
      case 0x8:
        return new PlistUid(uint(reader, low + 1));
      case 0xa:
        return this.#array(reader, length(reader, low), depth);
      case 0xd:
        return this.#dict(reader, length(reader, low), depth);
    }
    throw malformed(`unknown property list tag 0x${tag.toString(16)}`);
  }

  #real(reader: Reader, low: number): PlistValue {
    if (low !== 2 && low !== 3) throw malformed("real of an unknown width");
    const value = low === 2 ? reader.f32be() : reader.f64be();
    return this.#exact ? new PlistReal(value) : value;
  }

  #refs(reader: Reader, count: number): number[] {
    if (count * this.#refSize > reader.remaining) throw malformed("list ends before its content");
    return Array.from({ length: count }, () => uint(reader, this.#refSize));
  }

  #array(reader: Reader, count: number, depth: number): PlistValue {
    return this.#refs(reader, count).map((ref) => this.#object(ref, depth + 1));
  }

  #dict(reader: Reader, count: number, depth: number): PlistValue {
    const keys = this.#refs(reader, count);
    const values = this.#refs(reader, count);
    const dict = new Map<string, PlistValue>();
    for (const [at, ref] of values.entries()) {
      const key = this.#object(keys[at] ?? -1, depth + 1);
      if (typeof key !== "string") throw malformed("a key is not text");
      dict.set(key, this.#object(ref, depth + 1));
    }
    return dict;
  }
}

function simple(low: number): PlistValue {
  if (low === 0) return null;
  if (low === 8) return false;
  if (low === 9) return true;
  throw malformed("unknown simple value");
}

/** 1, 2 and 4 bytes are unsigned, 8 is signed, 16 holds an unsigned 64-bit number. */
function integer(reader: Reader, low: number): PlistValue {
  if (low <= 2) return uint(reader, 1 << low);
  if (low > 4) throw malformed("integer of an unknown width");
  const high = low === 4 ? BigInt.asIntN(64, reader.u64be()) : 0n;
  const bottom = reader.u64be();
  const value = low === 4 ? (high << 64n) | bottom : BigInt.asIntN(64, bottom);
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

/** Big-endian; a width that no list needs is refused. */
function uint(reader: Reader, size: number): number {
  if (size < 1 || size > 8) throw malformed("number of an unknown width");
  let value = 0;
  for (const byte of reader.bytes(size)) value = value * 256 + byte;
  return value;
}

function length(reader: Reader, low: number): number {
  if (low !== 15) return low;
  const tag = reader.u8();
  if (tag >> 4 !== 1 || (tag & 0x0f) > 3) throw malformed("length of an unknown width");
  return uint(reader, 1 << (tag & 0x0f));
}

function ascii(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("utf8");
}

function utf16(bytes: Uint8Array): string {
  return Buffer.from(bytes).swap16().toString("utf16le");
}

function malformed(message: string): RemoteError {
  return new RemoteError("malformed", message);
}
