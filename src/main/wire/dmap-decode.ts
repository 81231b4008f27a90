import { RemoteError } from "../../shared/errors.ts";
import { textOf } from "./bytes.ts";
import { type DmapKind, dmapTagOfCode } from "./dmap-tags.ts";
import type { DmapItem, DmapValue } from "./dmap-value.ts";
import { byteText } from "./dns/ascii.ts";
import { ownBytes } from "./pending-bytes.ts";

const MAX_BYTES = 4 * 1024 * 1024;
const MAX_DEPTH = 8;
const MAX_ITEMS = 20_000;
const HEAD = 8;

/**
 * The items of a whole message. Throws `malformed` for one that ends early, nests deeper than 8,
 * has more than 20 000 items or more than 4 MiB.
 */
export function decodeDmap(bytes: Uint8Array): readonly DmapItem[] {
  if (bytes.length > MAX_BYTES) throw new RemoteError("malformed", "a DMAP message is too long");
  return new Decoder(bytes).items(0, bytes.length, 1);
}

/** Reads in place: no part of the message is cut out before it is a value. */
class Decoder {
  readonly #bytes: Uint8Array;
  #itemsLeft = MAX_ITEMS;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  items(start: number, end: number, depth: number): readonly DmapItem[] {
    if (depth > MAX_DEPTH) throw new RemoteError("malformed", "a DMAP message is too deep");
    const bytes = this.#bytes;
    const items: DmapItem[] = [];
    for (let at = start; at < end; ) {
      if (--this.#itemsLeft < 0) {
        throw new RemoteError("malformed", "a DMAP message has too many items");
      }
      const from = at + HEAD;
      if (from > end) throw endsEarly();
      const length = word(bytes, at + 4) >>> 0;
      if (length > end - from) throw endsEarly();
      const info = dmapTagOfCode(word(bytes, at));
      const tag = info === undefined ? byteText(bytes, at, at + 4) : info.tag;
      at = from + length;
      const value =
        info?.kind === "container"
          ? this.items(from, at, depth + 1)
          : plainValue(bytes, from, at, info?.kind);
      items.push([tag, value]);
    }
    return items;
  }
}

const endsEarly = () => new RemoteError("malformed", "a message ends before its content does");

/** Four bytes as a big-endian number, signed; the caller has looked that they are there. */
function word(bytes: Uint8Array, at: number): number {
  return (
    ((bytes[at] ?? 0) << 24) |
    ((bytes[at + 1] ?? 0) << 16) |
    ((bytes[at + 2] ?? 0) << 8) |
    (bytes[at + 3] ?? 0)
  );
}

function plainValue(
  bytes: Uint8Array,
  start: number,
  end: number,
  kind: Exclude<DmapKind, "container"> | undefined,
): DmapValue {
  switch (kind) {
    case undefined:
    case "bytes":
      return ownBytes(bytes, start, end);
    case "text":
      return textBetween(bytes, start, end);
    case "bool":
      return isOne(bytes, start, end);
    default:
      return numberBetween(bytes, start, end);
  }
}

/** Above this, the decoder object costs less than a text that grows by characters. */
const SHORT = 32;

function textBetween(bytes: Uint8Array, start: number, end: number): string {
  if (end - start > SHORT) return textOf(bytes.subarray(start, end));
  let text = "";
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0x80;
    if (byte >= 0x80) return textOf(bytes.subarray(start, end));
    text += String.fromCharCode(byte);
  }
  return text;
}

/** In whatever width a number may have; a flag of no bytes, or more than 8, stays the bytes it is. */
function isOne(bytes: Uint8Array, start: number, end: number): boolean | Uint8Array {
  if (end === start || end - start > 8) return ownBytes(bytes, start, end);
  for (let at = start; at < end - 1; at++) if (bytes[at] !== 0) return false;
  return bytes[end - 1] === 1;
}

/** A `bigint` for 7 and 8 bytes; a number of no bytes, or more, stays the bytes it is. */
function numberBetween(bytes: Uint8Array, start: number, end: number): DmapValue {
  const length = end - start;
  if (length === 4) return word(bytes, start) >>> 0;
  if (length === 0 || length > 8) return ownBytes(bytes, start, end);
  if (length > 6) {
    const high = numberOf(bytes, start, end - 4);
    return (BigInt(high) << 32n) | BigInt(word(bytes, end - 4) >>> 0);
  }
  return numberOf(bytes, start, end);
}

function numberOf(bytes: Uint8Array, start: number, end: number): number {
  let sum = 0;
  for (let at = start; at < end; at++) sum = sum * 256 + (bytes[at] ?? 0);
  return sum;
}
