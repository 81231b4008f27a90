import { RemoteError } from "../../../shared/errors.ts";
import {
  decodeOpack,
  encodeOpack,
  type OpackDict,
  type OpackRecord,
  opackBigInt,
  opackDict,
  opackNumber,
  opackText,
} from "../../wire/opack.ts";

/** `_t` of a message (CO-02). */
export const MessageType = { Event: 1, Request: 2, Response: 3 } as const;

export type CompanionMessage =
  | { readonly kind: "event"; readonly id: string; readonly content: OpackDict }
  | { readonly kind: "request"; readonly id: string; readonly xid: number }
  | { readonly kind: "response"; readonly xid: number; readonly fields: OpackDict };

export function encodeMessage(
  type: number,
  id: string,
  content: OpackRecord,
  xid: number,
): Uint8Array {
  return encodeOpack({ _i: id, _t: type, _c: content, _x: xid });
}

/** The dictionary that every payload is; `malformed` otherwise (E59: also when it is empty). */
export function decodeFields(payload: Uint8Array): OpackDict {
  const fields = opackDict(decodeOpack(payload));
  if (fields === undefined) throw new RemoteError("malformed", "a message is not a dictionary");
  return fields;
}

/** Sorted by `_t` and `_x`, never by order of arrival: events come between request and answer (E75). */
export function parseMessage(fields: OpackDict): CompanionMessage {
  const id = opackText(fields.get("_i"));
  switch (opackNumber(fields.get("_t"))) {
    case MessageType.Event:
      if (id === undefined) break;
      return { kind: "event", id, content: contentOf(fields) ?? new Map() };
    case MessageType.Request:
      return { kind: "request", id: id ?? "", xid: xidOf(fields) };
    case MessageType.Response:
      return { kind: "response", xid: xidOf(fields), fields };
  }
  throw new RemoteError("malformed", "a message of no known type");
}

/** `_c`, or undefined when it is absent or not a dictionary. */
export function contentOf(fields: OpackDict): OpackDict | undefined {
  return opackDict(fields.get("_c"));
}

/** Unsigned 32-bit, however wide the device writes it. */
function xidOf(fields: OpackDict): number {
  const xid = opackBigInt(fields.get("_x"));
  if (xid === undefined) throw new RemoteError("malformed", "a message without a number");
  return Number(BigInt.asUintN(32, xid));
}
