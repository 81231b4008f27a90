const STEREO = 2;

/** Samples in order, of which the oldest are let go of when there are too many. */
export class PcmTape {
  readonly #limit: number;
  readonly #parts: Int16Array[] = [];
  #length = 0;

  /** `frames`: how many are kept at most. */
  constructor(frames: number) {
    this.#limit = frames * STEREO;
  }

  append(samples: Int16Array): void {
    if (samples.length === 0) return;
    this.#parts.push(samples);
    this.#length += samples.length;
    while (this.#length > this.#limit) {
      const oldest = this.#parts.shift();
      this.#length -= oldest?.length ?? 0;
    }
  }

  silence(frames: number): void {
    this.append(new Int16Array(frames * STEREO));
  }

  samples(): Int16Array {
    const all = new Int16Array(this.#length);
    let at = 0;
    for (const part of this.#parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }
}
