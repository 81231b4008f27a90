import { ascii } from "./bytes.ts";

/** A kind of file, by its first bytes. */
export interface FileKind {
  /** What people call it. */
  readonly name: string;
  /** RFC 6838; what the device is told it gets. */
  readonly mimeType: string;
  readonly kind: "video" | "audio" | "other";
  /** Apple's technical specifications of Apple TV name it, or the players that they describe do. */
  readonly plays: boolean;
}

interface Magic extends FileKind {
  readonly is: (head: Uint8Array) => boolean;
}

const at = (position: number, text: string) => (head: Uint8Array) =>
  ascii(head, position, position + text.length) === text;
const bytes = (...wanted: readonly number[]) => {
  return (head: Uint8Array) => wanted.every((byte, index) => head[index] === byte);
};
const all =
  (...tests: readonly ((head: Uint8Array) => boolean)[]) =>
  (head: Uint8Array) =>
    tests.every((test) => test(head));
const any =
  (...tests: readonly ((head: Uint8Array) => boolean)[]) =>
  (head: Uint8Array) =>
    tests.some((test) => test(head));
/** ISO/IEC 13818-1: packets of 188 bytes, or 192 with a time before each (Blu-ray), each begun by 0x47. */
const packets = (first: number, step: number) => (head: Uint8Array) =>
  [0, 1, 2].every((packet) => head[first + packet * step] === 0x47);
const within = (text: string) => (head: Uint8Array) => ascii(head, 0, 256).includes(text);

/** The byte order mark and white space that a text may begin with. */
const textBegins = (text: string) => (head: Uint8Array) =>
  ascii(head, 0, 64)
    .replace(/^\u00ef\u00bb\u00bf/, "")
    .trimStart()
    .startsWith(text);

const film = (name: string, mimeType: string) =>
  ({ name, mimeType, kind: "video", plays: false }) as const;
const sound = (name: string, mimeType: string, plays: boolean) =>
  ({ name, mimeType, kind: "audio", plays }) as const;
const other = (name: string, mimeType: string) =>
  ({ name, mimeType, kind: "other", plays: false }) as const;

const ebml = bytes(0x1a, 0x45, 0xdf, 0xa3);

/** In this order: the first that fits is it. MP4 and QuickTime are looked at before. */
export const magics: readonly Magic[] = [
  { is: all(ebml, within("webm")), ...film("WebM", "video/webm") },
  { is: ebml, ...film("Matroska", "video/x-matroska") },
  { is: all(at(0, "RIFF"), at(8, "AVI ")), ...film("AVI", "video/x-msvideo") },
  { is: all(at(0, "RIFF"), at(8, "WAVE")), ...sound("WAV", "audio/wav", true) },
  {
    is: all(at(0, "FORM"), any(at(8, "AIFF"), at(8, "AIFC"))),
    ...sound("AIFF", "audio/aiff", true),
  },
  { is: at(0, "caff"), ...sound("CAF", "audio/x-caf", true) },
  { is: at(0, "fLaC"), ...sound("FLAC", "audio/flac", true) },
  { is: all(at(0, "OggS"), within("theora")), ...film("Ogg", "video/ogg") },
  { is: at(0, "OggS"), ...sound("Ogg", "audio/ogg", false) },
  {
    is: bytes(0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11),
    ...film("Windows Media", "video/x-ms-asf"),
  },
  { is: at(0, "FLV\u0001"), ...film("Flash Video", "video/x-flv") },
  { is: at(0, ".RMF"), ...film("RealMedia", "application/vnd.rn-realmedia") },
  { is: bytes(0, 0, 1, 0xba), ...film("MPEG programme stream", "video/mpeg") },
  { is: bytes(0, 0, 1, 0xb3), ...film("MPEG video", "video/mpeg") },
  { is: packets(0, 188), ...film("MPEG transport stream", "video/mp2t") },
  { is: packets(4, 192), ...film("MPEG transport stream", "video/mp2t") },
  {
    is: all(textBegins("#EXTM3U"), within("#EXT-X-")),
    ...film("HLS playlist, whose parts are other files", "application/vnd.apple.mpegurl"),
  },
  { is: textBegins("#EXTM3U"), ...other("a playlist", "audio/x-mpegurl") },
  { is: at(0, "[playlist]"), ...other("a playlist", "audio/x-scpls") },
  { is: at(0, "#!AMR"), ...sound("AMR", "audio/amr", false) },
  { is: at(0, "wvpk"), ...sound("WavPack", "audio/x-wavpack", false) },
  { is: at(0, "MAC "), ...sound("Monkey's Audio", "audio/x-ape", false) },
  { is: at(0, "DSD "), ...sound("DSD", "audio/x-dsf", false) },
  { is: at(0, "MThd"), ...sound("MIDI", "audio/midi", false) },
  { is: bytes(0x7f, 0xfe, 0x80, 0x01), ...sound("DTS", "audio/vnd.dts", false) },
  { is: bytes(0xff, 0xd8, 0xff), ...other("a picture", "image/jpeg") },
  { is: bytes(0x89, 0x50, 0x4e, 0x47), ...other("a picture", "image/png") },
  { is: at(0, "GIF8"), ...other("a picture", "image/gif") },
  { is: at(0, "%PDF"), ...other("PDF", "application/pdf") },
  { is: bytes(0x50, 0x4b, 3, 4), ...other("a ZIP archive", "application/zip") },
  { is: at(0, "Rar!"), ...other("a RAR archive", "application/vnd.rar") },
  { is: bytes(0x0b, 0x77), ...sound("AC-3", "audio/ac3", true) },
];

export const unknownKind: FileKind = other("this kind of file", "");
export const aac: FileKind = sound("AAC", "audio/aac", true);
export const mp3: FileKind = sound("MP3", "audio/mpeg", true);
export const mpegLayer2: FileKind = sound("MPEG audio, layer II", "audio/mpeg", false);
