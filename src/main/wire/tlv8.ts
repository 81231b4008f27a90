import { RemoteError } from "../../shared/errors.ts";
import { concatBytes } from "./bytes.ts";

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

/**
 * Values longer than 255 bytes become neighbouring fragments of one tag; a value of exactly 255 is
 * one fragment, and an empty value is a tag with length 0. Two neighbours with the same tag, the
 * first a whole number of fragments long, could not be told apart again and are refused (`bug`).
 */
export function encodeTlv8(items: readonly TlvItem[]): Uint8Array {
  const bytes = new Uint8Array(encodedLength(items));
  let at = 0;
  for (const [tag, value] of items) {
    let from = 0;
    do {
      const size = Math.min(FRAGMENT, value.length - from);
      bytes[at] = tag;
      bytes[at + 1] = size;
      const whole = size === value.length;
      if (size > 0) bytes.set(whole ? value : value.subarray(from, from + size), at + 2);
      at += 2 + size;
      from += size;
    } while (from < value.length);
  }
  return bytes;
}

function encodedLength(items: readonly TlvItem[]): number {
  let length = 0;
  let full: number | undefined;
  for (const [tag, value] of items) {
    if (tag === full) throw new RemoteError("bug", "two TLV items would read as one");
    length += value.length + 2 * Math.max(1, Math.ceil(value.length / FRAGMENT));
    full = value.length > 0 && value.length % FRAGMENT === 0 ? tag : undefined;
  }
  return length;
}

/**
 * Items in wire order, unknown tags kept. A fragment of 255 bytes is continued by a following item
 * of the same tag (of any length, also 0); otherwise a repeated tag is another item. Throws
 * `malformed` on a length beyond the end.
 */
export function decodeTlv8(bytes: Uint8Array): TlvItem[] {
  const items: TlvItem[] = [];
  // Without a Reader: a message has a handful of short items, and making one costs more than they do.
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes[at] ?? 0;
    const end = fragmentEnd(bytes, at);
    const value = bytes.subarray(at + 2, end);
    at = end;
    if (value.length < FRAGMENT || bytes[at] !== tag) items.push([tag, value]);
    else at = decodeRest(bytes, at, tag, value, items);
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

/** The item that begins with a full fragment and goes on in the next of the same tag; where it ends. */
function decodeRest(
  bytes: Uint8Array,
  from: number,
  tag: number,
  first: Uint8Array,
  items: TlvItem[],
): number {
  const fragments = [first];
  let at = from;
  for (let last = first; last.length === FRAGMENT && bytes[at] === tag; ) {
    const end = fragmentEnd(bytes, at);
    last = bytes.subarray(at + 2, end);
    fragments.push(last);
    at = end;
  }
  items.push([tag, concatBytes(...fragments)]);
  return at;
}

/** The first value with that tag. */
export function tlvValue(items: readonly TlvItem[], tag: number): Uint8Array | undefined {
  return items.find(([itemTag]) => itemTag === tag)?.[1];
}
