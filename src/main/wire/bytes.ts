const SLAB = 16 * 1024;
/** What is worth it: a small array costs nothing, and one large array must not keep a slab alive. */
const LARGEST_ON_SLAB = 1200;
let slab = new ArrayBuffer(0);
let used = 0;

/**
 * `length` bytes of zeros, all of them the caller's. A typed array of a few hundred bytes costs V8
 * most of a microsecond, of which a view of memory that is there already needs a tenth: for codecs
 * that make many. No two views overlap, and none is used again.
 */
export function slabBytes(length: number): Uint8Array {
  if (length > LARGEST_ON_SLAB || length <= 64) return new Uint8Array(length);
  if (used + length > slab.byteLength) {
    slab = new ArrayBuffer(SLAB);
    used = 0;
  }
  const bytes = new Uint8Array(slab, used, length);
  // Whoever reads it in words wants it aligned.
  used += (length + 7) & ~7;
  return bytes;
}

/** A new array with the content of all `parts` in order. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Same length and content. Not constant-time: compare secrets with `crypto/` instead. */
export function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, at) => byte === right[at]);
}

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Bytes that are not UTF-8 become U+FFFD. */
export function textOf(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}
