import type { Artwork, ArtworkSize } from "../../../shared/model/now-playing.ts";
import type { HttpGet } from "../../runtime/http-get.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import type { MrpContentItem, MrpMessage } from "../../wire/mrp/message.ts";
import { MessageType } from "../../wire/mrp/numbers.ts";
import { type Picture, pictureMark, pictureOf } from "../picture.ts";
import { MAX_PICTURE_BYTES } from "../picture-format.ts";
import { WeightedCache } from "../weighted-cache.ts";
import { artworkUrls } from "./artwork-url.ts";
import { activeClient, activePlayer, currentItem, type Item, type Player } from "./players.ts";
import type { RemoteSession } from "./session-contract.ts";
import type { MediaRemoteState } from "./state.ts";

const CACHE_BYTES = 48 * 1024 * 1024;
const CACHE_ENTRIES = 64;
const PUSHED_BYTES = 2 * MAX_PICTURE_BYTES;
const PUSHED_ENTRIES = 8;
/** A device that had no picture is not asked again for this long; it tells when it gets one. */
const ABSENT_MS = 30_000;
/** The device may have to fetch the picture itself first. */
const DEVICE_MS = 15_000;
const FETCH_MS = 8000;
const MAX_PIXELS = 4096;

interface Wanted {
  readonly artworkId: string;
  readonly player: Player;
  readonly item: Item;
  readonly size: ArtworkSize;
}

/**
 * The picture of what plays (MR-40, MR-41): from the store, by picture and size (QK-05); as the device
 * pushed it; asked of the device; and only then from where the app says (docs/decisions/0024).
 */
export class MediaRemoteArtwork {
  readonly #session: RemoteSession;
  readonly #runtime: Runtime;
  readonly #state: MediaRemoteState;
  readonly #cache = new WeightedCache<Artwork>(CACHE_BYTES, CACHE_ENTRIES);
  /** By item and mark. */
  readonly #pushed = new WeightedCache<Picture>(PUSHED_BYTES, PUSHED_ENTRIES);
  /** Keys without a picture, with the moment until which that holds. */
  readonly #absent = new WeightedCache<number>(CACHE_ENTRIES, CACHE_ENTRIES);
  readonly #underway = new Map<string, Promise<Artwork | null>>();

  constructor(session: RemoteSession, runtime: Runtime, state: MediaRemoteState) {
    this.#session = session;
    this.#runtime = runtime;
    this.#state = state;
  }

  /** Null: there is none. Whatever goes wrong with a picture is no reason to fail (RB-11). */
  readonly artwork = async (asked: ArtworkSize): Promise<Artwork | null> => {
    const wanted = this.#wanted(asked);
    if (wanted === null) return null;
    const { artworkId, size } = wanted;
    const key = `${artworkId}@${size.width}x${size.height}`;
    const kept = this.#cache.get(key);
    if (kept !== undefined) return kept;
    if ((this.#absent.get(key) ?? 0) > this.#runtime.clock.now()) return null;
    const underway = this.#underway.get(key);
    if (underway !== undefined) return underway;
    const search = this.#search(key, wanted).finally(() => this.#underway.delete(key));
    this.#underway.set(key, search);
    return search;
  };

  /** Pictures that come by themselves, also those that come after we gave up asking. */
  onMessage({ setState, updateContentItem, updateContentItemArtwork }: MrpMessage): void {
    const items =
      setState?.playbackQueue?.contentItems ??
      updateContentItemArtwork?.contentItems ??
      updateContentItem?.contentItems ??
      [];
    for (const { identifier, artworkData, artworkDataWidth, artworkDataHeight } of items) {
      if (!artworkData?.length) continue;
      const told = { width: artworkDataWidth ?? 0, height: artworkDataHeight ?? 0 };
      const picture = pictureOf(artworkData, told);
      if (picture === null) continue;
      const key = pushedKey(identifier ?? null, pictureMark(artworkData));
      this.#pushed.set(key, picture, picture.bytes.length);
    }
  }

  #wanted(asked: ArtworkSize): Wanted | null {
    const artworkId = this.#state.nowPlaying?.artworkId ?? null;
    const player = activePlayer(activeClient(this.#state.players));
    const item = currentItem(player);
    if (artworkId === null || player === null || item === null) return null;
    const size = { width: pixels(asked.width), height: pixels(asked.height) };
    return { artworkId, player, item, size };
  }

  async #search(key: string, wanted: Wanted): Promise<Artwork | null> {
    const pushed = this.#pushedFor(wanted.item);
    let picture = pushed !== null && isEnough(pushed, wanted.size) ? pushed : null;
    picture ??= await this.#askDevice(wanted);
    picture ??= pushed;
    picture ??= await this.#fetchFromApp(wanted);
    if (picture === null) {
      this.#absent.set(key, this.#runtime.clock.now() + ABSENT_MS, 1);
      return null;
    }
    const artwork = { id: wanted.artworkId, ...picture };
    this.#cache.set(key, artwork, artwork.bytes.length);
    return artwork;
  }

  #pushedFor(item: Item): Picture | null {
    if (item.pictureMark === null) return null;
    return this.#pushed.get(pushedKey(item.id, item.pictureMark)) ?? null;
  }

  async #askDevice({ item, player, size, artworkId }: Wanted): Promise<Picture | null> {
    const request = this.#session.request(
      {
        type: MessageType.PlaybackQueueRequest,
        playbackQueueRequest: {
          location: player.location,
          length: 1,
          artworkWidth: size.width,
          // A negative height keeps the shape.
          artworkHeight: size.height === 0 ? -1 : size.height,
          returnContentItemAssetsInUserCompletion: true,
        },
      },
      { timeoutMs: DEVICE_MS },
    );
    const answer = await request.catch(() => null);
    const items = answer?.setState?.playbackQueue?.contentItems ?? [];
    const sent = items.find((candidate) => isAnswerFor(candidate, item)) ?? null;
    if (!sent?.artworkData?.length) return null;
    // Another item may have come while we asked; without a name it would be that one's picture.
    if (!sent.identifier && this.#state.nowPlaying?.artworkId !== artworkId) return null;
    const told = { width: sent.artworkDataWidth ?? 0, height: sent.artworkDataHeight ?? 0 };
    return pictureOf(sent.artworkData, told);
  }

  async #fetchFromApp({ item, size }: Wanted): Promise<Picture | null> {
    const { httpGet } = this.#runtime;
    if (httpGet === undefined || item.metadata === null) return null;
    for (const url of artworkUrls(item.metadata, size)) {
      const picture = await fetched(httpGet, url);
      if (picture !== null) return picture;
    }
    return null;
  }
}

async function fetched(httpGet: HttpGet, url: string): Promise<Picture | null> {
  const options = { maxBytes: MAX_PICTURE_BYTES, timeoutMs: FETCH_MS };
  // MR-40: whatever is wrong with one address, the next one may do.
  const bytes = await httpGet(url, options).catch(() => null);
  return bytes === null ? null : pictureOf(bytes);
}

function isAnswerFor(sent: MrpContentItem, item: Item): boolean {
  return !sent.identifier || sent.identifier === item.id;
}

function pushedKey(id: string | null, mark: string): string {
  return `${id ?? ""}#${mark}`;
}

/** A picture of unknown size was sent for being shown. */
function isEnough(picture: Picture, size: ArtworkSize): boolean {
  const { width, height } = picture;
  if (width === 0 || height === 0) return true;
  return width >= size.width * 0.9 || (size.height > 0 && height >= size.height * 0.9);
}

function pixels(asked: number): number {
  return Number.isFinite(asked) ? Math.min(MAX_PIXELS, Math.max(0, Math.round(asked))) : 0;
}
