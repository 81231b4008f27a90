import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import type { ByteSource } from "../../src/main/sound/source/byte-source.ts";
import type { Decoder } from "../../src/main/sound/source/decoder.ts";
import type { OpenSource, PcmReader, SoundSource } from "../../src/main/sound/source/source.ts";

/** A signal that nobody aborts. */
export const never = new AbortController().signal;

export interface WaveOptions {
  readonly rate?: number;
  readonly channels?: number;
  readonly bits?: number;
  /** 1 integers, 3 floats. */
  readonly tag?: number;
  readonly extensible?: boolean;
  /** What the header says of the sound's bytes, when it is not the truth. */
  readonly claimed?: number;
}

/** A WAV file around these bytes of samples. */
export function wave(samples: Uint8Array, options: WaveOptions = {}): Uint8Array {
  const { rate = 44_100, channels = 2, bits = 16, tag = 1, extensible = false } = options;
  const step = (channels * bits) / 8;
  const format = Buffer.alloc(extensible ? 40 : 16);
  format.writeUInt16LE(extensible ? 0xfffe : tag, 0);
  format.writeUInt16LE(channels, 2);
  format.writeUInt32LE(rate, 4);
  format.writeUInt32LE(rate * step, 8);
  format.writeUInt16LE(step, 12);
  format.writeUInt16LE(bits, 14);
  if (extensible) {
    format.writeUInt16LE(22, 16);
    format.writeUInt16LE(bits, 18);
    format.writeUInt16LE(tag, 24);
  }
  const chunk = (id: string, bytes: Uint8Array, size = bytes.length) => {
    const head = Buffer.alloc(8);
    head.write(id, "latin1");
    head.writeUInt32LE(size, 4);
    return Buffer.concat([head, bytes]);
  };
  const body = Buffer.concat([chunk("fmt ", format), chunk("data", samples, options.claimed)]);
  const head = Buffer.from("RIFF\0\0\0\0WAVE", "latin1");
  head.writeUInt32LE(body.length + 4, 4);
  return new Uint8Array(Buffer.concat([head, body]));
}

/** `frames` of two channels of 16 bits that no two places have alike, and their bytes. */
export function counting(frames: number): { pcm: Int16Array; bytes: Uint8Array } {
  const pcm = Int16Array.from(
    { length: frames * 2 },
    (_, index) => ((index * 7919) % 65_536) - 32_768,
  );
  return { pcm, bytes: new Uint8Array(pcm.buffer) };
}

/** The same frame for frame: typed arrays are not for `toEqual`, which takes longer than to play them. */
export function expectSame(pcm: Int16Array, wanted: Int16Array): void {
  expect(pcm.length).toBe(wanted.length);
  const bytes = ({ buffer, byteOffset, byteLength }: Int16Array) =>
    Buffer.from(buffer, byteOffset, byteLength);
  expect(bytes(pcm).equals(bytes(wanted))).toBe(true);
}

export async function saved(folder: string, name: string, bytes: Uint8Array): Promise<SoundSource> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return { kind: "file", path };
}

/** Everything that is left, asked for in pieces of `frames`. */
export async function restOf(reader: PcmReader, frames = 4410): Promise<Int16Array> {
  const parts: Int16Array[] = [];
  for (;;) {
    const part = await reader.read(frames, never);
    parts.push(part);
    if (part.length < frames * 2) break;
  }
  const whole = new Int16Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Opens, reads to the end, closes. */
export async function soundOf(open: OpenSource, source: SoundSource, startS = 0) {
  const reader = await open(source, startS, never);
  try {
    const { canSeek } = reader;
    const pcm = await restOf(reader);
    return { pcm, canSeek, tags: reader.tags.value };
  } finally {
    await reader.close();
  }
}

/** The largest difference of two sounds where both are. */
export function apart(a: Int16Array, b: Int16Array): number {
  let most = 0;
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    most = Math.max(most, Math.abs((a[at] ?? 0) - (b[at] ?? 0)));
  }
  return most;
}

/** Hz of the left channel, by how often it rises through zero. */
export function pitchOf(pcm: Int16Array): number {
  let rises = 0;
  for (let at = 2; at < pcm.length; at += 2) {
    if ((pcm[at - 2] ?? 0) < 0 && (pcm[at] ?? 0) >= 0) rises += 1;
  }
  return (rises * 44_100) / (pcm.length / 2);
}

export function loudest(pcm: Int16Array): number {
  return pcm.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
}

/** What a decoder of two channels still gives, as 16 bits. */
export async function samplesOf(decoder: Decoder): Promise<Int16Array> {
  const parts: number[] = [];
  for (;;) {
    const samples = await decoder.next(never);
    if (samples === null) return Int16Array.from(parts);
    if (samples instanceof Int16Array) throw new Error("not as samples");
    const [left = new Float32Array(0), right = left] = samples.channels;
    left.forEach((one, at) => {
      parts.push(one * 32_768, (right[at] ?? 0) * 32_768);
    });
  }
}

/** Bytes in memory as a source that goes anywhere. */
export function bytesAt(bytes: Uint8Array): ByteSource {
  let at = 0;
  return {
    size: bytes.length,
    canSeek: true,
    async read(length) {
      const part = bytes.slice(at, at + length);
      at += part.length;
      return part;
    },
    seek(to) {
      at = to;
    },
    async close() {},
  };
}
