import { isRemoteError } from "../../shared/errors.ts";
import { AesCtr } from "../crypto/aes.ts";
import { sign, verify } from "../crypto/ed25519.ts";
import { generateKeyPair, sharedSecret } from "../crypto/x25519.ts";
import type { Random } from "../runtime/random.ts";
import { Secret } from "../runtime/secret.ts";
import { concatBytes, equalBytes } from "../wire/bytes.ts";
import type { AccessoryFaults, AccessoryIdentity } from "./accessory-model.ts";
import { type LegacyAnswer, refusal } from "./legacy-accessory-setup.ts";
import { deriveAes } from "./legacy-keys.ts";
import { KEY_LENGTH, SIGNATURE_LENGTH, VERIFY_FINISH, VERIFY_START } from "./legacy-messages.ts";
import type { PairingStore } from "./pairing-store.ts";

export interface LegacyVerifyOptions {
  readonly identity: AccessoryIdentity;
  /** The same as at pair-setup; a controller is known by its key here, which is all it shows. */
  readonly pairings: PairingStore;
  readonly random: Random;
  /** `wrongSignature` does something. */
  readonly faults?: AccessoryFaults;
}

/** Between the two messages. */
interface Exchange {
  readonly controllerId: string;
  /** What they sign: their passing key, then ours. */
  readonly signed: Uint8Array;
  readonly theirSigningKey: Uint8Array;
  readonly stream: AesCtr;
}

const START_LENGTH = VERIFY_START.length + 2 * KEY_LENGTH;
const FINISH_LENGTH = VERIFY_FINISH.length + SIGNATURE_LENGTH;

/** Pair-verify before HAP (PA-73), one per connection: the bodies of `/pair-verify` in, answers out. */
export class LegacyPairVerifyAccessory {
  readonly #options: LegacyVerifyOptions;
  #exchange: Exchange | undefined;
  #controllerId: string | undefined;

  constructor(options: LegacyVerifyOptions) {
    this.#options = options;
  }

  /** Who proved that it paired before, once the last answer is out. Nothing is encrypted from then on. */
  get controllerId(): string | undefined {
    return this.#controllerId;
  }

  /** Never throws for what a controller sends. */
  handle(request: Uint8Array): LegacyAnswer {
    const exchange = this.#exchange;
    this.#exchange = undefined;
    this.#controllerId = undefined;
    if (request.length === START_LENGTH && begins(request, VERIFY_START)) {
      return this.#start(request.slice(VERIFY_START.length));
    }
    if (request.length === FINISH_LENGTH && begins(request, VERIFY_FINISH) && exchange) {
      return this.#finish(exchange, request.subarray(VERIFY_FINISH.length));
    }
    return refusal(400);
  }

  #start(keys: Uint8Array): LegacyAnswer {
    const { identity, pairings, random, faults = {} } = this.#options;
    const theirKey = keys.subarray(0, KEY_LENGTH);
    const theirSigningKey = keys.subarray(KEY_LENGTH);
    const known = pairings.list().find(([, key]) => equalBytes(key, theirSigningKey));
    if (known === undefined) return refusal(470);
    const { publicKey, privateKey } = generateKeyPair(random);
    const shared = secretOrUndefined(privateKey, theirKey);
    if (shared === undefined) return refusal(400);
    const { key, iv } = deriveAes("Pair-Verify", shared).expose();
    const stream = new AesCtr(key, iv);
    const signature = sign(identity.seed.expose(), concatBytes(publicKey, theirKey));
    const shown = faults.wrongSignature ? signature.map((byte) => byte ^ 0xff) : signature;
    this.#exchange = {
      controllerId: known[0],
      signed: concatBytes(theirKey, publicKey),
      theirSigningKey,
      stream,
    };
    return { status: 200, body: concatBytes(publicKey, stream.apply(shown)) };
  }

  #finish(exchange: Exchange, sealed: Uint8Array): LegacyAnswer {
    const { theirSigningKey, signed, stream, controllerId } = exchange;
    if (!verify(theirSigningKey, signed, stream.apply(sealed))) return refusal(470);
    this.#controllerId = controllerId;
    return { status: 200, body: new Uint8Array(0) };
  }
}

function begins(bytes: Uint8Array, front: Uint8Array): boolean {
  return equalBytes(bytes.subarray(0, front.length), front);
}

function secretOrUndefined(privateKey: Uint8Array, theirs: Uint8Array): Secret | undefined {
  try {
    return new Secret(sharedSecret(privateKey, theirs));
  } catch (error) {
    if (isRemoteError(error, "malformed")) return undefined;
    throw error;
  }
}
