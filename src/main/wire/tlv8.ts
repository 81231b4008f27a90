import { RemoteError } from "../../shared/errors.ts";
import { concatBytes } from "./bytes.ts";
import { Reader } from "./reader.ts";

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
  const parts: Uint8Array[] = [];
  let full: number | undefined;
  for (const [tag, value] of items) {
    if (tag === full) throw new RemoteError("bug", "two TLV items would read as one");
    for (let at = 0; at === 0 || at < value.length; at += FRAGMENT) {
      const fragment = value.subarray(at, at + FRAGMENT);
      parts.push(Uint8Array.of(tag, fragment.length), fragment);
    }
    full = value.length > 0 && value.length % FRAGMENT === 0 ? tag : undefined;
  }
  return concatBytes(...parts);
}

/**
 * Items in wire order, unknown tags kept. A fragment of 255 bytes is continued by a following item
 * of the same tag (of any length, also 0); otherwise a repeated tag is another item. Throws
 * `malformed` on a length beyond the end.
 */
export function decodeTlv8(bytes: Uint8Array): TlvItem[] {
  const reader = new Reader(bytes);
  const items: TlvItem[] = [];
  let tag = -1;
  let fragments: Uint8Array[] = [];
  const finish = () => {
    const [only, ...more] = fragments;
    if (only) items.push([tag, more.length === 0 ? only : concatBytes(only, ...more)]);
  };
  while (reader.remaining > 0) {
    const nextTag = reader.u8();
    const fragment = reader.bytes(reader.u8());
    if (nextTag === tag && fragments.at(-1)?.length === FRAGMENT) {
      fragments.push(fragment);
      continue;
    }
    finish();
    tag = nextTag;
    fragments = [fragment];
  }
  finish();
  return items;
}

/** The first value with that tag. */
export function tlvValue(items: readonly TlvItem[], tag: number): Uint8Array | undefined {
  return items.find(([itemTag]) => itemTag === tag)?.[1];
}
