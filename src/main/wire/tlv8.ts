import { RemoteError } from "../../shared/errors.ts";
import { slabBytes } from "./bytes.ts";

/** One item. The order of a list of items is the caller's, and the same tag may come again. */
export type TlvItem = readonly [tag: number, value: Uint8Array];

/** HAP specification table 5-6, and the two that Apple TV adds: Name and Flags. */
export const TlvTag = {
  Method: 0x00,
  Identifier: 0x01,
  Salt: 0x02,
  PublicKey: 0x03,
  Proof: 0x04,
  EncryptedData: 0x05,
  State: 0x06,
  Error: 0x07,
  BackOff: 0x08,
  Certificate: 0x09,
  Signature: 0x0a,
  Permissions: 0x0b,
  FragmentData: 0x0c,
  FragmentLast: 0x0d,
  Name: 0x11,
  Flags: 0x13,
  /** Length 0: divides the entries of a list. */
  Separator: 0xff,
} as const;

const FRAGMENT = 255;
/** A full fragment with its tag and length. */
const WHOLE = FRAGMENT + 2;
const SHORT = 40;

/**
 * Values longer than 255 bytes become neighbouring fragments of one tag; a value of exactly 255 is
 * one fragment, and an empty value is a tag with length 0. Two neighbours with the same tag, the
 * first a whole number of fragments long, could not be told apart again and are refused (`bug`).
 */
export function encodeTlv8(items: readonly TlvItem[]): Uint8Array {
  const bytes = slabBytes(encodedLength(items));
  let at = 0;
  for (let index = 0; index < items.length; index++) {
    const item = items[index];
    if (item !== undefined) at = writeItem(bytes, at, item[0], item[1]);
  }
  return bytes;
}

/** Where the item ends. */
function writeItem(bytes: Uint8Array, start: number, tag: number, value: Uint8Array): number {
  let at = start;
  let from = 0;
  do {
    const size = Math.min(FRAGMENT, value.length - from);
    bytes[at] = tag;
    bytes[at + 1] = size;
    at += 2;
    // A call to `set` costs as much as this loop does for some forty bytes.
    if (size <= SHORT) for (let i = 0; i < size; i++) bytes[at + i] = value[from + i] ?? 0;
    else bytes.set(size === value.length ? value : value.subarray(from, from + size), at);
    at += size;
    from += size;
  } while (from < value.length);
  return at;
}

function encodedLength(items: readonly TlvItem[]): number {
  let length = 0;
  let full = -1;
  for (let index = 0; index < items.length; index++) {
    const item = items[index];
    if (item === undefined) continue;
    const tag = item[0];
    const size = item[1].length;
    if (tag === full) throw new RemoteError("bug", "two TLV items would read as one");
    length += size + (size <= FRAGMENT ? 2 : 2 * Math.ceil(size / FRAGMENT));
    full = size > 0 && size % FRAGMENT === 0 ? tag : -1;
  }
  return length;
}

/**
 * Items in wire order, unknown tags kept. A fragment of 255 bytes is continued by a following item
 * of the same tag (of any length, also 0); otherwise a repeated tag is another item. Throws
 * `malformed` on a length beyond the end.
 */
export function decodeTlv8(bytes: Uint8Array): TlvItem[] {
  const { buffer, byteOffset, length } = bytes;
  const items: TlvItem[] = [];
  // Without a Reader: a message has a handful of short items, and making one costs more than they do.
  for (let at = 0; at < length; ) {
    const tag = bytes[at] ?? 0;
    const next = fragmentEnd(bytes, at);
    if (next - at === WHOLE && bytes[next] === tag) {
      const end = valueEnd(bytes, next, tag);
      items.push([tag, joined(bytes, at, end)]);
      at = end;
    } else {
      items.push([tag, new Uint8Array(buffer, byteOffset + at + 2, next - at - 2)]);
      at = next;
    }
  }
  return items;
}

/** Past the fragment at `at`. */
function fragmentEnd(bytes: Uint8Array, at: number): number {
  const end = at + 2 + (bytes[at + 1] ?? bytes.length);
  if (end > bytes.length) {
    throw new RemoteError("malformed", "a TLV item ends before its content does");
  }
  return end;
}

/** Past the last of the fragments of one value that go on at `from`. */
function valueEnd(bytes: Uint8Array, from: number, tag: number): number {
  for (let at = from; ; ) {
    const next = fragmentEnd(bytes, at);
    if (next - at < WHOLE || bytes[next] !== tag) return next;
    at = next;
  }
}

function joined(bytes: Uint8Array, from: number, end: number): Uint8Array {
  const fragments = Math.ceil((end - from) / WHOLE);
  const value = slabBytes(end - from - 2 * fragments);
  for (let at = from, to = 0; at < end; at += WHOLE, to += FRAGMENT) {
    value.set(bytes.subarray(at + 2, Math.min(at + WHOLE, end)), to);
  }
  return value;
}

/** The first value with that tag. */
export function tlvValue(items: readonly TlvItem[], tag: number): Uint8Array | undefined {
  return items.find(([itemTag]) => itemTag === tag)?.[1];
}
