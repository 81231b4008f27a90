import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";

/** Curves of RFC 8037, whose keys are 32 raw bytes. */
export type Curve = "Ed25519" | "X25519";

/**
 * Raw bytes as a key of node:crypto. By way of a JWK, because OpenSSL 3 reads the same key in DER ten
 * times as slowly; a connection needs half a dozen of them.
 */
export function importPrivateKey(crv: Curve, raw: Uint8Array): KeyObject {
  // The public half is not looked at: it follows from the private one.
  return createPrivateKey({ key: { kty: "OKP", crv, d: base64url(raw), x: "" }, format: "jwk" });
}

export function importPublicKey(crv: Curve, raw: Uint8Array): KeyObject {
  return createPublicKey({ key: { kty: "OKP", crv, x: base64url(raw) }, format: "jwk" });
}

/** 32 bytes: the public half of a private key. */
export function publicHalf(privateKey: KeyObject): Uint8Array {
  const { x = "" } = createPublicKey(privateKey).export({ format: "jwk" });
  return new Uint8Array(Buffer.from(x, "base64url"));
}

function base64url(raw: Uint8Array): string {
  return Buffer.from(raw.buffer, raw.byteOffset, raw.length).toString("base64url");
}
