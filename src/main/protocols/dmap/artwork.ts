import type { Artwork, ArtworkSize } from "../../../shared/model/now-playing.ts";
import type { Clock } from "../../runtime/clock.ts";
import { pictureOf } from "../picture.ts";
import { MAX_PICTURE_BYTES } from "../picture-format.ts";
import { WeightedCache } from "../weighted-cache.ts";
import type { DmapRequests } from "./requests.ts";
import type { DmapState } from "./state.ts";

const CACHE_BYTES = 48 * 1024 * 1024;
const CACHE_ENTRIES = 64;
/** A device that had no picture is not asked again for this long. */
const ABSENT_MS = 30_000;
/** The device may have to fetch it first. */
const DEVICE_MS = 15_000;
const MAX_PIXELS = 4096;

/** The picture of what plays (DM-09), kept by item and size (QK-05). */
export class DmapArtwork {
  readonly #requests: DmapRequests;
  readonly #clock: Clock;
  readonly #state: DmapState;
  readonly #cache = new WeightedCache<Artwork>(CACHE_BYTES, CACHE_ENTRIES);
  /** Keys without a picture, with the moment until which that holds. */
  readonly #absent = new WeightedCache<number>(CACHE_ENTRIES, CACHE_ENTRIES);
  readonly #underway = new Map<string, Promise<Artwork | null>>();

  constructor(requests: DmapRequests, clock: Clock, state: DmapState) {
    this.#requests = requests;
    this.#clock = clock;
    this.#state = state;
  }

  /** Null: there is none. Whatever goes wrong with a picture is no reason to fail (RB-11). */
  readonly artwork = async (asked: ArtworkSize): Promise<Artwork | null> => {
    const id = this.#state.nowPlaying?.artworkId ?? null;
    if (id === null) return null;
    const size = { width: pixels(asked.width), height: pixels(asked.height) };
    const key = `${id}@${size.width}x${size.height}`;
    const kept = this.#cache.get(key);
    if (kept !== undefined) return kept;
    if ((this.#absent.get(key) ?? 0) > this.#clock.now()) return null;
    const underway = this.#underway.get(key);
    if (underway !== undefined) return underway;
    const search = this.#search(key, id, size).finally(() => this.#underway.delete(key));
    this.#underway.set(key, search);
    return search;
  };

  async #search(key: string, id: string, { width, height }: ArtworkSize): Promise<Artwork | null> {
    const answer = this.#requests.artwork(width, height, MAX_PICTURE_BYTES, DEVICE_MS);
    const bytes = await answer.catch(() => null);
    // Nothing in the answer says what it shows: another item's picture must not be kept as this one's.
    if (this.#state.nowPlaying?.artworkId !== id) return null;
    const picture = bytes === null ? null : pictureOf(bytes);
    if (picture === null) {
      this.#absent.set(key, this.#clock.now() + ABSENT_MS, 1);
      return null;
    }
    const artwork = { id, ...picture };
    this.#cache.set(key, artwork, artwork.bytes.length);
    return artwork;
  }
}

function pixels(asked: number): number {
  return Number.isFinite(asked) ? Math.min(MAX_PIXELS, Math.max(0, Math.round(asked))) : 0;
}
