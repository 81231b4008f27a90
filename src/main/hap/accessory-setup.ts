import { isRemoteError } from "../../shared/errors.ts";
import { open, seal } from "../crypto/chacha.ts";
import { keyPairFromSeed, sign, verify } from "../crypto/ed25519.ts";
import { hapSuite, SrpServer } from "../crypto/srp.ts";
import type { Random } from "../runtime/random.ts";
import { Secret } from "../runtime/secret.ts";
import { concatBytes, textOf, utf8 } from "../wire/bytes.ts";
import { decodeTlv8, encodeTlv8, type TlvItem, TlvTag, tlvValue } from "../wire/tlv8.ts";
import {
  type AccessoryFaults,
  type AccessoryIdentity,
  type Controller,
  errorAnswer,
} from "./accessory-model.ts";
import { HapError } from "./errors.ts";
import { FLAG_TRANSIENT, requireItem, SRP_USER, stateItem, TRANSIENT_PIN } from "./messages.ts";
import { messageNonce } from "./nonce.ts";
import type { PairingStore } from "./pairing-store.ts";
import { deriveKey } from "./session-keys.ts";
import type { PairingThrottle } from "./throttle.ts";

export interface PairSetupAccessoryOptions {
  readonly identity: AccessoryIdentity;
  readonly pairings: PairingStore;
  readonly random: Random;
  readonly throttle: PairingThrottle;
  /** Called at each M1 that is not transient: the moment to show the PIN. */
  readonly pin: () => string;
  readonly faults?: AccessoryFaults;
  /** False: the transient flag is refused, as an Apple TV does. Default true, as a HomePod. */
  readonly allowTransient?: boolean;
  /** What its owner set instead of the PIN of transient pairing, which everybody knows. */
  readonly password?: Secret<string>;
}

type Step =
  | { readonly name: "idle" }
  | { readonly name: "challenged"; readonly srp: SrpServer; readonly transient: boolean }
  | { readonly name: "proved" }
  | { readonly name: "done" };

/**
 * The other side of pair-setup (PA-30 to PA-34, PA-63), one per connection: TLV bytes in, TLV bytes
 * out. A wrong PIN ends the dialogue; the next message must be M1 again.
 */
export class PairSetupAccessory {
  readonly #options: PairSetupAccessoryOptions;
  #step: Step = { name: "idle" };
  #sessionKey: Secret | undefined;
  #controller: Controller | undefined;

  constructor(options: PairSetupAccessoryOptions) {
    this.#options = options;
  }

  /** True after M6, or after M4 of a transient pairing. */
  get done(): boolean {
    return this.#step.name === "done";
  }

  /** SRP's K, once `done`. */
  get sessionKey(): Secret | undefined {
    return this.done ? this.#sessionKey : undefined;
  }

  /** Who paired, once M6 is out; nobody for a transient pairing. */
  get controller(): Controller | undefined {
    return this.#controller;
  }

  /** The answer to one message. Throws `malformed` only for bytes that are no TLV8 at all. */
  handle(request: Uint8Array): Uint8Array {
    const items = decodeTlv8(request);
    const state = tlvValue(items, TlvTag.State)?.[0] ?? 0;
    const step = this.#step;
    this.#step = { name: "idle" };
    try {
      if (state === 1) return this.#challenge(items);
      if (state === 3 && step.name === "challenged") return this.#checkPin(items, step);
      if (state === 5 && step.name === "proved") return this.#exchangeKeys(items);
    } catch (error) {
      // An item that is missing, or a public key that is none.
      if (!isRemoteError(error, "malformed")) throw error;
    }
    return errorAnswer(state + 1, HapError.Unknown);
  }

  #challenge(items: readonly TlvItem[]): Uint8Array {
    const { faults = {}, throttle, random, allowTransient = true, password } = this.#options;
    const waitS = faults.backoffSeconds ?? throttle.remainingS;
    if (waitS > 0) return errorAnswer(2, HapError.BackOff, waitS);
    const refusal = startRefusal(faults);
    if (refusal !== undefined) return errorAnswer(2, refusal);
    if (faults.noSalt) return encodeTlv8([stateItem(2)]);

    const transient = ((tlvValue(items, TlvTag.Flags)?.[0] ?? 0) & FLAG_TRANSIENT) !== 0;
    if (transient && !allowTransient) return errorAnswer(2, HapError.Unavailable);
    const known = password?.expose() ?? TRANSIENT_PIN;
    const secret = transient ? known : this.#options.pin();
    const salt = generateSalt(random);
    const srp = createSrpServer(random, secret, salt);
    this.#step = { name: "challenged", srp, transient };
    return encodeTlv8([stateItem(2), [TlvTag.Salt, salt], [TlvTag.PublicKey, srp.publicKey]]);
  }

  #checkPin(items: readonly TlvItem[], step: Step & { name: "challenged" }): Uint8Array {
    const { faults = {}, throttle } = this.#options;
    const theirKey = requireItem(items, TlvTag.PublicKey);
    const accepted = step.srp.check(theirKey, requireItem(items, TlvTag.Proof));
    if (!accepted || faults.refusePin) {
      return errorAnswer(4, HapError.Authentication, throttle.wrongTry());
    }
    throttle.reset();
    this.#sessionKey = new Secret(accepted.sessionKey);
    this.#step = step.transient ? { name: "done" } : { name: "proved" };
    const proof = faults.wrongProof ? accepted.proof.map((byte) => byte ^ 0xff) : accepted.proof;
    return encodeTlv8([stateItem(4), [TlvTag.Proof, proof]]);
  }

  #exchangeKeys(items: readonly TlvItem[]): Uint8Array {
    const sessionKey = this.#sessionKey;
    if (!sessionKey) return errorAnswer(6, HapError.Unknown);
    const key = deriveKey(sessionKey, "Pair-Setup-Encrypt-Salt", "Pair-Setup-Encrypt-Info");
    const controller = readController(sessionKey, key, items);
    if (!controller) return errorAnswer(6, HapError.Authentication);
    this.#options.pairings.add(controller.id, controller.publicKey);
    this.#controller = controller;
    this.#step = { name: "done" };
    const sealed = seal(key.expose(), messageNonce("PS-Msg06"), this.#introduce(sessionKey));
    return encodeTlv8([stateItem(6), [TlvTag.EncryptedData, sealed]]);
  }

  #introduce(sessionKey: Secret): Uint8Array {
    const { identity, faults = {} } = this.#options;
    const { publicKey, seed } = keyPairFromSeed(identity.seed.expose());
    const x = deriveKey(
      sessionKey,
      "Pair-Setup-Accessory-Sign-Salt",
      "Pair-Setup-Accessory-Sign-Info",
    );
    const id = utf8(identity.id);
    const signature = sign(seed, concatBytes(x.expose(), id, publicKey));
    return encodeTlv8([
      [TlvTag.Identifier, id],
      [TlvTag.PublicKey, publicKey],
      [TlvTag.Signature, faults.wrongSignature ? signature.map((b) => b ^ 0xff) : signature],
    ]);
  }
}

function startRefusal(faults: AccessoryFaults): number | undefined {
  if (faults.maxTries) return HapError.MaxTries;
  if (faults.maxPeers) return HapError.MaxPeers;
  if (faults.busy) return HapError.Busy;
  if (faults.unavailable) return HapError.Unavailable;
  return undefined;
}

/** 16 bytes. Some controllers hash the salt as a number, so it never begins with a zero. */
function generateSalt(random: Random): Uint8Array {
  const salt = random.bytes(16);
  if (salt[0] === 0) salt[0] = 1;
  return salt;
}

/** For the same reason B never begins with a zero. */
function createSrpServer(random: Random, password: string, salt: Uint8Array): SrpServer {
  for (;;) {
    const privateKey = random.bytes(32);
    const server = new SrpServer(hapSuite, { user: SRP_USER, password, salt, privateKey });
    if (server.publicKey[0] !== 0) return server;
  }
}

/** The controller of M5, or undefined when it does not decrypt or its signature is wrong. */
function readController(
  sessionKey: Secret,
  key: Secret,
  items: readonly TlvItem[],
): Controller | undefined {
  const sealed = requireItem(items, TlvTag.EncryptedData);
  const inner = openOrUndefined(key, sealed);
  if (!inner) return undefined;
  const id = requireItem(inner, TlvTag.Identifier);
  const publicKey = requireItem(inner, TlvTag.PublicKey, 32).slice();
  const signature = requireItem(inner, TlvTag.Signature, 64);
  const x = deriveKey(
    sessionKey,
    "Pair-Setup-Controller-Sign-Salt",
    "Pair-Setup-Controller-Sign-Info",
  );
  if (!verify(publicKey, concatBytes(x.expose(), id, publicKey), signature)) return undefined;
  return { id: textOf(id), publicKey, items: inner };
}

function openOrUndefined(key: Secret, sealed: Uint8Array): TlvItem[] | undefined {
  try {
    return decodeTlv8(open(key.expose(), messageNonce("PS-Msg05"), sealed));
  } catch (error) {
    if (isRemoteError(error, "malformed")) return undefined;
    throw error;
  }
}
