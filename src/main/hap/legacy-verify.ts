import { RemoteError } from "../../shared/errors.ts";
import { AesCtr } from "../crypto/aes.ts";
import { keyPairFromSeed, sign, verify } from "../crypto/ed25519.ts";
import { generateKeyPair, sharedSecret } from "../crypto/x25519.ts";
import type { Random } from "../runtime/random.ts";
import { Secret } from "../runtime/secret.ts";
import { concatBytes } from "../wire/bytes.ts";
import type { LegacyCredentials } from "./credentials.ts";
import { deriveAes } from "./legacy-keys.ts";
import {
  KEY_LENGTH,
  type LegacyMessenger,
  SIGNATURE_LENGTH,
  VERIFY_FINISH,
  VERIFY_START,
} from "./legacy-messages.ts";

export interface LegacyPairVerifyOptions {
  readonly messenger: LegacyMessenger;
  readonly credentials: LegacyCredentials;
  readonly random: Random;
  readonly signal: AbortSignal;
}

/**
 * Proves to each other that both sides still hold the keys of their pairing (PA-73); nothing is
 * encrypted afterwards. `malformed` with subject `identity` means that whoever answered is not the
 * device that we paired with. Refusals are the messenger's.
 */
export async function legacyPairVerify(options: LegacyPairVerifyOptions): Promise<void> {
  const { messenger, credentials, random, signal } = options;
  const { publicKey, seed } = keyPairFromSeed(credentials.ourPrivateKey.expose());
  const ephemeral = generateKeyPair(random);
  signal.throwIfAborted();
  const start = concatBytes(VERIFY_START, ephemeral.publicKey, publicKey);
  const answer = await messenger.exchange("verify-start", start, signal);
  signal.throwIfAborted();
  if (answer.length !== KEY_LENGTH + SIGNATURE_LENGTH) {
    throw new RemoteError("malformed", "the device's key and signature have a wrong length");
  }
  const theirKey = answer.slice(0, KEY_LENGTH);
  const shared = new Secret(sharedSecret(ephemeral.privateKey, theirKey));
  const { key, iv } = deriveAes("Pair-Verify", shared).expose();
  // One key stream for both signatures, theirs first.
  const stream = new AesCtr(key, iv);
  const theirSignature = stream.apply(answer.subarray(KEY_LENGTH));
  checkIdentity(credentials, concatBytes(theirKey, ephemeral.publicKey), theirSignature);
  const ours = stream.apply(sign(seed, concatBytes(ephemeral.publicKey, theirKey)));
  await messenger.exchange("verify", concatBytes(VERIFY_FINISH, ours), signal);
  signal.throwIfAborted();
}

function checkIdentity(
  { theirPublicKey }: LegacyCredentials,
  signed: Uint8Array,
  signature: Uint8Array,
): void {
  if (theirPublicKey === undefined || verify(theirPublicKey, signed, signature)) return;
  throw new RemoteError("malformed", "the device's signature is wrong", { subject: "identity" });
}
