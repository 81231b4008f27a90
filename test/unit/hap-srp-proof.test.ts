import { describe, expect, it } from "vitest";
import { sha1 } from "../../src/main/crypto/hash.ts";
import { rfc5054Suite, SrpClient, SrpServer } from "../../src/main/crypto/srp.ts";
import { proveWithoutZeros } from "../../src/main/hap/srp-proof.ts";

const suite = rfc5054Suite;
const us = { user: "Pair-Setup", password: "3939", salt: Uint8Array.of(1, 2) };
const server = new SrpServer(suite, { ...us, privateKey: Uint8Array.of(1) });
const challenge = { ...us, theirKey: server.publicKey };

const keyOf = (number: number) => Uint8Array.of(1, number >> 16, number >> 8, number & 0xff);
const secretWith = (key: Uint8Array) =>
  new SrpClient(suite, key).secret(us.user, us.password, us.salt, server.publicKey);

/** The first key of ours from which A, or S, begins with a zero byte. */
function keyWhere(begins: (key: Uint8Array) => number | undefined): Uint8Array {
  for (let number = 0; ; number++) if (begins(keyOf(number)) === 0) return keyOf(number);
}

/** Makes these private keys, one after the other, and tells how many. */
function keysOf(...keys: readonly Uint8Array[]) {
  let made = 0;
  const next = () => {
    const key = keys[made] ?? keyOf(7);
    made += 1;
    return key;
  };
  return { next, made: () => made };
}

describe("a proof that does not depend on how zeros are hashed", () => {
  it("is of the first key where A and S begin with none", () => {
    const keys = keysOf(keyOf(7), keyOf(8));
    const { srp, ours } = proveWithoutZeros(suite, keys.next, challenge);
    expect(keys.made()).toBe(1);
    const answer = server.check(srp.publicKey, ours.proof);
    expect(answer?.sessionKey).toEqual(ours.sessionKey);
    expect(answer && srp.accepts(ours, answer.proof)).toBe(true);
  });

  it("is of another key where A or S begins with one (one session in 128)", () => {
    const zeroA = keyWhere((key) => new SrpClient(suite, key).publicKey[0]);
    const zeroS = keyWhere((key) => secretWith(key)[0]);
    const keys = keysOf(zeroA, zeroS, keyOf(7));
    const { srp, ours } = proveWithoutZeros(suite, keys.next, challenge);
    expect(keys.made()).toBe(3);
    expect(srp.publicKey).toEqual(new SrpClient(suite, keyOf(7)).publicKey);
    expect(ours.sessionKey).toEqual(sha1(secretWith(keyOf(7))));
  });

  it("is not sought for ever: a device that knows the PIN can make each S a 1", () => {
    const one = new SrpServer(suite, { ...us, privateKey: new Uint8Array(1) });
    const keys = keysOf();
    const dishonest = { ...us, theirKey: one.publicKey };
    expect(() => proveWithoutZeros(suite, keys.next, dishonest)).toThrow(
      expect.objectContaining({ code: "malformed" }),
    );
    expect(keys.made()).toBeLessThan(100);
  });
});
