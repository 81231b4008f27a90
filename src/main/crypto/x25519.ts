import { createPrivateKey, createPublicKey, diffieHellman, type KeyObject } from "node:crypto";
import { RemoteError } from "../../shared/errors.ts";

/** Where fresh bytes come from; `Random` of the runtime is one. */
interface ByteSource {
  bytes(length: number): Uint8Array;
}

export interface X25519KeyPair {
  readonly publicKey: Uint8Array;
  readonly privateKey: Uint8Array;
}

// RFC 8410: the DER around 32 raw bytes of an X25519 key.
const PKCS8 = Buffer.from("302e020100300506032b656e04220420", "hex");
const SPKI = Buffer.from("302a300506032b656e032100", "hex");

export function generateKeyPair(random: ByteSource): X25519KeyPair {
  return keyPairFromPrivate(random.bytes(32));
}

export function keyPairFromPrivate(privateKey: Uint8Array): X25519KeyPair {
  const spki = createPublicKey(importPrivate(privateKey)).export({ format: "der", type: "spki" });
  return { privateKey, publicKey: new Uint8Array(spki.subarray(SPKI.length)) };
}

/**
 * X25519 (RFC 7748). `malformed` for a public key that is not 32 bytes or has small order, which
 * would make the secret all zeros whoever computes it.
 */
export function sharedSecret(privateKey: Uint8Array, theirPublicKey: Uint8Array): Uint8Array {
  if (theirPublicKey.length !== 32) {
    throw new RemoteError("malformed", "an X25519 public key has 32 bytes");
  }
  const secret = derive(privateKey, theirPublicKey);
  if (secret.every((byte) => byte === 0)) throw weakKey();
  return secret;
}

function derive(privateKey: Uint8Array, theirPublicKey: Uint8Array): Uint8Array {
  const ours = importPrivate(privateKey);
  const key = Buffer.concat([SPKI, theirPublicKey]);
  const theirs = createPublicKey({ key, format: "der", type: "spki" });
  try {
    return new Uint8Array(diffieHellman({ privateKey: ours, publicKey: theirs }));
  } catch (cause) {
    // OpenSSL and BoringSSL refuse an all-zero result themselves.
    throw weakKey(cause);
  }
}

function weakKey(cause?: unknown): RemoteError {
  return new RemoteError("malformed", "an X25519 public key of small order", { cause });
}

function importPrivate(privateKey: Uint8Array): KeyObject {
  const key = Buffer.concat([PKCS8, privateKey]);
  return createPrivateKey({ key, format: "der", type: "pkcs8" });
}
