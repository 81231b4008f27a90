import { RemoteError } from "../../shared/errors.ts";

/** Reads a byte array from front to back. Every read past the end throws `malformed`. */
export class Reader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #offset = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get offset(): number {
    return this.#offset;
  }

  get remaining(): number {
    return this.#bytes.length - this.#offset;
  }

  u8(): number {
    return this.#view.getUint8(this.#take(1));
  }

  u16be(): number {
    return this.#view.getUint16(this.#take(2));
  }

  u16le(): number {
    return this.#view.getUint16(this.#take(2), true);
  }

  u24be(): number {
    const at = this.#take(3);
    return this.#view.getUint16(at) * 256 + this.#view.getUint8(at + 2);
  }

  u32be(): number {
    return this.#view.getUint32(this.#take(4));
  }

  u32le(): number {
    return this.#view.getUint32(this.#take(4), true);
  }

  u64be(): bigint {
    return this.#view.getBigUint64(this.#take(8));
  }

  u64le(): bigint {
    return this.#view.getBigUint64(this.#take(8), true);
  }

  f32be(): number {
    return this.#view.getFloat32(this.#take(4));
  }

  f32le(): number {
    return this.#view.getFloat32(this.#take(4), true);
  }

  f64be(): number {
    return this.#view.getFloat64(this.#take(8));
  }

  f64le(): number {
    return this.#view.getFloat64(this.#take(8), true);
  }

  /** The next `length` bytes as a view of the input, not a copy. */
  bytes(length: number): Uint8Array {
    const at = this.#take(length);
    return this.#bytes.subarray(at, at + length);
  }

  /** Everything that is left, as a view. */
  rest(): Uint8Array {
    return this.bytes(this.remaining);
  }

  /** Moves past `length` bytes and says where they began, for those who hold the input themselves. */
  skip(length: number): number {
    return this.#take(length);
  }

  #take(length: number): number {
    const at = this.#offset;
    if (!Number.isInteger(length) || length < 0 || length > this.#bytes.length - at) {
      throw new RemoteError("malformed", "a message ends before its content does");
    }
    this.#offset = at + length;
    return at;
  }
}
