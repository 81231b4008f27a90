/** Cuts what does not belong to the sound off its beginning and end, frames counted over all. */
export class Trim {
  /** Where the sound begins in what is decoded. */
  readonly start: number;
  /** Where it ends; null: not known. */
  readonly #end: number | null;
  /** The first that is given. */
  #from: number;
  /** Of the next that is decoded. */
  #position = 0;

  /** `length` in frames; null: to the end. */
  constructor(start: number, length: number | null) {
    this.start = start;
    this.#from = start;
    this.#end = length === null ? null : start + length;
  }

  /** Everything wanted was given. */
  get isOver(): boolean {
    return this.#end !== null && this.#position >= this.#end;
  }

  /** Of what is decoded next. */
  get position(): number {
    return this.#position;
  }

  /** What is decoded next is at `position`; nothing before `from` is wanted. */
  startAt(from: number, position: number): void {
    this.#from = from;
    this.#position = position;
  }

  apply(channels: readonly Float32Array[]): readonly Float32Array[] {
    const length = channels[0]?.length ?? 0;
    const at = this.#position;
    this.#position += length;
    const first = Math.min(length, Math.max(0, this.#from - at));
    const last = this.#end === null ? length : Math.max(first, Math.min(length, this.#end - at));
    if (first === 0 && last === length) return channels;
    return channels.map((samples) => samples.subarray(first, last));
  }
}
