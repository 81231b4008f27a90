import { encodeBplist, type PlistRecord } from "../wire/bplist.ts";
import type { HttpHeader } from "../wire/http.ts";

/** What a request is answered with; version, Server and CSeq are added by the connection. */
export interface AirplayReply {
  readonly status: number;
  /** For a status that the wire module has no words for. */
  readonly reason?: string;
  readonly headers?: readonly HttpHeader[];
  readonly body?: Uint8Array;
}

/** The request was read, and nobody answers it. */
export const silence = "silence";
export type AirplayAnswer = AirplayReply | typeof silence;

export const done: AirplayReply = { status: 200 };
export const forbidden: AirplayReply = { status: 403 };
export const notFound: AirplayReply = { status: 404 };
/** Whoever wants to pair here may not. */
export const needsAuthorization: AirplayReply = { status: 470 };
export const badRequest: AirplayReply = { status: 400 };
export const wrongState: AirplayReply = { status: 455, reason: "Method Not Valid in This State" };
export const failed: AirplayReply = { status: 500 };
export const notBuilt: AirplayReply = { status: 501, reason: "Not Implemented" };
export const refusedNow: AirplayReply = { status: 503 };

/** The receiver's password is asked for, in the way of RFC 7616. */
export function needsPassword(nonce: string, realm: string): AirplayReply {
  return {
    status: 401,
    headers: [["WWW-Authenticate", `Digest realm="${realm}", nonce="${nonce}"`]],
  };
}

export function plistReply(body: PlistRecord): AirplayReply {
  return {
    status: 200,
    headers: [["Content-Type", "application/x-apple-binary-plist"]],
    body: encodeBplist(body),
  };
}

export function tlvReply(body: Uint8Array): AirplayReply {
  return { status: 200, headers: [["Content-Type", "application/octet-stream"]], body };
}
