import { RemoteError } from "../../../shared/errors.ts";
import { type Off, type ReadonlySignal, Signal } from "../../runtime/signal.ts";
import type { ByteWindow } from "./byte-window.ts";
import type { Decoder, Samples } from "./decoder.ts";
import { quantised, toStereo } from "./mix.ts";
import type { Resampler } from "./resample.ts";
import { CHANNELS, type PcmReader, SAMPLE_RATE, type SoundTags } from "./source.ts";
import { wordsOf } from "./tags.ts";

export interface DecodedSoundParts {
  readonly bytes: Pick<ByteWindow, "close">;
  readonly decoder: Decoder;
  readonly tags: SoundTags;
  /** A radio's own words, as they come. */
  readonly onAir: ReadonlySignal<string | null> | null;
}

/** A decoder's samples as the sound that is sent: as many frames as were asked for. */
export class DecodedSound implements PcmReader {
  readonly tags: Signal<SoundTags>;
  readonly canSeek: boolean;
  readonly #bytes: DecodedSoundParts["bytes"];
  readonly #decoder: Decoder;
  #resampler: Resampler | null = null;
  /** Decoded and not asked for yet. */
  #held: Int16Array = new Int16Array(0);
  #isOver = false;
  #closing: Promise<void> | undefined;
  /** What `close` waits for: memory of a decoder is not freed under its hands. */
  #reading: Promise<unknown> = Promise.resolve();

  readonly #off: Off;
  readonly #isLive: boolean;

  constructor({ bytes, decoder, tags, onAir }: DecodedSoundParts) {
    this.#bytes = bytes;
    this.#decoder = decoder;
    this.canSeek = decoder.canSeek;
    this.#isLive = onAir !== null && tags.durationS === null;
    this.tags = new Signal({ ...tags, onAir: wordsOf(onAir?.value) });
    this.#off = onAir?.on((title) => this.#nowOnAir(title)) ?? (() => {});
  }

  read(frames: number, signal: AbortSignal): Promise<Int16Array> {
    const reading = this.#read(frames, signal);
    this.#reading = reading.catch(() => {});
    return reading;
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #read(frames: number, signal: AbortSignal): Promise<Int16Array> {
    const pcm = new Int16Array(frames * CHANNELS);
    let filled = 0;
    try {
      while (filled < pcm.length) {
        signal.throwIfAborted();
        if (this.#closing) throw new RemoteError("cancelled", "the source was closed");
        if (this.#held.length === 0) {
          if (this.#isOver) break;
          await this.#decodeMore(signal);
          continue;
        }
        const part = this.#held.subarray(0, pcm.length - filled);
        pcm.set(part, filled);
        filled += part.length;
        this.#held = this.#held.subarray(part.length);
      }
    } catch (error) {
      // Whoever asks again after this, because it was aborted, gets what it would have got.
      this.#held = pcm.subarray(0, filled);
      throw error;
    }
    return pcm.subarray(0, filled);
  }

  #nowOnAir(title: string | null): void {
    const onAir = wordsOf(title);
    if (onAir !== this.tags.value.onAir) this.tags.set({ ...this.tags.value, onAir });
  }

  async #decodeMore(signal: AbortSignal): Promise<void> {
    const samples = await nextOf(this.#decoder, signal);
    if (samples === null) {
      this.#isOver = true;
      this.#held = this.#resampler?.end() ?? this.#held;
      return;
    }
    if (samples instanceof Int16Array) {
      this.#held = samples;
      return;
    }
    if (samples.title !== undefined && this.#isLive) this.#nowOnAir(samples.title);
    const [left, right] = toStereo(samples.channels, this.#decoder.layout);
    if (samples.rate === SAMPLE_RATE && this.#resampler === null) {
      this.#held = quantised(left, right);
      return;
    }
    if (this.#resampler?.rate !== samples.rate) {
      // A stream may change its rate on its way; what is left of the old one is too short to hear.
      this.#resampler?.close();
      const { openResampler } = await import("./resample.ts");
      this.#resampler = await openResampler(samples.rate);
    }
    this.#held = this.#resampler.push(left, right);
  }

  async #close(): Promise<void> {
    this.#off();
    // First the bytes: a read that waits for them ends by that.
    await this.#bytes.close();
    await this.#reading;
    this.#resampler?.close();
    await this.#decoder.close();
  }
}

async function nextOf(decoder: Decoder, signal: AbortSignal): Promise<Samples | Int16Array | null> {
  try {
    return await decoder.next(signal);
  } catch (error) {
    throw asSourceError(error, signal);
  }
}

/** What decoders of others throw for bytes that they cannot read is `malformed`. */
export function asSourceError(error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted || error instanceof RemoteError) return error;
  return new RemoteError("malformed", "the sound cannot be decoded", { cause: error });
}
