import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { LegacyCredentials } from "../../src/main/hap/credentials.ts";
import { createAirPlay } from "../../src/main/protocols/airplay/plugin.ts";
import { openMediaRemote } from "../../src/main/protocols/mrp/open.ts";
import type { DeviceDescription, PairingDialogue } from "../../src/main/protocols/plugin.ts";
import { authenticate, type PlainAccess } from "../../src/main/protocols/rtsp/authenticate.ts";
import { AirPlayControl } from "../../src/main/protocols/rtsp/control.ts";
import { createSessionIdentity } from "../../src/main/protocols/rtsp/session-identity.ts";
import { Secret } from "../../src/main/runtime/secret.ts";
import { headerOf } from "../../src/main/wire/http.ts";
import { advertised } from "../support/advertised.ts";
import { testIdentity } from "../support/companion-device.ts";
import { LEGACY_RECEIVER, LegacyReceiver } from "../support/legacy-receiver.ts";
import { settle } from "../support/manual-clock.ts";
import { type TestRuntime, testRuntime } from "../support/runtime.ts";

const airplay = createAirPlay({ openMediaRemote });
const { signal } = new AbortController();
const controllerName = "Armchair (test)";
let receiver: LegacyReceiver;
let runtime: TestRuntime;
let dialogues: PairingDialogue[];
let controls: AirPlayControl[];

beforeEach(async () => {
  receiver = await LegacyReceiver.start();
  runtime = testRuntime({ network: receiver.lan.host("10.0.0.1") });
  dialogues = [];
  controls = [];
});

afterEach(async () => {
  for (const dialogue of dialogues) dialogue.close();
  for (const control of controls) await control.abort();
  await receiver.stop();
  await settle();
  expect(receiver.lan.openHandles).toBe(0);
  expect(runtime.clock.armedTimers).toBe(0);
});

function device(): DeviceDescription {
  // Apple TV 3 with software 7.2, which has neither bit of AirPlay 2 (SC-66).
  const txt = {
    model: "AppleTV3,2",
    features: "0x5A7FFFF7,0x1E",
    flags: "0x204",
    srcvers: "220.68",
  };
  const service = advertised("_airplay._tcp", txt, { addresses: [LEGACY_RECEIVER], port: 7000 });
  const description = airplay.describe(service, [service]);
  if (description === undefined) throw new Error("an AirPlay service");
  const services = [{ ...description, advertised: service }];
  return { identifiers: ["tv3"], name: "Den", addresses: [LEGACY_RECEIVER], services };
}

function dialogue(): PairingDialogue {
  const target = { device: device(), controllerName, identity: testIdentity };
  const begun = airplay.pairing?.(target, runtime);
  if (begun === undefined) throw new Error("AirPlay pairs");
  dialogues.push(begun);
  return begun;
}

async function pair(pin = "42"): Promise<LegacyCredentials> {
  const begun = dialogue();
  await begun.begin(signal);
  const key = await begun.finish(pin, signal);
  if (key.kind !== "legacy") throw new Error("a legacy key");
  return key;
}

async function open(password?: string): Promise<AirPlayControl> {
  const target = {
    addresses: [LEGACY_RECEIVER],
    port: 7000,
    ...(password !== undefined && { password: new Secret(password) }),
  };
  const control = await AirPlayControl.open(runtime, target, signal);
  controls.push(control);
  return control;
}

const introduce = (control: AirPlayControl, access: PlainAccess) =>
  authenticate(control, access, { random: runtime.random, controllerName, signal });

describe("pairing with an Apple TV 3", () => {
  it("PA-70 asks for the PIN on the screen, and then in three posts", async () => {
    const key = await pair();
    expect(receiver.targets).toEqual([
      "/pair-pin-start",
      "/pair-setup-pin",
      "/pair-setup-pin",
      "/pair-setup-pin",
    ]);
    const [start, first] = receiver.requests;
    expect(start && headerOf(start, "X-Apple-Client-Name")).toBe(controllerName);
    expect(start && headerOf(start, "X-Apple-HKP")).toBeUndefined();
    expect(first && headerOf(first, "Content-Type")).toBe("application/x-apple-binary-plist");
    expect(receiver.accessory.pairings.list().map(([id]) => id)).toEqual([key.ourId]);
  });

  it("PA-73 verifies with what it paired, and nothing is encrypted then", async () => {
    const key = await pair();
    const control = await open();
    expect(await introduce(control, { kind: "legacy", credentials: key })).toBeUndefined();
    const response = await control.http({ method: "GET", target: "/info" });
    expect(response.status).toBe(200);
    expect(receiver.targets.slice(4)).toEqual(["/pair-verify", "/pair-verify", "/info"]);
  });

  it("with nothing paired asks for nothing", async () => {
    const control = await open();
    expect(await introduce(control, { kind: "none" })).toBeUndefined();
    expect(receiver.targets).toEqual([]);
  });

  it("PA-04 a wrong PIN is one, the next try has to wait (E54), and then it works", async () => {
    await expect(pair("1111")).rejects.toMatchObject({ code: "wrong-pin" });
    await expect(pair()).rejects.toMatchObject({ code: "backoff", details: { retryAfterS: 1 } });
    await receiver.accessory.clock.advance(1000);
    expect(await pair()).toMatchObject({ kind: "legacy" });
  });

  it.each([
    ["/pair-pin-start", 404, "unsupported", "airplay", "E66 an old receiver"],
    ["/pair-setup-pin", 404, "unsupported", "airplay", "E66 one that starts all the same"],
    ["/pair-pin-start", 403, "unavailable", "access-restricted", "E64 A13 not for us"],
    ["/pair-setup-pin", 470, "unavailable", "access-restricted", "A10 wants a key"],
    ["/pair-pin-start", 453, "unavailable", "in-use", "E67 somebody else"],
    ["/pair-setup-pin", 500, "rejected", undefined, "trouble"],
  ])("%s answered %i is %s (%s): %s", async (target, status, code, subject, _why) => {
    receiver.refuse.set(target, status);
    const error = await pair().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code });
    expect((error as { details: { subject?: string } }).details.subject).toBe(subject);
  });

  it.each(["wrongProof", "wrongSignature"] as const)("with %s keeps nothing", async (fault) => {
    receiver.faults[fault] = true;
    await expect(pair()).rejects.toMatchObject({
      code: "malformed",
      details: { subject: "identity" },
    });
  });

  it("once it forgot us it says so, and another device in its place is found out", async () => {
    const key = await pair();
    receiver.accessory.pairings.remove(key.ourId);
    const forgotten = introduce(await open(), { kind: "legacy", credentials: key });
    await expect(forgotten).rejects.toMatchObject({ code: "unpaired", details: {} });
    const other = await pair();
    receiver.faults.wrongSignature = true;
    const impostor = introduce(await open(), { kind: "legacy", credentials: other });
    await expect(impostor).rejects.toMatchObject({ details: { subject: "identity" } });
  });

  it("PA-03 finish before begin is a mistake of ours", async () => {
    await expect(dialogue().finish("42", signal)).rejects.toMatchObject({ code: "bug" });
  });

  it("the trial after pairing shows the key, and believes a refusal", async () => {
    const context = { runtime, signal, identity: testIdentity, controllerName };
    const key = await pair();
    expect(await airplay.accepts?.(device(), { airplay: key }, context)).toBe("accepted");
    receiver.accessory.pairings.remove(key.ourId);
    expect(await airplay.accepts?.(device(), { airplay: key }, context)).toBe("refused");
    expect(await airplay.accepts?.(device(), {}, context)).toBe("not-needed");
  });
});

describe("a password", () => {
  const info = async (password?: string) => {
    const control = await open(password);
    const ask = () => control.http({ method: "GET", target: "/info" });
    return { control, ask };
  };
  const authorizations = () =>
    receiver.requests.map((request) => headerOf(request, "Authorization") !== undefined);

  beforeEach(() => {
    receiver.password = "schön & geheim";
  });

  it.each(["", "auth", "auth-int, auth"])("is shown when asked for, qop %j", async (qop) => {
    receiver.qop = qop;
    const { ask } = await info(receiver.password);
    expect((await ask()).status).toBe(200);
    expect((await ask()).status).toBe(200);
    // The second request shows it at once.
    expect(authorizations()).toEqual([false, true, true]);
    const shown = receiver.requests[1] && headerOf(receiver.requests[1], "Authorization");
    expect(shown).toContain('username="AirPlay"');
    expect(shown).not.toContain("geheim");
  });

  it("AP-22 that nobody kept is 401, and no second question", async () => {
    const { ask } = await info();
    expect((await ask()).status).toBe(401);
    expect(authorizations()).toEqual([false]);
  });

  it("that is wrong is shown once", async () => {
    const { ask } = await info("wrong");
    expect((await ask()).status).toBe(401);
    expect(authorizations()).toEqual([false, true]);
  });

  it("is shown again when the receiver's nonce is a new one meanwhile", async () => {
    const { ask } = await info(receiver.password);
    await ask();
    receiver.nonce = "nonce-2";
    expect((await ask()).status).toBe(200);
    expect(authorizations()).toEqual([false, true, true, true]);
  });

  it("is shown in RTSP too, each request with its own number", async () => {
    const { control } = await info(receiver.password);
    const identity = createSessionIdentity(runtime.random, "10.0.0.1");
    const response = await control.rtsp(identity, { method: "GET", target: "/info" });
    expect(response.status).toBe(200);
    const numbers = receiver.requests.map((request) => headerOf(request, "CSeq"));
    expect(numbers).toEqual(["0", "1"]);
  });

  it("opens pairing's verify, and `unpaired` says that it is missing", async () => {
    receiver.password = undefined;
    const key = await pair();
    receiver.password = "4711";
    const access = { kind: "legacy", credentials: key } as const;
    await introduce(await open("4711"), access);
    for (const password of [undefined, "wrong"])
      await expect(introduce(await open(password), access)).rejects.toMatchObject({
        code: "unpaired",
        details: { subject: "password" },
      });
  });
});
