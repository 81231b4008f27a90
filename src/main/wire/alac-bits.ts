import { RemoteError } from "../../shared/errors.ts";

/** Enough for the longest thing that is read at once, begun at the last bit. */
const BEYOND = 16;
/** After so many ones a value follows as it is. */
const MOST_ONES = 9;

/**
 * Reads a packet of Apple Lossless bit by bit, the highest first. Reads do not check the end, because
 * they are many: behind it are zeros, and whoever reads asks `check` before it can be 16 bytes away.
 */
export class AlacBits {
  readonly #most: number;
  #bytes = new Uint8Array(BEYOND);
  #view = new DataView(this.#bytes.buffer);
  #position = 0;
  #end = 0;

  /** No more than `most` bytes of a packet are looked at. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Begins with another packet, which is copied. */
  load(packet: Uint8Array): void {
    const length = Math.min(packet.length, this.#most);
    if (this.#bytes.length < length + BEYOND) {
      this.#bytes = new Uint8Array(Math.min(length * 2, this.#most) + BEYOND);
      this.#view = new DataView(this.#bytes.buffer);
    }
    this.#bytes.set(packet.subarray(0, length));
    this.#bytes.fill(0, length, length + BEYOND);
    this.#position = 0;
    this.#end = length * 8;
  }

  get position(): number {
    return this.#position;
  }

  /** Back to where `position` was, or moves on. */
  set position(bits: number) {
    this.#position = bits;
  }

  /** Throws `malformed` unless so many bits are left. */
  check(bits: number): void {
    if (this.#position + bits > this.#end) {
      throw new RemoteError("malformed", "a frame of Apple Lossless ends early");
    }
  }

  /** The next 1 to 32 bits as a signed number of two's complement. */
  signed(count: number): number {
    const at = this.#position;
    this.#position = at + count;
    const shift = at & 7;
    const word = this.#view.getUint32(at >>> 3) << shift;
    return (word | ((this.#bytes[(at >>> 3) + 4] ?? 0) >>> (8 - shift))) >> (32 - count);
  }

  /** The next 1 to 31 bits. */
  unsigned(count: number): number {
    return this.signed(count) & (2 ** count - 1);
  }

  /**
   * A Golomb code of the modulus `modulus`, whose rest has `rest` bits (16 at most), one fewer where it
   * is small; `width` bits of the value itself behind nine ones (ag_dec.c of Apple's open source ALAC).
   * What needs 32 bits comes as a negative number.
   */
  golomb(rest: number, modulus: number, width: number): number {
    const at = this.#position;
    // 25 bits of it are true, which nine of ones and a zero, and the rest, do not exceed.
    const word = this.#view.getUint32(at >>> 3) << (at & 7);
    const ones = Math.clz32(~word);
    if (ones >= MOST_ONES) {
      this.#position = at + MOST_ONES;
      const value = this.signed(width);
      return width === 32 ? value : value & ((1 << width) - 1);
    }
    const low = (word << (ones + 1)) >>> (32 - rest);
    const isShort = low < 2;
    this.#position = at + ones + rest + (isShort ? 0 : 1);
    return Math.imul(ones, modulus) + (isShort ? 0 : low - 1);
  }
}
