import { RemoteError } from "../../shared/errors.ts";
import { isLine, isToken, isVisible } from "./http-encode.ts";
import type { HttpHeader, HttpRequest, HttpResponse, HttpVersion } from "./http-message.ts";

/** More than any device sends, and an end to a list of headers that has none. */
const MAX_HEADERS = 100;

/** A message whose body is still to come. */
export interface HttpHead {
  readonly message: Omit<HttpRequest, "body"> | Omit<HttpResponse, "body">;
  /** Bytes. */
  readonly bodyLength: number;
}

/** Everything before the empty line; `malformed` for what no HTTP or RTSP peer sends (QK-13). */
export function parseHead(text: string): HttpHead {
  const [firstLine = "", ...lines] = text.split("\r\n");
  const start = parseFirstLine(firstLine);
  if (lines.length > MAX_HEADERS) throw malformed("too many headers");
  const headers = lines.map(parseHeader);
  const framing = (name: string) =>
    headers.filter(([other]) => other.toLowerCase() === name).map(([, value]) => value);
  // Nothing in AirPlay is sent in chunks, and to guess where such a body ends is to lose the stream.
  if (framing("transfer-encoding").length > 0) throw malformed("a transfer encoding");
  const kept = headers.filter(([name]) => name.toLowerCase() !== "content-length");
  return {
    message: { ...start, headers: kept },
    bodyLength: parseLength(framing("content-length")),
  };
}

/** `malformed` unless it is a request line or a status line; both protocols look the same here. */
export function parseFirstLine(
  line: string,
): Omit<HttpRequest, "headers" | "body"> | Omit<HttpResponse, "headers" | "body"> {
  const status = /^((?:HTTP|RTSP)\/\d\.\d) ([1-9]\d\d)(?: (.*))?$/.exec(line);
  if (status) {
    const [, version = "", code, reason = ""] = status;
    if (!isLine(reason)) throw malformed("a status line");
    return { kind: "response", version: asVersion(version), status: Number(code), reason };
  }
  const [method = "", target = "", version = "", ...more] = line.split(" ");
  if (more.length > 0 || !isToken(method) || !isVisible(target)) throw malformed("a first line");
  return { kind: "request", method, target, version: asVersion(version) };
}

function asVersion(text: string): HttpVersion {
  if (!isVersion(text)) throw malformed("a first line");
  return text;
}

function isVersion(text: string): text is HttpVersion {
  return /^(?:HTTP|RTSP)\/\d\.\d$/.test(text);
}

function parseHeader(line: string): HttpHeader {
  const colon = line.indexOf(":");
  const name = line.slice(0, Math.max(0, colon));
  const value = line.slice(colon + 1).trim();
  if (!isToken(name) || !isLine(value)) throw malformed("a header");
  return [name, value];
}

function parseLength(values: readonly string[]): number {
  const [first = "0", ...others] = values;
  if (!/^\d{1,10}$/.test(first) || others.some((other) => other !== first)) {
    throw malformed("a Content-Length");
  }
  return Number(first);
}

function malformed(what: string): RemoteError {
  return new RemoteError("malformed", `${what} makes no sense`);
}
