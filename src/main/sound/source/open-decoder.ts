import { RemoteError } from "../../../shared/errors.ts";
import { findAdts, openAdts } from "./adts-sound.ts";
import { openAiff } from "./aiff.ts";
import type { ByteWindow } from "./byte-window.ts";
import type { Decoder } from "./decoder.ts";
import { openFfmpeg } from "./ffmpeg-decoder.ts";
import { openMp4 } from "./mp4-sound.ts";
import { mpegKind } from "./mpeg-frame.ts";
import type { OpenPacketDecoder } from "./packet-decoder.ts";
import { openWave } from "./wave.ts";

const asciiAt = (bytes: Uint8Array, from: number, to: number) =>
  String.fromCharCode(...bytes.subarray(from, to));

export interface DecoderOptions {
  /** The file that the bytes are of; null: they are of none. */
  readonly path: string | null;
  /** As in `SourceRuntime`. */
  readonly openAac: OpenPacketDecoder | undefined;
}

/**
 * The decoder for what these bytes are, whatever they are called. Rejects as `OpenSource` does.
 */
export async function openDecoder(
  bytes: ByteWindow,
  options: DecoderOptions,
  signal: AbortSignal,
): Promise<Decoder> {
  const { path } = options;
  await skipTags(bytes, signal);
  const head = await bytes.peek(16, signal);
  if (head.length === 0) throw new RemoteError("malformed", "there is nothing in it");
  const [first, second] = [asciiAt(head, 0, 4), asciiAt(head, 8, 12)];
  if ((first === "RIFF" || first === "RF64") && second === "WAVE") return openWave(bytes, signal);
  if (first === "FORM" && /^AIF[FC]$/.test(second)) return openAiff(bytes, signal);
  // Loaded with the first song of theirs: megabytes of program, of which most sessions need one or none.
  if (first === "fLaC") return (await import("./flac-decoder.ts")).openFlac(bytes, signal);
  if (first === "OggS") return (await import("./ogg-decoder.ts")).openOgg(bytes, signal);
  if (asciiAt(head, 4, 8) === "ftyp" || /^(moov|mdat|wide|free|skip)$/.test(asciiAt(head, 4, 8))) {
    return openMp4(bytes, options, signal);
  }
  if (first === "caff") {
    return openFfmpeg(bytes, { format: "CAF", demuxer: "caf", path, durationS: null });
  }
  if (isAdts(head)) return openAdts(bytes, options, signal);
  const other = others.find(({ is }) => is(head));
  if (other) throw unsupported(other.name);
  const adts = mpegKind.parse(head, 0) ? null : await findAdts(bytes, mpegKind, signal);
  if (adts !== null) {
    bytes.drop(adts);
    return openAdts(bytes, options, signal);
  }
  return (await import("./mpeg-decoder.ts")).openMpeg(bytes, signal);
}

/** The frames of AAC by themselves, as radios send them: like those of MP3, but of layer 0. */
const isAdts = ([first = 0, second = 0]: Uint8Array) => first === 0xff && (second & 0xf6) === 0xf0;

/** What people have among their music and nothing here decodes, by its first bytes. */
const others = [
  { name: "Windows Media", is: (head: Uint8Array) => head[0] === 0x30 && head[1] === 0x26 },
  { name: "Matroska", is: (head: Uint8Array) => head[0] === 0x1a && head[1] === 0x45 },
  { name: "Monkey's Audio", is: (head: Uint8Array) => asciiAt(head, 0, 4) === "MAC " },
  { name: "WavPack", is: (head: Uint8Array) => asciiAt(head, 0, 4) === "wvpk" },
  { name: "Musepack", is: (head: Uint8Array) => /^(MPCK|MP\+)/.test(asciiAt(head, 0, 4)) },
  { name: "DSD", is: (head: Uint8Array) => /^(DSD |FRM8)$/.test(asciiAt(head, 0, 4)) },
  { name: "MIDI", is: (head: Uint8Array) => asciiAt(head, 0, 4) === "MThd" },
];

const unsupported = (subject: string) =>
  new RemoteError("unsupported", "nothing here decodes this", { subject });

const MOST_TAGS = 4;

/** ID3v2 before the sound, of whatever size: its own words say where it ends. */
async function skipTags(bytes: ByteWindow, signal: AbortSignal): Promise<void> {
  for (let tags = 0; tags < MOST_TAGS; tags++) {
    const head = await bytes.peek(10, signal);
    if (asciiAt(head, 0, 3) !== "ID3" || head.length < 10) return;
    const size = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + ((head[at] ?? 0) & 0x7f), 0);
    const footer = (head[5] ?? 0) & 0x10 ? 10 : 0;
    await bytes.skip(10 + size + footer, signal);
  }
}
