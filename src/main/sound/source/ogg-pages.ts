import type { ByteWindow } from "./byte-window.ts";
import { cutShort } from "./byte-window.ts";

/** One page of an Ogg stream (RFC 3533, 6). */
export interface OggPage {
  readonly serial: number;
  /** Where its last whole packet ends, in the codec's own count; null: none ends here. */
  readonly granule: number | null;
  /** Its first packet goes on from the page before. */
  readonly isContinued: boolean;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** Packets and parts of them. */
  readonly parts: readonly Uint8Array[];
  /** The last part goes on in the next page. */
  readonly isOpen: boolean;
}

const HEAD = 27;
const NO_GRANULE = 0xffff_ffff_ffff_ffffn;

/** The next whole page, past what is none or is damaged; null at the end. `malformed` for a cut one. */
export async function nextOggPage(bytes: ByteWindow, signal: AbortSignal): Promise<OggPage | null> {
  for (;;) {
    const seen = await bytes.peek(HEAD, signal);
    if (seen.length < HEAD) {
      if (isCapture(seen, 0)) throw cutShort();
      return null;
    }
    if (!isCapture(seen, 0)) {
      bytes.drop(toCapture(seen));
      continue;
    }
    const length = await lengthOf(bytes, signal);
    const page = (await bytes.peek(length, signal)).subarray(0, length);
    if (page.length < length) throw cutShort();
    if (!isWhole(page)) {
      bytes.drop(1);
      continue;
    }
    bytes.drop(length);
    return parsePage(page);
  }
}

async function lengthOf(bytes: ByteWindow, signal: AbortSignal): Promise<number> {
  const segments = (await bytes.peek(HEAD, signal))[26] ?? 0;
  const seen = await bytes.peek(HEAD + segments, signal);
  if (seen.length < HEAD + segments) throw cutShort();
  let length = HEAD + segments;
  for (const lace of seen.subarray(HEAD, HEAD + segments)) length += lace;
  return length;
}

function parsePage(page: Uint8Array): OggPage {
  const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
  const flags = page[5] ?? 0;
  const granule = view.getBigUint64(6, true);
  const laces = page.subarray(HEAD, HEAD + (page[26] ?? 0));
  const parts: Uint8Array[] = [];
  let at = HEAD + laces.length;
  let start = at;
  let isOpen = false;
  for (const lace of laces) {
    at += lace;
    isOpen = lace === 255;
    if (isOpen) continue;
    parts.push(page.subarray(start, at));
    start = at;
  }
  if (isOpen) parts.push(page.subarray(start, at));
  return {
    serial: view.getUint32(14, true),
    granule: granule === NO_GRANULE ? null : Number(granule),
    isContinued: (flags & 1) !== 0,
    isFirst: (flags & 2) !== 0,
    isLast: (flags & 4) !== 0,
    parts,
    isOpen,
  };
}

const isCapture = (bytes: Uint8Array, at: number) =>
  bytes[at] === 0x4f && bytes[at + 1] === 0x67 && bytes[at + 2] === 0x67 && bytes[at + 3] === 0x53;

/** Bytes before the next that may begin a page. */
function toCapture(seen: Uint8Array): number {
  for (let at = seen.indexOf(0x4f, 1); at >= 0; at = seen.indexOf(0x4f, at + 1)) {
    if (at + 4 > seen.length || isCapture(seen, at)) return at;
  }
  return seen.length;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 24;
  for (let bit = 0; bit < 8; bit++) crc = crc < 0 ? (crc << 1) ^ 0x04c1_1db7 : crc << 1;
  return crc >>> 0;
});

/** By its sum, which is counted with four zeros in its own place. */
function isWhole(page: Uint8Array): boolean {
  let crc = 0;
  for (let at = 0; at < page.length; at++) {
    const byte = at >= 22 && at < 26 ? 0 : (page[at] ?? 0);
    crc = (crc << 8) ^ (crcTable[(crc >>> 24) ^ byte] ?? 0);
  }
  return crc >>> 0 === new DataView(page.buffer, page.byteOffset).getUint32(22, true);
}
