import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { AirPlayControl } from "../../../src/main/protocols/rtsp/control.ts";
import { createSessionIdentity } from "../../../src/main/protocols/rtsp/session-identity.ts";
import { utf8 } from "../../../src/main/wire/bytes.ts";
import { headerOf } from "../../../src/main/wire/http.ts";
import { settle } from "../../support/manual-clock.ts";
import { ScriptedReceiver } from "../../support/scripted-receiver.ts";
import { seededRandom } from "../../support/seeded-random.ts";

let receiver: ScriptedReceiver;
let control: AirPlayControl;
const identity = createSessionIdentity(seededRandom(1), "10.0.0.1");
const feedback = () => control.rtsp(identity, { method: "POST", target: "/feedback" });

beforeEach(async () => {
  receiver = await ScriptedReceiver.start();
  control = await receiver.connect();
});

afterEach(async () => {
  await control.abort();
  await receiver.stopListening();
  await settle();
  expect(receiver.lan.openHandles).toBe(0);
  expect(receiver.runtime.clock.armedTimers).toBe(0);
});

describe("RTSP on the control connection", () => {
  test("AP-20 numbers requests from 0 and says who asks", async () => {
    await feedback();
    await control.rtsp(identity, { method: "RECORD", target: identity.uri });
    const [first, second] = receiver.requests;
    expect(first).toMatchObject({ method: "POST", target: "/feedback", version: "RTSP/1.0" });
    expect(second?.target).toMatch(/^rtsp:\/\/10\.0\.0\.1\/\d+$/);
    expect(first && headerOf(first, "CSeq")).toBe("0");
    expect(second && headerOf(second, "CSeq")).toBe("1");
    const dacpId = first && headerOf(first, "DACP-ID");
    expect(dacpId).toMatch(/^[0-9A-F]{16}$/);
    expect(first && headerOf(first, "Client-Instance")).toBe(dacpId);
    expect(first && headerOf(first, "Active-Remote")).toMatch(/^\d+$/);
    expect(first && headerOf(first, "User-Agent")).toBe("AirPlay/550.10");
  });

  test("AP-20 an IPv6 address stands in brackets, without its zone", () => {
    const { uri } = createSessionIdentity(seededRandom(1), "fe80::1%eth0");
    expect(uri).toMatch(/^rtsp:\/\/\[fe80::1\]\/\d+$/);
  });

  test("AP-21 answers in another order reach those who asked", async () => {
    receiver.script = () => null;
    const asked = [feedback(), feedback()];
    await settle();
    const [link] = receiver.controls;
    const [first, second] = receiver.requests;
    if (!link || !first || !second) throw new Error("two requests expected");
    receiver.script = (request) => ({ status: request === first ? 201 : 202 });
    receiver.answer(link, second);
    receiver.answer(link, first);
    expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([201, 202]);
  });

  test("AP-21 an answer that comes too late shifts no other", async () => {
    receiver.script = () => null;
    const late = feedback().catch((error: unknown) => error);
    await receiver.runtime.clock.advance(5000);
    expect(await late).toMatchObject({ code: "timeout" });
    const next = feedback();
    await settle();
    const [link] = receiver.controls;
    const [first, second] = receiver.requests;
    if (!link || !first || !second) throw new Error("two requests expected");
    receiver.script = (request) => ({ status: request === first ? 500 : 200 });
    receiver.answer(link, first);
    receiver.answer(link, second);
    expect((await next).status).toBe(200);
    expect(control.skipped).toBe(1);
    expect(control.isOpen).toBe(true);
  });

  test("AP-23 an answer with no number, or one for nobody, is skipped", async () => {
    receiver.script = () => ({ status: 200, headers: [["CSeq", "99"]] });
    const asked = feedback().catch((error: unknown) => error);
    await settle();
    receiver.controls[0]?.send(utf8("RTSP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n"));
    await receiver.runtime.clock.advance(5000);
    expect(await asked).toMatchObject({ code: "timeout" });
    expect(control.skipped).toBe(2);
  });

  test("AP-23 a request of the device is skipped", async () => {
    receiver.controls[0]?.send(utf8("POST /command RTSP/1.0\r\nCSeq: 1\r\n\r\n"));
    await settle();
    expect(control.skipped).toBe(1);
    expect((await feedback()).status).toBe(200);
  });

  test("an aborted request is forgotten, and the next works", async () => {
    receiver.script = () => null;
    const abort = new AbortController();
    const { signal } = abort;
    const asked = control.rtsp(identity, { method: "POST", target: "/feedback", signal });
    abort.abort(new Error("enough"));
    await expect(asked).rejects.toThrow("enough");
    receiver.script = () => ({ status: 200 });
    expect((await feedback()).status).toBe(200);
  });
});

describe("the end of the control connection", () => {
  test("AP-23 wakes everybody who waits with `lost`", async () => {
    receiver.script = () => null;
    const asked = [feedback(), feedback()].map((asking) => asking.catch((error: unknown) => error));
    await settle();
    receiver.controls[0]?.stream.abort();
    for (const error of await Promise.all(asked)) expect(error).toMatchObject({ code: "lost" });
    expect(await control.closed).toMatchObject({ kind: "failed", error: { code: "lost" } });
    await expect(feedback()).rejects.toMatchObject({ code: "lost" });
  });

  test("is orderly when the device hangs up", async () => {
    receiver.controls[0]?.stream.close();
    expect(await control.closed).toEqual({ kind: "ended" });
  });

  test("RB-06 comes with the first record that does not decrypt", async () => {
    receiver.script = () => null;
    const asked = feedback().catch((error: unknown) => error);
    await settle();
    receiver.controls[0]?.stream.write(new Uint8Array(40));
    expect(await control.closed).toMatchObject({ kind: "failed", error: { code: "malformed" } });
    expect(await asked).toMatchObject({ code: "malformed" });
  });

  test("QK-13 comes with a first line that makes no sense", async () => {
    receiver.controls[0]?.send(utf8("nonsense\r\n\r\n"));
    expect(await control.closed).toMatchObject({ kind: "failed", error: { code: "malformed" } });
  });

  test("comes with an HTTP request that stays unanswered: its answer could be taken for another", async () => {
    receiver.script = () => null;
    const asked = control
      .http({ method: "POST", target: "/pair-verify" })
      .catch((error: unknown) => error);
    await receiver.runtime.clock.advance(5000);
    expect(await asked).toMatchObject({ code: "timeout" });
    expect(await control.closed).toMatchObject({ kind: "failed", error: { code: "timeout" } });
  });
});
