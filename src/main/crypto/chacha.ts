import { poly1305 } from "@noble/ciphers/_poly1305.js";
import { chacha20 } from "@noble/ciphers/chacha.js";
import { RemoteError } from "../../shared/errors.ts";
import { equalSecrets } from "./hash.ts";

/** Bytes that `seal` adds. */
export const TAG_LENGTH = 16;
/** One block of ChaCha20. Block 0 makes the tag's key; the text begins with block 1. */
const BLOCK = 64;
const KEY_LENGTH = 32;
const nothing = new Uint8Array(0);

/**
 * ChaCha20-Poly1305 (RFC 8439): ciphertext and the 16-byte tag. The library is the same in every
 * runtime, because Electron's own node:crypto lacks the cipher. Put together here from the library's
 * two halves, in one pass over one array each: its own AEAD makes a dozen arrays for every message,
 * which cost a third of the time. Additional data of at most 64 bytes.
 */
export function seal(
  key: Uint8Array,
  nonce: Uint8Array,
  plain: Uint8Array,
  aad: Uint8Array = nothing,
): Uint8Array {
  const { length } = plain;
  const work = workspace(length);
  work.set(plain, BLOCK);
  const text = work.subarray(0, BLOCK + length);
  chacha20(key, nonce, text, text);
  const tagKey = work.slice(0, KEY_LENGTH);
  const tag = tagOf(tagKey, work, length, aad);
  tagKey.fill(0);
  work.set(tag, BLOCK + length);
  return work.subarray(BLOCK, BLOCK + length + TAG_LENGTH);
}

/** The plaintext; `malformed` when anything was changed or the key is another. */
export function open(
  key: Uint8Array,
  nonce: Uint8Array,
  sealed: Uint8Array,
  aad: Uint8Array = nothing,
): Uint8Array {
  const length = sealed.length - TAG_LENGTH;
  if (length < 0) throw new RemoteError("malformed", "no room for a tag");
  const work = workspace(length);
  work.set(sealed.subarray(0, length), BLOCK);
  const text = new Uint8Array(BLOCK + length);
  chacha20(key, nonce, work.subarray(0, BLOCK + length), text);
  const tagKey = text.subarray(0, KEY_LENGTH);
  const tag = tagOf(tagKey, work, length, aad);
  // Nobody sees the plaintext of a message that does not authenticate.
  if (!equalSecrets(tag, sealed.subarray(length))) {
    text.fill(0);
    throw new RemoteError("malformed", "an encrypted message does not authenticate");
  }
  text.fill(0, 0, BLOCK);
  return text.subarray(BLOCK);
}

/** Zeros: a block, the text up to a multiple of 16, and the lengths. */
function workspace(length: number): Uint8Array {
  return new Uint8Array(BLOCK + padded(length) + 16);
}

/**
 * RFC 8439, 2.8: the additional data, the ciphertext, both filled up with zeros, and their lengths.
 * The additional data goes where block 0 was, right before the ciphertext.
 */
function tagOf(tagKey: Uint8Array, work: Uint8Array, length: number, aad: Uint8Array): Uint8Array {
  if (aad.length > BLOCK)
    throw new RemoteError("bug", "more additional data than any protocol has");
  const start = BLOCK - padded(aad.length);
  work.fill(0, 0, BLOCK);
  work.set(aad, start);
  const lengths = BLOCK + padded(length);
  const view = new DataView(work.buffer);
  view.setUint32(lengths, aad.length, true);
  view.setUint32(lengths + 8, length, true);
  return poly1305(work.subarray(start, lengths + 16), tagKey);
}

function padded(length: number): number {
  return (length + 15) & ~15;
}
