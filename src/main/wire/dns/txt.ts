import { byteText, isAscii } from "./ascii.ts";

const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
const toUtf8 = new TextEncoder();
const EQUALS = 0x3d;

/** One TXT entry: its key in lower case, and its bytes, or `true` for a key without "=". */
export type TxtEntry = readonly [key: string, value: Uint8Array | true];

/**
 * The entries of a TXT record (RFC 6763 6.4): split at the first "=" only (E14), keys without case
 * (E16), the first of two equal keys counts. Entries with an empty or non-ASCII key are left out (SC-11).
 */
export function decodeTxt(strings: readonly Uint8Array[]): Map<string, Uint8Array | true> {
  const entries = new Map<string, Uint8Array | true>();
  for (const string of strings) {
    const equals = string.indexOf(EQUALS);
    const keyBytes = equals < 0 ? string : string.subarray(0, equals);
    if (keyBytes.length === 0 || !isPrintable(keyBytes)) continue;
    const key = byteText(keyBytes).toLowerCase();
    if (!entries.has(key)) entries.set(key, equals < 0 ? true : string.subarray(equals + 1));
  }
  return entries;
}

function isPrintable(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte > 0x7e || byte < 0x20) return false;
  }
  return true;
}

/** The strings of a TXT record from keys and values, in order; `true` is a key without "=". */
export function encodeTxt(
  entries: Iterable<readonly [string, string | Uint8Array | true]>,
): Uint8Array[] {
  return [...entries].map(([key, value]) => {
    if (value === true) return toUtf8.encode(key);
    const head = toUtf8.encode(`${key}=`);
    const tail = typeof value === "string" ? toUtf8.encode(value) : value;
    const string = new Uint8Array(head.length + tail.length);
    string.set(head);
    string.set(tail, head.length);
    return string;
  });
}

/**
 * A value for people: UTF-8 with replacement. No-break spaces become spaces, both the right one
 * (c2 a0) and the bytes 00 a0 that old devices send for it (SC-11).
 */
export function txtText(value: Uint8Array | true): string {
  if (value === true) return "";
  if (isAscii(value)) return byteText(value);
  const spaced = Uint8Array.from(value);
  for (let at = 0; at + 1 < spaced.length; at += 1) {
    if (spaced[at] === 0 && spaced[at + 1] === 0xa0) spaced.set([0xc2, 0xa0], at);
  }
  return utf8.decode(spaced).replaceAll("\u00a0", " ");
}
