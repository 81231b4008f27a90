import { createHash, timingSafeEqual } from "node:crypto";

export function sha512(...parts: readonly Uint8Array[]): Uint8Array {
  return digest("sha512", parts);
}

export function sha1(...parts: readonly Uint8Array[]): Uint8Array {
  return digest("sha1", parts);
}

/** For what protocols make of it (HTTP Digest, DMAP's pairing code); it protects nothing. */
export function md5(...parts: readonly Uint8Array[]): Uint8Array {
  return digest("md5", parts);
}

/** The same of a text, in lower-case hex. */
export function md5Hex(text: string): string {
  return Buffer.from(md5(Buffer.from(text, "utf8"))).toString("hex");
}

/** Content compared in a time that does not depend on it. Different lengths are unequal. */
export function equalSecrets(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}

function digest(algorithm: string, parts: readonly Uint8Array[]): Uint8Array {
  const hash = createHash(algorithm);
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
}
