import { diffieHellman } from "node:crypto";
import { RemoteError } from "../../shared/errors.ts";
import { importPrivateKey, importPublicKey, publicHalf } from "./okp.ts";

/** Where fresh bytes come from; `Random` of the runtime is one. */
interface ByteSource {
  bytes(length: number): Uint8Array;
}

export interface X25519KeyPair {
  readonly publicKey: Uint8Array;
  readonly privateKey: Uint8Array;
}

export function generateKeyPair(random: ByteSource): X25519KeyPair {
  return keyPairFromPrivate(random.bytes(32));
}

export function keyPairFromPrivate(privateKey: Uint8Array): X25519KeyPair {
  return { privateKey, publicKey: publicHalf(importPrivateKey("X25519", privateKey)) };
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
  const ours = importPrivateKey("X25519", privateKey);
  const theirs = importPublicKey("X25519", theirPublicKey);
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
