import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { sha1, sha512 } from "../../src/main/crypto/hash.ts";
import {
  airplayLegacySuite,
  hapSuite,
  rfc5054Suite,
  SrpClient,
  SrpServer,
  type SrpSuite,
} from "../../src/main/crypto/srp.ts";
import { concatBytes } from "../../src/main/wire/bytes.ts";
import { seededRandom } from "../support/seeded-random.ts";
import { srpHap, srpRfc5054 } from "../vectors/crypto.ts";

// A CommonJS library: SRP with jsbn instead of BigInt, by the authors of HAP-NodeJS.
const oracle = createRequire(import.meta.url)("fast-srp-hap") as typeof import("fast-srp-hap");

const random = seededRandom(13);
const USER = "Pair-Setup";

function pairOf(suite: SrpSuite, password = "1234", typed = password) {
  const salt = random.bytes(16);
  const client = new SrpClient(suite, random.bytes(32));
  const privateKey = random.bytes(32);
  const server = new SrpServer(suite, { user: USER, password, salt, privateKey });
  const proof = client.prove(USER, typed, salt, server.publicKey);
  return { salt, client, server, proof };
}

describe("SRP", { timeout: 30_000 }, () => {
  it("PA-30 computes RFC 5054 appendix B on both sides", () => {
    const { user, password, salt, clientPrivate, serverPrivate, ...expected } = srpRfc5054;
    const client = new SrpClient(rfc5054Suite, clientPrivate);
    const options = { user, password, salt, privateKey: serverPrivate };
    const server = new SrpServer(rfc5054Suite, options);
    expect(client.publicKey).toEqual(expected.clientPublic);
    expect(server.publicKey).toEqual(expected.serverPublic);
    expect(client.secret(user, password, salt, server.publicKey)).toEqual(expected.secret);
    expect(server.secret(client.publicKey)).toEqual(expected.secret);
    const { proof, sessionKey } = client.prove(user, password, salt, server.publicKey);
    expect(sessionKey).toEqual(expected.sessionKey);
    expect(proof).toEqual(expected.clientProof);
  });

  it("PA-30 computes the HAP specification's vector with 3072 bits and SHA-512", () => {
    const { user, password, salt, clientPrivate, serverPrivate } = srpHap;
    const client = new SrpClient(hapSuite, clientPrivate);
    const server = new SrpServer(hapSuite, { user, password, salt, privateKey: serverPrivate });
    expect(sha512(client.publicKey, server.publicKey)).toEqual(srpHap.scramble);
    const { sessionKey } = client.prove(user, password, salt, server.publicKey);
    expect(sessionKey).toEqual(srpHap.sessionKey);
    expect(sha512(server.secret(client.publicKey))).toEqual(srpHap.sessionKey);
  });

  it("has a table of powers that is right, and gives the same without it", () => {
    const { prime, powers = [] } = hapSuite;
    let power = 5n;
    for (const entry of powers) {
      expect(entry).toBe(power);
      for (let squaring = 0; squaring < 64; squaring++) power = (power * power) % prime;
    }
    const { powers: _table, ...plain } = hapSuite;
    const ends = [
      new Uint8Array(64).fill(255),
      Uint8Array.of(1),
      random.bytes(64),
      random.bytes(65),
    ];
    for (const privateKey of ends) {
      const expected = new SrpClient(plain, privateKey).publicKey;
      expect(new SrpClient(hapSuite, privateKey).publicKey).toEqual(expected);
    }
  });

  it("PA-31 convinces each side of the other, in each group", () => {
    for (const suite of [hapSuite, airplayLegacySuite, rfc5054Suite]) {
      const { client, server, proof } = pairOf(suite);
      const answer = server.check(client.publicKey, proof.proof);
      expect(answer?.sessionKey).toEqual(proof.sessionKey);
      expect(client.accepts(proof, answer?.proof ?? new Uint8Array())).toBe(true);
    }
  });

  it("QK-26 refuses a server's proof with any byte changed, or none at all", () => {
    const { client, server, proof } = pairOf(hapSuite);
    const right = server.check(client.publicKey, proof.proof)?.proof ?? new Uint8Array();
    for (const at of [0, 31, 63]) {
      const wrong = right.map((byte, index) => (index === at ? byte ^ 1 : byte));
      expect(client.accepts(proof, wrong)).toBe(false);
    }
    expect(client.accepts(proof, new Uint8Array())).toBe(false);
  });

  it("accepts a client that hashes S without its leading zeros, as srptools does", () => {
    const strip = (bytes: Uint8Array) => bytes.subarray(bytes.findIndex((byte) => byte !== 0));
    const stripping = { ...rfc5054Suite, sessionKey: (secret: Uint8Array) => sha1(strip(secret)) };
    const options = { user: USER, password: "1234", salt: Uint8Array.of(1) };
    const server = new SrpServer(rfc5054Suite, { ...options, privateKey: Uint8Array.of(1) });
    let checked = 0;
    for (let key = 1; checked < 2; key++) {
      const client = new SrpClient(stripping, Uint8Array.of(key >> 8, key & 0xff));
      if (client.secret(USER, "1234", options.salt, server.publicKey)[0] !== 0) continue;
      checked++;
      const proof = client.prove(USER, "1234", options.salt, server.publicKey);
      const answer = server.check(client.publicKey, proof.proof);
      expect(answer?.sessionKey).toEqual(proof.sessionKey);
    }
  });

  it("refuses another PIN", () => {
    const { client, server, proof } = pairOf(hapSuite, "1234", "1235");
    expect(server.check(client.publicKey, proof.proof)).toBeUndefined();
  });

  it("refuses public keys that are zero modulo the prime, or too long", () => {
    const { client, server, salt, proof } = pairOf(hapSuite);
    const prime = Buffer.from(hapSuite.prime.toString(16), "hex");
    const malformed = expect.objectContaining({ code: "malformed" });
    for (const key of [
      new Uint8Array(384),
      prime,
      new Uint8Array(0),
      new Uint8Array(385).fill(1),
    ]) {
      expect(() => client.prove(USER, "1234", salt, key)).toThrow(malformed);
      expect(() => server.check(key, proof.proof)).toThrow(malformed);
    }
  });

  it("PA-71 makes AirPlay 1's key of 40 bytes from two hashes", () => {
    const secret = random.bytes(256);
    const expected = concatBytes(
      sha1(secret, Uint8Array.of(0, 0, 0, 0)),
      sha1(secret, Uint8Array.of(0, 0, 0, 1)),
    );
    expect(airplayLegacySuite.sessionKey(secret)).toEqual(expected);
  });
});

describe("SRP against fast-srp-hap", { timeout: 30_000 }, () => {
  const params = oracle.SRP.params.hap;

  it("as a client pairs with its server", () => {
    for (let run = 0; run < 2; run++) {
      const salt = Buffer.from(random.bytes(16));
      const key = Buffer.from(random.bytes(32));
      const pin = Buffer.from("1234");
      const server = new oracle.SrpServer(params, salt, Buffer.from(USER), pin, key);
      const client = new SrpClient(hapSuite, random.bytes(32));
      const proof = client.prove(USER, "1234", salt, server.computeB());
      server.setA(Buffer.from(client.publicKey));
      server.checkM1(Buffer.from(proof.proof));
      expect(client.accepts(proof, server.computeM2())).toBe(true);
      expect(new Uint8Array(server.computeK())).toEqual(proof.sessionKey);
    }
  });

  it("as a server pairs with its client", () => {
    for (let run = 0; run < 2; run++) {
      const salt = random.bytes(16);
      const privateKey = random.bytes(32);
      const server = new SrpServer(hapSuite, { user: USER, password: "1234", salt, privateKey });
      const [user, pin] = [Buffer.from(USER), Buffer.from("1234")];
      const secret = Buffer.from(random.bytes(32));
      const client = new oracle.SrpClient(params, Buffer.from(salt), user, pin, secret);
      client.setB(Buffer.from(server.publicKey));
      const answer = server.check(client.computeA(), client.computeM1());
      client.checkM2(Buffer.from(answer?.proof ?? []));
      expect(answer?.sessionKey).toEqual(new Uint8Array(client.computeK()));
    }
  });
});
