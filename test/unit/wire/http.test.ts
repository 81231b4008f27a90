import { describe, expect, test } from "vitest";
import { concatBytes, textOf, utf8 } from "../../../src/main/wire/bytes.ts";
import {
  cseqOf,
  encodeHttpRequest,
  encodeHttpResponse,
  HttpDecoder,
  type HttpMessage,
  headerOf,
} from "../../../src/main/wire/http.ts";

const decode = (text: string | Uint8Array) =>
  new HttpDecoder().push(typeof text === "string" ? utf8(text) : text);

const malformed = { code: "malformed" };

const request = {
  kind: "request",
  version: "RTSP/1.0",
  method: "POST",
  target: "rtsp://10.0.0.2/77",
  headers: [["CSeq", "4"]],
  body: utf8("four"),
} as const;
const response = {
  kind: "response",
  version: "HTTP/1.1",
  status: 470,
  reason: "Connection Authorization Required",
  headers: [["Server", "AirTunes/595.15.41"]],
  body: new Uint8Array(0),
} as const;

describe("HTTP and RTSP messages", () => {
  test("AP-20 a request has a Content-Length exactly when it has a body", () => {
    expect(textOf(encodeHttpRequest(request))).toBe(
      "POST rtsp://10.0.0.2/77 RTSP/1.0\r\nCSeq: 4\r\nContent-Length: 4\r\n\r\nfour",
    );
    const get = { method: "GET", target: "/info", version: "HTTP/1.1" } as const;
    expect(textOf(encodeHttpRequest(get))).toBe("GET /info HTTP/1.1\r\n\r\n");
  });

  test("AP-05 a response always has a Content-Length", () => {
    const ok = encodeHttpResponse({ version: "RTSP/1.0", status: 200 });
    expect(textOf(ok)).toBe("RTSP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n");
  });

  test("what was encoded is decoded, both kinds and both protocols", () => {
    expect(decode(encodeHttpRequest(request))).toEqual([request]);
    expect(decode(encodeHttpResponse(response))).toEqual([response]);
  });

  test("gives the same messages however the stream is sliced", () => {
    const stream = concatBytes(
      encodeHttpRequest(request),
      encodeHttpResponse(response),
      utf8("\r\n"),
      encodeHttpRequest({ ...request, body: new Uint8Array(300).fill(13) }),
      encodeHttpRequest(request),
    );
    const whole = decode(stream);
    expect(whole).toHaveLength(4);
    for (let size = 1; size <= stream.length; size++) {
      const decoder = new HttpDecoder();
      const got: HttpMessage[] = [];
      for (let at = 0; at < stream.length; at += size) {
        // The caller may reuse its buffer.
        const chunk = stream.slice(at, at + size);
        got.push(...decoder.push(chunk));
        chunk.fill(0);
      }
      expect(got).toEqual(whole);
      expect(decoder.idle).toBe(true);
    }
  });

  test("every prefix is incomplete", () => {
    const bytes = encodeHttpRequest(request);
    for (let end = 1; end < bytes.length; end++) {
      const decoder = new HttpDecoder();
      expect(decoder.push(bytes.subarray(0, end))).toEqual([]);
      expect(decoder.idle).toBe(false);
    }
  });

  test("header names are compared without case (A5)", () => {
    const [message] = decode("RTSP/1.0 200 OK\r\ncseq: 12\r\ncontent-length: 2\r\n\r\nab");
    expect(message?.body).toEqual(utf8("ab"));
    expect(message && headerOf(message, "CSEQ")).toBe("12");
    expect(message && cseqOf(message)).toBe(12);
  });

  test("a CSeq that is no number is none", () => {
    const [message] = decode("RTSP/1.0 200 OK\r\nCSeq: twelve\r\n\r\n");
    expect(message && cseqOf(message)).toBeUndefined();
  });

  test("values are UTF-8, and a status line may have no reason", () => {
    const [message] = decode("HTTP/1.1 200\r\nServer:  Séjour \r\n\r\n");
    expect(message).toMatchObject({ status: 200, reason: "", headers: [["Server", "Séjour"]] });
  });
});

describe("messages that no peer sends", () => {
  test.each([
    ["no version", "POST /command\r\n"],
    ["another protocol", "POST /command SMTP/1.0\r\n"],
    ["nothing but a word", "garbage\r\n"],
    ["a status of two digits", "RTSP/1.0 20 OK\r\n"],
    ["two spaces", "POST  /command RTSP/1.0\r\n"],
    ["bytes", "\u0000\u0001\u0002\r\n"],
    ["a line that ends in half", "POST /command RTSP/1.0\nCSeq: 1\n"],
  ])("QK-13 a first line with %s is malformed at once", (_, text) => {
    expect(() => decode(text)).toThrow(expect.objectContaining(malformed));
  });

  test.each([
    ["without a colon", "CSeq 1"],
    ["with a space in its name", "C Seq: 1"],
    ["that goes on in the next line", "CSeq: 1\r\n 2"],
    ["with a control character", "CSeq: \u0007"],
    ["with a length that is no number", "Content-Length: -1"],
    ["with two lengths", "Content-Length: 1\r\nContent-Length: 2"],
    ["with a body in chunks", "Transfer-Encoding: chunked"],
  ])("a header %s is malformed", (_, header) => {
    const text = `POST /command RTSP/1.0\r\n${header}\r\n\r\n`;
    expect(() => decode(text)).toThrow(expect.objectContaining(malformed));
  });

  test("a head or a body beyond the limit is malformed before it is whole", () => {
    const head = new HttpDecoder({ maxHead: 100 });
    expect(() => head.push(new Uint8Array(101).fill(65))).toThrow(
      expect.objectContaining(malformed),
    );
    const body = new HttpDecoder({ maxBody: 10 });
    expect(() => body.push(utf8("GET / HTTP/1.1\r\nContent-Length: 11\r\n\r\n"))).toThrow(
      expect.objectContaining(malformed),
    );
  });

  test("too many headers are malformed", () => {
    const text = `GET / HTTP/1.1\r\n${"a: b\r\n".repeat(101)}\r\n`;
    expect(() => decode(text)).toThrow(expect.objectContaining(malformed));
  });

  test("QK-13 nothing is read after what made no sense", () => {
    const decoder = new HttpDecoder();
    const broken = expect.objectContaining(malformed);
    expect(() => decoder.push(utf8("nonsense\r\n\r\n"))).toThrow(broken);
    expect(() => decoder.push(encodeHttpRequest(request))).toThrow(broken);
  });

  test.each(["a\r\nb: c", "a\u0000"])("a value that would break its line is not sent", (value) => {
    const get = { method: "GET", target: "/", version: "HTTP/1.1" } as const;
    expect(() => encodeHttpRequest({ ...get, headers: [["X", value]] })).toThrow(
      expect.objectContaining({ code: "invalid" }),
    );
    expect(() => encodeHttpRequest({ ...get, target: `/${value}` })).toThrow(
      expect.objectContaining({ code: "invalid" }),
    );
  });
});
