const nothing = new Uint8Array(0);

/**
 * Takes a radio's titles out of its sound: after each `interval` bytes of sound comes a byte that counts
 * the title in units of 16, then the title (SHOUTcast).
 */
export class IcyStripper {
  readonly #interval: number;
  /** Bytes of sound until the next title. */
  #left: number;
  /** Of the title: what is to come, and what is there; null: its length comes next. */
  #missing: number | null = 0;
  #title: Uint8Array[] = [];
  readonly #onTitle: (title: string) => void;

  constructor(interval: number, onTitle: (title: string) => void) {
    this.#interval = interval;
    this.#left = interval;
    this.#onTitle = onTitle;
  }

  /** The sound in these bytes. */
  push(bytes: Uint8Array): Uint8Array {
    const sound: Uint8Array[] = [];
    for (let at = 0; at < bytes.length; ) {
      if (this.#left > 0) {
        const part = bytes.subarray(at, at + this.#left);
        sound.push(part);
        this.#left -= part.length;
        at += part.length;
        if (this.#left === 0) this.#missing = null;
      } else if (this.#missing === null) {
        this.#missing = (bytes[at++] ?? 0) * 16;
        if (this.#missing === 0) this.#left = this.#interval;
      } else {
        const part = bytes.subarray(at, at + this.#missing);
        this.#title.push(part.slice());
        this.#missing -= part.length;
        at += part.length;
        if (this.#missing === 0) this.#told();
      }
    }
    const [first = nothing, ...rest] = sound;
    return rest.length === 0 ? first : new Uint8Array(Buffer.concat(sound));
  }

  #told(): void {
    this.#left = this.#interval;
    const title = parseIcyTitle(new Uint8Array(Buffer.concat(this.#title)));
    this.#title = [];
    if (title !== null) this.#onTitle(title);
  }
}

/** Null: it says no title. Names may hold apostrophes, which nobody escapes; text is UTF-8, or Latin-1. */
export function parseIcyTitle(bytes: Uint8Array): string | null {
  const end = bytes.indexOf(0);
  const text = decoded(end < 0 ? bytes : bytes.subarray(0, end));
  return /StreamTitle='(.*?)'(?:;|$)/s.exec(text)?.[1]?.trim() ?? null;
}

/** Text of a radio, which does not say how it is written. */
export function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString("latin1");
  }
}
