import { sha512 } from "../crypto/hash.ts";
import { Secret } from "../runtime/secret.ts";
import { utf8 } from "../wire/bytes.ts";

/** What AES is started with: 16 bytes each. */
export interface AesStart {
  readonly key: Uint8Array;
  readonly iv: Uint8Array;
}

/** PA-72, PA-73: both are the front of a SHA-512, over a name and the secret of the exchange. */
export function deriveAes(stage: "Pair-Setup" | "Pair-Verify", secret: Secret): Secret<AesStart> {
  const front = (name: string) => sha512(utf8(`${stage}-${name}`), secret.expose()).slice(0, 16);
  return new Secret({ key: front("AES-Key"), iv: front("AES-IV") });
}

/** The IV of the message `count` after the start: its last byte counts and wraps alone (QK-17). */
export function advanceIv(iv: Uint8Array, count: number): Uint8Array {
  return iv.map((byte, at) => (at === iv.length - 1 ? (byte + count) & 0xff : byte));
}
