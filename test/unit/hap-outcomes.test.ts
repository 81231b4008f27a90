import { describe, expect, it } from "vitest";
import type { AccessoryFaults } from "../../src/main/hap/accessory.ts";
import type { HapCredentials } from "../../src/main/hap/credentials.ts";
import { HapError } from "../../src/main/hap/errors.ts";
import { decodeAnswer, type HapMessenger } from "../../src/main/hap/messages.ts";
import { PairSetupClient, transientPairSetup } from "../../src/main/hap/pair-setup.ts";
import { pairVerify } from "../../src/main/hap/pair-verify.ts";
import { Secret } from "../../src/main/runtime/secret.ts";
import { encodeTlv8, TlvTag } from "../../src/main/wire/tlv8.ts";
import { type ErrorCode, RemoteError } from "../../src/shared/errors.ts";
import { createTestAccessory } from "../support/hap-pair.ts";
import { seededRandom } from "../support/seeded-random.ts";
import { hex } from "../vectors/crypto.ts";
import { refusals, verifyM2 } from "../vectors/hap.ts";

const { signal } = new AbortController();
const random = seededRandom(19);

type TestAccessory = ReturnType<typeof createTestAccessory>;

async function pair(accessory: TestAccessory, pin = "1234"): Promise<HapCredentials> {
  const client = new PairSetupClient({ messenger: accessory.connect().messenger, random });
  await client.begin(signal);
  return (await client.finish(pin, signal)).credentials;
}

function verify(messenger: HapMessenger, credentials: HapCredentials) {
  return pairVerify({ messenger, credentials, random, signal });
}

/** A device that says the same whatever it is asked. */
function deviceSaying(answer: Uint8Array): HapMessenger {
  return { exchange: async () => answer };
}

function begin(messenger: HapMessenger) {
  return new PairSetupClient({ messenger, random }).begin(signal);
}

describe("what stops pair-setup at M2", () => {
  const table: [string, AccessoryFaults, ErrorCode, object][] = [
    [
      "E54 a back-off, with its seconds",
      { backoffSeconds: 10_773 },
      "backoff",
      { retryAfterS: 10_773 },
    ],
    ["somebody else who is pairing", { busy: true }, "busy", {}],
    ["a full list of controllers", { maxPeers: true }, "full", {}],
    ["too many tries, with no seconds", { maxTries: true }, "backoff", {}],
    ["a device that does not pair now", { unavailable: true }, "unavailable", {}],
    ["E55 neither salt nor error", { noSalt: true }, "unavailable", {}],
  ];
  for (const [name, fault, code, details] of table) {
    it(`is ${name}: ${code}`, async () => {
      const accessory = createTestAccessory();
      Object.assign(accessory.faults, fault);
      const { messenger } = accessory.connect();
      await expect(begin(messenger)).rejects.toMatchObject({ code, details });
      await expect(transientPairSetup(messenger, random, signal)).rejects.toMatchObject({ code });
      expect(accessory.pinsShown()).toBe(0);
    });
  }

  it("reads a back-off of one to eight bytes, and none of a longer one", async () => {
    const table: [string, number | undefined][] = [
      ["080101", 1],
      ["0802152a", 10_773],
      ["0804102a0000", 10_768],
      ["08080100000001000000", 2 ** 32 + 1],
      ["0800", undefined],
      ["0809010000000000000000", undefined],
    ];
    for (const [item, retryAfterS] of table) {
      const refusal = begin(deviceSaying(hex(`060102 070103 ${item}`)));
      const error = await refusal.catch(RemoteError.from);
      expect(error).toMatchObject({ code: "backoff" });
      expect((error as RemoteError).details.retryAfterS).toBe(retryAfterS);
    }
  });

  it("reads refusals with their items in the order a device likes", async () => {
    await expect(begin(deviceSaying(refusals.backOff))).rejects.toMatchObject({
      code: "backoff",
      details: { retryAfterS: 10_773 },
    });
    await expect(begin(deviceSaying(refusals.wrongPin))).rejects.toMatchObject({
      code: "wrong-pin",
      details: { retryAfterS: 16 },
    });
  });

  it("is an error number we have not met: rejected, with the number", async () => {
    const answer = hex("060102 070163");
    await expect(begin(deviceSaying(answer))).rejects.toMatchObject({
      code: "rejected",
      details: { deviceCode: 0x63 },
    });
  });

  it("E59 is an empty answer, an answer cut short, or another message: malformed", async () => {
    for (const answer of ["", "0601", "060104", "06020102", "02105f"]) {
      await expect(begin(deviceSaying(hex(answer)))).rejects.toMatchObject({ code: "malformed" });
    }
  });
});

describe("what stops pair-setup after the PIN", () => {
  const table: [string, AccessoryFaults, ErrorCode][] = [
    ["QK-26 a device that cannot prove the PIN", { wrongProof: true }, "malformed"],
    ["QK-26 PA-34 a device that signs M6 wrongly", { wrongSignature: true }, "malformed"],
    ["E56 a device that refuses the right PIN", { refusePin: true }, "wrong-pin"],
  ];
  for (const [name, fault, code] of table) {
    it(`is ${name}: ${code}`, async () => {
      const accessory = createTestAccessory();
      Object.assign(accessory.faults, fault);
      await expect(pair(accessory)).rejects.toMatchObject({ code });
    });
  }

  it("PA-03 is no begin at all: a bug of ours", async () => {
    const { messenger } = createTestAccessory().connect();
    const client = new PairSetupClient({ messenger, random });
    await expect(client.finish("1234", signal)).rejects.toMatchObject({ code: "bug" });
  });

  it("is a second PIN in one dialogue, because M2 is used up", async () => {
    const { messenger } = createTestAccessory().connect();
    const client = new PairSetupClient({ messenger, random });
    await client.begin(signal);
    await expect(client.finish("9999", signal)).rejects.toMatchObject({ code: "wrong-pin" });
    await expect(client.finish("1234", signal)).rejects.toMatchObject({ code: "bug" });
  });

  it("QK-26 is a transient partner that cannot prove the PIN either", async () => {
    const accessory = createTestAccessory();
    accessory.faults.wrongProof = true;
    const pairing = transientPairSetup(accessory.connect().messenger, random, signal);
    await expect(pairing).rejects.toMatchObject({ code: "malformed" });
  });

  it("is the caller who changed its mind: the signal's reason", async () => {
    const accessory = createTestAccessory();
    const aborting = new AbortController();
    const { messenger } = accessory.connect();
    const client = new PairSetupClient({ messenger, random });
    await client.begin(aborting.signal);
    const reason = new RemoteError("cancelled", "the wizard was closed");
    aborting.abort(reason);
    await expect(client.finish("1234", aborting.signal)).rejects.toBe(reason);
    expect(accessory.pairings.list()).toEqual([]);
  });
});

describe("the throttle of an accessory", () => {
  it("E54 makes wrong PINs wait longer and longer, and says so at the next M1", async () => {
    const accessory = createTestAccessory();
    for (const retryAfterS of [1, 16, 32, 64, 180, 1484, 10_773, 10_773]) {
      const wrong = { code: "wrong-pin", details: { retryAfterS } };
      await expect(pair(accessory, "0000")).rejects.toMatchObject(wrong);
      const early = { code: "backoff", details: { retryAfterS } };
      await expect(pair(accessory)).rejects.toMatchObject(early);
      await accessory.clock.advance(retryAfterS * 1000 - 1);
      const last = { code: "backoff", details: { retryAfterS: 1 } };
      await expect(pair(accessory)).rejects.toMatchObject(last);
      await accessory.clock.advance(1);
    }
    await expect(pair(accessory)).resolves.toMatchObject({ kind: "hap" });
  });

  it("forgets wrong PINs after a right one", async () => {
    const accessory = createTestAccessory();
    await expect(pair(accessory, "0000")).rejects.toMatchObject({ code: "wrong-pin" });
    await accessory.clock.advance(1000);
    await pair(accessory);
    const again = { code: "wrong-pin", details: { retryAfterS: 1 } };
    await expect(pair(accessory, "0000")).rejects.toMatchObject(again);
  });
});

describe("what stops pair-verify", () => {
  it("PA-42 is another device at the old address: malformed, subject identity", async () => {
    const accessory = createTestAccessory();
    const credentials = await pair(accessory);
    const wrong = { code: "malformed", details: { subject: "identity" } };
    for (const fault of ["wrongIdentifier", "wrongSignature"] as const) {
      accessory.faults[fault] = true;
      const attempt = verify(accessory.connect().messenger, credentials);
      await expect(attempt).rejects.toMatchObject(wrong);
      accessory.faults[fault] = false;
    }
    const stranger = { ...credentials, theirPublicKey: random.bytes(32) };
    await expect(verify(accessory.connect().messenger, stranger)).rejects.toMatchObject(wrong);
    await expect(verify(accessory.connect().messenger, credentials)).resolves.toBeDefined();
  });

  it("E62 is a device that no longer knows our key: unpaired", async () => {
    const accessory = createTestAccessory();
    const credentials = await pair(accessory);
    const other = { ...credentials, ourPrivateKey: new Secret(random.bytes(32)) };
    const attempt = verify(accessory.connect().messenger, other);
    await expect(attempt).rejects.toMatchObject({ code: "unpaired" });
    expect(() => decodeAnswer(refusals.forgotten, "verify", 4)).toThrow(
      expect.objectContaining({ code: "unpaired" }),
    );
  });

  it("is an authentication error before it has seen our signature: rejected, never unpaired", async () => {
    const credentials = await pair(createTestAccessory());
    const answer = encodeTlv8([
      [TlvTag.State, Uint8Array.of(2)],
      [TlvTag.Error, Uint8Array.of(HapError.Authentication)],
    ]);
    await expect(verify(deviceSaying(answer), credentials)).rejects.toMatchObject({
      code: "rejected",
      details: { deviceCode: HapError.Authentication },
    });
  });

  it("is a recorded answer played back, since our key is fresh each time: malformed", async () => {
    const credentials = await pair(createTestAccessory());
    await expect(verify(deviceSaying(verifyM2), credentials)).rejects.toMatchObject({
      code: "malformed",
    });
  });

  it("PA-44 sends another public key each time", async () => {
    const accessory = createTestAccessory();
    const credentials = await pair(accessory);
    const seen = new Set<string>();
    for (let attempt = 0; attempt < 3; attempt++) {
      const { messenger } = accessory.connect();
      const listening: HapMessenger = {
        exchange(kind, request, first, abort) {
          if (first) seen.add(Buffer.from(request).toString("hex"));
          return messenger.exchange(kind, request, first, abort);
        },
      };
      await verify(listening, credentials);
    }
    expect(seen.size).toBe(3);
  });
});
