import { RemoteError } from "../../../shared/errors.ts";
import { concatBytes } from "../bytes.ts";
import { PendingBytes } from "../pending-bytes.ts";
import { DbusReader } from "./decode.ts";
import { encodeValues } from "./encode.ts";
import { parseSignature } from "./signature.ts";
import { type DbusValue, type DbusVariant, isList, isVariant, variant } from "./value.ts";

export type DbusMessageKind = "call" | "return" | "error" | "signal";

/** A message of the D-Bus Specification, "Message Protocol". "" is a field that is not there. */
export interface DbusMessage {
  readonly kind: DbusMessageKind;
  readonly serial: number;
  /** Of the call that this answers; 0 for calls and signals. */
  readonly replySerial: number;
  readonly path: string;
  readonly iface: string;
  readonly member: string;
  readonly errorName: string;
  readonly destination: string;
  readonly sender: string;
  readonly expectsReply: boolean;
  readonly signature: string;
  readonly body: readonly DbusValue[];
}

const kinds: readonly DbusMessageKind[] = ["call", "return", "error", "signal"];
const NO_REPLY_EXPECTED = 1;
const LITTLE = 0x6c; // "l"
const BIG = 0x42; // "B"
/** The fixed part of the header: up to and with the length of the fields. */
const FIXED_BYTES = 16;
/** The specification allows 128 MB; whoever talks to a media player needs far less. */
const LONGEST_BYTES = 4 * 1024 * 1024;

/** Header fields by number: what they are, and their type. */
const fields = [
  [1, "path", "o"],
  [2, "iface", "s"],
  [3, "member", "s"],
  [4, "errorName", "s"],
  [6, "destination", "s"],
  [7, "sender", "s"],
  [8, "signature", "g"],
] as const;
const REPLY_SERIAL = 5;
const fieldTypes = parseSignature("a(yv)");

export function encodeMessage(message: DbusMessage): Uint8Array {
  const body = encodeValues(parseSignature(message.signature), message.body);
  const present: DbusValue[] = fields
    .filter(([, name]) => message[name] !== "")
    .map(([code, name, signature]) => [code, variant(signature, message[name])]);
  if (message.replySerial > 0) present.push([REPLY_SERIAL, variant("u", message.replySerial)]);
  const fixed = encodeValues(parseSignature("yyyyuu"), [
    LITTLE,
    kinds.indexOf(message.kind) + 1,
    message.expectsReply ? 0 : NO_REPLY_EXPECTED,
    1,
    body.length,
    message.serial,
  ]);
  const header = concatBytes(fixed, encodeValues(fieldTypes, [present], fixed.length));
  const padding = new Uint8Array((8 - (header.length % 8)) % 8);
  return concatBytes(header, padding, body);
}

/** Cuts a stream into messages. Throws `malformed`, after which the stream is of no use. */
export class DbusDecoder {
  readonly #pending = new PendingBytes();

  push(chunk: Uint8Array): DbusMessage[] {
    const bytes = this.#pending.before(chunk);
    const messages: DbusMessage[] = [];
    let at = 0;
    for (;;) {
      const rest = bytes.subarray(at);
      const length = messageLength(rest);
      if (length === null || length > rest.length) break;
      const message = decodeMessage(rest.subarray(0, length));
      if (message !== null) messages.push(message);
      at += length;
    }
    this.#pending.keep(bytes, at);
    return messages;
  }
}

/** Null while its beginning is not there yet. */
function messageLength(bytes: Uint8Array): number | null {
  if (bytes.length < FIXED_BYTES) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, FIXED_BYTES);
  const little = isLittle(bytes);
  const header = FIXED_BYTES + view.getUint32(12, little);
  const length = Math.ceil(header / 8) * 8 + view.getUint32(4, little);
  if (length > LONGEST_BYTES) throw new RemoteError("malformed", "a D-Bus message is too long");
  return length;
}

function isLittle(bytes: Uint8Array): boolean {
  if (bytes[0] !== LITTLE && bytes[0] !== BIG)
    throw new RemoteError("malformed", "a D-Bus message has no byte order");
  return bytes[0] === LITTLE;
}

/** One whole message; null for a kind that a later version added, which is to be ignored. */
export function decodeMessage(bytes: Uint8Array): DbusMessage | null {
  const reader = new DbusReader(bytes, isLittle(bytes));
  const [, kindCode, flags, , , serial] = reader.values(parseSignature("yyyyuu")).map(Number);
  const [list] = reader.values(fieldTypes);
  reader.align(8);
  const found = headerFields(list);
  const text = (code: number) => {
    const value = found.get(code)?.value;
    return typeof value === "string" ? value : "";
  };
  const signature = text(8);
  const body = reader.values(parseSignature(signature));
  if (reader.remaining > 0) throw new RemoteError("malformed", "a D-Bus message has a tail");
  const kind = kinds[(kindCode ?? 0) - 1];
  if (kind === undefined) return null;
  return {
    kind,
    serial: serial ?? 0,
    replySerial: Number(found.get(REPLY_SERIAL)?.value ?? 0),
    path: text(1),
    iface: text(2),
    member: text(3),
    errorName: text(4),
    destination: text(6),
    sender: text(7),
    expectsReply: ((flags ?? 0) & NO_REPLY_EXPECTED) === 0,
    signature,
    body,
  };
}

function headerFields(list: DbusValue | undefined): ReadonlyMap<number, DbusVariant> {
  const found = new Map<number, DbusVariant>();
  for (const entry of isList(list) ? list : []) {
    const [code, value] = isList(entry) ? entry : [];
    if (typeof code === "number" && isVariant(value)) found.set(code, value);
  }
  return found;
}
