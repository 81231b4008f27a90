import { MPEGDecoder } from "mpg123-decoder";
import type { ByteWindow } from "./byte-window.ts";
import { cutShort } from "./byte-window.ts";
import type { Decoder, Samples } from "./decoder.ts";
import { type MpegFrame, type MpegSummary, mpegKind, parseMpegSummary } from "./mpeg-frame.ts";
import { MpegFrames } from "./mpeg-frames.ts";
import { Trim } from "./trim.ts";

/** Decoded at once: a fifth of a second. */
const FRAMES_AT_ONCE = 8;
/** What the decoder itself comes late by: 528 samples of the filters and one more. */
const DECODER_DELAY = 529;
/** Frames before the wanted one that fill the bit reservoir and the filters. */
const RUN_UP = 10;

/** MPEG sound of any layer, mostly MP3, from its first frame on. */
export async function openMpeg(bytes: ByteWindow, signal: AbortSignal): Promise<Decoder> {
  const frames = new MpegFrames(bytes, mpegKind);
  const first = await frames.peek(signal);
  if (!first) throw cutShort();
  const start = bytes.position;
  const told = parseMpegSummary(await bytes.peek(first.bytes, signal), first);
  if (told) await frames.skip(first, signal);
  // A radio may send file after file, of which the first is not all.
  const summary = bytes.isLive ? null : told;
  const library = new MPEGDecoder({ enableGapless: false });
  await library.ready;
  return new MpegDecoder({ start, bytes, frames, first, summary, library });
}

interface Parts {
  /** Where the first of all frames is. */
  readonly start: number;
  readonly bytes: ByteWindow;
  readonly frames: MpegFrames<MpegFrame>;
  readonly first: MpegFrame;
  readonly summary: MpegSummary | null;
  readonly library: MPEGDecoder;
}

class MpegDecoder implements Decoder {
  readonly format: string;
  readonly layout = "wave";
  readonly durationS: number | null;
  readonly canSeek: boolean;
  readonly #parts: Parts;
  /** Of the first frame, that of the summary included. */
  readonly #start: number;
  #trim: Trim;
  /** Null: where it is now is an estimate. */
  #framesTaken: number | null = 0;
  #isClosed = false;

  constructor(parts: Parts) {
    const { bytes, first, summary, start } = parts;
    this.#parts = parts;
    this.#start = start;
    this.format = `MP${first.layer}`;
    this.canSeek = bytes.canSeek;
    const delay = summary?.delay ?? null;
    const all = summary?.frames ? summary.frames * first.samples : null;
    const sound = all === null ? null : all - (delay ?? 0) - (summary?.padding ?? 0);
    const isTold = delay !== null && sound !== null && sound > 0;
    this.#trim = new Trim(isTold ? delay + DECODER_DELAY : 0, isTold ? sound : null);
    // Without a summary all frames are mostly as large as the first.
    const guess = bytes.size && ((bytes.size - bytes.position) / first.bytes) * first.samples;
    const length = isTold ? sound : (all ?? guess);
    this.durationS = length === null ? null : length / first.rate;
  }

  async next(signal: AbortSignal): Promise<Samples | null> {
    for (;;) {
      if (this.#trim.isOver) return null;
      const data = await this.#frames(signal);
      if (data.length === 0) return this.#end();
      const { channelData, sampleRate } = this.#parts.library.decodeFrames(data);
      const channels = this.#trim.apply(channelData);
      if (channels[0]?.length) return { rate: sampleRate, channels };
    }
  }

  async seek(seconds: number, signal: AbortSignal): Promise<void> {
    const { frames, first } = this.#parts;
    const wanted = Math.round(seconds * first.rate) + this.#trim.start;
    const target = Math.max(0, Math.floor(wanted / first.samples) - RUN_UP);
    if (this.#parts.bytes.isFar && target > 0) return this.#leap(wanted, target);
    let passed = 0;
    for (; passed < target; passed++) {
      const frame = await frames.peek(signal);
      if (!frame) break;
      await frames.skip(frame, signal);
    }
    this.#framesTaken = passed;
    this.#trim.startAt(wanted, passed * first.samples);
  }

  /**
   * Over a network nobody waits for all the frames on the way. Of a steady bit rate it is exact to a
   * frame; else as exact as the table in the summary, some hundredths of a percent of the time between its rows.
   */
  #leap(wanted: number, target: number): void {
    const { bytes, frames, first } = this.#parts;
    frames.seek(Math.min(this.#start + Math.floor(this.#byteOf(target)), bytes.size ?? Infinity));
    this.#framesTaken = null;
    // Where it ends is what comes last: cut by an estimate it may be too soon.
    this.#trim = new Trim(this.#trim.start, null);
    this.#trim.startAt(wanted, target * first.samples);
  }

  /** Where about a frame begins, from the first one. */
  #byteOf(frame: number): number {
    const { bytes, first, summary } = this.#parts;
    const own = summary === null ? 0 : first.bytes;
    const { frames = null, places = null } = summary ?? {};
    if (frames === null || bytes.size === null) return own + frame * first.averageBytes;
    const all = bytes.size - this.#start;
    const row = Math.min(99.99, (frame / frames) * 100);
    if (places === null) return own + ((all - own) * row) / 100;
    const low = places[Math.floor(row)] ?? 0;
    const high = places[Math.floor(row) + 1] ?? 256;
    return (all * (low + (high - low) * (row % 1))) / 256;
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#parts.library.free();
  }

  async #frames(signal: AbortSignal): Promise<Uint8Array[]> {
    const taken: Uint8Array[] = [];
    while (taken.length < FRAMES_AT_ONCE) {
      // A slow network gives what it has rather than nothing.
      if (taken.length > 0 && this.#parts.bytes.held.length < 4) break;
      const frame = await this.#parts.frames.peek(signal);
      if (!frame) break;
      taken.push(await this.#parts.frames.take(frame, signal));
      if (this.#framesTaken !== null) this.#framesTaken += 1;
    }
    return taken;
  }

  #end(): null {
    const told = this.#parts.summary?.frames ?? null;
    if (told !== null && this.#framesTaken !== null && this.#framesTaken < told) throw cutShort();
    return null;
  }
}
