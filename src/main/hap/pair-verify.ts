import { RemoteError } from "../../shared/errors.ts";
import { open, seal } from "../crypto/chacha.ts";
import { sign, verify } from "../crypto/ed25519.ts";
import { generateKeyPair, sharedSecret } from "../crypto/x25519.ts";
import type { Random } from "../runtime/random.ts";
import { Secret } from "../runtime/secret.ts";
import { concatBytes, textOf, utf8 } from "../wire/bytes.ts";
import { decodeTlv8, encodeTlv8, type TlvItem, TlvTag } from "../wire/tlv8.ts";
import type { HapCredentials } from "./credentials.ts";
import { ask, type HapMessenger, requireItem, stateItem } from "./messages.ts";
import { messageNonce } from "./nonce.ts";
import { deriveKey } from "./session-keys.ts";

export interface PairVerifyOptions {
  readonly messenger: HapMessenger;
  readonly credentials: HapCredentials;
  readonly random: Random;
  readonly signal: AbortSignal;
}

/** Ephemeral keys of one attempt (PA-44). */
interface Exchange {
  readonly ourKey: Uint8Array;
  readonly theirKey: Uint8Array;
  readonly shared: Secret;
}

/**
 * Proves to each other that both sides still hold the keys of their pairing (PA-40 to PA-43), and
 * returns the X25519 secret from which the session's keys are derived.
 *
 * Only `unpaired` says that the device forgot us, because only there the device has seen our
 * signature. `malformed` with subject `identity` means that whoever answered is not the device that
 * we paired with: another device at an old address, a reset one, or an impostor. None of these is a
 * reason to throw the keys away.
 */
export async function pairVerify(options: PairVerifyOptions): Promise<Secret> {
  const { messenger, credentials, random, signal } = options;
  const ephemeral = generateKeyPair(random);
  const m1: TlvItem[] = [stateItem(1), [TlvTag.PublicKey, ephemeral.publicKey]];
  const m2 = await ask(messenger, "verify-start", m1, 2, signal);

  const theirKey = requireItem(m2, TlvTag.PublicKey, 32);
  const shared = new Secret(sharedSecret(ephemeral.privateKey, theirKey));
  const key = deriveKey(shared, "Pair-Verify-Encrypt-Salt", "Pair-Verify-Encrypt-Info");
  const exchange = { ourKey: ephemeral.publicKey, theirKey, shared };
  const sealedIdentity = requireItem(m2, TlvTag.EncryptedData);
  const them = open(key.expose(), messageNonce("PV-Msg02"), sealedIdentity);
  checkIdentity(credentials, exchange, decodeTlv8(them));

  const us = encodeTlv8(ourIdentity(credentials, exchange));
  const sealed = seal(key.expose(), messageNonce("PV-Msg03"), us);
  const m3: TlvItem[] = [stateItem(3), [TlvTag.EncryptedData, sealed]];
  await ask(messenger, "verify", m3, 4, signal);
  return shared;
}

function checkIdentity(
  { theirId, theirPublicKey }: HapCredentials,
  { ourKey, theirKey }: Exchange,
  items: readonly TlvItem[],
): void {
  const id = requireItem(items, TlvTag.Identifier);
  const signature = requireItem(items, TlvTag.Signature, 64);
  if (textOf(id) !== theirId) {
    throw new RemoteError("malformed", "another device answers", { subject: "identity" });
  }
  if (!verify(theirPublicKey, concatBytes(theirKey, id, ourKey), signature)) {
    throw new RemoteError("malformed", "the device's signature is wrong", { subject: "identity" });
  }
}

function ourIdentity(
  { ourId, ourPrivateKey }: HapCredentials,
  { ourKey, theirKey }: Exchange,
): TlvItem[] {
  const id = utf8(ourId);
  return [
    [TlvTag.Identifier, id],
    [TlvTag.Signature, sign(ourPrivateKey.expose(), concatBytes(ourKey, id, theirKey))],
  ];
}
