import * as node from "node:crypto";
import { importPrivateKey, importPublicKey, publicHalf } from "./okp.ts";

export interface Ed25519KeyPair {
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  /** 32 bytes, the private key of RFC 8032. */
  readonly seed: Uint8Array;
}

export function keyPairFromSeed(seed: Uint8Array): Ed25519KeyPair {
  return { seed, publicKey: publicHalf(importPrivateKey("Ed25519", seed)) };
}

/** The 64-byte signature. */
export function sign(seed: Uint8Array, message: Uint8Array): Uint8Array {
  return new Uint8Array(node.sign(null, message, importPrivateKey("Ed25519", seed)));
}

/** False for a bad signature, and also for a key or signature of the wrong length. */
export function verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  return node.verify(null, message, importPublicKey("Ed25519", publicKey), signature);
}
