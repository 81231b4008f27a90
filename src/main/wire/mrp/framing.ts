import { RemoteError } from "../../../shared/errors.ts";
import { concatBytes } from "../bytes.ts";
import { ownBytes, PendingBytes } from "../pending-bytes.ts";
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
  readonly #pending = new PendingBytes();
  readonly #maxFrame: number;

  /** `maxFrame`: bytes of the longest payload that is taken. */
  constructor(maxFrame = MAX_FRAME) {
    this.#maxFrame = maxFrame;
  }

  /** Bytes kept because their message is not whole yet. */
  get pending(): number {
    return this.#pending.length;
  }

  /** Whole payloads that this chunk completes; throws `malformed` on a length no device sends. */
  push(chunk: Uint8Array): Uint8Array[] {
    const bytes = this.#pending.before(chunk);
    const payloads: Uint8Array[] = [];
    let at = 0;
    for (;;) {
      const length = decodeVarint(bytes, at);
      if (length === undefined) break;
      if (length.value > this.#maxFrame) {
        throw new RemoteError("malformed", "message length out of range");
      }
      const start = at + length.length;
      const end = start + length.value;
      if (end > bytes.length) break;
      payloads.push(ownBytes(bytes, start, end));
      at = end;
    }
    this.#pending.keep(bytes, at);
    return payloads;
  }
}
