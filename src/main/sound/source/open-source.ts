import type { Clock } from "../../runtime/clock.ts";
import type { ReadonlySignal } from "../../runtime/signal.ts";
import type { StreamFetch } from "../../runtime/stream-fetch.ts";
import type { ByteSource } from "./byte-source.ts";
import { ByteWindow, LARGEST_PEEK } from "./byte-window.ts";
import { asSourceError, DecodedSound, type DecodedSoundParts } from "./decoded-sound.ts";
import type { Decoder } from "./decoder.ts";
import { openFileBytes } from "./file-bytes.ts";
import { openInputBytes } from "./input-bytes.ts";
import { openLink } from "./link-bytes.ts";
import { openDecoder } from "./open-decoder.ts";
import type { OpenPacketDecoder } from "./packet-decoder.ts";
import { within } from "./patience.ts";
import type { PcmReader, SoundSource, SoundTags } from "./source.ts";
import { noTags, readFileTags, readHeadTags, wordsOf } from "./tags.ts";

interface World {
  readonly clock: Clock;
  readonly streamFetch?: StreamFetch;
  readonly openAac?: OpenPacketDecoder;
}

/** A source, and what is known of it before a byte was decoded. */
interface Opened {
  readonly bytes: ByteSource;
  /** Of a file. */
  readonly path: string | null;
  readonly onAir: ReadonlySignal<string | null> | null;
  tags(window: ByteWindow, signal: AbortSignal): Promise<SoundTags>;
}

const TAGS_PATIENCE_MS = 5_000;

/** As `OpenSource`. */
export async function openSource(
  world: World,
  source: SoundSource,
  startS: number,
  signal: AbortSignal,
): Promise<PcmReader> {
  signal.throwIfAborted();
  const opened = await openBytes(world, source, signal);
  const bytes = new ByteWindow(opened.bytes);
  try {
    const tags = await opened.tags(bytes, signal);
    const decoder = await openDecoder(bytes, { path: opened.path, openAac: world.openAac }, signal);
    return await openSound({ bytes, decoder, tags, onAir: opened.onAir }, startS, signal);
  } catch (error) {
    await bytes.close();
    throw asSourceError(error, signal);
  }
}

async function openSound(
  parts: DecodedSoundParts,
  startS: number,
  signal: AbortSignal,
): Promise<PcmReader> {
  const { decoder, tags } = parts;
  try {
    if (startS > 0 && decoder.canSeek) await decoder.seek(startS, signal);
    return new DecodedSound({ ...parts, tags: completed(tags, decoder) });
  } catch (error) {
    await decoder.close();
    throw error;
  }
}

/** What the tags do not say, and the stream itself does. */
function completed(tags: SoundTags, { durationS, comments }: Decoder): SoundTags {
  return {
    ...tags,
    title: tags.title ?? wordsOf(comments?.get("TITLE")),
    artist: tags.artist ?? wordsOf(comments?.get("ARTIST")),
    album: tags.album ?? wordsOf(comments?.get("ALBUM")),
    genre: tags.genre ?? wordsOf(comments?.get("GENRE")),
    durationS: durationS ?? tags.durationS,
  };
}

async function openBytes(world: World, source: SoundSource, signal: AbortSignal): Promise<Opened> {
  switch (source.kind) {
    case "file":
      return await openFile(world, source.path, signal);
    case "link":
      return await openStream(world, source.url, signal);
    case "input":
      return {
        bytes: await openInputBytes(),
        path: null,
        onAir: null,
        tags: async () => noTags,
      };
  }
}

async function openFile({ clock }: World, path: string, signal: AbortSignal): Promise<Opened> {
  const bytes = await openFileBytes(path);
  return {
    bytes,
    path,
    onAir: null,
    // A file whose tags cannot be read in time sounds all the same.
    tags: (_window, _signal) =>
      within(clock, TAGS_PATIENCE_MS, signal, (limited) =>
        readFileTags(bytes.file, bytes.size, limited),
      ).catch((error) => {
        if (signal.aborted) throw error;
        return noTags;
      }),
  };
}

/** Enough for the tags before most songs. */
const HEAD = 64 * 1024;

async function openStream(world: World, url: string, signal: AbortSignal): Promise<Opened> {
  const bytes = await openLink(world, url, signal);
  const { size, onAir } = bytes;
  return {
    bytes,
    path: null,
    onAir,
    async tags(window) {
      const station = { ...noTags, title: wordsOf(bytes.name), genre: wordsOf(bytes.genre) };
      // A radio has no tags before its sound, and what was waited for would be heard later.
      if (size === null) return station;
      const start = await window.peek(Math.min(HEAD, size), signal);
      const isLong = start[0] === 0x49 && start[1] === 0x44 && start[2] === 0x33;
      const head = isLong ? await window.peek(Math.min(LARGEST_PEEK, size), signal) : start;
      const tags = await readHeadTags(head, signal);
      return { ...tags, title: tags.title ?? station.title, genre: tags.genre ?? station.genre };
    },
  };
}
