import { describe, expect, it } from "vitest";
import type { HapCredentials } from "../../src/main/hap/credentials.ts";
import { PairSetupClient, transientPairSetup } from "../../src/main/hap/pair-setup.ts";
import { pairVerify } from "../../src/main/hap/pair-verify.ts";
import { TlvTag, tlvValue } from "../../src/main/wire/tlv8.ts";
import { createTestAccessory } from "../support/hap-pair.ts";
import { seededRandom } from "../support/seeded-random.ts";

const { signal } = new AbortController();
const random = seededRandom(7);

type TestAccessory = ReturnType<typeof createTestAccessory>;

async function pair(accessory: TestAccessory, pin = "1234"): Promise<HapCredentials> {
  const client = new PairSetupClient({ messenger: accessory.connect().messenger, random });
  await client.begin(signal);
  return (await client.finish(pin, signal)).credentials;
}

function verify(accessory: TestAccessory, credentials: HapCredentials) {
  return pairVerify({ messenger: accessory.connect().messenger, credentials, random, signal });
}

describe("pairing with a PIN", () => {
  it("PA-31 PA-33 leaves both sides with each other's key and the same session key", async () => {
    const accessory = createTestAccessory();
    const { messenger, setup } = accessory.connect();
    const name = [TlvTag.Name, Uint8Array.of(1, 2, 3)] as const;
    const ourId = "5f1d3ff6-4b0b-4e2a-9d2b-7a1f00000001";
    const client = new PairSetupClient({ messenger, random, ourId, extraItems: [name] });
    await client.begin(signal);
    expect(accessory.pinsShown()).toBe(1);
    const { credentials, sessionKey } = await client.finish("1234", signal);

    expect(credentials).toMatchObject({ kind: "hap", ourId, theirId: accessory.identity.id });
    expect(setup.sessionKey?.expose()).toEqual(sessionKey.expose());
    expect(setup.controller?.id).toBe(ourId);
    expect(tlvValue(setup.controller?.items ?? [], TlvTag.Name)).toEqual(name[1]);
    expect(accessory.pairings.list().map(([id]) => id)).toEqual([ourId]);
  });

  it("PA-02 pads a short PIN with zeros on the left", async () => {
    await expect(pair(createTestAccessory("0042"), "42")).resolves.toMatchObject({ kind: "hap" });
  });

  it("keeps nothing of a pairing whose PIN is wrong", async () => {
    const accessory = createTestAccessory();
    await expect(pair(accessory, "4321")).rejects.toMatchObject({
      code: "wrong-pin",
      details: { retryAfterS: 1 },
    });
    expect(accessory.pairings.list()).toEqual([]);
  });
});

describe("pair-verify", () => {
  it("PA-40 PA-41 PA-43 gives both sides the same secret", async () => {
    const accessory = createTestAccessory();
    const credentials = await pair(accessory);
    const { messenger, verify: other } = accessory.connect();
    const secret = await pairVerify({ messenger, credentials, random, signal });
    expect(other.verified?.sharedSecret.expose()).toEqual(secret.expose());
    expect(other.verified?.controllerId).toBe(credentials.ourId);
  });

  it("E62 says unpaired once the device has forgotten us", async () => {
    const accessory = createTestAccessory();
    const credentials = await pair(accessory);
    accessory.pairings.remove(credentials.ourId);
    await expect(verify(accessory, credentials)).rejects.toMatchObject({ code: "unpaired" });
  });
});

describe("transient pairing", () => {
  it("PA-63 gives both sides a secret without a PIN and stores nothing", async () => {
    const accessory = createTestAccessory();
    const { messenger, setup } = accessory.connect();
    const secret = await transientPairSetup(messenger, random, signal);
    expect(setup.sessionKey?.expose()).toEqual(secret.expose());
    expect(accessory.pinsShown()).toBe(0);
    expect(accessory.pairings.list()).toEqual([]);
  });
});
