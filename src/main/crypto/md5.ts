import { createHash } from "node:crypto";

/** Broken as a hash; only where an old protocol knows no other. */
export function md5(...parts: readonly Uint8Array[]): Uint8Array {
  const hash = createHash("md5");
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
}
