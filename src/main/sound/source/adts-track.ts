import { type AdtsFrame, aacRateOf, adtsKind, audioConfigOf, channelsOf } from "./adts-frame.ts";
import { type ByteWindow, cutShort } from "./byte-window.ts";
import { MpegFrames } from "./mpeg-frames.ts";
import type { PacketFormat } from "./packet-decoder.ts";
import { type PacketRun, type PacketTrack, RUN_UP } from "./packet-track.ts";

/** Decoded at once: half a second, or what a network has given. */
const MOST_PACKETS = 24;
const SAMPLES = 1024;
/** Files up to this are walked through to know how long they are: 80 ms. */
const WALKED_BYTES = 16 * 1024 * 1024;
/** Of others so much tells how many packets there are on average. */
const SEEN_BYTES = 64 * 1024;

/**
 * AAC by itself, as radios send it, from the next frame on. Null: its packets are of a shape that only
 * whole programs take apart (several in one frame, or channels that no index names).
 */
export async function openAdtsTrack(
  bytes: ByteWindow,
  signal: AbortSignal,
): Promise<PacketTrack | null> {
  const frames = new MpegFrames(bytes, adtsKind);
  const first = await frames.peek(signal);
  if (!first) throw cutShort();
  if (first.blocks !== 1 || first.channelIndex === 0) return null;
  const start = bytes.position;
  const lengths = bytes.isLive ? null : await lengthsOf(bytes, frames, signal);
  return new AdtsTrack({ bytes, frames, first, start, lengths });
}

interface Lengths {
  /** About. */
  readonly packets: number;
  /** Of a packet, on average. */
  readonly bytes: number;
}

/** Null: not known. The window stands where it stood. */
async function lengthsOf(
  bytes: ByteWindow,
  frames: MpegFrames<AdtsFrame>,
  signal: AbortSignal,
): Promise<Lengths | null> {
  const { size } = bytes;
  if (size === null) return null;
  const start = bytes.position;
  const all = size - start;
  if (bytes.canSeek && !bytes.isFar && all <= WALKED_BYTES) {
    const packets = await walk(frames, signal);
    frames.seek(start);
    return { packets, bytes: all / packets };
  }
  const seen = await bytes.peek(Math.min(SEEN_BYTES, all), signal);
  let at = 0;
  let packets = 0;
  for (let frame = adtsKind.parse(seen, 0); frame; frame = adtsKind.parse(seen, at)) {
    if (at + frame.bytes > seen.length) break;
    at += frame.bytes;
    packets += 1;
  }
  return packets === 0 ? null : { packets: (all / at) * packets, bytes: at / packets };
}

/** How many frames there are; the first is. A file that was cut tells so when it gets there. */
async function walk(frames: MpegFrames<AdtsFrame>, signal: AbortSignal): Promise<number> {
  for (let packets = 0; ; packets++) {
    try {
      const frame = await frames.peek(signal);
      if (!frame) return Math.max(1, packets);
      await frames.skip(frame, signal);
    } catch (error) {
      if (signal.aborted) throw error;
      return Math.max(1, packets);
    }
  }
}

interface Parts {
  readonly bytes: ByteWindow;
  readonly frames: MpegFrames<AdtsFrame>;
  readonly first: AdtsFrame;
  /** Where that is. */
  readonly start: number;
  readonly lengths: Lengths | null;
}

class AdtsTrack implements PacketTrack {
  readonly scale: number;
  readonly start = 0;
  readonly length = null;
  readonly durationS: number | null;
  readonly canSeek: boolean;
  readonly isLive: boolean;
  readonly #parts: Parts;
  /** What the packets are by now, and the frame that said so first. */
  #format: PacketFormat;
  #kind: AdtsFrame;
  /** Read and not given yet. */
  #packets: Uint8Array[] = [];

  constructor(parts: Parts) {
    const { bytes, first, lengths } = parts;
    this.#parts = parts;
    this.#kind = first;
    this.#format = formatOf(first);
    this.scale = this.#format.rate;
    this.durationS = lengths && (lengths.packets * SAMPLES) / this.scale;
    this.isLive = bytes.isLive;
    this.canSeek = bytes.canSeek && bytes.size !== null;
  }

  get format(): PacketFormat {
    return this.#format;
  }

  async next(signal: AbortSignal): Promise<PacketRun | null> {
    const { bytes, frames } = this.#parts;
    while (this.#packets.length < MOST_PACKETS) {
      // A slow network gives what it has rather than nothing.
      if (this.#packets.length > 0 && bytes.held.length < adtsKind.headBytes && !bytes.canSeek)
        break;
      const frame = await frames.peek(signal);
      if (!frame) break;
      if (!adtsKind.isSameStream(frame, this.#kind)) {
        if (this.#packets.length > 0) break;
        this.#kind = frame;
        this.#format = formatOf(frame);
      }
      const taken = await frames.take(frame, signal);
      this.#packets.push(taken.slice(frame.headBytes));
    }
    const packets = this.#packets;
    this.#packets = [];
    return packets.length === 0 ? null : { format: this.#format, packets };
  }

  /** As MP3's: by walking in a file, and over a network by the average, which is right within some percent. */
  async seek(tick: number, signal: AbortSignal): Promise<number> {
    const { bytes, frames, start, lengths } = this.#parts;
    const target = Math.max(0, Math.floor(tick / SAMPLES) - RUN_UP.aac);
    if (bytes.isFar && lengths && target > 0) {
      const place = start + Math.floor(target * lengths.bytes);
      frames.seek(Math.min(place, bytes.size ?? place));
      return target * SAMPLES;
    }
    let passed = 0;
    for (; passed < target; passed++) {
      const frame = await frames.peek(signal);
      if (!frame) break;
      await frames.skip(frame, signal);
    }
    return passed * SAMPLES;
  }
}

const formatOf = (frame: AdtsFrame): PacketFormat => ({
  codec: "aac",
  config: audioConfigOf(frame),
  rate: aacRateOf(frame.rateIndex) ?? 0,
  channels: channelsOf(frame.channelIndex),
});
