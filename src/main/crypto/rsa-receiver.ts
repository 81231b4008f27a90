import {
  constants,
  createPrivateKey,
  type KeyObject,
  privateDecrypt,
  privateEncrypt,
} from "node:crypto";
import { RemoteError } from "../../shared/errors.ts";
import type { Secret } from "../runtime/secret.ts";

/** What a receiver of AirPlay 1 does with its RSA key. */
export class RsaReceiver {
  readonly #key: KeyObject;

  /** PEM. Throws `invalid` for what is no private key. */
  constructor(pem: Secret<string>) {
    try {
      this.#key = createPrivateKey(pem.expose());
    } catch (cause) {
      throw new RemoteError("invalid", "no private key", { cause });
    }
  }

  /** The key of a session, wrapped with OAEP (SHA-1); `malformed` when it is another's. */
  unwrap(wrapped: Uint8Array): Uint8Array {
    try {
      const padding = constants.RSA_PKCS1_OAEP_PADDING;
      return new Uint8Array(privateDecrypt({ key: this.#key, padding }, wrapped));
    } catch (cause) {
      throw new RemoteError("malformed", "a key that is wrapped for another", { cause });
    }
  }

  /** Signs as `Apple-Response` is signed: PKCS #1, type 1, without a digest. */
  answer(challenge: Uint8Array): Uint8Array {
    const padding = constants.RSA_PKCS1_PADDING;
    return new Uint8Array(privateEncrypt({ key: this.#key, padding }, challenge));
  }
}
