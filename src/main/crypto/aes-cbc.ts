import { createCipheriv, createDecipheriv } from "node:crypto";

/** Of AES, in bytes. */
const BLOCK = 16;

/**
 * AES-128 in CBC over the whole blocks of `bytes`; what is left over stays as it is, as AirPlay 1 has
 * it (no padding). `key` and `iv` have 16 bytes each. Returns as many bytes as it got.
 */
export function sealBlocks(key: Uint8Array, iv: Uint8Array, bytes: Uint8Array): Uint8Array {
  const cipher = createCipheriv("aes-128-cbc", key, iv).setAutoPadding(false);
  return throughBlocks(bytes, (whole) => cipher.update(whole));
}

/** The way back; nothing authenticates it, so wrong keys give other bytes. */
export function openBlocks(key: Uint8Array, iv: Uint8Array, sealed: Uint8Array): Uint8Array {
  const decipher = createDecipheriv("aes-128-cbc", key, iv).setAutoPadding(false);
  return throughBlocks(sealed, (whole) => decipher.update(whole));
}

function throughBlocks(bytes: Uint8Array, change: (whole: Uint8Array) => Uint8Array): Uint8Array {
  const whole = bytes.length - (bytes.length % BLOCK);
  const out = new Uint8Array(bytes.length);
  if (whole > 0) out.set(change(bytes.subarray(0, whole)));
  out.set(bytes.subarray(whole), whole);
  return out;
}
