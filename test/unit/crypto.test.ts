import { createCipheriv, createHmac } from "node:crypto";
import nacl from "tweetnacl";
import { describe, expect, it } from "vitest";
import { open, seal } from "../../src/main/crypto/chacha.ts";
import { keyPairFromSeed, sign, verify } from "../../src/main/crypto/ed25519.ts";
import { equalSecrets, sha512 } from "../../src/main/crypto/hash.ts";
import { hkdfSha512 } from "../../src/main/crypto/hkdf.ts";
import { generateKeyPair, keyPairFromPrivate, sharedSecret } from "../../src/main/crypto/x25519.ts";
import { seededRandom } from "../support/seeded-random.ts";
import * as vectors from "../vectors/crypto.ts";

const random = seededRandom(11);
const malformed = expect.objectContaining({ code: "malformed" });

function flip(bytes: Uint8Array, at: number): Uint8Array {
  return bytes.map((byte, index) => (index === at ? byte ^ 0x10 : byte));
}

describe("X25519", () => {
  it("computes RFC 7748 section 6.1 from both sides", () => {
    const { alicePrivate, alicePublic, bobPrivate, bobPublic, shared } = vectors.x25519;
    expect(keyPairFromPrivate(alicePrivate).publicKey).toEqual(alicePublic);
    expect(keyPairFromPrivate(bobPrivate).publicKey).toEqual(bobPublic);
    expect(sharedSecret(alicePrivate, bobPublic)).toEqual(shared);
    expect(sharedSecret(bobPrivate, alicePublic)).toEqual(shared);
  });

  it("agrees with tweetnacl on 20 random pairs", () => {
    for (let run = 0; run < 20; run++) {
      const ours = generateKeyPair(random);
      const theirs = nacl.box.keyPair.fromSecretKey(random.bytes(32));
      expect(ours.publicKey).toEqual(nacl.scalarMult.base(ours.privateKey));
      expect(sharedSecret(ours.privateKey, theirs.publicKey)).toEqual(
        nacl.scalarMult(ours.privateKey, theirs.publicKey),
      );
    }
  });

  it("refuses every point of small order, which would give a secret of zeros", () => {
    const { privateKey } = generateKeyPair(random);
    for (const point of vectors.smallOrderPoints) {
      expect(() => sharedSecret(privateKey, point)).toThrow(malformed);
    }
  });

  it("refuses a public key that has not 32 bytes", () => {
    const { privateKey } = generateKeyPair(random);
    for (const length of [0, 31, 33]) {
      expect(() => sharedSecret(privateKey, random.bytes(length))).toThrow(malformed);
    }
  });
});

describe("Ed25519", () => {
  it("signs and verifies RFC 8032 section 7.1", () => {
    for (const { seed, publicKey, message, signature } of vectors.ed25519) {
      expect(keyPairFromSeed(seed).publicKey).toEqual(publicKey);
      expect(sign(seed, message)).toEqual(signature);
      expect(verify(publicKey, message, signature)).toBe(true);
    }
  });

  it("agrees with tweetnacl on random messages, each checking the other's signature", () => {
    for (let run = 0; run < 12; run++) {
      const { seed, publicKey } = keyPairFromSeed(random.bytes(32));
      const message = random.bytes(run * 7);
      const oracle = nacl.sign.keyPair.fromSeed(seed);
      expect(publicKey).toEqual(oracle.publicKey);
      expect(nacl.sign.detached.verify(message, sign(seed, message), publicKey)).toBe(true);
      const theirs = nacl.sign.detached(message, oracle.secretKey);
      expect(verify(publicKey, message, theirs)).toBe(true);
      expect(verify(publicKey, message, flip(theirs, run))).toBe(false);
    }
  });

  it("calls a key or signature of the wrong length wrong, and does not throw", () => {
    const { seed, publicKey } = keyPairFromSeed(random.bytes(32));
    const message = random.bytes(5);
    const signature = sign(seed, message);
    expect(verify(publicKey.subarray(1), message, signature)).toBe(false);
    expect(verify(publicKey, message, signature.subarray(1))).toBe(false);
    expect(verify(random.bytes(32), message, signature)).toBe(false);
    expect(verify(new Uint8Array(32).fill(255), message, signature)).toBe(false);
  });
});

describe("ChaCha20-Poly1305", () => {
  const { key, nonce, aad, plain, sealed } = vectors.chacha20Poly1305;

  it("seals and opens RFC 8439 section 2.8.2", () => {
    expect(seal(key, nonce, plain, aad)).toEqual(sealed);
    expect(open(key, nonce, sealed, aad)).toEqual(plain);
  });

  it("agrees with OpenSSL, and opens again, whatever the lengths", () => {
    const short = Array.from({ length: 131 }, (_, length) => length);
    for (const length of [...short, 1024, 1983, 1984, 2016, 2017, 70_001, 5]) {
      const text = random.bytes(length);
      const extra = random.bytes(length % 65);
      const cipher = createCipheriv("chacha20-poly1305", key, nonce, { authTagLength: 16 });
      cipher.setAAD(extra, { plaintextLength: length });
      const theirs = Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()]);
      const ours = seal(key, nonce, text, extra);
      expect(ours).toEqual(new Uint8Array(theirs));
      expect(open(key, nonce, ours, extra)).toEqual(text);
    }
  });

  it("seals an empty message to a tag alone", () => {
    const tag = seal(key, nonce, new Uint8Array(0));
    expect(tag.length).toBe(16);
    expect(open(key, nonce, tag)).toEqual(new Uint8Array(0));
  });

  it("refuses a flipped bit in every byte, and in key, nonce and additional data", () => {
    for (let at = 0; at < sealed.length; at++) {
      expect(() => open(key, nonce, flip(sealed, at), aad)).toThrow(malformed);
    }
    expect(() => open(flip(key, 3), nonce, sealed, aad)).toThrow(malformed);
    expect(() => open(key, flip(nonce, 3), sealed, aad)).toThrow(malformed);
    expect(() => open(key, nonce, sealed, flip(aad, 3))).toThrow(malformed);
    expect(() => open(key, nonce, sealed)).toThrow(malformed);
  });

  it("refuses every prefix", () => {
    for (let length = 0; length < sealed.length; length++) {
      expect(() => open(key, nonce, sealed.subarray(0, length), aad)).toThrow(malformed);
    }
  });
});

describe("HKDF and SHA-512", () => {
  it("derives corecrypto's SHA-512 vector", () => {
    const { inputKey, salt, context, output } = vectors.hkdfSha512Vector;
    expect(hkdfSha512(inputKey, salt, context, 42)).toEqual(output);
  });

  it("PA-32 derives what RFC 5869 spells out in HMAC, for text and for an empty salt", () => {
    const inputKey = random.bytes(64);
    for (const salt of ["Pair-Setup-Encrypt-Salt", ""]) {
      const prk = createHmac("sha512", salt).update(inputKey).digest();
      const okm = createHmac("sha512", prk).update("Pair-Setup-Encrypt-Info\u0001").digest();
      const key = hkdfSha512(inputKey, salt, "Pair-Setup-Encrypt-Info");
      expect(key).toEqual(new Uint8Array(okm.subarray(0, 32)));
    }
  });

  it("hashes FIPS 180-2's messages, whole and in parts", () => {
    for (const { message, digest } of vectors.sha512Vectors) {
      expect(sha512(message)).toEqual(digest);
      expect(sha512(message.subarray(0, 1), message.subarray(1))).toEqual(digest);
    }
  });

  it("compares secrets of any length", () => {
    const secret = random.bytes(32);
    expect(equalSecrets(secret, secret.slice())).toBe(true);
    expect(equalSecrets(secret, flip(secret, 31))).toBe(false);
    expect(equalSecrets(secret, secret.subarray(1))).toBe(false);
  });
});
