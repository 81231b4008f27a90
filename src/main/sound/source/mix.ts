import type { ChannelLayout } from "./decoder.ts";

type Place = "left" | "right" | "centre" | "low" | "back-left" | "back-right" | "back";

const L = "left";
const R = "right";
const C = "centre";
const X = "low";
const BL = "back-left";
const BR = "back-right";
const B = "back";

/**
 * Where each channel stands, by how many there are (FLAC 9.1.3; Vorbis I 4.3.9; AIFF 1.3 "COMM"; for MPEG
 * ISO/IEC 14496-3, 1.6.3.4, and ALACAudioTypes.h).
 */
const places: Readonly<Record<ChannelLayout, Readonly<Record<number, readonly Place[]>>>> = {
  wave: {
    3: [L, R, C],
    4: [L, R, BL, BR],
    5: [L, R, C, BL, BR],
    6: [L, R, C, X, BL, BR],
    7: [L, R, C, X, B, BL, BR],
    8: [L, R, C, X, BL, BR, BL, BR],
  },
  vorbis: {
    3: [L, C, R],
    4: [L, R, BL, BR],
    5: [L, C, R, BL, BR],
    6: [L, C, R, BL, BR, X],
    7: [L, C, R, BL, BR, B, X],
    8: [L, C, R, BL, BR, BL, BR, X],
  },
  aiff: {
    3: [L, R, C],
    4: [L, C, R, B],
    6: [L, BL, C, R, BR, B],
  },
  mpeg: {
    3: [C, L, R],
    4: [C, L, R, B],
    5: [C, L, R, BL, BR],
    6: [C, L, R, BL, BR, X],
    7: [C, L, R, BL, BR, B, X],
    8: [C, L, R, L, R, BL, BR, X],
  },
};

/** As ITU-R BS.775: centre and surround 3 dB down, the low channel left out. */
const DOWN = Math.SQRT1_2;
const weights: Readonly<Record<Place, readonly [number, number]>> = {
  left: [1, 0],
  right: [0, 1],
  centre: [DOWN, DOWN],
  low: [0, 0],
  "back-left": [DOWN, 0],
  "back-right": [0, DOWN],
  back: [0.5, 0.5],
};

/**
 * Two channels of any number: one goes to both sides, two stay as they are, more are mixed so that they
 * cannot clip. What has no known places is taken in turns for left and right.
 */
export function toStereo(
  channels: readonly Float32Array[],
  layout: ChannelLayout,
): readonly [Float32Array, Float32Array] {
  const [first = new Float32Array(0), second = first] = channels;
  if (channels.length <= 2) return [first, second];
  const where =
    places[layout][channels.length] ?? channels.map((_, index) => (index % 2 === 0 ? L : R));
  return [side(channels, where, 0), side(channels, where, 1)];
}

function side(channels: readonly Float32Array[], where: readonly Place[], index: 0 | 1) {
  const gains = where.map((place) => weights[place][index]);
  const scale = 1 / gains.reduce((sum, gain) => sum + gain, 0);
  const mixed = new Float32Array(channels[0]?.length ?? 0);
  channels.forEach((samples, channel) => {
    const gain = (gains[channel] ?? 0) * scale;
    if (gain === 0) return;
    for (let frame = 0; frame < mixed.length; frame++) {
      mixed[frame] = (mixed[frame] ?? 0) + (samples[frame] ?? 0) * gain;
    }
  });
  return mixed;
}

/** Interleaved 16 bits of two channels; exact for what had 16 bits, what is louder than full is cut. */
export function quantised(left: Float32Array, right: Float32Array): Int16Array {
  const pcm = new Int16Array(left.length * 2);
  for (let frame = 0, at = 0; frame < left.length; frame++) {
    pcm[at++] = sixteenBits(left[frame] ?? 0);
    pcm[at++] = sixteenBits(right[frame] ?? 0);
  }
  return pcm;
}

function sixteenBits(sample: number): number {
  const scaled = Math.round(sample * 32_768);
  return scaled > 32_767 ? 32_767 : scaled < -32_768 ? -32_768 : scaled;
}
