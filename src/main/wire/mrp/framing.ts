import { RemoteError } from "../../../shared/errors.ts";
import { concatBytes } from "../bytes.ts";
import { decodeVarint, encodeVarint } from "../varint.ts";

/** Pictures travel inside messages: more than the largest that we would show. */
export const MAX_FRAME = 32 * 1024 * 1024;

/** A varint of the payload's length, and the payload (PA-56). Throws `invalid` beyond the maximum. */
export function encodeMrpFrame(payload: Uint8Array): Uint8Array {
  if (payload.length > MAX_FRAME) throw new RemoteError("invalid", "a message is too long");
  return concatBytes(encodeVarint(payload.length), payload);
}

/** Cuts a byte stream into payloads, however it is sliced, inside a length too (QK-15). */
export class MrpFrameDecoder {
  readonly #chunks: Uint8Array[] = [];
  #buffered = 0;
  /** Bytes that must be there before another look is worth it. */
  #wanted = 1;

  /** Bytes kept because their message is not whole yet. */
  get pending(): number {
    return this.#buffered;
  }

  /** Whole payloads that this chunk completes; throws `malformed` on a length no device sends. */
  push(chunk: Uint8Array): Uint8Array[] {
    if (chunk.length === 0) return [];
    // Joined only when a message is whole: a long one in small chunks costs its length, not its square.
    this.#buffered += chunk.length;
    this.#chunks.push(chunk);
    if (this.#buffered < this.#wanted) return [];
    const bytes = this.#chunks.length === 1 ? chunk : concatBytes(...this.#chunks);
    const payloads: Uint8Array[] = [];
    let at = 0;
    for (;;) {
      const length = decodeVarint(bytes, at);
      if (length !== undefined && length.value > MAX_FRAME) {
        throw new RemoteError("malformed", "message length out of range");
      }
      const start = at + (length?.length ?? 0);
      const end = start + (length?.value ?? 0);
      if (length === undefined || end > bytes.length) {
        this.#keep(bytes, at, length === undefined ? bytes.length - at + 1 : end - at);
        return payloads;
      }
      // Bytes of its own: a message does not keep a network chunk alive.
      payloads.push(bytes.slice(start, end));
      at = end;
    }
  }

  #keep(bytes: Uint8Array, from: number, wanted: number): void {
    this.#chunks.length = 0;
    this.#buffered = bytes.length - from;
    this.#wanted = wanted;
    if (this.#buffered > 0) this.#chunks.push(bytes.slice(from));
  }
}
