import { ascii, box, join, viewOf } from "./bytes.ts";

/**
 * A sample description (ISO/IEC 14496-12, 8.5.2; QuickTime's is older and has more forms) made plain: the
 * first entries, each with its fixed head and the one box that tells more of its codec.
 */
const MOST_ENTRIES = 4;
/** Entry types with the box that says which kind of it, and where boxes begin in the entry. */
const details: Readonly<Record<string, { readonly box: string; readonly at: "video" | "sound" }>> =
  {
    avc1: { box: "avcC", at: "video" },
    avc3: { box: "avcC", at: "video" },
    hvc1: { box: "hvcC", at: "video" },
    hev1: { box: "hvcC", at: "video" },
    mp4v: { box: "esds", at: "video" },
    mp4a: { box: "esds", at: "sound" },
  };
/**
 * Stands for every entry of another type, because the parser has its own idea of how long many of them are.
 * Its data reference index is where its type stands in `otherTypes`.
 */
export const OTHER_ENTRY = "othr";
const VIDEO_HEAD = 86;
export const SOUND_HEAD = 36;
/** QuickTime's later forms of a sound entry have more fields before the boxes. */
export const soundExtras: readonly number[] = [0, 16, 36];
const WIDEST_DETAIL = 16 * 1024;

/** The content of an `stsd` box, with version, count and entries; adds to `otherTypes`. */
export function plainDescription(bytes: Uint8Array, otherTypes: string[]): Uint8Array {
  const entries: Uint8Array[] = [];
  for (let at = 8; at + 16 <= bytes.length && entries.length < MOST_ENTRIES; ) {
    const size = viewOf(bytes).getUint32(at);
    if (size < 16 || at + size > bytes.length) break;
    entries.push(plainEntry(bytes.subarray(at, at + size), otherTypes));
    at += size;
  }
  const head = new Uint8Array(8);
  viewOf(head).setUint32(4, entries.length);
  return join([head, ...entries]);
}

function plainEntry(entry: Uint8Array, otherTypes: string[]): Uint8Array {
  const type = ascii(entry, 4, 8);
  const detail = Object.hasOwn(details, type) ? details[type] : undefined;
  const head = detail?.at === "sound" ? SOUND_HEAD : VIDEO_HEAD;
  if (!detail || entry.length < head) {
    const index = otherTypes.push(type) - 1;
    return box(OTHER_ENTRY, [new Uint8Array([0, 0, 0, 0, 0, 0, index >> 8, index & 0xff])]);
  }
  const fixed = entry.slice(8, head);
  if (detail.at === "video") {
    const found = findBox(entry.subarray(head), detail.box);
    return box(type, found ? [fixed, found] : [fixed]);
  }
  const version = viewOf(entry).getUint16(16);
  const boxes = entry.subarray(head + (soundExtras[version] ?? 0));
  const wave = findBox(boxes, "wave");
  const found = findBox(boxes, detail.box) ?? (wave && findBox(wave.subarray(8), detail.box));
  // As version 0, whose boxes begin where the parser expects them.
  viewOf(fixed).setUint16(8, 0);
  return box(type, found ? [fixed, found] : [fixed]);
}

/** The whole box of this type among boxes in a row. */
export function findBox(bytes: Uint8Array, wanted: string): Uint8Array | undefined {
  for (let at = 0; at + 8 <= bytes.length; ) {
    const size = viewOf(bytes).getUint32(at);
    if (size < 8 || at + size > bytes.length) return undefined;
    if (ascii(bytes, at + 4, at + 8) === wanted && size <= WIDEST_DETAIL) {
      return bytes.subarray(at, at + size);
    }
    at += size;
  }
  return undefined;
}
