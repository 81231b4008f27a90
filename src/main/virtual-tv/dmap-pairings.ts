import { equalSecrets, sha512 } from "../crypto/hash.ts";
import type { PairingStore } from "../hap/accessory.ts";
import { hexOf, utf8 } from "../wire/bytes.ts";

const ID_BYTES = 8;
const CHECK_BYTES = 32;

/** Lets a remote in from now on. Its GUID is its key, so what is kept is a digest of it. */
export function rememberRemote(pairings: PairingStore, guid: string): void {
  const { id, check } = digestOf(guid);
  pairings.add(id, check);
}

/** `guid`: hex digits, with or without `0x`. */
export function knowsRemote(pairings: PairingStore, guid: string): boolean {
  const { id, check } = digestOf(guid);
  const known = pairings.get(id);
  return known !== undefined && equalSecrets(known, check);
}

function digestOf(guid: string) {
  const digits = guid.replace(/^0x/i, "").toUpperCase();
  const digest = sha512(utf8(`remote ${digits}`));
  return {
    id: `remote ${hexOf(digest.subarray(0, ID_BYTES))}`,
    check: digest.slice(ID_BYTES, ID_BYTES + CHECK_BYTES),
  };
}
