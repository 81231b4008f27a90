import { isRemoteError, RemoteError } from "../../../shared/errors.ts";
import { openAlac } from "./alac-packets.ts";
import { ByteWindow } from "./byte-window.ts";
import type { Decoder } from "./decoder.ts";
import { openFfmpeg } from "./ffmpeg-decoder.ts";
import { KeptBytes } from "./kept-bytes.ts";
import { editOf, filmLengthS, scaleOf, startOf } from "./mp4-edit.ts";
import { parseSoundEntry, type SoundEntry } from "./mp4-entry.ts";
import { fragmentPlaces } from "./mp4-fragments.ts";
import { type Boxes, readSoundMovie, type SoundMovie } from "./mp4-movie.ts";
import { SampleTables } from "./mp4-tables.ts";
import { Mp4Track, TablePlaces } from "./mp4-track.ts";
import type { OpenPacketDecoder } from "./packet-decoder.ts";
import { openPacketSound } from "./packet-sound.ts";
import type { PacketTrack } from "./packet-track.ts";

export interface Mp4Options {
  /** The file, where it is one: ffmpeg opens it itself. */
  readonly path: string | null;
  readonly openAac: OpenPacketDecoder | undefined;
}

/**
 * An MP4 or QuickTime file, from its first byte. Apple Lossless is ours; AAC is where this program can
 * decode it, else ffmpeg's, as everything else is.
 */
export async function openMp4(
  bytes: ByteWindow,
  { path, openAac }: Mp4Options,
  signal: AbortSignal,
): Promise<Decoder> {
  const start = bytes.position;
  const kept = bytes.canSeek && bytes.size !== null ? null : new KeptBytes(bytes);
  const window = kept ? new ByteWindow(kept, start) : bytes;
  const movie = await readSoundMovie(window, signal);
  const sound = movie && soundOf(movie);
  const open = sound?.entry.format?.codec === "alac" ? openAlac : openAac;
  const track = open && sound && trackOf(window, sound);
  if (track) {
    try {
      const decoder = await openPacketSound(track, sound.entry.name, open, signal);
      kept?.forget();
      return decoder;
    } catch (error) {
      if (!isRemoteError(error, "unsupported")) throw error;
    }
  }
  if (!kept) bytes.seek(start);
  const rest = kept ? new ByteWindow(kept.again(), start) : bytes;
  return await openFfmpeg(rest, { ...factsOf(sound, path), demuxer: "mov", path });
}

function factsOf(sound: Mp4Sound | null, path: string | null) {
  const name = sound?.entry.name ?? "MP4";
  if (path !== null) return { format: name, durationS: sound && filmLengthS(sound.movie.movie) };
  const isLate = sound?.movie.isLate ?? true;
  // ffmpeg has to hold all of it, and does so only for what is very short.
  return { format: isLate ? "an MP4 stream with its index at its end" : name, durationS: null };
}

interface Mp4Sound {
  readonly movie: SoundMovie;
  readonly boxes: Boxes;
  readonly entry: SoundEntry;
}

function soundOf(movie: SoundMovie): Mp4Sound {
  const [description] = movie.track?.get("stsd") ?? [];
  const entry = description && parseSoundEntry(description);
  if (!movie.track || !entry) {
    throw new RemoteError("malformed", "there is no sound in this file");
  }
  if (entry.isProtected) {
    throw new RemoteError("unsupported", "the sound is encrypted", { subject: entry.name });
  }
  return { movie, boxes: movie.track, entry };
}

/** Null: it is told in a way that is left to others. */
function trackOf(bytes: ByteWindow, sound: Mp4Sound): PacketTrack | null {
  const { movie, boxes, entry } = sound;
  const { format } = entry;
  if (!format) return null;
  const scale = scaleOf(boxes.get("mdhd")?.[0]);
  if (movie.isFragmented) {
    const places = fragmentPlaces(bytes, movie.movie, boxes);
    const durationS = filmLengthS(movie.movie);
    // To a place in a far file it is read through all of it.
    const canSeek = bytes.canSeek && !bytes.isFar;
    const parts = { start: startOf(boxes), length: null, durationS, canSeek };
    return places && new Mp4Track({ bytes, format, places, scale, ...parts });
  }
  const tables = new SampleTables(boxes);
  if (tables.hasOtherEntries || (!bytes.canSeek && !tables.isInOrder)) return null;
  const { start, length } = editOf(boxes, movie.movie, tables.length);
  const places = new TablePlaces(tables, scale);
  const isCut = tables.isSteady || start + length < tables.length;
  const parts = { start, durationS: length / scale, canSeek: bytes.canSeek };
  return new Mp4Track({ bytes, format, places, scale, ...parts, length: isCut ? length : null });
}
