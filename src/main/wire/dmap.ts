import { RemoteError } from "../../shared/errors.ts";
import { textOf, utf8 } from "./bytes.ts";
import { type DmapKind, dmapKind } from "./dmap-tags.ts";
import { ownBytes } from "./pending-bytes.ts";
import { Reader } from "./reader.ts";
import { Writer } from "./writer.ts";

/**
 * Digital Media Access Protocol (iTunes, Apple TV 1 to 3): four characters, a length of four bytes,
 * the data; containers hold more of them (docs/protocols/dmap.md#messages).
 *
 * A number is a `bigint` when it was sent in 7 or 8 bytes. Tags of no known kind keep their bytes,
 * and so do numbers and flags of a length that none has.
 */
export type DmapValue = number | bigint | boolean | string | Uint8Array | readonly DmapItem[];
/** The order is the sender's, and the same tag may come again. */
export type DmapItem = readonly [tag: string, value: DmapValue];

const MAX_BYTES = 4 * 1024 * 1024;
const MAX_DEPTH = 8;
const MAX_ITEMS = 20_000;

/**
 * The items of a whole message. Throws `malformed` for one that ends early, nests deeper than 8,
 * has more than 20 000 items or more than 4 MiB.
 */
export function decodeDmap(bytes: Uint8Array): readonly DmapItem[] {
  if (bytes.length > MAX_BYTES) throw new RemoteError("malformed", "a DMAP message is too long");
  return itemsOf(bytes, { depth: 1, left: MAX_ITEMS });
}

interface Bounds {
  readonly depth: number;
  left: number;
}

function itemsOf(bytes: Uint8Array, bounds: Bounds): readonly DmapItem[] {
  if (bounds.depth > MAX_DEPTH) throw new RemoteError("malformed", "a DMAP message is too deep");
  const reader = new Reader(bytes);
  const items: DmapItem[] = [];
  while (reader.remaining > 0) {
    if (--bounds.left < 0) throw new RemoteError("malformed", "a DMAP message has too many items");
    const tag = String.fromCharCode(...reader.bytes(4));
    const content = reader.bytes(reader.u32be());
    const kind = dmapKind(tag);
    if (kind === "container") {
      const inside = { depth: bounds.depth + 1, left: bounds.left };
      items.push([tag, itemsOf(content, inside)]);
      bounds.left = inside.left;
    } else {
      items.push([tag, plainValue(content, kind)]);
    }
  }
  return items;
}

function plainValue(
  content: Uint8Array,
  kind: Exclude<DmapKind, "container"> | undefined,
): DmapValue {
  switch (kind) {
    case undefined:
    case "bytes":
      return ownBytes(content, 0);
    case "text":
      return textOf(content);
    default:
      if (content.length === 0 || content.length > 8) return ownBytes(content, 0);
      return kind === "bool" ? Number(numberOf(content)) === 1 : numberOf(content);
  }
}

/** Of 8 bytes at most: each byte more makes a `bigint` that is slower to build than the one before. */
function numberOf(content: Uint8Array): number | bigint {
  if (content.length > 6) return content.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  return content.reduce((sum, byte) => sum * 256 + byte, 0);
}

/**
 * Each value in the width of its tag (wire/dmap-tags.ts); bytes go as they are, for any tag. Throws
 * `bug` for a value that its tag cannot have, or a tag of other than four ASCII characters.
 */
export function encodeDmap(items: readonly DmapItem[]): Uint8Array {
  const writer = new Writer();
  for (const [tag, value] of items) writeItem(writer, tag, value);
  return writer.finish();
}

function writeItem(writer: Writer, tag: string, value: DmapValue): void {
  if (tag.length !== 4 || !writer.ascii(tag)) {
    throw new RemoteError("bug", "a DMAP tag has four ASCII characters");
  }
  const content = contentOf(tag, value);
  writer.uintBe(content.length, 4).bytes(content);
}

const widths: Partial<Record<DmapKind, number>> = { u8: 1, u16: 2, u32: 4, u64: 8 };

function contentOf(tag: string, value: DmapValue): Uint8Array {
  const kind = dmapKind(tag);
  if (value instanceof Uint8Array) return value;
  if (typeof value === "object" && kind === "container") return encodeDmap(value);
  if (typeof value === "string" && kind === "text") return utf8(value);
  if (typeof value === "boolean" && kind === "bool") return Uint8Array.of(value ? 1 : 0);
  const width = kind === undefined ? undefined : widths[kind];
  if ((typeof value === "number" || typeof value === "bigint") && width !== undefined) {
    return wide(BigInt(value), width);
  }
  throw new RemoteError("bug", `the DMAP tag ${tag} has another kind of value`);
}

function wide(value: bigint, width: number): Uint8Array {
  if (BigInt.asUintN(8 * width, value) !== value) {
    throw new RemoteError("bug", "a number does not fit its DMAP tag");
  }
  return new Writer(8)
    .u64Be(value)
    .finish()
    .subarray(8 - width);
}

/** The first value at a path of tags; undefined when one of them is missing. */
export function dmapValue(
  items: readonly DmapItem[],
  ...path: readonly string[]
): DmapValue | undefined {
  const [tag, ...rest] = path;
  const value = items.find(([name]) => name === tag)?.[1];
  if (rest.length === 0) return value;
  return isItems(value) ? dmapValue(value, ...rest) : undefined;
}

/** The items of the first container at a path. */
export function dmapItems(
  items: readonly DmapItem[],
  ...path: readonly string[]
): readonly DmapItem[] | undefined {
  const value = dmapValue(items, ...path);
  return isItems(value) ? value : undefined;
}

export function dmapText(
  items: readonly DmapItem[],
  ...path: readonly string[]
): string | undefined {
  const value = dmapValue(items, ...path);
  return typeof value === "string" ? value : undefined;
}

/** A number however wide; undefined beyond 2^53. */
export function dmapNumber(
  items: readonly DmapItem[],
  ...path: readonly string[]
): number | undefined {
  const value = dmapValue(items, ...path);
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value !== "number" && typeof value !== "bigint") return undefined;
  return value <= Number.MAX_SAFE_INTEGER ? Number(value) : undefined;
}

function isItems(value: DmapValue | undefined): value is readonly DmapItem[] {
  return typeof value === "object" && !(value instanceof Uint8Array);
}
