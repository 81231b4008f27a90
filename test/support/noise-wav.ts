import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const RATE = 44_100;
const LOUDNESS = 8_000;

/** Noise of two channels, the same for the same seed: one wrong bit shows, and no place is like another. */
export function noise(seconds: number, seed = 1): Int16Array {
  const samples = new Int16Array(Math.round(seconds * RATE) * 2);
  let value = seed >>> 0;
  for (let at = 0; at < samples.length; at++) {
    value = (Math.imul(value, 1_664_525) + 1_013_904_223) >>> 0;
    samples[at] = ((value >>> 16) % (2 * LOUDNESS)) - LOUDNESS;
  }
  return samples;
}

/** A WAV file of 44.1 kHz, 16 bits and two channels. */
export function wavOf(samples: Int16Array): Uint8Array {
  const bytes = new Uint8Array(44 + samples.byteLength);
  const view = new DataView(bytes.buffer);
  const text = (at: number, words: string) => bytes.set(new TextEncoder().encode(words), at);
  text(0, "RIFF");
  view.setUint32(4, bytes.length - 8, true);
  text(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 2, true);
  view.setUint32(24, RATE, true);
  view.setUint32(28, RATE * 4, true);
  view.setUint16(32, 4, true);
  view.setUint16(34, 16, true);
  text(36, "data");
  view.setUint32(40, samples.byteLength, true);
  for (const [at, sample] of samples.entries()) view.setInt16(44 + at * 2, sample, true);
  return bytes;
}

export interface WavFile {
  readonly path: string;
  remove(): Promise<void>;
}

export async function writeWav(samples: Int16Array): Promise<WavFile> {
  const folder = await mkdtemp(join(tmpdir(), "armchair-sound-"));
  const path = join(folder, "noise.wav");
  await writeFile(path, wavOf(samples));
  return { path, remove: () => rm(folder, { recursive: true }) };
}

/** Where these frames begin in `all`, in frames; -1: nowhere. */
export function findFrames(all: Int16Array, wanted: Int16Array): number {
  const last = all.length - wanted.length;
  for (let at = 0; at <= last; at += 2) {
    let same = 0;
    while (same < wanted.length && all[at + same] === wanted[same]) same += 1;
    if (same === wanted.length) return at / 2;
  }
  return -1;
}
