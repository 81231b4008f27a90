import { describe, expect, it, test } from "vitest";
import { AesCtr, openGcm, sealGcm } from "../../src/main/crypto/aes.ts";
import { keyPairFromSeed, verify } from "../../src/main/crypto/ed25519.ts";
import { airplayLegacySuite, SrpClient, SrpServer } from "../../src/main/crypto/srp.ts";
import { sharedSecret } from "../../src/main/crypto/x25519.ts";
import type { LegacyCredentials } from "../../src/main/hap/credentials.ts";
import { advanceIv, deriveAes } from "../../src/main/hap/legacy-keys.ts";
import type { LegacyMessenger } from "../../src/main/hap/legacy-messages.ts";
import { legacyPairSetup } from "../../src/main/hap/legacy-setup.ts";
import { legacyPairVerify } from "../../src/main/hap/legacy-verify.ts";
import { Secret } from "../../src/main/runtime/secret.ts";
import { encodeBplist } from "../../src/main/wire/bplist.ts";
import { fuzz } from "../support/fuzz.ts";
import { createLegacyAccessory, replaying, scriptedRandom } from "../support/legacy-pair.ts";
import { seededRandom } from "../support/seeded-random.ts";
import * as vectors from "../vectors/airplay-legacy.ts";

const { signal } = new AbortController();
const { recorded, verification } = vectors;
const fromHex = (hex: string) => new Uint8Array(Buffer.from(hex, "hex"));
const identity = { code: "malformed", details: { subject: "identity" } };
const flipped = (bytes: Uint8Array, at = bytes.length - 1) =>
  bytes.map((byte, index) => (index === at ? byte ^ 1 : byte));

const ours: LegacyCredentials = {
  kind: "legacy",
  ourId: "0011223344556677",
  ourPrivateKey: new Secret(verification.ourSeed),
  theirPublicKey: verification.theirPublicKey,
};

describe("a recorded session of a real device", () => {
  const dice = () => scriptedRandom([fromHex(recorded.id), recorded.seed, recorded.seed]);
  const answers = [recorded.challengeAnswer, recorded.pinAnswer, recorded.keysAnswer];
  const setUp = (device: { messenger: LegacyMessenger }) =>
    legacyPairSetup({ messenger: device.messenger, random: dice(), pin: recorded.pin, signal });

  test("PA-70 PA-71 PA-72 TS-13 pair-setup asks byte for byte what was asked then", async () => {
    const device = replaying(answers);
    const { ourId, ourPrivateKey, theirPublicKey } = await setUp(device);
    expect(device.asked).toEqual([recorded.challenge, recorded.pinProof, recorded.keys]);
    expect(ourId).toBe(recorded.id);
    expect(ourPrivateKey.expose()).toEqual(recorded.seed);
    expect(theirPublicKey).toEqual(recorded.theirPublicKey);
  });

  test("PA-73 pair-verify asks byte for byte what was asked then, of the same device", async () => {
    const device = replaying([recorded.verifyAnswer]);
    const credentials: LegacyCredentials = {
      kind: "legacy",
      ourId: recorded.id,
      ourPrivateKey: new Secret(recorded.seed),
      theirPublicKey: recorded.theirPublicKey,
    };
    const random = scriptedRandom([recorded.seed]);
    await legacyPairVerify({ messenger: device.messenger, credentials, random, signal });
    expect(device.asked).toEqual([recorded.verifyStart, recorded.verifyFinish]);
  });

  test.each([
    ["proof", 1, recorded.pinAnswer, 30],
    ["key", 2, recorded.keysAnswer, 30],
    ["tag", 2, recorded.keysAnswer, 70],
  ] as const)("a %s that is not the device's own is refused", async (_what, step, answer, at) => {
    const damaged = flipped(answer, at);
    const device = replaying(answers.map((one, index) => (index === step ? damaged : one)));
    await expect(setUp(device)).rejects.toMatchObject(identity);
  });
});

test("A9 messages of pairing look as they were seen, to the last byte", async () => {
  const device = replaying([]);
  const random = scriptedRandom([fromHex(vectors.seen.user)]);
  const asked = legacyPairSetup({ messenger: device.messenger, random, pin: "1", signal });
  await expect(asked).rejects.toMatchObject({ code: "malformed" });
  expect(device.asked).toEqual([vectors.seen.challenge]);
});

describe.each(vectors.pairings)("Python's numbers, with an IV that ends in $ivEnd", (vector) => {
  const dice = () => [fromHex(vector.user), vector.clientPrivate, verification.ourSeed];

  test("PA-71 SRP gives the same proofs and the same 40 bytes on both sides", () => {
    const { user, pin: password, salt } = vector;
    const client = new SrpClient(airplayLegacySuite, vector.clientPrivate);
    const proof = client.prove(user, password, salt, vector.serverPublic);
    expect(proof).toEqual({ proof: vector.clientProof, sessionKey: vector.sessionKey });
    expect(client.accepts(proof, vector.serverProof)).toBe(true);
    const privateKey = vector.serverPrivate;
    const server = new SrpServer(airplayLegacySuite, { user, password, salt, privateKey });
    expect(server.publicKey).toEqual(vector.serverPublic);
    expect(server.check(client.publicKey, vector.clientProof)?.proof).toEqual(vector.serverProof);
  });

  test("PA-72 QK-17 the IV counts in its last byte, which wraps", () => {
    const { iv } = deriveAes("Pair-Setup", new Secret(vector.sessionKey)).expose();
    expect(iv.at(-1)).toBe(vector.ivEnd);
    expect(advanceIv(iv, 1).at(-1)).toBe((vector.ivEnd + 1) % 256);
    expect(advanceIv(iv, 2).slice(0, -1)).toEqual(iv.slice(0, -1));
  });

  test("PA-72 QK-17 our half pairs", async () => {
    const device = replaying([
      encodeBplist({ pk: vector.serverPublic, salt: vector.salt }),
      encodeBplist({ proof: vector.serverProof }),
      encodeBplist({ epk: vector.theirEpk, authTag: vector.theirAuthTag }),
    ]);
    const random = scriptedRandom(dice());
    const { messenger } = device;
    const key = await legacyPairSetup({ messenger, random, pin: vector.pin, signal });
    expect(key.theirPublicKey).toEqual(verification.theirPublicKey);
    expect(device.asked[2]).toEqual(encodeBplist({ authTag: vector.authTag, epk: vector.epk }));
  });

  test("PA-72 QK-17 so does the device's half", async () => {
    const throws = [verification.theirSeed, vector.salt, vector.serverPrivate];
    const accessory = createLegacyAccessory(vector.pin, scriptedRandom(throws));
    const { messenger } = accessory.connect();
    const random = scriptedRandom(dice());
    const key = await legacyPairSetup({ messenger, random, pin: vector.pin, signal });
    expect(key.theirPublicKey).toEqual(verification.theirPublicKey);
    expect(accessory.pairings.get(vector.user)).toEqual(
      keyPairFromSeed(verification.ourSeed).publicKey,
    );
  });
});

const endingIn = (end: number) => Uint8Array.of(...new Uint8Array(15).fill(255), end);

test("QK-17 the IV wraps at every end byte, and no other byte moves", () => {
  for (let end = 0; end < 256; end++) {
    const iv = endingIn(end);
    const next = advanceIv(iv, 1);
    expect(next).toEqual(endingIn((end + 1) % 256));
    expect(advanceIv(next, 1)).toEqual(advanceIv(iv, 2));
  }
});

test("A9 a public key of 257 bytes, of which the first is zero, is the same number", async () => {
  const [vector] = vectors.pairings;
  const device = replaying([
    encodeBplist({ pk: Uint8Array.of(0, ...vector.serverPublic), salt: vector.salt }),
    encodeBplist({ proof: vector.serverProof }),
    encodeBplist({ epk: vector.theirEpk, authTag: vector.theirAuthTag }),
  ]);
  const random = scriptedRandom([fromHex(vector.user), vector.clientPrivate, verification.ourSeed]);
  const key = await legacyPairSetup({ messenger: device.messenger, random, pin: "0", signal });
  expect(key.theirPublicKey).toEqual(verification.theirPublicKey);
});

describe("PA-73 Python's pair-verify", () => {
  test("our half says the same", async () => {
    const device = replaying([verification.answer]);
    const random = scriptedRandom([verification.ourEphemeral]);
    await legacyPairVerify({ messenger: device.messenger, credentials: ours, random, signal });
    expect(device.asked).toEqual([verification.start, verification.finish]);
  });

  test("so does the device's half", () => {
    const accessory = createLegacyAccessory(
      "1234",
      scriptedRandom([verification.theirSeed, verification.theirEphemeral]),
    );
    accessory.pairings.add(ours.ourId, keyPairFromSeed(verification.ourSeed).publicKey);
    const { verify: device } = accessory.connect();
    expect(device.handle(verification.start)).toEqual({ status: 200, body: verification.answer });
    expect(device.handle(verification.finish)).toMatchObject({ status: 200 });
    expect(device.controllerId).toBe(ours.ourId);
  });

  test.each([
    ["another device's", { ...ours, theirPublicKey: keyPairFromSeed(recorded.seed).publicKey }],
    ["a damaged", { ...ours, theirPublicKey: flipped(verification.theirPublicKey, 3) }],
  ])("%s signature is refused before we show ours", async (_what, credentials) => {
    const device = replaying([verification.answer]);
    const random = scriptedRandom([verification.ourEphemeral]);
    const { messenger } = device;
    const verifying = legacyPairVerify({ messenger, credentials, random, signal });
    await expect(verifying).rejects.toMatchObject(identity);
    expect(device.asked).toHaveLength(1);
  });

  test("keys of a program that did not keep the device's own still work", async () => {
    const { theirPublicKey: _, ...credentials } = ours;
    const device = replaying([verification.answer]);
    const random = scriptedRandom([verification.ourEphemeral]);
    await legacyPairVerify({ messenger: device.messenger, credentials, random, signal });
    expect(device.asked).toEqual([verification.start, verification.finish]);
  });

  test.each([0, 31, 95, 97, 200])("an answer of %i bytes is malformed", async (length) => {
    const device = replaying([new Uint8Array(length)]);
    const { messenger } = device;
    const random = seededRandom(1);
    const verifying = legacyPairVerify({ messenger, credentials: ours, random, signal });
    await expect(verifying).rejects.toMatchObject({ code: "malformed" });
  });
});

test("300 pairings with keys of chance pair, verify, and know each other", {
  timeout: 120_000,
}, async () => {
  const random = seededRandom(17);
  const accessory = createLegacyAccessory("0042", random);
  for (let run = 0; run < 300; run++) {
    const { messenger, setup, verify: device, steps } = accessory.connect();
    const key = await legacyPairSetup({ messenger, random, pin: "42", signal });
    expect(setup.controllerId).toBe(key.ourId);
    expect(key.ourId).toMatch(/^[0-9A-F]{16}$/);
    await legacyPairVerify({ messenger, credentials: key, random, signal });
    expect(device.controllerId).toBe(key.ourId);
    expect(steps).toEqual(["challenge", "pin", "keys", "verify-start", "verify"]);
  }
  expect(accessory.pairings.list()).toHaveLength(300);
});

describe("the device's half", () => {
  const pair = (accessory: ReturnType<typeof createLegacyAccessory>, pin = "1234") =>
    legacyPairSetup({
      messenger: accessory.connect().messenger,
      random: seededRandom(5),
      pin,
      signal,
    });

  it("refuses a wrong PIN with 470, and makes the next try wait (E54)", async () => {
    const accessory = createLegacyAccessory();
    await expect(pair(accessory, "9999")).rejects.toThrow("pin is answered 470");
    await expect(pair(accessory)).rejects.toThrow("challenge is answered 503");
    await accessory.clock.advance(1000);
    await expect(pair(accessory)).resolves.toMatchObject({ kind: "legacy" });
  });

  it.each([
    ["wrongProof", { wrongProof: true }],
    ["wrongSignature", { wrongSignature: true }],
  ])("with %s is not believed", async (_name, faults) => {
    const accessory = createLegacyAccessory();
    Object.assign(accessory.faults, faults);
    await expect(pair(accessory)).rejects.toMatchObject(identity);
  });

  it("takes no message out of its turn", () => {
    const { setup, verify: device } = createLegacyAccessory().connect();
    for (const message of [recorded.pinProof, recorded.keys, new Uint8Array(0)]) {
      expect(setup.handle(message)).toMatchObject({ status: 400 });
    }
    expect(device.handle(verification.finish)).toMatchObject({ status: 400 });
    expect(setup.handle(recorded.challenge)).toMatchObject({ status: 200 });
    expect(setup.handle(recorded.keys)).toMatchObject({ status: 400 });
    expect(setup.handle(recorded.pinProof)).toMatchObject({ status: 400 });
  });

  it("does not know who has not paired, nor a signature by another", () => {
    const accessory = createLegacyAccessory();
    const { verify: device } = accessory.connect();
    expect(device.handle(verification.start)).toMatchObject({ status: 470 });
    accessory.pairings.add("A", keyPairFromSeed(verification.ourSeed).publicKey);
    expect(device.handle(verification.start)).toMatchObject({ status: 200 });
    expect(device.handle(verification.finish)).toMatchObject({ status: 470 });
    expect(device.controllerId).toBeUndefined();
  });
});

describe("AES-128", () => {
  const [key, iv] = [Uint8Array.from({ length: 16 }, (_, at) => at), new Uint8Array(16).fill(3)];

  it("in GCM takes an IV of 16 bytes", () => {
    const longIv = Uint8Array.from({ length: 16 }, (_, at) => 240 + at);
    const { ciphertext, tag } = sealGcm(key, longIv, Buffer.from("sixteen byte IVs"));
    expect(Uint8Array.of(...ciphertext, ...tag)).toEqual(vectors.gcmLongIv);
  });

  it("in GCM refuses what was changed, and tags that are shorter than ours", () => {
    const sealed = sealGcm(key, iv, Buffer.from("text"));
    expect(Buffer.from(openGcm(key, iv, sealed)).toString()).toBe("text");
    const malformed = expect.objectContaining({ code: "malformed" });
    const { ciphertext, tag } = sealed;
    for (const wrong of [
      { ciphertext: flipped(ciphertext), tag },
      { ciphertext, tag: flipped(tag) },
      { ciphertext, tag: tag.slice(0, 12) },
    ]) {
      expect(() => openGcm(key, iv, wrong)).toThrow(malformed);
    }
  });

  it("in counter mode is one key stream however it is cut", () => {
    const plain = seededRandom(3).bytes(100);
    const whole = new AesCtr(key, iv).apply(plain);
    const stream = new AesCtr(key, iv);
    const parts = [plain.subarray(0, 7), plain.subarray(7, 64), plain.subarray(64)];
    expect(Uint8Array.from(parts.flatMap((part) => [...stream.apply(part)]))).toEqual(whole);
    expect(new AesCtr(key, iv).apply(whole)).toEqual(plain);
  });
});

test("the recorded signature is by the key that the device sent before", () => {
  // Independent of our client: what is signed is the device's key, then ours.
  const { key, iv } = deriveAes(
    "Pair-Verify",
    new Secret(sharedSecret(recorded.seed, recorded.verifyAnswer.slice(0, 32))),
  ).expose();
  const signature = new AesCtr(key, iv).apply(recorded.verifyAnswer.subarray(32));
  const signed = Uint8Array.of(
    ...recorded.verifyAnswer.subarray(0, 32),
    ...recorded.verifyStart.subarray(4, 36),
  );
  expect(verify(recorded.theirPublicKey, signed, signature)).toBe(true);
});

fuzz(
  "our half of pair-setup",
  (bytes) => {
    const { messenger } = replaying([bytes, bytes, bytes]);
    const random = scriptedRandom([fromHex(recorded.id), recorded.seed, recorded.seed]);
    return legacyPairSetup({ messenger, random, pin: recorded.pin, signal }).catch((error) => {
      // Two answers of three are never right, so it always ends so.
      if (error?.code !== "malformed") throw error;
    });
  },
  { seeds: [recorded.challengeAnswer, recorded.pinAnswer, recorded.keysAnswer], runs: 300 },
);

fuzz(
  "the device's half",
  (bytes) => {
    const { setup, verify: device } = createLegacyAccessory().connect();
    setup.handle(recorded.challenge);
    setup.handle(bytes);
    device.handle(bytes);
  },
  {
    seeds: [recorded.challenge, recorded.pinProof, recorded.keys, recorded.verifyStart],
    runs: 300,
  },
);
