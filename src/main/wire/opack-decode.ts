import { RemoteError } from "../../shared/errors.ts";
import {
  OpackDate,
  OpackFloat,
  OpackInt,
  type OpackScalar,
  OpackUnknown,
  OpackUuid,
  type OpackValue,
} from "./opack-value.ts";
import { Reader } from "./reader.ts";

export interface OpackDecodeOptions {
  /** Keep widths of numbers as `OpackInt` and `OpackFloat`, so that encoding gives the same bytes. */
  readonly exact?: boolean;
}

const MAX_DEPTH = 64;
/** Entries of all containers of one message; the longest app lists have a few hundred. */
const MAX_ITEMS = 100_000;
const END = 0x03;

/** The one value that the bytes hold; `malformed` when there are more, fewer, or other bytes. */
export function decodeOpack(bytes: Uint8Array, options: OpackDecodeOptions = {}): OpackValue {
  const { value, consumed } = decodeOpackPrefix(bytes, options);
  if (consumed !== bytes.length) {
    throw new RemoteError("malformed", `${bytes.length - consumed} bytes after an OPACK value`);
  }
  return value;
}

/** The value at the start of the bytes, and how many bytes it took. */
export function decodeOpackPrefix(
  bytes: Uint8Array,
  options: OpackDecodeOptions = {},
): { value: OpackValue; consumed: number } {
  const decoder = new Decoder(bytes, options.exact ?? false);
  const value = decoder.value();
  return { value, consumed: decoder.consumed };
}

class Decoder {
  readonly #bytes: Uint8Array;
  readonly #reader: Reader;
  readonly #exact: boolean;
  /** Scalars of more than one byte, in order; containers are not among them. */
  readonly #scalars: OpackScalar[] = [];
  #references: ReferenceTable | undefined;
  #items = 0;

  constructor(bytes: Uint8Array, exact: boolean) {
    this.#bytes = bytes;
    this.#reader = new Reader(bytes);
    this.#exact = exact;
  }

  get consumed(): number {
    return this.#reader.offset;
  }

  value(): OpackValue {
    return this.#value(this.#reader.u8(), 0);
  }

  #value(tag: number, depth: number): OpackValue {
    if (tag >= 0xe0 && tag <= 0xef) return this.#dict(tag & 0x0f, depth);
    if (tag >= 0xd0 && tag <= 0xdf) return this.#array(tag & 0x0f, depth);
    return this.#scalar(tag);
  }

  /** A count of 15 means "until the end mark". */
  #dict(count: number, depth: number): OpackValue {
    this.#checkDepth(depth);
    const dict = new Map<OpackScalar, OpackValue>();
    for (let left = count; count === 15 || left > 0; left--) {
      const tag = this.#reader.u8();
      if (count === 15 && tag === END) break;
      this.#countItem();
      const key = this.#scalar(tag);
      dict.set(key, this.#value(this.#reader.u8(), depth + 1));
    }
    return dict;
  }

  #array(count: number, depth: number): OpackValue {
    this.#checkDepth(depth);
    const items: OpackValue[] = [];
    for (let left = count; count === 15 || left > 0; left--) {
      const tag = this.#reader.u8();
      if (count === 15 && tag === END) break;
      this.#countItem();
      items.push(this.#value(tag, depth + 1));
    }
    return items;
  }

  #checkDepth(depth: number): void {
    if (depth >= MAX_DEPTH) throw new RemoteError("malformed", "OPACK is nested too deeply");
  }

  #countItem(): void {
    this.#items += 1;
    if (this.#items > MAX_ITEMS) throw new RemoteError("malformed", "too many OPACK values");
  }

  #scalar(tag: number): OpackScalar {
    if (tag >= 0x08 && tag <= 0x2f) return tag - 0x08;
    if (tag >= 0x40 && tag <= 0x60) return this.#text(tag - 0x40, tag !== 0x40);
    if (tag >= 0x61 && tag <= 0x64) return this.#text(this.#length(tag - 0x60), true);
    if (tag >= 0x70 && tag <= 0x90) return this.#data(tag - 0x70, tag !== 0x70);
    if (tag >= 0x91 && tag <= 0x94) return this.#data(this.#length(1 << (tag - 0x91)), true);
    if (tag >= 0xa0 && tag <= 0xc4) return this.#reference(tag);
    if (tag >= 0x30 && tag <= 0x33) return this.#integer(tag);
    return this.#rare(tag);
  }

  #rare(tag: number): OpackScalar {
    switch (tag) {
      case 0x01:
        return true;
      case 0x02:
        return false;
      case 0x04:
        return null;
      case 0x05:
        return this.#kept(new OpackUuid(this.#reader.bytes(16).slice()));
      case 0x06:
        return this.#kept(new OpackDate(this.#reader.bytes(8).slice()));
      case 0x07:
        return -1;
      case 0x34: // By the pattern of 30 to 33 sixteen bytes; nobody has seen one.
        return this.#kept(new OpackUnknown(tag, this.#reader.bytes(16).slice()));
      case 0x35:
        return this.#float(this.#reader.f32le(), 4);
      case 0x36:
        return this.#float(this.#reader.f64le(), 8);
      default:
        // Its length is unknown, so nothing after it could be trusted.
        throw new RemoteError("malformed", `unknown OPACK tag 0x${tag.toString(16)}`);
    }
  }

  /** Little-endian, as far as a double holds it; longer lengths than that are refused anyway. */
  #uint(size: number): number {
    const reader = this.#reader;
    if (size === 1) return reader.u8();
    if (size === 2) return reader.u16le();
    if (size === 3) return reader.u16le() + reader.u8() * 0x1_0000;
    return size === 4 ? reader.u32le() : Number(reader.u64le());
  }

  #length(size: number): number {
    const length = this.#uint(size);
    if (length > this.#reader.remaining) {
      throw new RemoteError("malformed", `${length} bytes announced, fewer follow`);
    }
    return length;
  }

  #text(length: number, isEntry: boolean): string {
    const start = this.#reader.skip(length);
    const text = decodeText(this.#bytes, start, start + length);
    return isEntry ? this.#kept(text) : text;
  }

  #data(length: number, isEntry: boolean): Uint8Array {
    const bytes = this.#reader.bytes(length).slice();
    return isEntry ? this.#kept(bytes) : bytes;
  }

  #integer(tag: number): OpackScalar {
    const size = tag === 0x30 ? 1 : tag === 0x31 ? 2 : tag === 0x32 ? 4 : 8;
    let value: number | bigint;
    if (size === 8) {
      const wide = this.#reader.u64le();
      value = wide <= Number.MAX_SAFE_INTEGER ? Number(wide) : wide;
    } else value = this.#uint(size);
    return this.#kept(this.#exact ? new OpackInt(value, size) : value);
  }

  #float(value: number, size: 4 | 8): OpackScalar {
    return this.#kept(this.#exact ? new OpackFloat(value, size) : value);
  }

  #kept<T extends OpackScalar>(value: T): T {
    this.#scalars.push(value);
    return value;
  }

  #reference(tag: number): OpackScalar {
    const index = tag <= 0xc0 ? tag - 0xa0 : this.#uint(tag - 0xc0);
    this.#references ??= new ReferenceTable();
    const value = this.#references.get(index, this.#scalars);
    if (value === undefined) throw new RemoteError("malformed", "OPACK reference to nothing");
    return value;
  }
}

/** CO-33: distinct scalars in order. Made only when a message has references, which few have. */
class ReferenceTable {
  readonly #entries: OpackScalar[] = [];
  readonly #known = new Set<unknown>();
  #taken = 0;

  get(index: number, scalars: readonly OpackScalar[]): OpackScalar | undefined {
    for (; this.#taken < scalars.length; this.#taken++) {
      const scalar = scalars[this.#taken] ?? null;
      const id = identity(scalar);
      if (this.#known.has(id)) continue;
      this.#known.add(id);
      this.#entries.push(scalar);
    }
    return this.#entries[index];
  }
}

/** Equal for equal values. Text and numbers are their own; bytes become text that no key can be. */
function identity(value: OpackScalar): unknown {
  if (value instanceof OpackInt || value instanceof OpackFloat) return value.value;
  if (value instanceof Uint8Array) return latin1("data", value);
  if (value instanceof OpackUuid) return latin1("uuid", value.bytes);
  if (value instanceof OpackDate) return latin1("date", value.bytes);
  if (value instanceof OpackUnknown) return latin1(`${value.tag}`, value.bytes);
  return value;
}

/** Begins with a lone surrogate, which no decoded text contains. */
function latin1(kind: string, bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
  return `\ud800${kind}${text}`;
}

const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
/** Keys on the wire are short ASCII, for which the decoder object costs more than the text. */
const SHORT = 32;

function decodeText(bytes: Uint8Array, start: number, end: number): string {
  if (end - start > SHORT) return decodeUtf8(bytes.subarray(start, end));
  let text = "";
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0x80;
    if (byte >= 0x80) return decodeUtf8(bytes.subarray(start, end));
    text += String.fromCharCode(byte);
  }
  return text;
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return strictUtf8.decode(bytes);
  } catch (cause) {
    throw new RemoteError("malformed", "text is not UTF-8", { cause });
  }
}
