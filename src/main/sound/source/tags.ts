import type { FileHandle } from "node:fs/promises";
import type { IAudioMetadata } from "music-metadata";
import type { SoundPicture, SoundTags } from "./source.ts";
import { type ReadAt, TagTokenizer } from "./tag-tokenizer.ts";

export const noTags: SoundTags = {
  title: null,
  artist: null,
  album: null,
  genre: null,
  durationS: null,
  picture: null,
  onAir: null,
};

/** Receivers take no larger covers, and a window shows none. */
const LARGEST_PICTURE = 4 * 1024 * 1024;
const LONGEST_TEXT = 1000;
/** Tables of contents of long files are some megabytes; what a window of a stream holds is less. */
const LONGEST_S = 7 * 24 * 3600;

/** What the tags of a file say; `noTags` for what nobody can read. Rejects only when aborted. */
export async function readTags(
  readAt: ReadAt,
  size: number,
  signal: AbortSignal,
): Promise<SoundTags> {
  signal.throwIfAborted();
  try {
    // Loaded with the first song: it is 300 kB of program that most starts need nothing of.
    const { parseFromTokenizer } = await import("music-metadata");
    const tokenizer = new TagTokenizer(readAt, size, signal);
    return tagsOf(await parseFromTokenizer(tokenizer, { duration: false, includeChapters: false }));
  } catch {
    signal.throwIfAborted();
    return noTags;
  }
}

/** Of an open file, whose own position stays. */
export function readFileTags(
  file: Pick<FileHandle, "read">,
  size: number,
  signal: AbortSignal,
): Promise<SoundTags> {
  return readTags(fileReader(file), size, signal);
}

/** Of the first bytes of a stream. */
export function readHeadTags(head: Uint8Array, signal: AbortSignal): Promise<SoundTags> {
  const readAt: ReadAt = async (into, position) => {
    const part = head.subarray(position, position + into.length);
    into.set(part);
    return part.length;
  };
  return readTags(readAt, head.length, signal);
}

const fileReader =
  (file: Pick<FileHandle, "read">): ReadAt =>
  async (into, position) => {
    let done = 0;
    while (done < into.length) {
      const { bytesRead } = await file.read(into, done, into.length - done, position + done);
      if (bytesRead === 0) break;
      done += bytesRead;
    }
    return done;
  };

function tagsOf({ common, format }: IAudioMetadata): SoundTags {
  const { duration } = format;
  const isLength = duration !== undefined && duration > 0 && duration < LONGEST_S;
  return {
    title: wordsOf(common.title),
    artist: wordsOf(common.artist),
    album: wordsOf(common.album),
    genre: wordsOf(common.genre?.[0]),
    durationS: isLength ? duration : null,
    picture: pictureOf(common.picture?.map(({ data }) => data) ?? []),
    onAir: null,
  };
}

/** One line; null: nothing to read in it. */
export function wordsOf(text: string | null | undefined): string | null {
  const plain = [...(text ?? "").slice(0, LONGEST_TEXT)]
    .map((sign) => (sign < " " || sign === "\u007f" ? " " : sign))
    .join("")
    .trim();
  return plain === "" ? null : plain;
}

/** The first of a kind that every receiver shows, by its own bytes. */
function pictureOf(pictures: readonly Uint8Array[]): SoundPicture | null {
  for (const bytes of pictures) {
    const mimeType = bytes.length <= LARGEST_PICTURE ? kindOf(bytes) : null;
    // Copied: a view would keep the whole tag.
    if (mimeType) return { mimeType, bytes: new Uint8Array(bytes) };
  }
  return null;
}

function kindOf([a, b, c, d]: Uint8Array): SoundPicture["mimeType"] | null {
  if (a === 0xff && b === 0xd8 && c === 0xff) return "image/jpeg";
  return a === 0x89 && b === 0x50 && c === 0x4e && d === 0x47 ? "image/png" : null;
}
