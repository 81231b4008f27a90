import { answerPairings } from "../../src/main/hap/accessory.ts";
import { PairSetupClient } from "../../src/main/hap/pair-setup.ts";
import { pairVerify } from "../../src/main/hap/pair-verify.ts";
import {
  decodePairingList,
  encodeAddPairing,
  encodePairingList,
} from "../../src/main/hap/pairings.ts";
import { decodeTlv8, encodeTlv8, TlvTag } from "../../src/main/wire/tlv8.ts";
import { isRemoteError } from "../../src/shared/errors.ts";
import { fakeKey } from "../support/fake-plugin.ts";
import { fuzz } from "../support/fuzz.ts";
import { createTestAccessory } from "../support/hap-pair.ts";
import { seededRandom } from "../support/seeded-random.ts";

// What somebody who is not a TV, or not a remote, can say while the two do not know each other yet.
const random = seededRandom(6);
const { signal } = new AbortController();
const m2 = encodeTlv8([
  [TlvTag.State, Uint8Array.of(2)],
  [TlvTag.Salt, random.bytes(16)],
  [TlvTag.PublicKey, random.bytes(384)],
]);
const refusal = encodeTlv8([
  [TlvTag.State, Uint8Array.of(2)],
  [TlvTag.Error, Uint8Array.of(3)],
  [TlvTag.BackOff, Uint8Array.of(32, 0)],
]);
const verifyM2 = encodeTlv8([
  [TlvTag.State, Uint8Array.of(2)],
  [TlvTag.PublicKey, random.bytes(32)],
  [TlvTag.EncryptedData, random.bytes(120)],
]);

/** A typed outcome is what a dialogue owes; which one is tested elsewhere. */
async function typed(outcome: Promise<unknown>): Promise<void> {
  await outcome.catch((thrown: unknown) => {
    if (!isRemoteError(thrown) || thrown.code === "bug") throw thrown;
  });
}

fuzz(
  "the beginning of a pair-setup",
  (input) => {
    const messenger = { exchange: async () => input };
    return typed(new PairSetupClient({ messenger, random }).begin(signal));
  },
  { seeds: [m2, refusal], runs: 5000 },
);

fuzz(
  "a pair-verify",
  (input) => {
    const messenger = { exchange: async () => input };
    return typed(pairVerify({ messenger, credentials: fakeKey(), random, signal }));
  },
  { seeds: [verifyM2], runs: 500 },
);

const accessory = createTestAccessory();
const verifyM1 = encodeTlv8([
  [TlvTag.State, Uint8Array.of(1)],
  [TlvTag.PublicKey, random.bytes(32)],
]);
fuzz(
  "an accessory's pair-verify",
  (input) => void decodeTlv8(accessory.connect().verify.handle(input)),
  { seeds: [verifyM1], runs: 500 },
);

const setupM1 = encodeTlv8([
  [TlvTag.Method, Uint8Array.of(0)],
  [TlvTag.State, Uint8Array.of(1)],
]);
fuzz(
  "an accessory's pair-setup",
  (input) => void decodeTlv8(accessory.connect().setup.handle(input)),
  // Each M1 that is let through costs two exponentiations.
  { seeds: [setupM1, m2], runs: 200 },
);

accessory.pairings.add("remote", random.bytes(32));
fuzz(
  "an accessory's list of pairings",
  (input) => void decodeTlv8(answerPairings(input, accessory.pairings, "remote")),
  {
    seeds: [encodeAddPairing({ id: "other", publicKey: random.bytes(32), admin: true })],
    runs: 5000,
  },
);

fuzz(
  "the reader of a list of pairings",
  (input) => typed((async () => decodePairingList(input))()),
  {
    seeds: [
      encodePairingList([
        { id: "one", publicKey: random.bytes(32), admin: true },
        { id: "two", publicKey: random.bytes(32), admin: false },
      ]),
    ],
  },
);
