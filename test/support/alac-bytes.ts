import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { AlacFrame } from "../../src/main/wire/alac-decoder.ts";

/**
 * test/vectors/alac.json, one vector a line. `from`: "apple" (made by the encoder of Apple's open source
 * ALAC, whose source is the sound that is wanted), "ffmpeg" (5.1, made and decoded by it), "random" (a
 * head of every kind around bits without a meaning, decoded by Apple's open source ALAC).
 */
export interface AlacVector {
  readonly name: string;
  readonly from: "apple" | "ffmpeg" | "random";
  readonly cookie: Uint8Array;
  readonly packets: readonly Uint8Array[];
  /** Of each channel, in all packets. */
  readonly frames: number;
  /** Of the samples of all channels in turn, 32 bits each, little-endian. */
  readonly sha256: string;
}

type Written = Omit<AlacVector, "cookie" | "packets"> & { cookie: string; packets: string[] };

export function alacVectors(): readonly AlacVector[] {
  const written: Written[] = JSON.parse(readFileSync("test/vectors/alac.json", "utf8"));
  return written.map((vector) => ({
    ...vector,
    cookie: new Uint8Array(Buffer.from(vector.cookie, "hex")),
    packets: vector.packets.map((packet) => new Uint8Array(Buffer.from(packet, "base64"))),
  }));
}

export function alacVector(name: string): AlacVector {
  const vector = alacVectors().find((each) => each.name === name);
  if (!vector) throw new Error(`no vector is called ${name}`);
  return vector;
}

/** The samples of all channels in turn. */
export function inTurn({ frames, channels }: AlacFrame): Int32Array {
  const samples = new Int32Array(frames * channels.length);
  for (const [channel, from] of channels.entries()) {
    from.forEach((sample, frame) => {
      samples[frame * channels.length + channel] = sample;
    });
  }
  return samples;
}

export function sha256(parts: readonly ArrayLike<number>[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(new Uint8Array(Int32Array.from(part).buffer));
  return hash.digest("hex");
}

/** Writes numbers of any number of bits, the highest first. */
export class BitWriter {
  readonly #bits: number[] = [];

  put(value: number, count: number): this {
    for (let bit = count - 1; bit >= 0; bit--) this.#bits.push(Math.floor(value / 2 ** bit) & 1);
    return this;
  }

  /** With zeros up to a whole byte. */
  get bytes(): Uint8Array {
    const bytes = new Uint8Array(Math.ceil(this.#bits.length / 8));
    for (const [at, bit] of this.#bits.entries()) {
      bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (bit << (7 - (at & 7)));
    }
    return bytes;
  }
}

/** The head of an element: which, whether a count follows, bytes below, whether it is plain. */
export function elementHead(
  writer: BitWriter,
  [kind, count, below, plain]: readonly [number, number | null, number, 0 | 1],
): BitWriter {
  writer.put(kind, 3).put(0, 4 + 12);
  writer
    .put(count === null ? 0 : 1, 1)
    .put(below, 2)
    .put(plain, 1);
  return count === null ? writer : writer.put(count, 32);
}
