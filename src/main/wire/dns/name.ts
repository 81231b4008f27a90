import { domainToUnicode } from "node:url";
import { RemoteError } from "../../../shared/errors.ts";
import { byteText, isAscii } from "./ascii.ts";
import type { DnsName } from "./message.ts";

const MAX_LABEL_BYTES = 63;
const MAX_NAME_BYTES = 255;
/** More hops than any name has labels: a loop, however it is built. */
const MAX_POINTERS = 127;

const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
const toUtf8 = new TextEncoder();

export interface ReadName {
  readonly name: DnsName;
  /** Offset of the first byte after the name where it stands, whatever it points to. */
  readonly end: number;
}

/**
 * Reads a name, compressed anywhere (edge case E36): pointers may only go backwards, so that no
 * chain of them can loop. Throws `malformed`.
 */
export function readName(message: Uint8Array, start: number): ReadName {
  const labels: string[] = [];
  let at = start;
  let end = -1;
  let length = 1;
  let lowest = start;
  for (let hops = 0; hops <= MAX_POINTERS; ) {
    const size = message[at];
    if (size === undefined) throw malformed("a name runs past the end");
    if (size === 0) return { name: labels, end: end < 0 ? at + 1 : end };
    if (size >= 0xc0) {
      const low = message[at + 1];
      if (low === undefined) throw malformed("half a compression pointer");
      if (end < 0) end = at + 2;
      const target = ((size & 0x3f) << 8) | low;
      if (target >= lowest) throw malformed("a compression pointer that does not go back");
      lowest = target;
      at = target;
      hops += 1;
      continue;
    }
    if (size > MAX_LABEL_BYTES) throw malformed("an unknown kind of label");
    length += size + 1;
    if (at + 1 + size > message.length) throw malformed("a label runs past the end");
    if (length > MAX_NAME_BYTES) throw malformed("a name over 255 bytes");
    labels.push(readLabel(message, at + 1, at + 1 + size));
    at += 1 + size;
  }
  throw malformed("too many compression pointers");
}

function readLabel(message: Uint8Array, start: number, end: number): string {
  return isAscii(message, start, end)
    ? byteText(message, start, end)
    : utf8.decode(message.subarray(start, end));
}

/** The offset after the name at `start` without following pointers; throws `malformed`. */
export function skipName(message: Uint8Array, start: number): number {
  for (let at = start; ; ) {
    const size = message[at];
    if (size === undefined) throw malformed("a name runs past the end");
    if (size === 0) return at + 1;
    if (size >= 0xc0) return at + 2;
    if (size > MAX_LABEL_BYTES) throw malformed("an unknown kind of label");
    at += 1 + size;
  }
}

/** A label's bytes; what is over 63 is cut between two characters (SC-36). */
export function labelBytes(label: string): Uint8Array {
  const bytes = toUtf8.encode(label);
  if (bytes.length <= MAX_LABEL_BYTES) return bytes;
  let end = MAX_LABEL_BYTES;
  while (((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.subarray(0, end);
}

/** A name that a person gave, as the label to publish it under: NFC, at most 63 bytes (SC-36). */
export function instanceLabel(text: string): string {
  return utf8.decode(labelBytes(text.normalize("NFC")));
}

/** A label as people read it: NFC, and `xn--` labels in their own script (SC-36). */
export function displayLabel(label: string): string {
  const plain = /^xn--[\x21-\x7e]+$/i.test(label) ? domainToUnicode(label) || label : label;
  return plain.normalize("NFC");
}

/** Two names are the same when their keys are: ASCII letters compare without case (edge case E39). */
export function nameKey(name: DnsName): string {
  let key = "";
  for (const label of name) {
    const plain = /[A-Z.\\]/.test(label)
      ? asciiLower(label).replace(/[\\.]/g, (mark) => `\\${mark}`)
      : label;
    key = key === "" ? plain : `${key}.${plain}`;
  }
  return key;
}

export function asciiLower(text: string): string {
  return /[A-Z]/.test(text) ? text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : text;
}

/** A name without dots inside its labels, such as `_airplay._tcp.local`, as labels. */
export function nameOf(text: string): DnsName {
  return text.split(".").filter((label) => label !== "");
}

function malformed(what: string): RemoteError {
  return new RemoteError("malformed", what);
}
