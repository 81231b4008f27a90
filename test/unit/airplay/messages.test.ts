import { describe, expect, test } from "vitest";
import {
  readReceiverInfo,
  readUpdateInfo,
} from "../../../src/main/protocols/airplay/update-info.ts";
import { plistOf } from "../../../src/main/protocols/rtsp/session-requests.ts";
import { isAccessRefusal, throwIfRefused } from "../../../src/main/protocols/rtsp/status.ts";
import { decodeBplist, encodeBplist, type PlistRecord } from "../../../src/main/wire/bplist.ts";
import { utf8 } from "../../../src/main/wire/bytes.ts";
import {
  cseqOf,
  HttpDecoder,
  type HttpRequest,
  type HttpResponse,
  headerOf,
} from "../../../src/main/wire/http.ts";
import { RemoteError } from "../../../src/shared/errors.ts";
import { type AirPlayVector, airPlayVectors, bytesOf } from "../../vectors/airplay.ts";

function responseOf(vector: AirPlayVector): HttpResponse {
  const [message, ...more] = new HttpDecoder().push(bytesOf(vector));
  if (message?.kind !== "response" || more.length > 0) throw new Error("one response expected");
  return message;
}

function errorFor(status: number): RemoteError {
  const answer = { ...responseOf(airPlayVectors.record), status };
  try {
    throwIfRefused(answer);
  } catch (error) {
    return RemoteError.from(error);
  }
  throw new Error(`${status} should be an error`);
}

describe("answers of real receivers", () => {
  test("A1 /info of a third party, with a number beyond a double and none of Apple's keys", () => {
    const info = plistOf(responseOf(airPlayVectors.info));
    expect(info.get("features")).toBe(4612182174196533760n);
    expect(info.get("statusFlags")).toBe(0x404);
    expect(info.get("keepAliveLowPower")).toBe(true);
    expect(readReceiverInfo(info)).toEqual({
      rawModel: "SOUNDFORM AirPlay2 Adapter",
      manufacturer: "Belkin International Inc.",
      kind: "speaker",
      os: "third-party",
      mac: "48:6B:54:7F:12:47",
      outputDeviceId: "48:6B:54:7F:12:47",
    });
  });

  test("A2 M4 of pair-verify is three bytes of TLV", () => {
    const response = responseOf(airPlayVectors.verified);
    expect(response).toMatchObject({ version: "HTTP/1.1", status: 200 });
    expect(response.body).toEqual(Uint8Array.of(6, 1, 4));
  });

  test("A8 feedback with its number and an empty list of streams", () => {
    const response = responseOf(airPlayVectors.feedback);
    expect(cseqOf(response)).toBe(724);
    expect(plistOf(response)).toEqual(new Map([["streams", []]]));
  });

  test("A12 RECORD has no body, and its answer is an empty dictionary", () => {
    const response = responseOf(airPlayVectors.record);
    expect(headerOf(response, "audio-latency")).toBe("0");
    expect(plistOf(response)).toEqual(new Map());
  });

  test("AP-08 A10 470 is an access refusal, before any TLV", () => {
    expect(() => throwIfRefused(responseOf(airPlayVectors.authorizationRequired))).toThrow(
      expect.objectContaining({
        code: "unavailable",
        details: { deviceCode: 470, subject: "access-restricted" },
      }),
    );
  });

  test("AP-22 A13 403 is an access refusal", () => {
    expect(() => throwIfRefused(responseOf(airPlayVectors.forbidden))).toThrow(
      expect.objectContaining({
        code: "unavailable",
        details: { deviceCode: 403, subject: "access-restricted" },
      }),
    );
  });

  test.each([
    [401, "unpaired", "password"],
    [404, "unsupported", "airplay"],
    [453, "unavailable", "in-use"],
    [500, "rejected", undefined],
    [302, "rejected", undefined],
  ])("AP-22 %i is %s", (status, code, subject) => {
    const error = errorFor(status);
    expect(error.code).toBe(code);
    expect(error.details).toEqual({ deviceCode: status, ...(subject && { subject }) });
  });

  test("only a closed door is an access refusal", () => {
    const closed = [401, 403, 404, 453, 470, 500].filter((status) =>
      isAccessRefusal(errorFor(status)),
    );
    expect(closed).toEqual([401, 403, 470]);
  });
});

describe("AP-05 updateInfo", () => {
  const event = (body: Uint8Array): HttpRequest => ({
    kind: "request",
    version: "RTSP/1.0",
    method: "POST",
    target: "/command",
    headers: [],
    body,
  });
  const update = (value: PlistRecord) => event(encodeBplist({ type: "updateInfo", value }));

  test("A5 tells what the device is, with a name beyond ASCII and a TXT record inside", () => {
    const txt = ["model=AppleTV6,2", "osvers=15.0", "acl=0"].flatMap((text) => [
      text.length,
      ...utf8(text),
    ]);
    const body = encodeBplist({
      type: "updateInfo",
      value: {
        name: "Séjour",
        model: "AppleTV6,2",
        osBuildVersion: "19J346",
        macAddress: "50:de:06:b4:5f:60",
        deviceID: "AA:BB:CC:DD:EE:FF",
        psi: "C163EDB5-E40C-4424-B5A5-22D7C377FBB3",
        initialVolume: -20.5,
        features: 0xbc155fde4a7fdfd5n,
        statusFlags: 0x644,
        txtAirPlay: Uint8Array.from(txt),
      },
    });
    // 0x66: six characters of UTF-16, as the device writes a name beyond ASCII.
    expect(Buffer.from(body).includes(Buffer.from("660053", "hex"))).toBe(true);
    expect(readUpdateInfo(event(body))).toEqual({
      kind: "apple-tv",
      os: "tvOS",
      rawModel: "AppleTV6,2",
      osVersion: "15.0",
      build: "19J346",
      mac: "50:DE:06:B4:5F:60",
      outputDeviceId: "C163EDB5-E40C-4424-B5A5-22D7C377FBB3",
    });
  });

  test("every key of it may be missing or of another type", () => {
    expect(readUpdateInfo(update({}))).toEqual({});
    expect(readUpdateInfo(update({ model: 7, macAddress: [], txtAirPlay: "text" }))).toEqual({});
    const cut = Uint8Array.of(200, 1, 2);
    expect(readUpdateInfo(update({ txtAirPlay: cut }))).toEqual({});
  });

  test("another event is none", () => {
    expect(readUpdateInfo(event(new Uint8Array(0)))).toBeUndefined();
    expect(readUpdateInfo(event(encodeBplist({ type: "other", value: {} })))).toBeUndefined();
    expect(readUpdateInfo(event(encodeBplist({ type: "updateInfo", value: 3 })))).toBeUndefined();
    expect(readUpdateInfo(event(encodeBplist([])))).toBeUndefined();
  });

  test("a body that is no property list is malformed", () => {
    expect(() => readUpdateInfo(event(utf8("<plist/>")))).toThrow(
      expect.objectContaining({ code: "malformed" }),
    );
    expect(() => decodeBplist(utf8("<plist/>"))).toThrow();
  });
});
