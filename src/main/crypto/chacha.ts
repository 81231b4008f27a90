import { poly1305 } from "@noble/ciphers/_poly1305.js";
import { chacha20 } from "@noble/ciphers/chacha.js";
import { RemoteError } from "../../shared/errors.ts";
import { equalSecrets } from "./hash.ts";

/** Bytes that `seal` adds. */
export const TAG_LENGTH = 16;
/** Of the key stream: the first block is Poly1305's key and no part of the text (RFC 8439, 2.8). */
const BLOCK = 64;
const TAG_KEY_LENGTH = 32;
const TAG_UNIT = 16;

/**
 * ChaCha20-Poly1305 (RFC 8439): ciphertext and the 16-byte tag. The library is the same in every
 * runtime, because Electron's own node:crypto lacks the cipher. Its ciphers are put together here,
 * because its own AEAD makes a dozen arrays more (docs/decisions/0004-crypto-libraries.md).
 */
export function seal(
  key: Uint8Array,
  nonce: Uint8Array,
  plain: Uint8Array,
  aad: Uint8Array = nothing,
): Uint8Array {
  const end = BLOCK + plain.length;
  const bytes = new Uint8Array(end + TAG_LENGTH);
  bytes.set(plain, BLOCK);
  applyStream(key, nonce, bytes.subarray(0, end));
  bytes.set(tagOf(bytes.subarray(0, TAG_KEY_LENGTH), bytes.subarray(BLOCK, end), aad), end);
  bytes.fill(0, 0, BLOCK);
  return bytes.subarray(BLOCK);
}

/** The plaintext; `malformed` when anything was changed or the key is another. */
export function open(
  key: Uint8Array,
  nonce: Uint8Array,
  sealed: Uint8Array,
  aad: Uint8Array = nothing,
): Uint8Array {
  if (sealed.length < TAG_LENGTH) throw new RemoteError("malformed", "no room for a tag");
  try {
    return authentic(key, nonce, sealed, aad);
  } catch (cause) {
    throw new RemoteError("malformed", "an encrypted message does not authenticate", { cause });
  }
}

/** One pass gives the tag's key and the text; the text leaves only once the tag is right. */
function authentic(
  key: Uint8Array,
  nonce: Uint8Array,
  sealed: Uint8Array,
  aad: Uint8Array,
): Uint8Array {
  const text = sealed.subarray(0, -TAG_LENGTH);
  const bytes = new Uint8Array(BLOCK + text.length);
  bytes.set(text, BLOCK);
  applyStream(key, nonce, bytes);
  const tag = tagOf(bytes.subarray(0, TAG_KEY_LENGTH), text, aad);
  bytes.fill(0, 0, BLOCK);
  if (!equalSecrets(tag, sealed.subarray(-TAG_LENGTH))) {
    bytes.fill(0);
    throw new Error("another tag");
  }
  return bytes.subarray(BLOCK);
}

/** In place, from block 0. */
function applyStream(key: Uint8Array, nonce: Uint8Array, bytes: Uint8Array): void {
  chacha20(key, nonce, bytes, bytes);
}

const nothing = new Uint8Array(0);
const SCRATCH = 2048;
/** Where a frame of usual length is laid out for its tag; it never holds a key or a text. */
const scratch = new Uint8Array(SCRATCH);

/** RFC 8439, 2.8: both filled up to whole units, then their lengths. */
function tagOf(key: Uint8Array, text: Uint8Array, aad: Uint8Array): Uint8Array {
  const textAt = wholeUnits(aad.length);
  const lengthsAt = textAt + wholeUnits(text.length);
  const length = lengthsAt + TAG_UNIT;
  const layout = length > SCRATCH ? new Uint8Array(length) : scratch.subarray(0, length);
  layout.set(aad);
  layout.fill(0, aad.length, textAt);
  layout.set(text, textAt);
  layout.fill(0, textAt + text.length);
  const lengths = new DataView(layout.buffer, lengthsAt);
  lengths.setUint32(0, aad.length, true);
  lengths.setUint32(8, text.length, true);
  return poly1305(layout, key);
}

const wholeUnits = (length: number) => Math.ceil(length / TAG_UNIT) * TAG_UNIT;
