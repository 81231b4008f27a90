import { RemoteError } from "../../shared/errors.ts";
import { concatBytes, utf8 } from "./bytes.ts";
import type { HttpHeader, HttpRequest, HttpResponse } from "./http-message.ts";

type Optional<T, K extends keyof T> = Omit<T, K | "kind"> & { readonly [P in K]?: T[P] };
export type HttpRequestParts = Optional<HttpRequest, "headers" | "body">;
export type HttpResponseParts = Optional<HttpResponse, "headers" | "body" | "reason">;

/**
 * A whole request. Content-Length is written exactly when there is a body (AP-20): a receiver waits
 * for one that was promised. Throws `invalid` for text that would break out of its line.
 */
export function encodeHttpRequest(request: HttpRequestParts): Uint8Array {
  const { method, target, version, headers = [], body = new Uint8Array(0) } = request;
  if (!isToken(method) || !isVisible(target)) throw invalid("a request line");
  return encode(`${method} ${target} ${version}`, headers, body, body.length > 0);
}

/** A whole response. Content-Length is always written, because clients read on until it without one. */
export function encodeHttpResponse(response: HttpResponseParts): Uint8Array {
  const { version, status, headers = [], body = new Uint8Array(0) } = response;
  const { reason = reasons.get(status) ?? "" } = response;
  if (!Number.isInteger(status) || status < 100 || status > 999 || !isLine(reason)) {
    throw invalid("a status line");
  }
  return encode(`${version} ${status} ${reason}`, headers, body, true);
}

const reasons: ReadonlyMap<number, string> = new Map([
  [200, "OK"],
  [400, "Bad Request"],
  [401, "Unauthorized"],
  [403, "Forbidden"],
  [404, "Not Found"],
  [470, "Connection Authorization Required"],
  [500, "Internal Server Error"],
  [503, "Service Unavailable"],
]);

function encode(
  firstLine: string,
  headers: readonly HttpHeader[],
  body: Uint8Array,
  withLength: boolean,
): Uint8Array {
  let head = `${firstLine}\r\n`;
  for (const [name, value] of headers) {
    const known = name.toLowerCase() === "content-length";
    if (known || !isToken(name) || !isLine(value)) throw invalid(`the header ${name}`);
    head += `${name}: ${value}\r\n`;
  }
  if (withLength) head += `Content-Length: ${body.length}\r\n`;
  return concatBytes(utf8(`${head}\r\n`), body);
}

/** RFC 9110, section 5.6.2: what a method or the name of a header may consist of. */
export function isToken(text: string): boolean {
  return /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(text);
}

/** No white space and no control character: what a request's target may consist of. */
export function isVisible(text: string): boolean {
  return /^[^\s\p{Cc}]+$/u.test(text);
}

/** No control character but a tab: what a value may consist of. */
export function isLine(text: string): boolean {
  return !/[^\P{Cc}\t]/u.test(text);
}

function invalid(what: string): RemoteError {
  return new RemoteError("invalid", `${what} holds a character that it must not`);
}
