/** What is kept beyond this many bytes is given back once it is no longer needed. */
const KEPT_CAPACITY = 64 * 1024;

/**
 * The unfinished end of a byte stream. Grows by doubling, so that a long message costs its length in
 * time and memory, and not its square or an object a chunk, however small the chunks are that a
 * device cuts it into.
 */
export class PendingBytes {
  #bytes: Uint8Array = new Uint8Array(0);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /**
   * What is pending, then `chunk`; `chunk` itself when nothing is. Only a view: it holds until the
   * next call, and nothing of it may be handed on without a copy. A call of `keep` must follow.
   */
  before(chunk: Uint8Array): Uint8Array {
    if (this.#length === 0) return chunk;
    const whole = this.#length + chunk.length;
    if (whole > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(whole, 2 * this.#bytes.length));
      larger.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = larger;
    }
    this.#bytes.set(chunk, this.#length);
    return this.#bytes.subarray(0, whole);
  }

  /** What stays pending: all that `before` gave from `from` on. */
  keep(all: Uint8Array, from: number): void {
    const length = all.length - from;
    const isOurs = all.buffer === this.#bytes.buffer;
    const isTooMuch = this.#bytes.length > KEPT_CAPACITY && length < this.#bytes.length / 4;
    if (length === 0) {
      if (isTooMuch) this.#bytes = new Uint8Array(0);
    } else if (isOurs && !isTooMuch) {
      if (from > 0) this.#bytes.copyWithin(0, from, all.length);
    } else {
      // The caller may use the memory of its chunk again.
      this.#bytes = ownBytes(all, from);
    }
    this.#length = length;
  }
}

/**
 * A copy with memory of its own, so that it does not keep a whole network chunk alive. Not `slice`,
 * which on a Buffer is only another view.
 */
export function ownBytes(bytes: Uint8Array, start: number, end = bytes.length): Uint8Array {
  const own = new Uint8Array(end - start);
  own.set(bytes.subarray(start, end));
  return own;
}
