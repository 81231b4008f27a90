import { parseMpegFrame } from "./mpeg-frame.ts";

const asciiAt = (bytes: Uint8Array, from: number, to: number) =>
  String.fromCharCode(...bytes.subarray(from, to));

/** Bytes that `looksLikeSound` wants to see. */
export const HEAD_BYTES = 64;

/**
 * Whether a file is one that this program plays, by its first bytes. Frames of MPEG sound begin with
 * twelve bits that are soon alike, so there the name has a word.
 */
export function looksLikeSound(head: Uint8Array, name: string): boolean {
  const [first, second] = [asciiAt(head, 0, 4), asciiAt(head, 8, 12)];
  if ((first === "RIFF" || first === "RF64") && second === "WAVE") return true;
  if (first === "FORM" && /^AIF[FC]$/.test(second)) return true;
  if (/^(fLaC|OggS|caff)$/.test(first) || first.startsWith("ID3")) return true;
  if (asciiAt(head, 4, 8) === "ftyp")
    return /^(M4A|M4B|mp4|isom|iso|M4P|qt|dash)/i.test(second) && !isFilm(name);
  const isNamed = /\.(mp[123]|mpga|aac|adts)$/i.test(name);
  const isAdts = head[0] === 0xff && ((head[1] ?? 0) & 0xf6) === 0xf0;
  return isNamed && (parseMpegFrame(head, 0) !== null || isAdts);
}

/** Films are in the same container; whoever wants the sound of one points at it. */
const isFilm = (name: string) => /\.(mp4|m4v|mov|qt|3gp)$/i.test(name);

export const isPlaylistName = (name: string) => /\.(m3u8?|pls)$/i.test(name);
