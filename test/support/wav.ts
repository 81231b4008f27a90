import { seededRandom } from "./seeded-random.ts";

/**
 * So many frames of noise, 16 bits, little-endian, stereo, at a quarter of full scale: one wrong bit shows,
 * and nothing else looks like it.
 */
export function noiseOf(frames: number, seed: number): Buffer {
  const noise = Buffer.from(seededRandom(seed).bytes(frames * 4));
  for (let at = 0; at < noise.length; at += 2) {
    noise.writeInt16LE(Math.trunc(noise.readInt16LE(at) / 4), at);
  }
  return noise;
}

/** A WAV file of 44.1 kHz: so many frames of silence, then this. */
export function wavOf(silentFrames: number, pcm: Buffer): Buffer {
  const bytes = silentFrames * 4 + pcm.length;
  const head = Buffer.alloc(44);
  head.write("RIFF", 0);
  head.writeUInt32LE(36 + bytes, 4);
  head.write("WAVEfmt ", 8);
  head.writeUInt32LE(16, 16);
  // PCM, two channels, frames a second, bytes a second, bytes a frame, bits.
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(2, 22);
  head.writeUInt32LE(44_100, 24);
  head.writeUInt32LE(176_400, 28);
  head.writeUInt16LE(4, 32);
  head.writeUInt16LE(16, 34);
  head.write("data", 36);
  head.writeUInt32LE(bytes, 40);
  return Buffer.concat([head, Buffer.alloc(silentFrames * 4), pcm]);
}
