import { describe, expect, it } from "vitest";
import { answerPairings } from "../../src/main/hap/accessory.ts";
import type { HapMessenger } from "../../src/main/hap/messages.ts";
import { PairSetupClient, transientPairSetup } from "../../src/main/hap/pair-setup.ts";
import { pairVerify } from "../../src/main/hap/pair-verify.ts";
import {
  checkPairingsAnswer,
  decodePairingList,
  encodeAddPairing,
  encodeListPairings,
  encodeRemovePairing,
} from "../../src/main/hap/pairings.ts";
import { encodeTlv8 } from "../../src/main/wire/tlv8.ts";
import { createTestAccessory } from "../support/hap-pair.ts";
import { seededRandom } from "../support/seeded-random.ts";
import { hex } from "../vectors/crypto.ts";

const { signal } = new AbortController();
const random = seededRandom(23);

async function record() {
  const accessory = createTestAccessory();
  const requests: Uint8Array[] = [];
  const recording = (messenger: HapMessenger): HapMessenger => ({
    exchange(kind, request, first, abort) {
      requests.push(request);
      return messenger.exchange(kind, request, first, abort);
    },
  });
  const setup = accessory.connect();
  const client = new PairSetupClient({ messenger: recording(setup.messenger), random });
  await client.begin(signal);
  const { credentials } = await client.finish("1234", signal);
  const messenger = recording(accessory.connect().messenger);
  await pairVerify({ messenger, credentials, random, signal });
  return { accessory, credentials, requests };
}

describe("an accessory", () => {
  it("answers a message out of turn with an error, and shows nothing of itself", async () => {
    const { accessory, requests } = await record();
    const [, m3, m5, , verifyM3] = requests;
    const { setup, verify } = accessory.connect();
    expect(setup.handle(m3 ?? hex(""))).toEqual(hex("060104 070101"));
    expect(setup.handle(m5 ?? hex(""))).toEqual(hex("060106 070101"));
    expect(verify.handle(verifyM3 ?? hex(""))).toEqual(hex("060104 070101"));
    expect([setup.done, setup.sessionKey, verify.verified]).toEqual([false, undefined, undefined]);
  });

  it("PA-34 refuses an M5 or verify M3 whose ciphertext was changed", async () => {
    const accessory = createTestAccessory();
    const { messenger, setup, verify } = accessory.connect();
    const changing: HapMessenger = {
      async exchange(kind, request, first, abort) {
        const last = kind === "setup" ? request[2] === 5 : request[2] === 3;
        const sent = last ? request.map((byte, at) => (at === 40 ? byte ^ 1 : byte)) : request;
        return messenger.exchange(kind, sent, first, abort);
      },
    };
    const client = new PairSetupClient({ messenger: changing, random });
    await client.begin(signal);
    await expect(client.finish("1234", signal)).rejects.toMatchObject({
      code: "rejected",
    });
    expect(setup.done).toBe(false);
    expect(accessory.pairings.list()).toEqual([]);

    const { credentials } = await record();
    const options = { messenger: changing, credentials, random, signal };
    await expect(pairVerify(options)).rejects.toMatchObject({ code: "unpaired" });
    expect(verify.verified).toBeUndefined();
  });

  it("PA-63 refuses the transient flag where there is nobody to be transient with", async () => {
    const accessory = createTestAccessory();
    const { messenger } = accessory.connect({ allowTransient: false });
    const pairing = transientPairSetup(messenger, random, signal);
    await expect(pairing).rejects.toMatchObject({ code: "unavailable" });
  });

  it("survives every cut and flipped byte of every message", async () => {
    const { accessory, requests } = await record();
    for (const [index, request] of requests.entries()) {
      for (let at = 0; at < request.length; at += index < 3 ? 13 : 1) {
        for (const bad of [
          request.slice(0, at),
          request.map((byte, i) => (i === at ? byte ^ 0xff : byte)),
        ]) {
          const { setup, verify } = accessory.connect();
          const side = index < 3 ? setup : verify;
          try {
            side.handle(bad);
          } catch (error) {
            expect(error).toMatchObject({ code: "malformed" });
          }
          expect(setup.done || verify.verified !== undefined).toBe(false);
        }
      }
    }
  });
});

describe("the list of pairings", () => {
  it("is read, added to and removed from by a controller on it", () => {
    const { pairings } = createTestAccessory();
    pairings.add("us", random.bytes(32));
    const ask = (request: Uint8Array) => answerPairings(request, pairings, "us");
    const guest = { id: "guest", publicKey: random.bytes(32), admin: true };
    checkPairingsAnswer(ask(encodeAddPairing(guest)));
    expect(decodePairingList(ask(encodeListPairings())).map(({ id }) => id)).toEqual([
      "us",
      "guest",
    ]);
    expect(decodePairingList(ask(encodeListPairings()))[1]).toEqual(guest);
    checkPairingsAnswer(ask(encodeRemovePairing("guest")));
    checkPairingsAnswer(ask(encodeRemovePairing("us")));
    const refused = expect.objectContaining({ code: "rejected", details: { deviceCode: 2 } });
    expect(() => decodePairingList(ask(encodeListPairings()))).toThrow(refused);
  });

  it("is closed to a connection that did not verify", () => {
    const { pairings } = createTestAccessory();
    const refused = expect.objectContaining({ code: "rejected" });
    const answer = answerPairings(encodeRemovePairing("us"), pairings, undefined);
    expect(() => checkPairingsAnswer(answer)).toThrow(refused);
  });

  it("answers a method it does not know, or one without its items, with an error", () => {
    const { pairings } = createTestAccessory();
    pairings.add("us", random.bytes(32));
    for (const method of [3, 4, 9]) {
      const request = encodeTlv8([
        [6, Uint8Array.of(1)],
        [0, Uint8Array.of(method)],
      ]);
      expect(answerPairings(request, pairings, "us")).toEqual(hex("060102 070101"));
    }
  });
});
