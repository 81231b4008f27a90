import { isRemoteError, RemoteError } from "../../shared/errors.ts";
import { type GcmSealed, openGcm, sealGcm } from "../crypto/aes.ts";
import { keyPairFromSeed } from "../crypto/ed25519.ts";
import { airplayLegacySuite } from "../crypto/srp.ts";
import type { Random } from "../runtime/random.ts";
import { Secret } from "../runtime/secret.ts";
import type { PlistRecord } from "../wire/bplist.ts";
import { hexOf } from "../wire/bytes.ts";
import type { LegacyCredentials } from "./credentials.ts";
import { advanceIv, deriveAes } from "./legacy-keys.ts";
import {
  decodeFields,
  EXACT_KEY,
  EXACT_TAG,
  encodeFields,
  KEY_LENGTH,
  type LegacyFields,
  type LegacyMessenger,
  type LegacyStep,
  PROOF,
  requireBytes,
  SALT,
  SRP_KEY,
} from "./legacy-messages.ts";
import { proveWithoutZeros } from "./srp-proof.ts";

const ID_LENGTH = 8;

export interface LegacyPairSetupOptions {
  readonly messenger: LegacyMessenger;
  readonly random: Random;
  readonly signal: AbortSignal;
  /** As typed; up to four digits are padded with zeros on the left (PA-02). */
  readonly pin: string;
}

/**
 * Pairing with the PIN of the screen, before HAP (PA-70 to PA-72). The device's proof is checked, and
 * the tag of its key. Rejects with what the messenger rejects with, and with `malformed`: subject
 * `identity` when a proof or tag is wrong.
 */
export async function legacyPairSetup(options: LegacyPairSetupOptions): Promise<LegacyCredentials> {
  const { messenger, random, signal } = options;
  const ask = async (step: LegacyStep, fields: PlistRecord) => {
    signal.throwIfAborted();
    const answer = await messenger.exchange(step, encodeFields(fields), signal);
    signal.throwIfAborted();
    return decodeFields(answer);
  };
  const ourId = hexOf(random.bytes(ID_LENGTH)).toUpperCase();
  const challenge = await ask("challenge", { method: "pin", user: ourId });

  const { srp, ours } = prove(random, ourId, padPin(options.pin), challenge);
  const answer = await ask("pin", { pk: srp.publicKey, proof: ours.proof });
  if (!srp.accepts(ours, requireBytes(answer, "proof", PROOF))) {
    throw wrongIdentity("the device did not prove that it knows the PIN");
  }

  const aes = deriveAes("Pair-Setup", new Secret(ours.sessionKey));
  const ourPrivateKey = new Secret(random.bytes(KEY_LENGTH));
  const { publicKey } = keyPairFromSeed(ourPrivateKey.expose());
  const { key, iv } = aes.expose();
  const { ciphertext, tag } = sealGcm(key, advanceIv(iv, 1), publicKey);
  const theirs = await ask("keys", { authTag: tag, epk: ciphertext });
  const sealed = {
    ciphertext: requireBytes(theirs, "epk", EXACT_KEY),
    tag: requireBytes(theirs, "authTag", EXACT_TAG),
  };
  const theirPublicKey = openTheirs(key, advanceIv(iv, 2), sealed);
  return { kind: "legacy", ourId, ourPrivateKey, theirPublicKey };
}

function openTheirs(key: Uint8Array, iv: Uint8Array, sealed: GcmSealed): Uint8Array {
  try {
    return openGcm(key, iv, sealed);
  } catch (error) {
    if (isRemoteError(error, "malformed")) throw wrongIdentity("the device's key is not its own");
    throw error;
  }
}

/** Our public key and proof. */
function prove(random: Random, user: string, pin: string, challenge: LegacyFields) {
  return proveWithoutZeros(airplayLegacySuite, () => random.bytes(KEY_LENGTH), {
    user,
    password: pin,
    salt: requireBytes(challenge, "salt", SALT),
    theirKey: withoutZeros(requireBytes(challenge, "pk", SRP_KEY)),
  });
}

/** A number as its bytes, without the zeros that it begins with. */
function withoutZeros(bytes: Uint8Array): Uint8Array {
  const start = bytes.findIndex((byte) => byte !== 0);
  return bytes.subarray(start < 0 ? bytes.length : start);
}

function padPin(pin: string): string {
  return /^\d{1,4}$/.test(pin) ? pin.padStart(4, "0") : pin;
}

function wrongIdentity(message: string): RemoteError {
  return new RemoteError("malformed", message, { subject: "identity" });
}
