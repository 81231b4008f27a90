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
  readonly #reader: Reader;
  readonly #exact: boolean;
  /** Distinct scalars of more than one byte, in order; containers are not entries. */
  readonly #entries: OpackScalar[] = [];
  readonly #known = new Set<string>();
  #items = 0;

  constructor(bytes: Uint8Array, exact: boolean) {
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

  #dict(count: number, depth: number): OpackValue {
    const dict = new Map<OpackScalar, OpackValue>();
    this.#entriesOf(count, depth, (tag) => {
      const key = this.#scalar(tag);
      dict.set(key, this.#value(this.#reader.u8(), depth + 1));
    });
    return dict;
  }

  #array(count: number, depth: number): OpackValue {
    const items: OpackValue[] = [];
    this.#entriesOf(count, depth, (tag) => items.push(this.#value(tag, depth + 1)));
    return items;
  }

  /** Calls `each` with the tag of every entry; a count of 15 means "until the end mark". */
  #entriesOf(count: number, depth: number, each: (tag: number) => void): void {
    if (depth >= MAX_DEPTH) throw new RemoteError("malformed", "OPACK is nested too deeply");
    for (let left = count; count === 15 || left > 0; left--) {
      const tag = this.#reader.u8();
      if (count === 15 && tag === END) return;
      if (++this.#items > MAX_ITEMS) throw new RemoteError("malformed", "too many OPACK values");
      each(tag);
    }
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
        return this.#opaque("u", this.#reader.bytes(16).slice(), (bytes) => new OpackUuid(bytes));
      case 0x06:
        return this.#opaque("t", this.#reader.bytes(8).slice(), (bytes) => new OpackDate(bytes));
      case 0x07:
        return -1;
      case 0x34: // By the pattern of 30 to 33 sixteen bytes; nobody has seen one.
        return this.#opaque(
          "x",
          this.#reader.bytes(16).slice(),
          (bytes) => new OpackUnknown(tag, bytes),
        );
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

  #text(length: number, entry: boolean): string {
    const text = decodeText(this.#reader.bytes(length));
    if (entry) this.#remember(`s${text}`, text);
    return text;
  }

  #data(length: number, entry: boolean): Uint8Array {
    const bytes = this.#reader.bytes(length).slice();
    if (entry) this.#remember(identity("d", bytes), bytes);
    return bytes;
  }

  #opaque<T extends OpackScalar>(kind: string, bytes: Uint8Array, make: (b: Uint8Array) => T): T {
    const value = make(bytes);
    this.#remember(identity(kind, bytes), value);
    return value;
  }

  #integer(tag: number): OpackScalar {
    const size = tag === 0x30 ? 1 : tag === 0x31 ? 2 : tag === 0x32 ? 4 : 8;
    let value: number | bigint;
    if (size === 8) {
      const wide = this.#reader.u64le();
      value = wide <= Number.MAX_SAFE_INTEGER ? Number(wide) : wide;
    } else value = this.#uint(size);
    const kept = this.#exact ? new OpackInt(value, size) : value;
    this.#remember(`n${value}`, kept);
    return kept;
  }

  #float(value: number, size: 4 | 8): OpackScalar {
    const kept = this.#exact ? new OpackFloat(value, size) : value;
    this.#remember(`n${value}`, kept);
    return kept;
  }

  #remember(id: string, value: OpackScalar): void {
    if (this.#known.has(id)) return;
    this.#known.add(id);
    this.#entries.push(value);
  }

  #reference(tag: number): OpackScalar {
    const index = tag <= 0xc0 ? tag - 0xa0 : this.#uint(tag - 0xc0);
    const value = this.#entries[index];
    if (value === undefined) throw new RemoteError("malformed", "OPACK reference to nothing");
    return value;
  }
}

function identity(kind: string, bytes: Uint8Array): string {
  return kind + Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
}

const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function decodeText(bytes: Uint8Array): string {
  // Keys on the wire are short ASCII, for which the decoder object costs more than the text.
  if (bytes.length <= 24) {
    let text = "";
    for (const byte of bytes) {
      if (byte >= 0x80) return decodeUtf8(bytes);
      text += String.fromCharCode(byte);
    }
    return text;
  }
  return decodeUtf8(bytes);
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return strictUtf8.decode(bytes);
  } catch (cause) {
    throw new RemoteError("malformed", "text is not UTF-8", { cause });
  }
}
