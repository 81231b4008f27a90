import { viewOf } from "../../media/bytes.ts";
import type { Boxes } from "./mp4-movie.ts";
import { badTable } from "./mp4-tables.ts";

/** What of a track is its sound, in the time scale of the track. */
export interface Edit {
  /** What is before it, the encoder's filters needed to begin. */
  readonly start: number;
  readonly length: number;
}

/** Ticks in a second, of `mvhd` or `mdhd`. Throws `malformed`. */
export function scaleOf(header: Uint8Array | undefined): number {
  if (!header || header.length < 24) throw badTable();
  const scale = viewOf(header).getUint32(header[0] === 1 ? 20 : 12);
  if (scale === 0) throw badTable();
  return scale;
}

/**
 * By the edit list (ISO/IEC 14496-12, 8.6.6), else by what iTunes says in a tag, else all of it. `length`:
 * of the whole track.
 */
export function editOf(track: Boxes, movie: Boxes, length: number): Edit {
  const scale = scaleOf(track.get("mdhd")?.[0]);
  const listed = editList(track.get("elst")?.[0]);
  const first = listed[0];
  const told = first?.start ? null : gapless(movie.get("----") ?? []);
  if (told && told.start + told.length <= length) return told;
  if (!first) return { start: 0, length };
  const start = Math.min(first.start, length);
  // Rounded up by those who write it: the film's own scale is mostly of milliseconds.
  const film = listed.length === 1 ? first.length / scaleOf(movie.get("mvhd")?.[0]) : 0;
  const wanted = film > 0 ? Math.round(film * scale) : length;
  return { start, length: Math.min(wanted, length - start) };
}

/** Where the sound of a track begins that is told in pieces, whose length nobody knows before its end. */
export const startOf = (track: Boxes): number => editList(track.get("elst")?.[0])[0]?.start ?? 0;

/** Without pauses; each length in the time scale of the film. */
function editList(bytes: Uint8Array | undefined): readonly Edit[] {
  if (!bytes || bytes.length < 8) return [];
  const view = viewOf(bytes);
  const isWide = bytes[0] === 1;
  const width = isWide ? 20 : 12;
  const count = Math.min(view.getUint32(4), Math.floor((bytes.length - 8) / width));
  const edits: Edit[] = [];
  for (let at = 8; at < 8 + count * width; at += width) {
    const length = isWide ? Number(view.getBigUint64(at)) : view.getUint32(at);
    const start = isWide ? Number(view.getBigInt64(at + 8)) : view.getInt32(at + 4);
    if (start >= 0) edits.push({ start, length });
  }
  return edits;
}

/** The tag iTunSMPB: numbers in hex, of which the second is the start and the fourth the length. */
function gapless(tags: readonly Uint8Array[]): Edit | null {
  for (const tag of tags) {
    const text = Buffer.from(tag).toString("latin1");
    if (!text.includes("iTunSMPB")) continue;
    const [, start = "", length = ""] =
      / [0-9A-F]{8} ([0-9A-F]{8}) [0-9A-F]{8} ([0-9A-F]{16})/i.exec(text) ?? [];
    const edit = { start: Number.parseInt(start, 16), length: Number.parseInt(length, 16) };
    if (edit.length > 0) return edit;
  }
  return null;
}

/** Of the whole film, in seconds; null: it does not tell. What is told in pieces may have it in `mehd`. */
export function filmLengthS(movie: Boxes): number | null {
  const header = movie.get("mvhd")?.[0];
  if (!header || header.length < 32) return null;
  const own = lengthAt(header, header[0] === 1 ? 24 : 16);
  const pieces = movie.get("mehd")?.[0];
  const units = own > 0 || !pieces || pieces.length < 8 ? own : lengthAt(pieces, 4);
  const isKnown = units > 0 && units !== 0xffff_ffff && Number.isSafeInteger(units);
  return isKnown ? units / scaleOf(header) : null;
}

/** Eight bytes in version 1, else four. */
function lengthAt(box: Uint8Array, at: number): number {
  if (box[0] !== 1) return viewOf(box).getUint32(at);
  return box.length < at + 8 ? 0 : Number(viewOf(box).getBigUint64(at));
}
