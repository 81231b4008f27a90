import { isRemoteError, RemoteError } from "../../../shared/errors.ts";
import type { ChannelLayout, Decoder, Samples } from "./decoder.ts";
import type { OpenPacketDecoder, PacketDecoder, PacketFormat } from "./packet-decoder.ts";
import type { PacketRun, PacketTrack } from "./packet-track.ts";
import { Trim } from "./trim.ts";

/**
 * The sound of a track, by a decoder of its packets. `name`: in words for people. Rejects as `open` does,
 * with `unsupported` for what it does not decode.
 */
export async function openPacketSound(
  track: PacketTrack,
  name: string,
  open: OpenPacketDecoder,
  signal: AbortSignal,
): Promise<Decoder> {
  return new PacketSound(track, name, open, await open(track.format, signal));
}

/** In a row, of a radio, after which it is none. */
const MOST_FAILURES = 5;

/** What a decoder is at. */
interface Work {
  readonly samples: Promise<Samples | null>;
  /** Nothing comes after it. */
  readonly isLast: boolean;
}

class PacketSound implements Decoder {
  readonly format: string;
  readonly layout: ChannelLayout;
  readonly durationS: number | null;
  readonly canSeek: boolean;
  readonly #track: PacketTrack;
  readonly #open: OpenPacketDecoder;
  #decoder: PacketDecoder;
  #format: PacketFormat;
  /** Of the decoder: whoever stops waiting for it does not stop it, or packets would be lost. */
  readonly #stop = new AbortController();
  #work: Work | null = null;
  /** What is wanted begins there, and what is decoded next; both in ticks. */
  #from: number;
  #at = 0;
  /** In frames of what is decoded, whose rate only that tells. */
  #trim: Trim | null = null;
  #rate = 0;
  #isOver = false;
  #failures = 0;
  #closing: Promise<void> | undefined;

  constructor(track: PacketTrack, name: string, open: OpenPacketDecoder, decoder: PacketDecoder) {
    this.#track = track;
    this.#open = open;
    this.#decoder = decoder;
    this.#format = track.format;
    this.#from = track.start;
    this.format = name;
    // What decodes AAC puts the channels in the order of WAV.
    this.layout = track.format.codec === "alac" ? "mpeg" : "wave";
    this.durationS = track.durationS;
    this.canSeek = track.canSeek;
  }

  async next(signal: AbortSignal): Promise<Samples | null> {
    while (!this.#isOver && !this.#trim?.isOver) {
      this.#work ??= await this.#nextWork(signal);
      const samples = await unlessAborted(this.#work.samples, signal);
      this.#isOver = this.#work.isLast;
      this.#work = null;
      if (samples === null) continue;
      const channels = this.#trimAt(samples.rate).apply(samples.channels);
      if (channels[0]?.length) return { rate: samples.rate, channels };
    }
    return null;
  }

  async seek(seconds: number, signal: AbortSignal): Promise<void> {
    this.#from = this.#track.start + Math.round(seconds * this.#track.scale);
    this.#at = await this.#track.seek(this.#from, signal);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #nextWork(signal: AbortSignal): Promise<Work> {
    const run = await this.#track.next(signal);
    const stop = this.#stop.signal;
    const samples = run === null ? this.#decoder.flush(stop) : this.#decode(run, stop);
    // Nobody may come back for it.
    samples.catch(() => {});
    return { samples, isLast: run === null };
  }

  async #decode({ format, packets }: PacketRun, stop: AbortSignal): Promise<Samples | null> {
    if (format !== this.#format) await this.#change(format, stop);
    try {
      const samples = await this.#decoder.decode(packets, stop);
      this.#failures = 0;
      return samples;
    } catch (error) {
      const isPassing = this.#track.isLive && isRemoteError(error, "malformed");
      if (!isPassing || ++this.#failures > MOST_FAILURES) throw error;
      await this.#change(format, stop);
      return null;
    }
  }

  /** A radio goes on in another shape. What the old decoder still holds is too short to hear. */
  async #change(format: PacketFormat, stop: AbortSignal): Promise<void> {
    await this.#decoder.close();
    this.#decoder = await this.#open(format, stop);
    this.#format = format;
  }

  /** The rate may change on the way, when a decoder finds out that it is twice as high. */
  #trimAt(rate: number): Trim {
    if (this.#trim && this.#rate === rate) return this.#trim;
    const { scale, start, length } = this.#track;
    const frames = (ticks: number) => Math.round((ticks * rate) / scale);
    const first = frames(start);
    const trim = new Trim(first, length === null ? null : frames(start + length) - first);
    const at = this.#trim ? (this.#trim.position * rate) / this.#rate : (this.#at * rate) / scale;
    trim.startAt(frames(this.#from), Math.round(at));
    this.#rate = rate;
    this.#trim = trim;
    return trim;
  }

  async #close(): Promise<void> {
    this.#stop.abort(new RemoteError("cancelled", "the source was closed"));
    await this.#work?.samples.catch(() => {});
    await this.#decoder.close();
  }
}

/** Rejects with the signal's reason as soon as there is one; the work goes on. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}
