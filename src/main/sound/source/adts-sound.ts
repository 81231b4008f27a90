import { isRemoteError } from "../../../shared/errors.ts";
import { adtsKind } from "./adts-frame.ts";
import { openAdtsTrack } from "./adts-track.ts";
import type { ByteWindow } from "./byte-window.ts";
import type { Decoder } from "./decoder.ts";
import { openFfmpeg } from "./ffmpeg-decoder.ts";
import type { FrameKind } from "./mpeg-frames.ts";
import type { OpenPacketDecoder } from "./packet-decoder.ts";
import { openPacketSound } from "./packet-sound.ts";

export interface AdtsOptions {
  /** The file, where it is one: ffmpeg opens it itself. */
  readonly path: string | null;
  readonly openAac: OpenPacketDecoder | undefined;
}

/** AAC by itself, from its first frame on: by what of this program decodes it, else by ffmpeg. */
export async function openAdts(
  bytes: ByteWindow,
  { path, openAac }: AdtsOptions,
  signal: AbortSignal,
): Promise<Decoder> {
  const track = openAac && (await openAdtsTrack(bytes, signal));
  if (track) {
    try {
      return await openPacketSound(track, "AAC", openAac, signal);
    } catch (error) {
      if (!isRemoteError(error, "unsupported")) throw error;
    }
  }
  return await openFfmpeg(bytes, { format: "AAC", demuxer: "aac", path, durationS: null });
}

/** A radio begins in the middle of a frame, mostly of some 400 bytes; more would have to be waited for. */
const SEARCHED = 8 * 1024;
/** In a row: what is only alike is soon another. */
const CERTAIN = 3;

/**
 * Where the first frame of AAC is in a stream that begins somewhere in one; null: none is near, or frames of
 * `other` come sooner.
 */
export async function findAdts<Other extends { readonly bytes: number }>(
  bytes: ByteWindow,
  other: FrameKind<Other>,
  signal: AbortSignal,
): Promise<number | null> {
  const seen = await bytes.peek(SEARCHED, signal);
  for (let at = 0; at < seen.length && at < SEARCHED; at++) {
    if (seen[at] !== 0xff) continue;
    if (isRow(seen, at, other)) return null;
    if (isRow(seen, at, adtsKind)) return at;
  }
  return null;
}

function isRow<Frame extends { readonly bytes: number }>(
  bytes: Uint8Array,
  start: number,
  { headBytes, parse, isSameStream }: FrameKind<Frame>,
): boolean {
  const first = parse(bytes, start);
  let at = start;
  for (let frames = 0, frame = first; frames < CERTAIN; frames++) {
    if (!first || !frame || !isSameStream(first, frame)) return false;
    at += frame.bytes;
    // The end of what there is says nothing against it.
    if (at + headBytes > bytes.length) return frames > 0;
    frame = parse(bytes, at);
  }
  return true;
}
