import { createDecipheriv } from "node:crypto";

const BLOCK = 16;

/**
 * AES-128 in CBC mode over the whole blocks at the front; the bytes that are left over stay as they
 * are, as AirPlay 1 leaves them. `key` and `iv` have 16 bytes each.
 */
export function openCbc(key: Uint8Array, iv: Uint8Array, sealed: Uint8Array): Uint8Array {
  const whole = sealed.length - (sealed.length % BLOCK);
  const decipher = createDecipheriv("aes-128-cbc", key, iv).setAutoPadding(false);
  const opened = sealed.slice();
  opened.set(decipher.update(sealed.subarray(0, whole)));
  decipher.final();
  return opened;
}
