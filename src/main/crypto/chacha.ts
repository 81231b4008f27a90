import { chacha20poly1305 } from "@noble/ciphers/chacha.js";
import { RemoteError } from "../../shared/errors.ts";

/** Bytes that `seal` adds. */
export const TAG_LENGTH = 16;

/**
 * ChaCha20-Poly1305 (RFC 8439): ciphertext and the 16-byte tag. The library is the same in every
 * runtime, because Electron's own node:crypto lacks the cipher.
 */
export function seal(
  key: Uint8Array,
  nonce: Uint8Array,
  plain: Uint8Array,
  aad?: Uint8Array,
): Uint8Array {
  return chacha20poly1305(key, nonce, aad).encrypt(plain);
}

/** The plaintext; `malformed` when anything was changed or the key is another. */
export function open(
  key: Uint8Array,
  nonce: Uint8Array,
  sealed: Uint8Array,
  aad?: Uint8Array,
): Uint8Array {
  if (sealed.length < TAG_LENGTH) throw new RemoteError("malformed", "no room for a tag");
  try {
    return chacha20poly1305(key, nonce, aad).decrypt(sealed);
  } catch (cause) {
    throw new RemoteError("malformed", "an encrypted message does not authenticate", { cause });
  }
}
