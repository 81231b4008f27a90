import { describe, expect, it } from "vitest";
import { md5Hex } from "../../../src/main/crypto/hash.ts";
import {
  type DigestAnswer,
  formatDigestAnswer,
  parseDigestChallenge,
} from "../../../src/main/wire/http-digest.ts";
import { fuzz } from "../../support/fuzz.ts";

const rfc7616 =
  'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=MD5, ' +
  'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", ' +
  'opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"';
const rfc2617 =
  'Digest realm="testrealm@host.com", qop="auth,auth-int", ' +
  'nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41"';

const answer: DigestAnswer = {
  user: "Mufasa",
  password: "Circle of Life",
  method: "GET",
  target: "/dir/index.html",
  count: 1,
  clientNonce: "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
  md5: md5Hex,
};
const formatted = (header: string, changes: Partial<DigestAnswer> = {}) => {
  const challenge = parseDigestChallenge([header]);
  if (!challenge) throw new Error("a challenge");
  return formatDigestAnswer(challenge, { ...answer, ...changes });
};

describe("HTTP Digest", () => {
  it("answers the example of RFC 7616, section 3.9.1", () => {
    expect(formatted(rfc7616)).toBe(
      'Digest username="Mufasa", realm="http-auth@example.org", ' +
        'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", uri="/dir/index.html", ' +
        'qop=auth, nc=00000001, cnonce="f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", ' +
        'response="8ca523f5e9506fed4657c9700eebdbec", ' +
        'opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"',
    );
  });

  it("answers the example of RFC 2617, section 3.5", () => {
    const said = formatted(rfc2617, { password: "Circle Of Life", clientNonce: "0a4f113b" });
    expect(said).toContain('response="6629fae49393a05397450978507c4ef1"');
  });

  // By Python: urllib.request for the first, hashlib for the second, which urllib cannot encode.
  it.each([
    ["4711", "679b699c1c1806672a63fb5521aa026a"],
    ["schön & geheim", "1371a3629c34f96050b3398fa31e0596"],
  ])("answers without qop, as AirPlay asks, with the password %s", (password, response) => {
    const said = formatted('Digest realm="AirPlay", nonce="MTM0ODMyNjEyMiAA"', {
      user: "AirPlay",
      password,
      method: "POST",
      target: "/play",
    });
    expect(said).toBe(
      'Digest username="AirPlay", realm="AirPlay", nonce="MTM0ODMyNjEyMiAA", uri="/play", ' +
        `response="${response}"`,
    );
  });

  it("counts in eight hex digits, and the count changes the answer", () => {
    expect(formatted(rfc7616, { count: 0x1f })).toContain("nc=0000001f");
    const responses = [1, 2].map((count) => /response="(\w+)"/.exec(formatted(rfc7616, { count })));
    expect(responses[0]?.[1]).not.toBe(responses[1]?.[1]);
  });

  it.each<[header: string, challenge: object]>([
    ['digest REALM=r,Nonce="n"', { realm: "r", nonce: "n", counts: false, stale: false }],
    ['Digest nonce="a\\"b", stale=TRUE', { realm: "", nonce: 'a"b', counts: false, stale: true }],
    ['Digest nonce="", realm=""', { realm: "", nonce: "", counts: false, stale: false }],
    ['Digest nonce="n" , qop=auth', { realm: "", nonce: "n", counts: true, stale: false }],
    ['Digest nonce="1", nonce="2"', { realm: "", nonce: "1", counts: false, stale: false }],
  ])("reads %s", (header, challenge) => {
    expect(parseDigestChallenge([header])).toEqual(challenge);
  });

  it.each([
    'Basic realm="AirPlay"',
    "Digest",
    'Digest realm="r"',
    'Digest nonce="n", algorithm=SHA-256',
    'Digest nonce="n", qop="auth-int"',
    'Digest nonce="open',
    'Digest nonce="n" realm="r"',
    `Digest nonce="${"n".repeat(5000)}"`,
    'Digest nonce="a\u0000b"',
    "",
  ])("does not take %s for a challenge that it can answer", (header) => {
    expect(parseDigestChallenge([header])).toBeUndefined();
  });

  it("finds the one that it can answer among several", () => {
    const headers = ['Basic realm="x"', 'Digest nonce="n", algorithm=SHA-256', rfc2617];
    expect(parseDigestChallenge(headers)?.realm).toBe("testrealm@host.com");
  });

  it("lets nothing break out of its quotes", () => {
    expect(formatted('Digest nonce="a\\"b\\\\"', { user: 'x"y' })).toContain(
      'username="x\\"y", realm="", nonce="a\\"b\\\\"',
    );
    for (const user of ["a\r\nX: y", "\u0000"]) {
      expect(() => formatted(rfc2617, { user })).toThrow(
        expect.objectContaining({ code: "invalid" }),
      );
    }
  });
});

fuzz("a challenge", (bytes) => parseDigestChallenge([Buffer.from(bytes).toString("latin1")]), {
  seeds: [rfc7616, rfc2617].map((header) => new Uint8Array(Buffer.from(header))),
});
