import { RemoteError } from "../../shared/errors.ts";
import { SrpClient, type SrpProof, type SrpSuite } from "../crypto/srp.ts";

/** An honest device needs a second key once in 128 times, and so many never. */
const MAX_KEYS = 16;

export interface SrpChallenge {
  readonly user: string;
  readonly password: string;
  readonly salt: Uint8Array;
  /** B as it was sent. */
  readonly theirKey: Uint8Array;
}

/**
 * Our public key and proof. Where A or S begins with a zero byte, programs differ in whether they hash
 * it (docs/protocols/hap.md#pair-setup): another private key avoids the question. Throws `malformed` for
 * a B that is none, or from which every key would have such an S.
 * @param newKey makes a private key of ours
 */
export function proveWithoutZeros(
  suite: SrpSuite,
  newKey: () => Uint8Array,
  { user, password, salt, theirKey }: SrpChallenge,
): { readonly srp: SrpClient; readonly ours: SrpProof } {
  for (let tries = 0; tries < MAX_KEYS; tries++) {
    const srp = new SrpClient(suite, newKey());
    if (srp.publicKey[0] === 0) continue;
    const secret = srp.secret(user, password, salt, theirKey);
    if (secret[0] !== 0) return { srp, ours: srp.proofFrom(secret, user, salt, theirKey) };
  }
  throw new RemoteError("malformed", "no key of ours goes with an SRP public key");
}
