import assert from "node:assert/strict";
import { constants, generateKeyPairSync, privateDecrypt, privateEncrypt } from "node:crypto";
import { openGcm, sealGcm } from "../../src/main/crypto/aes.ts";
import { openFromAirPort, sealForAirPort } from "../../src/main/crypto/airport-key.ts";
import { open, seal } from "../../src/main/crypto/chacha.ts";
import { keyPairFromSeed, sign, verify } from "../../src/main/crypto/ed25519.ts";
import { md5Hex, sha512 } from "../../src/main/crypto/hash.ts";
import { hkdfSha512 } from "../../src/main/crypto/hkdf.ts";
import { hapSuite, rfc5054Suite, SrpClient, SrpServer } from "../../src/main/crypto/srp.ts";
import { keyPairFromPrivate, sharedSecret } from "../../src/main/crypto/x25519.ts";
import { legacyPairSetup } from "../../src/main/hap/legacy-setup.ts";
import { legacyPairVerify } from "../../src/main/hap/legacy-verify.ts";
import { PairSetupClient } from "../../src/main/hap/pair-setup.ts";
import { pairVerify } from "../../src/main/hap/pair-verify.ts";
import { RecordDecoder, RecordEncoder } from "../../src/main/hap/record.ts";
import { channelKeyNames, deriveChannelKeys } from "../../src/main/hap/session-keys.ts";
import { systemRandom } from "../../src/main/runtime/random.ts";
import * as vectors from "../vectors/crypto.ts";
import { createTestAccessory } from "./hap-pair.ts";
import { createLegacyAccessory } from "./legacy-pair.ts";

/**
 * What crypto/ and hap/ promise, without a test runner, so that it runs in Electron's own Node too.
 * The last line printed is JSON: the runtime and the names of the checks that held.
 */
const malformed = { code: "malformed" };

const checks: Record<string, () => void | Promise<void>> = {
  x25519() {
    const { alicePrivate, alicePublic, bobPrivate, bobPublic, shared } = vectors.x25519;
    assert.deepEqual(keyPairFromPrivate(alicePrivate).publicKey, alicePublic);
    assert.deepEqual(sharedSecret(alicePrivate, bobPublic), shared);
    assert.deepEqual(sharedSecret(bobPrivate, alicePublic), shared);
    for (const point of vectors.smallOrderPoints) {
      assert.throws(() => sharedSecret(alicePrivate, point), malformed);
    }
  },
  ed25519() {
    for (const { seed, publicKey, message, signature } of vectors.ed25519) {
      assert.deepEqual(keyPairFromSeed(seed).publicKey, publicKey);
      assert.deepEqual(sign(seed, message), signature);
      assert.equal(verify(publicKey, message, signature), true);
      assert.equal(verify(publicKey, message, signature.slice().fill(1, 5, 6)), false);
    }
    const any = vectors.ed25519[0]?.signature ?? new Uint8Array(64);
    assert.equal(verify(new Uint8Array(32).fill(255), new Uint8Array(1), any), false);
  },
  "chacha20-poly1305"() {
    const { key, nonce, aad, plain, sealed } = vectors.chacha20Poly1305;
    assert.deepEqual(seal(key, nonce, plain, aad), sealed);
    assert.deepEqual(open(key, nonce, sealed, aad), plain);
    assert.throws(() => open(key, nonce, sealed), malformed);
  },
  hkdf() {
    const { inputKey, salt, context, output } = vectors.hkdfSha512Vector;
    assert.deepEqual(hkdfSha512(inputKey, salt, context, 42), output);
    assert.equal(hkdfSha512(inputKey, "", "ClientEncrypt-main").length, 32);
  },
  "the key of AirPorts"() {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const { n = "", e = "" } = publicKey.export({ format: "jwk" });
    const key = { modulus: n, exponent: e };
    const secret = new Uint8Array(16).fill(5);
    const oaep = { key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha1" };
    const opened = privateDecrypt(oaep, sealForAirPort(secret, key));
    assert.deepEqual(new Uint8Array(opened), secret);
    const pkcs1 = { key: privateKey, padding: constants.RSA_PKCS1_PADDING };
    assert.deepEqual(openFromAirPort(privateEncrypt(pkcs1, secret), key), secret);
    assert.equal(openFromAirPort(privateEncrypt(pkcs1, secret)), undefined);
    assert.equal(sealForAirPort(secret).length, 256);
  },
  sha512() {
    for (const { message, digest } of vectors.sha512Vectors) {
      assert.deepEqual(sha512(message), digest);
    }
  },
  srp() {
    const { user, password, salt, clientPrivate, serverPrivate, ...rfc } = vectors.srpRfc5054;
    const small = new SrpClient(rfc5054Suite, clientPrivate);
    assert.deepEqual(small.secret(user, password, salt, rfc.serverPublic), rfc.secret);
    const client = new SrpClient(hapSuite, clientPrivate);
    const server = new SrpServer(hapSuite, { user, password, salt, privateKey: serverPrivate });
    assert.deepEqual(sha512(client.publicKey, server.publicKey), vectors.srpHap.scramble);
    const { sessionKey } = client.prove(user, password, salt, server.publicKey);
    assert.deepEqual(sessionKey, vectors.srpHap.sessionKey);
  },
  async "legacy pairing"() {
    const { signal } = new AbortController();
    const random = systemRandom;
    const accessory = createLegacyAccessory("0042", random);
    const { messenger } = accessory.connect();
    const credentials = await legacyPairSetup({ messenger, random, pin: "42", signal });
    const { messenger: other, verify: device } = accessory.connect();
    await legacyPairVerify({ messenger: other, credentials, random, signal });
    assert.equal(device.controllerId, credentials.ourId);
    const { key, iv } = { key: new Uint8Array(16), iv: new Uint8Array(16) };
    const { ciphertext, tag } = sealGcm(key, iv, Uint8Array.of(1));
    assert.throws(() => openGcm(key, iv, { ciphertext: Uint8Array.of(9), tag }), malformed);
    assert.equal(ciphertext.length, 1);
    assert.equal(md5Hex("abc"), "900150983cd24fb0d6963f7d28e17f72");
  },
  async "a whole pairing"() {
    const { signal } = new AbortController();
    const random = systemRandom;
    const accessory = createTestAccessory();
    const client = new PairSetupClient({ messenger: accessory.connect().messenger, random });
    await client.begin(signal);
    const { credentials } = await client.finish("1234", signal);
    const { messenger, verify: other } = accessory.connect();
    const secret = await pairVerify({ messenger, credentials, random, signal });
    assert.deepEqual(other.verified?.sharedSecret.expose(), secret.expose());
    const { output } = deriveChannelKeys(secret, channelKeyNames.airplayControl);
    const plain = random.bytes(3000);
    const wire = new RecordEncoder(output).encode(plain);
    assert.deepEqual(new RecordDecoder(output).push(wire), plain);
  },
};

async function run(): Promise<void> {
  for (const check of Object.values(checks)) await check();
  const { node, electron = null } = process.versions as Record<string, string | undefined>;
  console.log(JSON.stringify({ node, electron, held: Object.keys(checks) }));
}

run().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
