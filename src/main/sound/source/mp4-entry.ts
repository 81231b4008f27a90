import { ascii, viewOf } from "../../media/bytes.ts";
import { findBox, SOUND_HEAD, soundExtras } from "../../media/mp4-description.ts";
import { Reader } from "../../wire/reader.ts";
import { aacRateOf, channelsOf } from "./adts-frame.ts";
import type { PacketFormat } from "./packet-decoder.ts";

/** What an MP4 file says that its sound is. */
export interface SoundEntry {
  /** In words for people: "AAC". */
  readonly name: string;
  /** Null: nothing of ours decodes it. */
  readonly format: PacketFormat | null;
  /** Nobody but those who sold it decodes it. */
  readonly isProtected: boolean;
}

const names: Readonly<Record<string, string>> = {
  mp4a: "AAC",
  alac: "Apple Lossless",
  "ac-3": "Dolby Digital",
  "ec-3": "Dolby Digital Plus",
  ".mp3": "MP3 in MP4",
  drms: "songs protected by Apple (FairPlay)",
  enca: "protected songs",
};

/**
 * The first entry of a sample description of sound (ISO/IEC 14496-12, 12.2; QuickTime File Format, "Sound
 * sample description"); null: there is none. Throws `malformed`.
 */
export function parseSoundEntry(description: Uint8Array): SoundEntry | null {
  if (description.length < 16) return null;
  const size = viewOf(description).getUint32(8);
  const entry = description.subarray(8, 8 + size);
  if (size < 16 || entry.length < size) return null;
  const type = ascii(entry, 4, 8);
  const isProtected = type === "drms" || type === "enca";
  const name = names[type] ?? "MP4";
  if (isProtected || entry.length < SOUND_HEAD) return { name, format: null, isProtected };
  if (type === "alac") return { name, format: alacFormat(entry), isProtected };
  if (type !== "mp4a") return { name, format: null, isProtected };
  const stream = parseStream(detailOf(entry, "esds")?.subarray(4) ?? new Uint8Array(0));
  const format = stream && isAac(stream.kind) ? aacFormat(entry, stream.config) : null;
  return { name: stream && isMp3(stream.kind) ? "MP3 in MP4" : name, format, isProtected };
}

/** Object type indications (ISO/IEC 14496-1, 7.2.6.6): MPEG-4, and the profiles of MPEG-2. */
const isAac = (kind: number) => kind === 0x40 || (kind >= 0x66 && kind <= 0x68);
const isMp3 = (kind: number) => kind === 0x69 || kind === 0x6b;

/** What is in the box that tells more of the codec: in the entry, or in a `wave` of QuickTime's. */
function detailOf(entry: Uint8Array, type: string): Uint8Array | undefined {
  const extra = soundExtras[viewOf(entry).getUint16(16)] ?? 0;
  for (const head of [SOUND_HEAD + extra, SOUND_HEAD]) {
    const boxes = entry.subarray(head);
    const wave = findBox(boxes, "wave");
    const found = findBox(boxes, type) ?? (wave && findBox(wave.subarray(8), type));
    if (found) return found.subarray(8);
  }
  return undefined;
}

/** ALACSpecificConfig is 24 bytes; a version of the box comes before it. */
function alacFormat(entry: Uint8Array): PacketFormat | null {
  const config = detailOf(entry, "alac")?.subarray(4);
  if (!config || config.length < 24) return null;
  const rate = viewOf(config).getUint32(20);
  return { codec: "alac", config: config.slice(), rate, channels: config[9] ?? 0 };
}

function aacFormat(entry: Uint8Array, config: Uint8Array): PacketFormat | null {
  const told = parseAudioConfig(config);
  if (!told) return null;
  const view = viewOf(entry);
  return {
    codec: "aac",
    config: config.slice(),
    rate: told.rate,
    channels: told.channels || view.getUint16(24),
  };
}

/** Hz and channels (0: told elsewhere) of an AudioSpecificConfig; null: it says no rate. */
function parseAudioConfig(config: Uint8Array): { rate: number; channels: number } | null {
  let at = 0;
  const bits = (count: number) => {
    let value = 0;
    for (let left = count; left > 0; left--, at++) {
      value = value * 2 + (((config[at >> 3] ?? 0) >> (7 - (at & 7))) & 1);
    }
    return value;
  };
  if (config.length < 2) return null;
  if (bits(5) === 31) bits(6);
  const index = bits(4);
  const rate = index === 15 ? bits(24) : aacRateOf(index);
  return rate ? { rate, channels: channelsOf(bits(4)) } : null;
}

interface StreamDescription {
  readonly kind: number;
  /** What its decoder is to know. */
  readonly config: Uint8Array;
}

/** An elementary stream's descriptor (ISO/IEC 14496-1, 7.2.6.5 to 7.2.6.7). */
function parseStream(bytes: Uint8Array): StreamDescription | null {
  const stream = descriptor(new Reader(bytes), 3);
  if (!stream) return null;
  stream.u16be();
  const flags = stream.u8();
  if (flags & 0x80) stream.u16be();
  if (flags & 0x40) stream.bytes(stream.u8());
  if (flags & 0x20) stream.u16be();
  const decoder = descriptor(stream, 4);
  if (!decoder) return null;
  const kind = decoder.u8();
  decoder.bytes(12);
  const own = decoder.remaining > 0 ? descriptor(decoder, 5) : null;
  return { kind, config: own ? own.bytes(own.remaining) : new Uint8Array(0) };
}

/** The content of the next descriptor, if it is of this tag. */
function descriptor(from: Reader, tag: number): Reader | null {
  if (from.remaining < 2 || from.u8() !== tag) return null;
  let size = 0;
  for (let digits = 0; digits < 4; digits++) {
    const next = from.u8();
    size = size * 128 + (next & 0x7f);
    if (!(next & 0x80)) break;
  }
  // Some writers count what is not there.
  return new Reader(from.bytes(Math.min(size, from.remaining)));
}
