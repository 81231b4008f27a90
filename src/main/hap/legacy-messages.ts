import { RemoteError } from "../../shared/errors.ts";
import { decodeBplist, encodeBplist, type PlistRecord, plistDict } from "../wire/bplist.ts";

/**
 * Where the exchange is, because a refusal means something else each time: of the PIN, of keys that the
 * device no longer knows, or of everybody.
 */
export type LegacyStep = "challenge" | "pin" | "keys" | "verify-start" | "verify";

/**
 * Carries the messages of legacy pairing, bytes both ways: binary property lists until `keys`
 * (`/pair-setup-pin`), then keys and a signature (`/pair-verify`). Rejects with the link's errors and
 * with the device's refusal: `wrong-pin`, `backoff`, `unpaired`, `unavailable`, `unsupported`, `rejected`.
 */
export interface LegacyMessenger {
  exchange(step: LegacyStep, request: Uint8Array, signal: AbortSignal): Promise<Uint8Array>;
}

/** What stands before the keys and before the signature of pair-verify. */
export const VERIFY_START: Uint8Array = Uint8Array.of(1, 0, 0, 0);
export const VERIFY_FINISH: Uint8Array = Uint8Array.of(0, 0, 0, 0);

/** Bytes of an X25519 or Ed25519 public key, of a signature, and of a tag of GCM. */
export const KEY_LENGTH = 32;
export const SIGNATURE_LENGTH = 64;
export const TAG_LENGTH = 16;

/** Lengths of the fields of pair-setup. An SRP key is seen with 257 bytes too, the first of them zero (A9). */
export const SALT = { max: 64 } as const;
export const SRP_KEY = { max: 257 } as const;
export const PROOF = { max: 20 } as const;
export const EXACT_KEY = { min: KEY_LENGTH, max: KEY_LENGTH } as const;
export const EXACT_TAG = { min: TAG_LENGTH, max: TAG_LENGTH } as const;

export type LegacyFields = ReadonlyMap<string, unknown>;

/** One message of pair-setup; the order of its keys is what a device is used to (A9). */
export function encodeFields(fields: PlistRecord): Uint8Array {
  return encodeBplist(fields);
}

/** `malformed` for what is no binary property list, or none of fields. */
export function decodeFields(bytes: Uint8Array): LegacyFields {
  const fields = plistDict(decodeBplist(bytes));
  if (fields === undefined) throw new RemoteError("malformed", "a pairing message without fields");
  return fields;
}

/** Bytes that must be there; `malformed` if they are not, or not between `min` and `max` long. */
export function requireBytes(
  fields: LegacyFields,
  name: string,
  { min = 1, max }: { readonly min?: number; readonly max: number },
): Uint8Array {
  const value = fields.get(name);
  if (!(value instanceof Uint8Array) || value.length < min || value.length > max) {
    throw new RemoteError("malformed", `${name} is missing or has a wrong length`);
  }
  return value;
}
