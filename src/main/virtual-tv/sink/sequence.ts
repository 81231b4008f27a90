/** Sequence numbers that go on counting where those of the wire begin anew. */
export class Sequence {
  readonly #bits: number;
  #last: number | null = null;

  /** 16 of RTP, 23 of a buffered stream. */
  constructor(bits: 16 | 23) {
    this.#bits = bits;
  }

  /** The nearest to the last one that was counted on from. */
  extend(wire: number): number {
    if (this.#last === null) return wire;
    const shift = 32 - this.#bits;
    return this.#last + (((wire - this.#last) << shift) >> shift);
  }

  countOn(extended: number): void {
    this.#last = extended;
  }

  wire(extended: number): number {
    const range = 2 ** this.#bits;
    return ((extended % range) + range) % range;
  }
}
