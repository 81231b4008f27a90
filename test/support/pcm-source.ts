import { Signal } from "../../src/main/runtime/signal.ts";
import type { OpenSource, SoundTags } from "../../src/main/sound/source/source.ts";
import { SAMPLE_RATE } from "../../src/main/sound/source/source.ts";
import { songTags } from "./fake-sound.ts";
import { seededRandom } from "./seeded-random.ts";

/** Sound that is in memory already, under a name. */
export interface PcmTrack {
  /** Left and right in turn. */
  readonly samples: Int16Array;
  readonly tags?: Partial<SoundTags>;
}

/** Opens what a test has made, by the path of a file that there is not. */
export function pcmSource(tracks: Readonly<Record<string, PcmTrack>>): OpenSource {
  return async (source, startS) => {
    const track = source.kind === "file" ? tracks[source.path] : undefined;
    if (track === undefined) throw new Error("no such sound");
    const { samples } = track;
    const durationS = samples.length / 2 / SAMPLE_RATE;
    let at = Math.round(startS * SAMPLE_RATE) * 2;
    return {
      tags: new Signal<SoundTags>({ ...songTags, durationS, ...track.tags }),
      canSeek: true,
      read: async (frames) => {
        const some = samples.slice(at, at + frames * 2);
        at += some.length;
        return some;
      },
      close: async () => {},
    };
  };
}

/** Noise of that many seconds at ±8000: one wrong bit shows, and nothing looks like anything else. */
export function noise(seconds: number, seed = 1): Int16Array {
  const random = seededRandom(seed);
  const bytes = random.bytes(Math.round(seconds * SAMPLE_RATE) * 4);
  const wild = new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2);
  return wild.map((sample) => sample >> 2);
}

/** As they are in a file: 16 bits, little-endian. */
export function bytesOfSamples(samples: Int16Array): Buffer {
  return Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
}
