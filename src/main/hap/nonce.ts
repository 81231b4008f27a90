import { utf8 } from "../wire/bytes.ts";

/** Four zero bytes and the counter as 8 bytes, little-endian (PA-56, PA-58). Below 2^53. */
export function counterNonce(counter: number): Uint8Array {
  return littleEndian(counter, 4);
}

/** The counter as 12 bytes, little-endian: Companion's form (PA-57). Below 2^53. */
export function wideCounterNonce(counter: number): Uint8Array {
  return littleEndian(counter, 0);
}

/** Four zero bytes and an 8-letter message name such as `PS-Msg05`. */
export function messageNonce(name: string): Uint8Array {
  const nonce = new Uint8Array(12);
  nonce.set(utf8(name), 4);
  return nonce;
}

function littleEndian(counter: number, offset: number): Uint8Array {
  const nonce = new Uint8Array(12);
  const view = new DataView(nonce.buffer);
  view.setUint32(offset, counter % 2 ** 32, true);
  view.setUint32(offset + 4, Math.floor(counter / 2 ** 32), true);
  return nonce;
}
