import type { OpackRecord } from "../wire/opack.ts";

/** What the TV makes of a request. `silence`: it never answers, and the asker must time out. */
export type Reply =
  | { readonly kind: "answer"; readonly content: OpackRecord }
  | { readonly kind: "error"; readonly message: string; readonly code: number }
  | { readonly kind: "underlying-error"; readonly domain: string; readonly code: number }
  | { readonly kind: "silence" };

export const silence: Reply = { kind: "silence" };
export const done: Reply = { kind: "answer", content: {} };

export function answer(content: OpackRecord): Reply {
  return { kind: "answer", content };
}

/** As seen when no process of the TV handles the request. */
export const noHandler: Reply = { kind: "error", message: "No request handler", code: 58_822 };

/** A guess: the code is the next one of the same list for a bad parameter. */
export function badRequest(message: string): Reply {
  return { kind: "error", message, code: 58_831 };
}

/** Answers since tvOS 18.4 carry `_rT`; values seen are 0, 1 and 8, whatever the outcome. */
export function encodeReply(reply: Reply, xid: number | bigint): OpackRecord | null {
  switch (reply.kind) {
    case "answer":
      return { _x: xid, _rT: 0, _c: reply.content, _t: 3 };
    case "error":
      return {
        _x: xid,
        _rT: 1,
        _t: 3,
        _em: reply.message,
        _ec: reply.code,
        _ed: "RPErrorDomain",
      };
    case "underlying-error":
      return { _x: xid, _rT: 8, _c: {}, _t: 3, _eu: { _ec: reply.code, _ed: reply.domain } };
    case "silence":
      return null;
  }
}
