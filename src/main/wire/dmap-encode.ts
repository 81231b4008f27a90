import { RemoteError } from "../../shared/errors.ts";
import { slabBytes, utf8 } from "./bytes.ts";
import { type DmapKind, dmapTagOfCode } from "./dmap-tags.ts";
import type { DmapItem, DmapValue } from "./dmap-value.ts";

const HEAD = 8;

/**
 * Each value in the width of its tag (wire/dmap-tags.ts); bytes go as they are, for any tag. Throws
 * `bug` for a value that its tag cannot have, or a tag of other than four ASCII characters.
 */
export function encodeDmap(items: readonly DmapItem[]): Uint8Array {
  const length = writeItems(0, items);
  const bytes = slabBytes(length);
  bytes.set(scratch.subarray(0, length));
  if (scratch.length > SCRATCH) scratch = new Uint8Array(SCRATCH);
  return bytes;
}

/** Where each message is written before it is known how long it gets; of no use between two calls. */
const SCRATCH = 16 * 1024;
let scratch = new Uint8Array(SCRATCH);

/** The bytes to write into, with room for so many from there on. */
function roomFor(at: number, length: number): Uint8Array {
  if (at + length > scratch.length) {
    const larger = new Uint8Array(2 * (at + length));
    larger.set(scratch.subarray(0, at));
    scratch = larger;
  }
  return scratch;
}

/** Bytes of a value of that kind; 0 when it has no width of its own. */
function widthOf(kind: DmapKind | undefined): number {
  switch (kind) {
    case "u8":
    case "bool":
      return 1;
    case "u16":
      return 2;
    case "u32":
      return 4;
    case "u64":
      return 8;
    default:
      return 0;
  }
}

/** Answers where it ended, as all of these do. */
function writeItems(start: number, items: readonly DmapItem[]): number {
  let at = start;
  for (let index = 0; index < items.length; index++) {
    const item = items[index];
    if (item === undefined) continue;
    const tag = item[0];
    const code = codeOf(tag);
    writeWord(roomFor(at, HEAD), at, code);
    const end = writeContent(at + HEAD, tag, dmapTagOfCode(code)?.kind, item[1]);
    writeWord(scratch, at + 4, end - at - HEAD);
    at = end;
  }
  return at;
}

function writeContent(
  at: number,
  tag: string,
  kind: DmapKind | undefined,
  value: DmapValue,
): number {
  switch (typeof value) {
    case "number":
      if (isNumber(kind)) return writeNumber(at, value, widthOf(kind));
      break;
    case "string":
      if (kind === "text") return writeText(at, value);
      break;
    case "boolean":
      if (kind === "bool") return writeNumber(at, value ? 1 : 0, 1);
      break;
    case "bigint":
      if (isNumber(kind)) return writeWide(at, value, widthOf(kind));
      break;
    default:
      if (value instanceof Uint8Array) return writeBytes(at, value);
      if (kind === "container") return writeItems(at, value);
  }
  throw new RemoteError("bug", `the DMAP tag ${tag} has another kind of value`);
}

function writeBytes(at: number, value: Uint8Array): number {
  roomFor(at, value.length).set(value, at);
  return at + value.length;
}

function writeText(start: number, text: string): number {
  const bytes = roomFor(start, text.length);
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 0x80) return writeBytes(start, utf8(text));
    bytes[start + at] = code;
  }
  return start + text.length;
}

function writeNumber(start: number, value: number, width: number): number {
  const bytes = roomFor(start, width);
  if (width === 4 && value >>> 0 === value) return writeWord(bytes, start, value);
  if (!Number.isSafeInteger(value) || value < 0 || value >= 2 ** (8 * width)) throw doesNotFit();
  let rest = value;
  for (let at = start + width - 1; at >= start; at--) {
    bytes[at] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return start + width;
}

function writeWide(at: number, value: bigint, width: number): number {
  if (BigInt.asUintN(8 * width, value) !== value) throw doesNotFit();
  if (width < 8) return writeNumber(at, Number(value), width);
  const bytes = roomFor(at, width);
  writeWord(bytes, at, Number(value >> 32n));
  return writeWord(bytes, at + 4, Number(value & 0xffff_ffffn));
}

/** The low 32 bits, big-endian. */
function writeWord(bytes: Uint8Array, at: number, value: number): number {
  bytes[at] = value >>> 24;
  bytes[at + 1] = value >>> 16;
  bytes[at + 2] = value >>> 8;
  bytes[at + 3] = value;
  return at + 4;
}

const isNumber = (kind: DmapKind | undefined) =>
  kind === "u32" || kind === "u8" || kind === "u64" || kind === "u16";

const doesNotFit = () => new RemoteError("bug", "a number does not fit its DMAP tag");

/** A tag as it is sent, a big-endian number of 32 bits, signed. */
function codeOf(tag: string): number {
  const first = tag.charCodeAt(0);
  const second = tag.charCodeAt(1);
  const third = tag.charCodeAt(2);
  const fourth = tag.charCodeAt(3);
  if (tag.length !== 4 || (first | second | third | fourth) >= 0x80) {
    throw new RemoteError("bug", "a DMAP tag has four ASCII characters");
  }
  return (first << 24) | (second << 16) | (third << 8) | fourth;
}
