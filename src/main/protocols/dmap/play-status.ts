import { type DmapItem, dmapItems, dmapNumber, dmapText, dmapValue } from "../../wire/dmap.ts";

/** Times at and above this are none (DM-11): what a server writes for "not known". */
const NO_TIME_MS = 2 ** 32 - 1;

/** An answer to `playstatusupdate` (docs/protocols/dmap.md#play-status). */
export class PlayStatus {
  readonly #items: readonly DmapItem[];

  constructor(answer: readonly DmapItem[]) {
    this.#items = dmapItems(answer, "cmst") ?? [];
  }

  /** To ask with for the next one; null when the server does not count. */
  get revision(): number | null {
    return this.number("cmsr") ?? null;
  }

  has(tag: string): boolean {
    return dmapValue(this.#items, tag) !== undefined;
  }

  number(tag: string): number | undefined {
    return dmapNumber(this.#items, tag);
  }

  /** Null when absent or empty. */
  text(tag: string): string | null {
    return dmapText(this.#items, tag) || null;
  }

  bytes(tag: string): Uint8Array | null {
    const value = dmapValue(this.#items, tag);
    return value instanceof Uint8Array ? value : null;
  }

  /** Milliseconds; 0 when absent or not known. */
  time(tag: string): number {
    const ms = this.number(tag) ?? 0;
    return ms < NO_TIME_MS ? ms : 0;
  }

  /** Whether a time is there to say that there is none. */
  isEndless(tag: string): boolean {
    return (this.number(tag) ?? 0) >= NO_TIME_MS;
  }
}
