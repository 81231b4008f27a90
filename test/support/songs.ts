import { pngOf } from "./png.ts";

/** Frames of sound in a second. */
export const RATE = 44_100;

/** A song that a test makes: its file, and what is in it. */
export interface MadeSong {
  /** WAV of 44.1 kHz with tags. */
  readonly bytes: Uint8Array;
  /** Interleaved left and right. */
  readonly samples: Int16Array;
}

/**
 * So many seconds of which no two places are alike, nor those of two songs: the left channel counts the
 * frames, the right one the rounds and `mark`. Unless it is given, its cover is as wide as `mark` is large.
 */
export function songOf(
  seconds: number,
  mark: number,
  title: string,
  artist: string,
  cover = pngOf(mark, mark),
): MadeSong {
  const frames = seconds * RATE;
  const samples = new Int16Array(frames * 2);
  for (let frame = 0; frame < frames; frame++) {
    samples[frame * 2] = (frame % 30_000) + 1;
    samples[frame * 2 + 1] = mark * 1000 + Math.floor(frame / 30_000) + 1;
  }
  const pcm = Buffer.from(samples.buffer);
  const format = Buffer.alloc(16);
  // PCM, two channels, frames a second, bytes a second, bytes a frame, bits.
  format.writeUInt16LE(1, 0);
  format.writeUInt16LE(2, 2);
  format.writeUInt32LE(RATE, 4);
  format.writeUInt32LE(RATE * 4, 8);
  format.writeUInt16LE(4, 12);
  format.writeUInt16LE(16, 14);
  const body = Buffer.concat([
    Buffer.from("WAVE", "latin1"),
    chunk("fmt ", format),
    chunk("id3 ", id3(title, artist, cover)),
    chunk("data", pcm),
  ]);
  return { bytes: chunk("RIFF", body), samples };
}

/** Of RIFF, whose chunks begin at even places. */
function chunk(id: string, content: Uint8Array): Buffer {
  const head = Buffer.alloc(8);
  head.write(id, "latin1");
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
}

/** ID3 2.3: a title, an artist, and a picture of the front. */
function id3(title: string, artist: string, png: Uint8Array): Buffer {
  const text = (id: string, words: string) => frame(id, Buffer.from(`\0${words}`, "latin1"));
  const cover = Buffer.concat([Buffer.from("\0image/png\0\x03\0", "latin1"), png]);
  const frames = [text("TIT2", title), text("TPE1", artist), frame("APIC", cover)];
  const all = Buffer.concat(frames);
  const head = Buffer.from("ID3\x03\0\0\0\0\0\0", "latin1");
  // Seven bits a byte.
  for (let at = 0; at < 4; at++) head[9 - at] = (all.length >> (7 * at)) & 0x7f;
  return Buffer.concat([head, all]);
}

function frame(id: string, content: Uint8Array): Buffer {
  const head = Buffer.alloc(10);
  head.write(id, "latin1");
  head.writeUInt32BE(content.length, 4);
  return Buffer.concat([head, content]);
}

/** Where in the song a run of these samples begins, in frames; null: nowhere. */
export function placeIn({ samples }: MadeSong, run: Int16Array): number | null {
  const [left = 0, right = 0] = run;
  for (let at = 0; at + run.length <= samples.length; at += 2) {
    if (samples[at] !== left || samples[at + 1] !== right) continue;
    if (run.every((sample, offset) => samples[at + offset] === sample)) return at / 2;
  }
  return null;
}
