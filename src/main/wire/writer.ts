/** Bytes that grow at the end. `finish` hands out a copy of exactly what was written. */
export class Writer {
  #bytes: Uint8Array;
  #view: DataView;
  #length = 0;

  constructor(capacity = 256) {
    this.#bytes = new Uint8Array(capacity);
    this.#view = new DataView(this.#bytes.buffer);
  }

  get length(): number {
    return this.#length;
  }

  u8(value: number): this {
    const at = this.#grow(1);
    this.#bytes[at] = value;
    return this;
  }

  /** Unsigned, 1 to 6 bytes. */
  uintLe(value: number, size: number): this {
    let at = this.#grow(size);
    let rest = value;
    for (let left = size; left > 0; left--) {
      this.#bytes[at++] = rest % 256;
      rest = Math.floor(rest / 256);
    }
    return this;
  }

  /** Unsigned, 1 to 6 bytes. */
  uintBe(value: number, size: number): this {
    const start = this.#grow(size);
    let rest = value;
    for (let at = start + size - 1; at >= start; at--) {
      this.#bytes[at] = rest % 256;
      rest = Math.floor(rest / 256);
    }
    return this;
  }

  u64Le(value: bigint): this {
    const at = this.#grow(8);
    this.#view.setBigUint64(at, value, true);
    return this;
  }

  u64Be(value: bigint): this {
    const at = this.#grow(8);
    this.#view.setBigUint64(at, value, false);
    return this;
  }

  f32Le(value: number): this {
    const at = this.#grow(4);
    this.#view.setFloat32(at, value, true);
    return this;
  }

  f64Le(value: number): this {
    const at = this.#grow(8);
    this.#view.setFloat64(at, value, true);
    return this;
  }

  f64Be(value: number): this {
    const at = this.#grow(8);
    this.#view.setFloat64(at, value, false);
    return this;
  }

  bytes(value: Uint8Array): this {
    const at = this.#grow(value.length);
    this.#bytes.set(value, at);
    return this;
  }

  /** Writes short ASCII text without a temporary; answers false, having written nothing, for other text. */
  ascii(text: string): boolean {
    const at = this.#grow(text.length);
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code >= 0x80) {
        this.#length = at;
        return false;
      }
      this.#bytes[at + i] = code;
    }
    return true;
  }

  /** Takes back the last `count` bytes. */
  drop(count: number): void {
    this.#length -= count;
  }

  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #grow(by: number): number {
    const start = this.#length;
    const needed = start + by;
    if (needed > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
      larger.set(this.#bytes.subarray(0, start));
      this.#bytes = larger;
      this.#view = new DataView(larger.buffer);
    }
    this.#length = needed;
    return start;
  }
}
