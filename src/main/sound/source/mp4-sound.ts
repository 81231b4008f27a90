import { RemoteError } from "../../../shared/errors.ts";
import { BoundedFile } from "../../media/bounded-file.ts";
import { readMovie } from "../../media/mp4-boxes.ts";
import type { ByteWindow } from "./byte-window.ts";
import type { Decoder } from "./decoder.ts";
import { type FfmpegSound, openFfmpeg } from "./ffmpeg-decoder.ts";

const names: Readonly<Record<string, string>> = {
  mp4a: "AAC",
  alac: "Apple Lossless",
  "ac-3": "Dolby Digital",
  "ec-3": "Dolby Digital Plus",
};

/** An MP4 or QuickTime file, from its first byte. `path` as in `FfmpegSound`. */
export async function openMp4(
  bytes: ByteWindow,
  path: string | null,
  signal: AbortSignal,
): Promise<Decoder> {
  // What is no file goes to ffmpeg from its first byte, once.
  const isFile = path !== null && bytes.canSeek && bytes.size !== null;
  const facts = isFile ? await look(bytes, signal) : unknown;
  return await openFfmpeg(bytes, { ...facts, demuxer: "mov", path });
}

type Facts = Pick<FfmpegSound, "format" | "durationS">;

const unknown: Facts = { format: "AAC", durationS: null };

async function look(bytes: ByteWindow, signal: AbortSignal): Promise<Facts> {
  const movie = await readMovie(new BoundedFile(readerOf(bytes, signal), bytes.size ?? 0));
  // Loaded with the first such file: it is 180 kB of program that most starts need nothing of.
  const { parseMovie } = await import("../../media/mp4-tracks.ts");
  const facts = movie && parseMovie(movie);
  if (!facts) throw new RemoteError("malformed", "the MP4 file is not whole");
  const sound = facts.tracks.find(({ handler }) => handler === "soun");
  if (!sound) throw new RemoteError("malformed", "there is no sound in this file");
  const format = names[sound.codec.split(".")[0] ?? ""] ?? "MP4";
  return { format, durationS: facts.durationS };
}

/** Reads at any place, as a file does. */
function readerOf(
  bytes: ByteWindow,
  signal: AbortSignal,
): ConstructorParameters<typeof BoundedFile>[0] {
  const read = async (buffer: Uint8Array, offset: number, length: number, position: number) => {
    bytes.seek(position);
    const seen = await bytes.peek(length, signal);
    const part = seen.subarray(0, length);
    buffer.set(part, offset);
    return { bytesRead: part.length, buffer };
  };
  return { read: read as never };
}
