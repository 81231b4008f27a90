import type { Secret } from "../runtime/secret.ts";
import { encodeTlv8, type TlvItem, TlvTag } from "../wire/tlv8.ts";
import { stateItem } from "./messages.ts";

/** The long-term identity of an accessory. */
export interface AccessoryIdentity {
  readonly id: string;
  /** Ed25519 seed, 32 bytes. */
  readonly seed: Secret;
}

/** How a controller presented itself. */
export interface Controller {
  readonly id: string;
  /** Ed25519 public key, 32 bytes. */
  readonly publicKey: Uint8Array;
  /** Everything that was in M5, such as its name (tag 0x11). */
  readonly items: readonly TlvItem[];
}

/** Ways to misbehave on purpose, read anew at each message. */
export interface AccessoryFaults {
  /** M4 carries a proof that does not prove anything. */
  wrongProof?: boolean;
  /** Setup M6 and verify M2 carry a signature by nobody. */
  wrongSignature?: boolean;
  /** Verify M2 comes from another identifier. */
  wrongIdentifier?: boolean;
  /** M2 is a back-off of so many seconds. */
  backoffSeconds?: number;
  busy?: boolean;
  maxPeers?: boolean;
  maxTries?: boolean;
  unavailable?: boolean;
  /** M2 has neither salt nor error (edge case E55). */
  noSalt?: boolean;
  /** The right PIN is refused as a wrong one (edge case E56). */
  refusePin?: boolean;
}

/** An answer that is an error; `seconds` adds a back-off of 16 bits, as tvOS sends it. */
export function errorAnswer(state: number, code: number, seconds?: number): Uint8Array {
  const items: TlvItem[] = [stateItem(state), [TlvTag.Error, Uint8Array.of(code)]];
  if (seconds !== undefined) {
    items.push([TlvTag.BackOff, Uint8Array.of(seconds & 0xff, (seconds >> 8) & 0xff)]);
  }
  return encodeTlv8(items);
}
