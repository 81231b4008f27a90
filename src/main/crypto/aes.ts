import { type Cipher, createCipheriv, createDecipheriv } from "node:crypto";
import { RemoteError } from "../../shared/errors.ts";

/** Ciphertext, as long as the plaintext, and the 16-byte tag. */
export interface GcmSealed {
  readonly ciphertext: Uint8Array;
  readonly tag: Uint8Array;
}

/** AES-128 in Galois/Counter Mode (NIST SP 800-38D); the IV may have any length. */
export function sealGcm(key: Uint8Array, iv: Uint8Array, plain: Uint8Array): GcmSealed {
  const cipher = createCipheriv("aes-128-gcm", key, iv);
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()]);
  return { ciphertext: new Uint8Array(ciphertext), tag: new Uint8Array(cipher.getAuthTag()) };
}

/** The plaintext; `malformed` when anything was changed or the key is another. */
export function openGcm(
  key: Uint8Array,
  iv: Uint8Array,
  { ciphertext, tag }: GcmSealed,
): Uint8Array {
  // node takes shorter tags as well, each bit less of which is easier to guess.
  if (tag.length !== 16) throw new RemoteError("malformed", "a tag has 16 bytes");
  const decipher = createDecipheriv("aes-128-gcm", key, iv);
  decipher.setAuthTag(tag);
  try {
    return new Uint8Array(Buffer.concat([decipher.update(ciphertext), decipher.final()]));
  } catch (cause) {
    throw new RemoteError("malformed", "an encrypted message does not authenticate", { cause });
  }
}

/** AES-128 in counter mode: one key stream, which goes on from call to call. Both ways are the same. */
export class AesCtr {
  readonly #cipher: Cipher;

  /** `key` and `iv` have 16 bytes each. */
  constructor(key: Uint8Array, iv: Uint8Array) {
    this.#cipher = createCipheriv("aes-128-ctr", key, iv);
  }

  apply(bytes: Uint8Array): Uint8Array {
    return new Uint8Array(this.#cipher.update(bytes));
  }
}
