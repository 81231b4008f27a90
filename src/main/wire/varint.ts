import { RemoteError } from "../../shared/errors.ts";

/** Seven bytes hold 49 bits: more than any length a device sends, and exact as a number. */
const MAX_BYTES = 7;

/** Base-128, least significant group first (Protocol Buffers encoding). `value` below 2^49. */
export function encodeVarint(value: number): Uint8Array {
  if (!Number.isInteger(value) || value < 0 || value >= 2 ** (7 * MAX_BYTES)) {
    throw new RemoteError("bug", "a varint is a whole number below 2^49");
  }
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  bytes.push(rest);
  return Uint8Array.from(bytes);
}

/** The varint at `offset`, or undefined while it is incomplete; `malformed` beyond seven bytes. */
export function decodeVarint(
  bytes: Uint8Array,
  offset = 0,
): { readonly value: number; readonly length: number } | undefined {
  let value = 0;
  let scale = 1;
  for (let length = 1; length <= MAX_BYTES; length++) {
    const byte = bytes[offset + length - 1];
    if (byte === undefined) return undefined;
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return { value, length };
    scale *= 0x80;
  }
  throw new RemoteError("malformed", "a varint is longer than seven bytes");
}
