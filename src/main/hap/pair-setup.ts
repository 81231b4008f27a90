import { RemoteError } from "../../shared/errors.ts";
import { open, seal } from "../crypto/chacha.ts";
import { keyPairFromSeed, sign, verify } from "../crypto/ed25519.ts";
import { hapSuite } from "../crypto/srp.ts";
import type { Random } from "../runtime/random.ts";
import { Secret } from "../runtime/secret.ts";
import { concatBytes, textOf, utf8 } from "../wire/bytes.ts";
import { decodeTlv8, encodeTlv8, type TlvItem, TlvTag, tlvValue } from "../wire/tlv8.ts";
import type { HapCredentials } from "./credentials.ts";
import {
  ask,
  FLAG_TRANSIENT,
  type HapMessenger,
  Method,
  requireItem,
  SRP_USER,
  stateItem,
  TRANSIENT_PIN,
} from "./messages.ts";
import { messageNonce } from "./nonce.ts";
import { deriveKey } from "./session-keys.ts";
import { proveWithoutZeros } from "./srp-proof.ts";

export type { HapMessenger } from "./messages.ts";

export interface PairSetupOptions {
  readonly messenger: HapMessenger;
  readonly random: Random;
  /** Our pairing identifier, a lower-case UUID; a fresh one by default. */
  readonly ourId?: string;
  /** Sent inside M5 after our own items, such as the name shown on the TV (tag 0x11). */
  readonly extraItems?: readonly TlvItem[];
}

export interface PairSetupResult {
  readonly credentials: HapCredentials;
  /** SRP's K; iOS derives the session's keys from it without another pair-verify. */
  readonly sessionKey: Secret;
}

/** What M2 brought, until M3 uses it up. */
interface Challenge {
  readonly salt: Uint8Array;
  readonly theirKey: Uint8Array;
}

/**
 * Pairing with a PIN (PA-30 to PA-34), one dialogue: `begin` makes the PIN appear, `finish` proves
 * it and exchanges long-term keys. Both the device's proof (M4) and its signature (M6) are checked.
 * Errors: docs/protocols/hap.md#errors; after any of them start another dialogue.
 */
export class PairSetupClient {
  readonly #options: PairSetupOptions;
  #challenge: Challenge | undefined;

  constructor(options: PairSetupOptions) {
    this.#options = options;
  }

  async begin(signal: AbortSignal): Promise<void> {
    this.#challenge = await requestChallenge(this.#options.messenger, [], signal);
  }

  /** `pin` as typed; up to four digits are padded with zeros on the left (PA-02). */
  async finish(pin: string, signal: AbortSignal): Promise<PairSetupResult> {
    const { messenger, random, ourId = random.uuid(), extraItems = [] } = this.#options;
    const challenge = this.#challenge;
    if (!challenge) throw new RemoteError("bug", "finish needs a begun pairing");
    this.#challenge = undefined;

    const sessionKey = await provePin(messenger, random, challenge, padPin(pin), signal);
    const ourPrivateKey = new Secret(random.bytes(32));
    const key = deriveKey(sessionKey, "Pair-Setup-Encrypt-Salt", "Pair-Setup-Encrypt-Info");
    const us = encodeTlv8([...introduce(sessionKey, ourId, ourPrivateKey), ...extraItems]);
    const sealed = seal(key.expose(), messageNonce("PS-Msg05"), us);
    const m5: TlvItem[] = [stateItem(5), [TlvTag.EncryptedData, sealed]];
    const m6 = await ask(messenger, "keys", m5, 6, signal);
    const answer = requireItem(m6, TlvTag.EncryptedData);
    const them = decodeTlv8(open(key.expose(), messageNonce("PS-Msg06"), answer));
    const { theirId, theirPublicKey } = readIntroduction(sessionKey, them);
    const credentials = { kind: "hap", ourId, ourPrivateKey, theirId, theirPublicKey } as const;
    return { credentials, sessionKey };
  }
}

/**
 * Pairing that stores nothing and shows no PIN (PA-63): M1 to M4 with the transient flag. Returns
 * the secret from which the session's keys are derived. An owner's password takes the place of the
 * PIN that everybody knows.
 */
export async function transientPairSetup(
  messenger: HapMessenger,
  random: Random,
  signal: AbortSignal,
  password: Secret<string> = new Secret(TRANSIENT_PIN),
): Promise<Secret> {
  const flags: TlvItem = [TlvTag.Flags, Uint8Array.of(FLAG_TRANSIENT)];
  const challenge = await requestChallenge(messenger, [flags], signal);
  return provePin(messenger, random, challenge, password.expose(), signal);
}

/** M1 and M2. */
async function requestChallenge(
  messenger: HapMessenger,
  flags: readonly TlvItem[],
  signal: AbortSignal,
): Promise<Challenge> {
  const method: TlvItem = [TlvTag.Method, Uint8Array.of(Method.PairSetup)];
  const m2 = await ask(messenger, "pin", [method, stateItem(1), ...flags], 2, signal);
  const salt = tlvValue(m2, TlvTag.Salt);
  const theirKey = tlvValue(m2, TlvTag.PublicKey);
  if (!salt?.length || !theirKey?.length) {
    // Edge case E55: an Apple TV after several failed tries answers M2 with neither.
    throw new RemoteError("unavailable", "the device does not pair at the moment: try again later");
  }
  return { salt, theirKey };
}

/** M3 and M4; returns SRP's K once the device has shown that it knows the PIN too. */
async function provePin(
  messenger: HapMessenger,
  random: Random,
  { salt, theirKey }: Challenge,
  pin: string,
  signal: AbortSignal,
): Promise<Secret> {
  const challenge = { user: SRP_USER, password: pin, salt, theirKey };
  const { srp, ours } = proveWithoutZeros(hapSuite, () => random.bytes(32), challenge);
  const m3: TlvItem[] = [
    stateItem(3),
    [TlvTag.PublicKey, srp.publicKey],
    [TlvTag.Proof, ours.proof],
  ];
  const m4 = await ask(messenger, "pin", m3, 4, signal);
  if (!srp.accepts(ours, requireItem(m4, TlvTag.Proof))) {
    throw new RemoteError("malformed", "the device did not prove that it knows the PIN", {
      subject: "identity",
    });
  }
  return new Secret(ours.sessionKey);
}

/** Our half of the key exchange: identifier, public key, signature over X, identifier and key. */
function introduce(sessionKey: Secret, ourId: string, ourPrivateKey: Secret): TlvItem[] {
  const { publicKey, seed } = keyPairFromSeed(ourPrivateKey.expose());
  const x = deriveKey(
    sessionKey,
    "Pair-Setup-Controller-Sign-Salt",
    "Pair-Setup-Controller-Sign-Info",
  );
  const id = utf8(ourId);
  return [
    [TlvTag.Identifier, id],
    [TlvTag.PublicKey, publicKey],
    [TlvTag.Signature, sign(seed, concatBytes(x.expose(), id, publicKey))],
  ];
}

function readIntroduction(sessionKey: Secret, items: readonly TlvItem[]) {
  const id = requireItem(items, TlvTag.Identifier);
  const theirPublicKey = requireItem(items, TlvTag.PublicKey, 32);
  const signature = requireItem(items, TlvTag.Signature, 64);
  const x = deriveKey(
    sessionKey,
    "Pair-Setup-Accessory-Sign-Salt",
    "Pair-Setup-Accessory-Sign-Info",
  );
  if (!verify(theirPublicKey, concatBytes(x.expose(), id, theirPublicKey), signature)) {
    throw new RemoteError("malformed", "the device's signature is wrong", { subject: "identity" });
  }
  return { theirId: textOf(id), theirPublicKey: theirPublicKey.slice() };
}

function padPin(pin: string): string {
  return /^\d{1,4}$/.test(pin) ? pin.padStart(4, "0") : pin;
}
