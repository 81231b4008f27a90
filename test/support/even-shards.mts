import { basename } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The files that take longest on two cores, in seconds; any other takes a few. */
const seconds: Readonly<Record<string, number>> = {
  gallery: 69,
  "gallery-sound": 54,
  stories: 53,
  "gallery-play": 52,
  "play-request": 34,
  "play-file": 26,
  sound: 25,
  "cli-door": 17,
  playing: 16,
  "play-link": 15,
  hands: 11,
  accessibility: 10,
  "cli-play-url": 76,
  "pyatv-video": 67,
  "pyatv-dmap": 43,
  "sound-house": 42,
  "pyatv-client": 40,
  "pyatv-airplay": 31,
  "settings-disk": 30,
  "dmap-pyatv-fake-link": 26,
  "cli-old-tv": 24,
  cli: 23,
  "sound-source": 22,
  "pyatv-stream": 21,
  "discovery-old-devices": 20,
  "features-beside-pyatv": 17,
  "shairport-raop": 17,
  "cli-playing": 14,
  "cli-stream": 14,
};
const USUAL_S = 3;

/** Deals the files out so that each part takes about as long; by their names alone one took twice as long. */
export class EvenShards extends BaseSequencer {
  override async shard(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { shard } = this.ctx.config;
    if (shard === undefined) return files;
    const parts = Array.from({ length: shard.count }, () => ({
      took: 0,
      files: [] as typeof files,
    }));
    const lengthOf = ({ moduleId }: TestSpecification) =>
      seconds[basename(moduleId, ".test.ts")] ?? USUAL_S;
    // The order must be the same in each of the processes, which see the files in any.
    const longestFirst = [...files].sort(
      (a, b) => lengthOf(b) - lengthOf(a) || a.moduleId.localeCompare(b.moduleId),
    );
    for (const file of longestFirst) {
      const least = parts.reduce((one, other) => (other.took < one.took ? other : one));
      least.took += lengthOf(file);
      least.files.push(file);
    }
    return parts[shard.index - 1]?.files ?? [];
  }
}
