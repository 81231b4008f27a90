import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keyPairFromSeed } from "../../src/main/crypto/ed25519.ts";
import type { LegacyCredentials } from "../../src/main/hap/credentials.ts";
import type { LegacyMessenger } from "../../src/main/hap/legacy-messages.ts";
import { legacyPairVerify } from "../../src/main/hap/legacy-verify.ts";
import { AirPlayControl } from "../../src/main/protocols/rtsp/control.ts";
import { createSessionIdentity } from "../../src/main/protocols/rtsp/session-identity.ts";
import { throwIfRefused } from "../../src/main/protocols/rtsp/status.ts";
import { Secret } from "../../src/main/runtime/secret.ts";
import { decodeBplist, plistDict } from "../../src/main/wire/bplist.ts";
import { FarHost } from "../support/far-host.ts";
import { realRuntime } from "../support/runtime.ts";
import { startUxPlay, UXPLAY_PORT } from "../support/uxplay.ts";

const { signal } = new AbortController();
const runtime = realRuntime();
let host: FarHost;
let control: AirPlayControl;

beforeAll(async () => {
  host = FarHost.create();
  await startUxPlay(host, "UX");
}, 60_000);

afterAll(async () => {
  control?.close();
  await control?.gone;
  await host.close();
});

const identity = () => createSessionIdentity(runtime.random, host.near);

/** A new connection, once the old one is closed in order: UxPlay crashes when one is reset. */
async function connect(): Promise<void> {
  control?.close();
  await control?.gone;
  const target = { addresses: [host.address], port: UXPLAY_PORT };
  control = await AirPlayControl.open(runtime, target, signal);
}

/** UxPlay answers only requests with a number, so its messages go by RTSP. */
async function post(target: string, body: Uint8Array): Promise<Uint8Array> {
  const headers = [["Content-Type", "application/octet-stream"]] as const;
  const response = await control.rtsp(identity(), { method: "POST", target, headers, body });
  throwIfRefused(response);
  return response.body;
}

const messenger: LegacyMessenger = { exchange: (_step, request) => post("/pair-verify", request) };

/** It has no PIN: pair-setup is one public key for another. */
async function keysOf(seed: Uint8Array): Promise<LegacyCredentials> {
  const { publicKey } = keyPairFromSeed(seed);
  const theirPublicKey = await post("/pair-setup", publicKey);
  const ourPrivateKey = new Secret(seed);
  return { kind: "legacy", ourId: "0123456789ABCDEF", ourPrivateKey, theirPublicKey };
}

describe("UxPlay 1.62, an Apple TV 3 by another hand", () => {
  it("PA-73 verifies us with the key of pair-setup, and its signature is its own", async () => {
    await connect();
    const credentials = await keysOf(runtime.random.bytes(32));
    expect(credentials.theirPublicKey).toHaveLength(32);
    await legacyPairVerify({ messenger, credentials, random: runtime.random, signal });
  });

  it("says who it is, in the clear after the keys as before", async () => {
    const response = await control.rtsp(identity(), { method: "GET", target: "/info" });
    const info = plistDict(decodeBplist(response.body));
    expect(info?.get("model")).toBe("AppleTV3,2");
    expect(info?.get("sourceVersion")).toBe("220.68");
  });

  it("with another key than its own is found out before we sign anything", async () => {
    await connect();
    const credentials = await keysOf(runtime.random.bytes(32));
    const { publicKey: theirPublicKey } = keyPairFromSeed(runtime.random.bytes(32));
    const impostor = { ...credentials, theirPublicKey };
    const { random } = runtime;
    await expect(
      legacyPairVerify({ messenger, credentials: impostor, random, signal }),
    ).rejects.toMatchObject({ code: "malformed", details: { subject: "identity" } });
  });

  it("hangs up on a signature that is not by the key of pair-setup", async () => {
    await connect();
    const credentials = await keysOf(runtime.random.bytes(32));
    const forger: LegacyMessenger = {
      exchange: (step, request) =>
        post(
          "/pair-verify",
          step === "verify" ? request.map((byte, at) => (at === 10 ? byte ^ 1 : byte)) : request,
        ),
    };
    const { random } = runtime;
    await legacyPairVerify({ messenger: forger, credentials, random, signal }).catch(() => {});
    // It says 200 all the same, and then ends the connection.
    expect(await control.closed).toEqual({ kind: "ended" });
  });
});
