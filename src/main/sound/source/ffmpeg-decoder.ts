import { RemoteError } from "../../../shared/errors.ts";
import { ByteWindow, cutShort } from "./byte-window.ts";
import type { Decoder, Samples } from "./decoder.ts";
import { FfmpegOutput } from "./ffmpeg-process.ts";
import { findProgram } from "./find-program.ts";
import { CHANNELS, SAMPLE_RATE } from "./source.ts";
import { openWave } from "./wave.ts";

export interface FfmpegSound {
  /** In words for people: "AAC". */
  readonly format: string;
  /** What ffmpeg calls the container: it is not to guess, and so never to open what a file names. */
  readonly demuxer: "mov" | "aac" | "caf";
  /** The file, whose path ffmpeg opens itself; null: the bytes go through a pipe. */
  readonly path: string | null;
  readonly durationS: number | null;
}

/** Shorter than this before its end, and a file was cut. */
const TOLERANCE_S = 1;

/** Sound that an installed ffmpeg decodes. Rejects with `unsupported` where there is none. */
export async function openFfmpeg(bytes: ByteWindow, sound: FfmpegSound): Promise<Decoder> {
  const program = await findProgram("ffmpeg");
  if (program === null) {
    throw new RemoteError("unsupported", "this sound needs ffmpeg, which is not installed", {
      subject: sound.format,
      missing: "ffmpeg",
    });
  }
  return new FfmpegDecoder(program, bytes, sound);
}

class FfmpegDecoder implements Decoder {
  readonly format: string;
  readonly layout = "wave";
  readonly durationS: number | null;
  readonly canSeek: boolean;
  readonly #program: string;
  readonly #bytes: ByteWindow;
  readonly #sound: FfmpegSound;
  #startS = 0;
  #decodedS = 0;
  #running: { readonly output: FfmpegOutput; readonly wave: Promise<Decoder> } | null = null;
  #isClosed = false;

  constructor(program: string, bytes: ByteWindow, sound: FfmpegSound) {
    this.#program = program;
    this.#bytes = bytes;
    this.#sound = sound;
    this.format = sound.format;
    this.durationS = sound.durationS;
    this.canSeek = sound.path !== null;
  }

  async next(signal: AbortSignal): Promise<Samples | Int16Array | null> {
    if (this.#isClosed) throw new RemoteError("cancelled", "the source was closed");
    this.#running ??= this.#start(signal);
    const samples = await (await this.#running.wave).next(signal);
    if (samples === null) return this.#end();
    this.#decodedS += secondsOf(samples);
    return samples;
  }

  async seek(seconds: number): Promise<void> {
    this.#startS = seconds;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#running?.output.close();
    await this.#running?.wave.catch(() => {});
  }

  #start(signal: AbortSignal) {
    const { demuxer, path } = this.#sound;
    const isFile = path !== null;
    const words = [
      ...["-v", "error", "-nostdin", "-hide_banner", "-threads", "1"],
      ...["-protocol_whitelist", isFile ? "file" : "pipe"],
      // A radio is to sound soon, and not after five seconds of being looked at.
      ...(isFile ? [] : ["-probesize", "65536", "-analyzeduration", "500000"]),
      ...(isFile && this.#startS > 0 ? ["-ss", this.#startS.toFixed(6)] : []),
      ...["-f", demuxer, "-i", isFile ? `file:${path}` : "pipe:0"],
      // Floats keep what 16 and 24 bits are exactly; rate and channels are turned into ours by us.
      ...["-map", "0:a:0", "-vn", "-sn", "-dn", "-map_metadata", "-1"],
      ...["-c:a", "pcm_f32le", "-f", "wav", "pipe:1"],
    ];
    const input = isFile ? null : this.#bytes;
    const output = new FfmpegOutput({ program: this.#program, words, input });
    return { output, wave: openWave(new ByteWindow(output), signal) };
  }

  #end(): null {
    const { durationS, path, format } = this.#sound;
    if (path === null && this.#decodedS === 0) {
      // It says nothing of an index that it cannot go to, and ends as if all were well.
      throw new RemoteError("unsupported", "ffmpeg finds no sound in it", { subject: format });
    }
    const isCut = durationS !== null && this.#startS + this.#decodedS < durationS - TOLERANCE_S;
    if (isCut) throw cutShort();
    return null;
  }
}

function secondsOf(samples: Samples | Int16Array): number {
  if (samples instanceof Int16Array) return samples.length / CHANNELS / SAMPLE_RATE;
  return (samples.channels[0]?.length ?? 0) / samples.rate;
}
