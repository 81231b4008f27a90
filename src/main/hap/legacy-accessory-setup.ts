import { isRemoteError } from "../../shared/errors.ts";
import { openGcm, sealGcm } from "../crypto/aes.ts";
import { keyPairFromSeed } from "../crypto/ed25519.ts";
import { airplayLegacySuite, SrpServer } from "../crypto/srp.ts";
import type { Random } from "../runtime/random.ts";
import { Secret } from "../runtime/secret.ts";
import type { PlistRecord } from "../wire/bplist.ts";
import type { AccessoryFaults, AccessoryIdentity } from "./accessory-model.ts";
import { advanceIv, deriveAes } from "./legacy-keys.ts";
import {
  decodeFields,
  EXACT_KEY,
  EXACT_TAG,
  encodeFields,
  type LegacyFields,
  PROOF,
  requireBytes,
  SRP_KEY,
} from "./legacy-messages.ts";
import type { PairingStore } from "./pairing-store.ts";
import type { PairingThrottle } from "./throttle.ts";

/**
 * What to send back: an HTTP status and the body. A refusal has no body, as with tvOS: 470 for a
 * wrong PIN or key, 400 for what is no message of pairing or comes out of turn, 503 while it waits.
 */
export interface LegacyAnswer {
  readonly status: 200 | 400 | 470 | 503;
  readonly body: Uint8Array;
  /** With 503: what `Retry-After` says. */
  readonly retryAfterS?: number;
}

export const refusal = (status: 400 | 470 | 503): LegacyAnswer => ({
  status,
  body: new Uint8Array(0),
});

export interface LegacySetupOptions {
  readonly identity: AccessoryIdentity;
  /** Controllers by the 16 hex digits that they call themselves. */
  readonly pairings: PairingStore;
  readonly random: Random;
  readonly throttle: PairingThrottle;
  /** The PIN on the screen; undefined: none is shown, and nobody can pair. */
  readonly pin: () => string | undefined;
  /** `wrongProof`, `wrongSignature` (a key by nobody), `refusePin` and `backoffSeconds` do something. */
  readonly faults?: AccessoryFaults;
}

type Step =
  | { readonly name: "idle" }
  | { readonly name: "challenged"; readonly user: string; readonly srp: SrpServer }
  | { readonly name: "proved"; readonly user: string; readonly sessionKey: Secret }
  | { readonly name: "done"; readonly user: string };

/**
 * Pair-setup with a PIN before HAP (PA-70 to PA-72), one per connection: the bodies of
 * `/pair-setup-pin` in, answers out. After any refusal the next message must be the first again.
 */
export class LegacyPairSetupAccessory {
  readonly #options: LegacySetupOptions;
  #step: Step = { name: "idle" };

  constructor(options: LegacySetupOptions) {
    this.#options = options;
  }

  /** Who paired, once the last answer is out. */
  get controllerId(): string | undefined {
    return this.#step.name === "done" ? this.#step.user : undefined;
  }

  /** Never throws for what a controller sends. */
  handle(request: Uint8Array): LegacyAnswer {
    const step = this.#step;
    this.#step = { name: "idle" };
    try {
      const fields = decodeFields(request);
      if (fields.has("method")) return this.#challenge(fields);
      if (step.name === "challenged") return this.#checkPin(fields, step);
      if (step.name === "proved") return this.#exchangeKeys(fields, step);
    } catch (error) {
      if (!isRemoteError(error, "malformed")) throw error;
    }
    return refusal(400);
  }

  #challenge(fields: LegacyFields): LegacyAnswer {
    const { throttle, faults = {}, random } = this.#options;
    const user = fields.get("user");
    if (fields.get("method") !== "pin" || typeof user !== "string" || !/^[\dA-F]{16}$/.test(user)) {
      return refusal(400);
    }
    const retryAfterS = faults.backoffSeconds ?? throttle.remainingS;
    if (retryAfterS > 0) return { ...refusal(503), retryAfterS };
    const password = this.#options.pin();
    if (password === undefined) return refusal(470);
    const salt = random.bytes(16);
    // Some controllers hash it as a number, without the zeros that it begins with.
    if (salt[0] === 0) salt[0] = 1;
    const srp = createServer(random, user, password, salt);
    this.#step = { name: "challenged", user, srp };
    return answer({ pk: srp.publicKey, salt });
  }

  #checkPin(fields: LegacyFields, { user, srp }: Step & { name: "challenged" }): LegacyAnswer {
    const { throttle, faults = {} } = this.#options;
    const theirKey = requireBytes(fields, "pk", SRP_KEY);
    const proved = srp.check(theirKey, requireBytes(fields, "proof", PROOF));
    if (!proved || faults.refusePin) {
      throttle.wrongTry();
      return refusal(470);
    }
    throttle.reset();
    this.#step = { name: "proved", user, sessionKey: new Secret(proved.sessionKey) };
    const proof = faults.wrongProof ? proved.proof.map((byte) => byte ^ 0xff) : proved.proof;
    return answer({ proof });
  }

  #exchangeKeys(
    fields: LegacyFields,
    { user, sessionKey }: Step & { name: "proved" },
  ): LegacyAnswer {
    const { identity, pairings, faults = {} } = this.#options;
    const { key, iv } = deriveAes("Pair-Setup", sessionKey).expose();
    const sealed = {
      ciphertext: requireBytes(fields, "epk", EXACT_KEY),
      tag: requireBytes(fields, "authTag", EXACT_TAG),
    };
    const theirs = openOrUndefined(() => openGcm(key, advanceIv(iv, 1), sealed));
    if (theirs === undefined) return refusal(470);
    pairings.add(user, theirs);
    this.#step = { name: "done", user };
    const ours = sealGcm(key, advanceIv(iv, 2), keyPairFromSeed(identity.seed.expose()).publicKey);
    const tag = faults.wrongSignature ? ours.tag.map((byte) => byte ^ 0xff) : ours.tag;
    // The order in which a device sends them (A9), which is not ours.
    return answer({ epk: ours.ciphertext, authTag: tag });
  }
}

function answer(fields: PlistRecord): LegacyAnswer {
  return { status: 200, body: encodeFields(fields) };
}

function openOrUndefined(open: () => Uint8Array): Uint8Array | undefined {
  try {
    return open();
  } catch (error) {
    if (isRemoteError(error, "malformed")) return undefined;
    throw error;
  }
}

/** B never begins with a zero, which some controllers leave out of the proof. */
function createServer(random: Random, user: string, password: string, salt: Uint8Array): SrpServer {
  for (;;) {
    const privateKey = random.bytes(32);
    const server = new SrpServer(airplayLegacySuite, { user, password, salt, privateKey });
    if (server.publicKey[0] !== 0) return server;
  }
}
