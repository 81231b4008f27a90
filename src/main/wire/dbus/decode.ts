import { RemoteError } from "../../../shared/errors.ts";
import { Reader } from "../reader.ts";
import { alignmentOf, type DbusType, parseSignature } from "./signature.ts";
import type { DbusValue } from "./value.ts";

/** Variants can hold variants; the specification allows 64 levels of everything. */
const DEEPEST = 64;

/** Reads values of a message from front to back; alignment counts from the start of `bytes`. */
export class DbusReader {
  readonly #reader: Reader;
  readonly #little: boolean;

  constructor(bytes: Uint8Array, little: boolean) {
    this.#reader = new Reader(bytes);
    this.#little = little;
  }

  get remaining(): number {
    return this.#reader.remaining;
  }

  /** Throws `malformed`. */
  values(types: readonly DbusType[], depth = 0): DbusValue[] {
    return types.map((type) => this.#value(type, depth));
  }

  align(alignment: number): void {
    const past = this.#reader.offset % alignment;
    if (past !== 0) this.#reader.skip(alignment - past);
  }

  #value(type: DbusType, depth: number): DbusValue {
    if (depth > DEEPEST) throw malformed("a D-Bus value is nested too deep");
    this.align(alignmentOf(type));
    switch (type.code) {
      case "v":
        return this.#variant(depth);
      case "a":
        return this.#array(type.of, depth);
      case "(":
        return this.values(type.fields, depth + 1);
      case "{":
        return this.values([type.key, type.value], depth + 1);
      case "s":
      case "o":
        return this.#text(this.#u32());
      case "g":
        return this.#text(this.#reader.u8());
      default:
        return this.#number(type.code);
    }
  }

  #number(code: string): DbusValue {
    const reader = this.#reader;
    switch (code) {
      case "y":
        return reader.u8();
      case "q":
        return this.#little ? reader.u16le() : reader.u16be();
      case "n":
        return ((this.#little ? reader.u16le() : reader.u16be()) << 16) >> 16;
      case "b": {
        const value = this.#u32();
        if (value > 1) throw malformed("a D-Bus boolean is neither true nor false");
        return value === 1;
      }
      case "i":
        return this.#u32() | 0;
      case "x":
        return BigInt.asIntN(64, this.#u64());
      case "t":
        return this.#u64();
      case "d":
        return this.#little ? reader.f64le() : reader.f64be();
      default:
        return this.#u32();
    }
  }

  #u32(): number {
    return this.#little ? this.#reader.u32le() : this.#reader.u32be();
  }

  #u64(): bigint {
    return this.#little ? this.#reader.u64le() : this.#reader.u64be();
  }

  #variant(depth: number): DbusValue {
    const signature = this.#text(this.#reader.u8());
    const [type, ...others] = parseSignature(signature);
    if (!type || others.length > 0) throw malformed("a D-Bus variant holds no single value");
    return { signature, value: this.#value(type, depth + 1) };
  }

  #array(of: DbusType, depth: number): DbusValue[] {
    const length = this.#u32();
    this.align(alignmentOf(of));
    const end = this.#reader.offset + length;
    if (length > this.remaining) throw malformed("a D-Bus array is longer than its message");
    const values: DbusValue[] = [];
    // Every type takes at least a byte, so this ends.
    while (this.#reader.offset < end) values.push(this.#value(of, depth + 1));
    if (this.#reader.offset !== end) throw malformed("a D-Bus array ends inside a value");
    return values;
  }

  #text(length: number): string {
    const bytes = this.#reader.bytes(length);
    if (this.#reader.u8() !== 0) throw malformed("a D-Bus string has no end");
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch (cause) {
      throw new RemoteError("malformed", "a D-Bus string is not UTF-8", { cause });
    }
  }
}

function malformed(message: string): RemoteError {
  return new RemoteError("malformed", message);
}
