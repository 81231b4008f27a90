import type { DeviceId } from "../../../shared/model/device.ts";

interface Loudness {
  readonly id: DeviceId;
  /** Percent; null: not known. */
  readonly volume: number | null;
}

/** One slider for all: who is half as loud stays half as loud, even after all were silent. */
export class GroupVolume {
  /** Of the loudest, from the last time that anybody could be heard. */
  #shares: ReadonlyMap<DeviceId, number> = new Map();

  /** What each is set to, so that the loudest is at `percent`. */
  spread(speakers: readonly Loudness[], percent: number): ReadonlyMap<DeviceId, number> {
    const loudest = Math.max(0, ...speakers.flatMap(({ volume }) => volume ?? []));
    if (loudest > 0)
      this.#shares = new Map(
        speakers.map(({ id, volume }) => [id, volume === null ? 1 : volume / loudest]),
      );
    return new Map(speakers.map(({ id }) => [id, percent * (this.#shares.get(id) ?? 1)]));
  }
}
