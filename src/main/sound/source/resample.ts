import type * as libsamplerate from "@alexanderolsen/libsamplerate-js";
import { joinFloats } from "./floats.ts";
import { quantised } from "./mix.ts";
import { SAMPLE_RATE } from "./source.ts";

/** Frames that go in at once: the library's own memory is of a fixed size. */
const MOST_FRAMES = 8192;
/** Silence that pushes out what the filter holds: more than half of its length at any rate. */
const TAIL_S = 0.02;

/** From one rate to 44.1 kHz, as a stream. */
export interface Resampler {
  readonly rate: number;
  push(left: Float32Array, right: Float32Array): Int16Array;
  /** What is left, so that as much comes out as went in, by time. */
  end(): Int16Array;
  /** Idempotent. */
  close(): void;
}

/** libsamplerate, its medium filter: 121 dB below the sound, 90 % of the band. `rate` in Hz. */
export async function openResampler(rate: number): Promise<Resampler> {
  // Two megabytes that what has this rate already never needs.
  const { ConverterType, create } = libraryOf(await import("@alexanderolsen/libsamplerate-js"));
  const library = await create(2, rate, SAMPLE_RATE, {
    converterType: ConverterType.SRC_SINC_MEDIUM_QUALITY,
  });
  let taken = 0;
  let given = 0;
  let isClosed = false;
  const convert = (left: Float32Array, right: Float32Array): Int16Array => {
    const parts: Float32Array[] = [];
    for (let at = 0; at < left.length; at += MOST_FRAMES) {
      const end = Math.min(at + MOST_FRAMES, left.length);
      // Copied: what the library gives is its own memory.
      parts.push(library.full(interleaved(left, right, at, end)).slice());
    }
    return split(joinFloats(parts));
  };
  return {
    rate,
    push(left, right) {
      taken += left.length;
      const pcm = convert(left, right);
      given += pcm.length / 2;
      return pcm;
    },
    end() {
      const silence = new Float32Array(Math.ceil(rate * TAIL_S));
      const missing = Math.max(0, Math.round((taken * SAMPLE_RATE) / rate) - given);
      return convert(silence, silence).subarray(0, missing * 2);
    },
    close() {
      if (isClosed) return;
      isClosed = true;
      library.destroy();
    },
  };
}

function interleaved(left: Float32Array, right: Float32Array, from: number, to: number) {
  const samples = new Float32Array((to - from) * 2);
  for (let frame = from, at = 0; frame < to; frame++) {
    samples[at++] = left[frame] ?? 0;
    samples[at++] = right[frame] ?? 0;
  }
  return samples;
}

function split(samples: Float32Array): Int16Array {
  const left = new Float32Array(samples.length / 2);
  const right = new Float32Array(samples.length / 2);
  for (let frame = 0, at = 0; frame < left.length; frame++) {
    left[frame] = samples[at++] ?? 0;
    right[frame] = samples[at++] ?? 0;
  }
  return quantised(left, right);
}

type Library = Pick<typeof libsamplerate, "create" | "ConverterType">;

/** A CommonJS module: what it exports is its default to Node itself, and by name to a bundler. */
const libraryOf = (module: Partial<Library> & { readonly default?: Library }): Library =>
  module.default ?? (module as Library);
