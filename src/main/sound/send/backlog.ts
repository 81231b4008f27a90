import { BACKLOG_PACKETS } from "../engine.ts";

/**
 * The last packets that were sent, as they were, by their sequence number of 16 bits (RA-12). Memory
 * for all of them at once: nothing is allocated for a packet.
 */
export class Backlog {
  readonly #slotLength: number;
  readonly #slots: Uint8Array;
  readonly #lengths = new Uint16Array(BACKLOG_PACKETS);
  #newest = 0;
  #count = 0;
  #slot = -1;

  /** `largest`: bytes of a packet at most. */
  constructor(largest: number) {
    this.#slotLength = largest;
    this.#slots = new Uint8Array(largest * BACKLOG_PACKETS);
  }

  /** Room for the packet that is sent next; the oldest is given up for it. */
  next(): Uint8Array {
    this.#slot = (this.#slot + 1) % BACKLOG_PACKETS;
    return this.#view(this.#slot, this.#slotLength);
  }

  /** What `next` gave is a packet of `length` bytes with the number after the one before. */
  keep(sequence: number, length: number): Uint8Array {
    this.#lengths[this.#slot] = length;
    this.#newest = sequence;
    this.#count = Math.min(this.#count + 1, BACKLOG_PACKETS);
    return this.#view(this.#slot, length);
  }

  /** Undefined: it is not there any more, or never was. */
  find(sequence: number): Uint8Array | undefined {
    // Distances in 16 bits, or after 65535 nothing from before would be found (QK-18).
    const age = (this.#newest - sequence) & 0xffff;
    if (age >= this.#count) return undefined;
    const slot = (this.#slot - age + BACKLOG_PACKETS) % BACKLOG_PACKETS;
    return this.#view(slot, this.#lengths[slot] ?? 0);
  }

  #view(slot: number, length: number): Uint8Array {
    const at = slot * this.#slotLength;
    return this.#slots.subarray(at, at + length);
  }
}
