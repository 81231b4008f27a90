import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { AirPlayControl } from "../../../src/main/protocols/rtsp/control.ts";
import {
  airPlayMessenger,
  PairingKind,
  startPin,
} from "../../../src/main/protocols/rtsp/messenger.ts";
import type { TcpListener, TcpStream } from "../../../src/main/runtime/network.ts";
import { textOf, utf8 } from "../../../src/main/wire/bytes.ts";
import { settle } from "../../support/manual-clock.ts";
import { MemoryLan } from "../../support/memory-network.ts";
import { testRuntime } from "../../support/runtime.ts";
import { airPlayVectors, bytesOf, verifyRequestHead } from "../../vectors/airplay.ts";

const never = new AbortController().signal;
const lan = new MemoryLan();
const options = { kind: PairingKind.hap, controllerName: "Wohn\u0007zimmer Séjour" };
let listener: TcpListener;
let control: AirPlayControl;
let device: TcpStream | undefined;
let received: string[];

beforeEach(async () => {
  received = [];
  listener = await lan.host("10.0.0.9").listenTcp({ host: "10.0.0.9", port: 7000 }, (stream) => {
    device = stream;
    stream.onData((chunk) => received.push(textOf(chunk)));
  });
  const runtime = testRuntime({ network: lan.host("10.0.0.1") });
  control = await AirPlayControl.open(runtime, { addresses: ["10.0.0.9"], port: 7000 }, never);
});

afterEach(async () => {
  await control.abort();
  await listener.close();
  await settle();
  expect(lan.openHandles).toBe(0);
});

const headers = () => (received[0] ?? "").split("\r\n\r\n")[0]?.split("\r\n") ?? [];

describe("PA-62 pairing messages over HTTP", () => {
  test("A2 a verify request has every line that tvOS 27 let in, and the answer is M4", async () => {
    const m1 = new Uint8Array(37).fill(65);
    const answer = airPlayMessenger(control, options).exchange("verify", m1, true, never);
    await settle();
    expect(headers()).toEqual(expect.arrayContaining([...verifyRequestHead]));
    device?.write(bytesOf(airPlayVectors.verified));
    expect(await answer).toEqual(Uint8Array.of(6, 1, 4));
  });

  test("E53 says its name, in UTF-8 and on one line", async () => {
    const shown = startPin(control, options, never);
    await settle();
    expect(headers()[0]).toBe("POST /pair-pin-start HTTP/1.1");
    expect(headers()).toContain("X-Apple-Client-Name: Wohn zimmer Séjour");
    device?.write(utf8("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
    await shown;
  });

  test.each([
    ["A10", airPlayVectors.authorizationRequired, 470],
    ["A13", airPlayVectors.forbidden, 403],
  ])("%s a refusal comes before any TLV", async (_, vector, deviceCode) => {
    const answer = airPlayMessenger(control, options).exchange(
      "setup",
      Uint8Array.of(0, 1, 0, 6, 1, 1),
      true,
      never,
    );
    device?.write(bytesOf(vector));
    await expect(answer).rejects.toMatchObject({
      code: "unavailable",
      details: { deviceCode, subject: "access-restricted" },
    });
    expect(control.isOpen).toBe(true);
  });

  test("an answer that is text is malformed", async () => {
    const answer = airPlayMessenger(control, options).exchange(
      "setup",
      new Uint8Array(3),
      true,
      never,
    );
    device?.write(
      utf8("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nno"),
    );
    await expect(answer).rejects.toMatchObject({ code: "malformed" });
  });

  test("an answer with a number that nobody asked for is the answer all the same", async () => {
    const answer = airPlayMessenger(control, options).exchange(
      "setup",
      new Uint8Array(3),
      true,
      never,
    );
    device?.write(utf8("HTTP/1.1 200 OK\r\nCSeq: 1\r\nContent-Length: 2\r\n\r\nok"));
    expect(await answer).toEqual(utf8("ok"));
  });
});
