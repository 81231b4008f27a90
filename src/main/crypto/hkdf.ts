import { hkdfSync } from "node:crypto";

/** HKDF (RFC 5869) with SHA-512. Text is taken as UTF-8; an empty salt is allowed. */
export function hkdfSha512(
  inputKey: Uint8Array,
  salt: Uint8Array | string,
  context: Uint8Array | string,
  length = 32,
): Uint8Array {
  return new Uint8Array(hkdfSync("sha512", inputKey, salt, context, length));
}
