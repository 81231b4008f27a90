import { afterEach, beforeEach, expect, test } from "vitest";
import { PairSetupClient } from "../../../src/main/hap/pair-setup.ts";
import { authenticate } from "../../../src/main/protocols/rtsp/authenticate.ts";
import { AirPlayControl } from "../../../src/main/protocols/rtsp/control.ts";
import type { TcpListener } from "../../../src/main/runtime/network.ts";
import { Secret } from "../../../src/main/runtime/secret.ts";
import { encodeHttpResponse, HttpDecoder } from "../../../src/main/wire/http.ts";
import { decodeTlv8, encodeTlv8, TlvTag } from "../../../src/main/wire/tlv8.ts";
import { createTestAccessory } from "../../support/hap-pair.ts";
import { settle } from "../../support/manual-clock.ts";
import { MemoryLan } from "../../support/memory-network.ts";
import { testRuntime } from "../../support/runtime.ts";

const lan = new MemoryLan();
const accessory = createTestAccessory("4711");
let listener: TcpListener;
let control: AirPlayControl;
let targets: string[];
/** What the receiver says to /pair-pin-start, and whether its owner set a password. */
let settings = { pinStart: 200, password: false };

beforeEach(async () => {
  targets = [];
  accessory.throttle.reset();
  settings = { pinStart: 200, password: false };
  const { setup, verify } = accessory.connect();
  listener = await lan.host("10.0.0.9").listenTcp({ host: "10.0.0.9", port: 7000 }, (stream) => {
    const decoder = new HttpDecoder();
    stream.onData((chunk) => {
      for (const message of decoder.push(chunk)) {
        if (message.kind !== "request") continue;
        targets.push(message.target);
        const isSetup = message.target === "/pair-setup";
        const isVerify = message.target === "/pair-verify";
        const empty = new Uint8Array(0);
        const answer = isVerify ? verify.handle(message.body) : empty;
        const body = isSetup ? setup.handle(asReceived(message.body)) : answer;
        const status = message.target === "/pair-pin-start" ? settings.pinStart : 200;
        stream.write(encodeHttpResponse({ version: "RTSP/1.0", status, body }));
      }
    });
  });
  const runtime = testRuntime({ network: lan.host("10.0.0.1") });
  const target = { addresses: ["10.0.0.9"], port: 7000 };
  control = await AirPlayControl.open(runtime, target, new AbortController().signal);
});

afterEach(async () => {
  await control.abort();
  await listener.close();
  await settle();
  expect(lan.openHandles).toBe(0);
});

/** A password takes the place of 3939: to the accessory it is a PIN like any other. */
function asReceived(body: Uint8Array): Uint8Array {
  if (!settings.password) return body;
  return encodeTlv8(decodeTlv8(body).filter(([tag]) => tag !== TlvTag.Flags));
}

const transient = (password?: string) => {
  const { random } = testRuntime();
  const { signal } = new AbortController();
  const introduction = { random, controllerName: "Armchair (test)", signal };
  const shown = password === undefined ? {} : { password: new Secret(password) };
  return authenticate(control, { kind: "transient", ...shown }, introduction);
};

test("PA-63 agrees on keys with a PIN that nobody types, in answers that call themselves RTSP", async () => {
  await transient();
  expect(targets).toEqual(["/pair-pin-start", "/pair-setup", "/pair-setup"]);
});

test.each([404, 500])(
  "PA-63 a receiver that answers %i to the start shows no PIN",
  async (status) => {
    settings = { ...settings, pinStart: status };
    await transient();
    expect(targets).toHaveLength(3);
  },
);

test("PA-63 a receiver that refuses before it shows one lets nobody in", async () => {
  settings = { ...settings, pinStart: 470 };
  await expect(transient()).rejects.toMatchObject({ code: "unavailable" });
  expect(targets).toEqual(["/pair-pin-start"]);
});

test("a receiver with a password says so, and not that a PIN was wrong", async () => {
  settings = { ...settings, password: true };
  await expect(transient()).rejects.toMatchObject({
    code: "unpaired",
    details: { subject: "password" },
  });
});

test("a password that is kept takes the place of the PIN that everybody knows", async () => {
  settings = { ...settings, password: true };
  await transient("4711");
  expect(targets).toEqual(["/pair-pin-start", "/pair-setup", "/pair-setup"]);
});

test("a wrong one is shown once, and asked for again", async () => {
  settings = { ...settings, password: true };
  await expect(transient("1234")).rejects.toMatchObject({
    code: "unpaired",
    details: { subject: "password" },
  });
});

test("PA-74 HAP keys at a device of AirPlay 1 are proved, and nothing is encrypted", async () => {
  const { random } = testRuntime({ seed: 7 });
  const { signal } = new AbortController();
  const client = new PairSetupClient({ messenger: accessory.connect().messenger, random });
  await client.begin(signal);
  const { credentials } = await client.finish("4711", signal);
  const introduction = { random, controllerName: "Armchair (test)", signal };
  const shared = await authenticate(control, { kind: "hap-plain", credentials }, introduction);
  expect(shared).toBeUndefined();
  expect((await control.http({ method: "GET", target: "/info" })).status).toBe(200);
  expect(targets).toEqual(["/pair-verify", "/pair-verify", "/info"]);
});
