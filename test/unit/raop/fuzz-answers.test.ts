import { constants, generateKeyPairSync, privateEncrypt } from "node:crypto";
import { describe, expect, it } from "vitest";
import { sealForAirPort } from "../../../src/main/crypto/airport-key.ts";
import {
  answersChallenge,
  formatChallenge,
} from "../../../src/main/protocols/raop/v1/apple-challenge.ts";
import { readTransport } from "../../../src/main/protocols/raop/v1/transport.ts";
import { readVolume } from "../../../src/main/protocols/raop/v1/volume.ts";
import { encodeHttpResponse, HttpDecoder } from "../../../src/main/wire/http.ts";
import { fuzz } from "../../support/fuzz.ts";

const transport =
  "RTP/AVP/UDP;unicast;mode=record;server_port=6001;control_port=6002;timing_port=6003";
const answer = (headers: [string, string][], body = "") =>
  encodeHttpResponse({ version: "RTSP/1.0", status: 200, headers, body: Buffer.from(body) });
const setUp = answer([
  ["Transport", transport],
  ["Session", "1"],
]);

describe("answers of a receiver of AirPlay 1", () => {
  fuzz(
    "RA-04 the reader of SETUP",
    (bytes) => {
      for (const message of new HttpDecoder().push(bytes)) {
        if (message.kind === "response") readTransport(message);
      }
    },
    { seeds: [setUp], runs: 5000 },
  );

  fuzz(
    "RA-13 the reader of volumes",
    (bytes) => {
      const volume = readVolume({
        kind: "response",
        version: "RTSP/1.0",
        status: 200,
        reason: "",
        headers: [],
        body: bytes,
      });
      if (volume !== undefined && !Number.isFinite(volume)) throw new Error("no number");
    },
    { seeds: [Buffer.from("volume: -11.123456\r\n")], runs: 5000 },
  );

  fuzz(
    "the check of an Apple-Response",
    (bytes) => {
      const response = Buffer.from(bytes).toString("latin1");
      if (answersChallenge(new Uint8Array(16), response)) throw new Error("nobody signed that");
    },
    { seeds: [Buffer.from("QUJD".repeat(86))], runs: 500 },
  );
});

describe("the challenge to a receiver", () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const { n = "", e = "" } = publicKey.export({ format: "jwk" });
  const key = { modulus: n, exponent: e };
  const challenge = Uint8Array.from({ length: 16 }, (_, at) => at);
  const signed = (text: Uint8Array) =>
    privateEncrypt({ key: privateKey, padding: constants.RSA_PKCS1_PADDING }, text)
      .toString("base64")
      .replaceAll("=", "");

  it("is answered by whoever signs it, with whatever address behind it", () => {
    const response = signed(Buffer.concat([challenge, Buffer.alloc(16, 7)]));
    expect(answersChallenge(challenge, response, key)).toBe(true);
    expect(formatChallenge(challenge)).toBe("AAECAwQFBgcICQoLDA0ODw");
  });

  it("is not answered by another challenge's answer, or by another key's", () => {
    const other = signed(Buffer.alloc(32, 1));
    expect(answersChallenge(challenge, other, key)).toBe(false);
    expect(answersChallenge(challenge, signed(Buffer.from(challenge)))).toBe(false);
  });

  it("a key sealed for receivers is another one each time, in 256 bytes", () => {
    const [first, second] = [sealForAirPort(challenge), sealForAirPort(challenge)];
    expect(first).toHaveLength(256);
    expect(first).not.toEqual(second);
  });
});
