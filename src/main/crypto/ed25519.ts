import * as node from "node:crypto";

export interface Ed25519KeyPair {
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  /** 32 bytes, the private key of RFC 8032. */
  readonly seed: Uint8Array;
}

// RFC 8410: the DER around 32 raw bytes of an Ed25519 key.
const PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");
const SPKI = Buffer.from("302a300506032b6570032100", "hex");

export function keyPairFromSeed(seed: Uint8Array): Ed25519KeyPair {
  const spki = node.createPublicKey(importSeed(seed)).export({ format: "der", type: "spki" });
  return { seed, publicKey: new Uint8Array(spki.subarray(SPKI.length)) };
}

/** The 64-byte signature. */
export function sign(seed: Uint8Array, message: Uint8Array): Uint8Array {
  return new Uint8Array(node.sign(null, message, importSeed(seed)));
}

/** False for a bad signature, and also for a key or signature of the wrong length. */
export function verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  const key = Buffer.concat([SPKI, publicKey]);
  const imported = node.createPublicKey({ key, format: "der", type: "spki" });
  return node.verify(null, message, imported, signature);
}

function importSeed(seed: Uint8Array): node.KeyObject {
  const key = Buffer.concat([PKCS8, seed]);
  return node.createPrivateKey({ key, format: "der", type: "pkcs8" });
}
