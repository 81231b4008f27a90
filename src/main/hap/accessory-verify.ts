import { isRemoteError } from "../../shared/errors.ts";
import { open, seal } from "../crypto/chacha.ts";
import { sign, verify } from "../crypto/ed25519.ts";
import { generateKeyPair, sharedSecret } from "../crypto/x25519.ts";
import type { Random } from "../runtime/random.ts";
import { Secret } from "../runtime/secret.ts";
import { concatBytes, textOf, utf8 } from "../wire/bytes.ts";
import { decodeTlv8, encodeTlv8, type TlvItem, TlvTag, tlvValue } from "../wire/tlv8.ts";
import { type AccessoryFaults, type AccessoryIdentity, errorAnswer } from "./accessory-model.ts";
import { HapError } from "./errors.ts";
import { requireItem, stateItem } from "./messages.ts";
import { messageNonce } from "./nonce.ts";
import type { PairingStore } from "./pairing-store.ts";
import { deriveKey } from "./session-keys.ts";

export interface PairVerifyAccessoryOptions {
  readonly identity: AccessoryIdentity;
  readonly pairings: PairingStore;
  readonly random: Random;
  readonly faults?: AccessoryFaults;
}

/** Between M2 and M3. */
interface Exchange {
  readonly ourKey: Uint8Array;
  readonly theirKey: Uint8Array;
  readonly shared: Secret;
  readonly key: Secret;
}

/** What a successful verify gives: keys come from the secret by `deriveChannelKeys`. */
export interface Verified {
  readonly controllerId: string;
  readonly sharedSecret: Secret;
}

/** The other side of pair-verify (PA-40 to PA-43), one per connection; see PairSetupAccessory. */
export class PairVerifyAccessory {
  readonly #options: PairVerifyAccessoryOptions;
  #exchange: Exchange | undefined;
  #verified: Verified | undefined;

  constructor(options: PairVerifyAccessoryOptions) {
    this.#options = options;
  }

  /** Set once M4 without an error is out. */
  get verified(): Verified | undefined {
    return this.#verified;
  }

  /** The answer to one message. Throws `malformed` only for bytes that are no TLV8 at all. */
  handle(request: Uint8Array): Uint8Array {
    const items = decodeTlv8(request);
    const state = tlvValue(items, TlvTag.State)?.[0] ?? 0;
    const exchange = this.#exchange;
    this.#exchange = undefined;
    this.#verified = undefined;
    try {
      if (state === 1) return this.#start(requireItem(items, TlvTag.PublicKey, 32).slice());
      if (state === 3 && exchange) return this.#finish(exchange, items);
    } catch (error) {
      if (!isRemoteError(error, "malformed")) throw error;
      // HAP specification 5.7.4: whatever is wrong with M3 is an authentication error.
      if (state === 3) return errorAnswer(4, HapError.Authentication);
    }
    return errorAnswer(state + 1, HapError.Unknown);
  }

  #start(theirKey: Uint8Array): Uint8Array {
    const { identity, random, faults = {} } = this.#options;
    const { publicKey: ourKey, privateKey } = generateKeyPair(random);
    const shared = new Secret(sharedSecret(privateKey, theirKey));
    const key = deriveKey(shared, "Pair-Verify-Encrypt-Salt", "Pair-Verify-Encrypt-Info");
    const id = utf8(faults.wrongIdentifier ? `${identity.id}-other` : identity.id);
    const signature = sign(identity.seed.expose(), concatBytes(ourKey, id, theirKey));
    const inner = encodeTlv8([
      [TlvTag.Identifier, id],
      [TlvTag.Signature, faults.wrongSignature ? signature.map((b) => b ^ 0xff) : signature],
    ]);
    this.#exchange = { ourKey, theirKey, shared, key };
    // The order in which an Apple TV sends them.
    return encodeTlv8([
      [TlvTag.EncryptedData, seal(key.expose(), messageNonce("PV-Msg02"), inner)],
      stateItem(2),
      [TlvTag.PublicKey, ourKey],
    ]);
  }

  #finish({ ourKey, theirKey, shared, key }: Exchange, items: readonly TlvItem[]): Uint8Array {
    const sealed = requireItem(items, TlvTag.EncryptedData);
    const inner = decodeTlv8(open(key.expose(), messageNonce("PV-Msg03"), sealed));
    const id = requireItem(inner, TlvTag.Identifier);
    const signature = requireItem(inner, TlvTag.Signature, 64);
    const controllerId = textOf(id);
    const known = this.#options.pairings.get(controllerId);
    if (!known || !verify(known, concatBytes(theirKey, id, ourKey), signature)) {
      return errorAnswer(4, HapError.Authentication);
    }
    this.#verified = { controllerId, sharedSecret: shared };
    return encodeTlv8([stateItem(4)]);
  }
}
