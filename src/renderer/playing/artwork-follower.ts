import type { DeviceId } from "../../shared/model/device.ts";
import type { Api } from "../bridge.ts";
import type { WindowClock } from "../window-clock.ts";
import type { OpenPicture, PictureSource } from "./picture-source.ts";

/** Which picture is to be seen, and how many pixels wide. */
export interface WantedArtwork {
  readonly deviceId: DeviceId;
  readonly itemId: string;
  readonly artworkId: string;
  readonly width: number;
}

export interface ShownPicture extends OpenPicture {
  readonly of: WantedArtwork;
}

/** `under` is what `top` fades in over: another picture of the same item, never of another one. */
export interface Shown {
  readonly top: ShownPicture | null;
  readonly under: ShownPicture | null;
}

export interface ArtworkFollowerParts {
  readonly api: Api;
  readonly clock: WindowClock;
  readonly pictures: PictureSource;
}

/** How long one picture takes to become another, in ms; the style sheet's `--quick` is shorter. */
export const FADE_MS = 150;
/** A picture that did not come, or came for what played before, is asked for again after these. */
const RETRIES_MS = [700, 3000];

const nothing: Shown = { top: null, under: null };

/** Whether a picture may stand beside what is wanted: it is that one, or one of the same item. */
export function belongs(picture: ShownPicture, wanted: WantedArtwork): boolean {
  const { of } = picture;
  return (
    of.deviceId === wanted.deviceId &&
    (of.artworkId === wanted.artworkId || of.itemId === wanted.itemId)
  );
}

const isSame = (one: WantedArtwork | null, other: WantedArtwork | null): boolean =>
  one?.deviceId === other?.deviceId &&
  one?.itemId === other?.itemId &&
  one?.artworkId === other?.artworkId &&
  one?.width === other?.width;

/**
 * Keeps the picture of what plays. An answer that comes after something else is wanted is dropped,
 * and so is one that is of something else: nobody sees the last film's picture.
 */
export class ArtworkFollower {
  readonly #parts: ArtworkFollowerParts;
  #wanted: WantedArtwork | null = null;
  #shown: Shown = nothing;
  #cancelRetry: () => void = () => undefined;
  readonly #listeners = new Set<() => void>();

  constructor(parts: ArtworkFollowerParts) {
    this.#parts = parts;
  }

  get shown(): Shown {
    return this.#shown;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Null for none. What is shown and does not belong to it leaves at once. */
  want(wanted: WantedArtwork | null): void {
    if (isSame(wanted, this.#wanted)) return;
    this.#wanted = wanted;
    this.#cancelRetry();
    const { top } = this.#shown;
    if (wanted === null) {
      this.#show(nothing);
      return;
    }
    if (top !== null && !belongs(top, wanted)) this.#show(nothing);
    const enough = top?.of.artworkId === wanted.artworkId && top.of.width >= wanted.width;
    if (!enough || this.#shown.top === null) void this.#load(wanted, RETRIES_MS);
  }

  async #load(wanted: WantedArtwork, retriesMs: readonly number[]): Promise<void> {
    const { api, pictures } = this.#parts;
    const artwork = await api
      .call("playback.artwork", wanted.deviceId, wanted.width, 0)
      .catch(() => undefined); // Asked for again below; the picture is no reason for a message.
    if (wanted !== this.#wanted) return;
    if (artwork === null) {
      this.#show(nothing);
      return;
    }
    if (artwork === undefined || artwork.id !== wanted.artworkId) {
      this.#loadAgain(wanted, retriesMs);
      return;
    }
    const opened = await pictures.open(artwork);
    if (opened === null) {
      if (wanted === this.#wanted) this.#show(nothing);
    } else if (wanted !== this.#wanted) {
      pictures.close(opened);
    } else {
      this.#fadeTo({ ...opened, of: wanted });
    }
  }

  #loadAgain(wanted: WantedArtwork, [delayMs, ...rest]: readonly number[]): void {
    if (delayMs === undefined) return;
    this.#cancelRetry = this.#parts.clock.after(delayMs, () => void this.#load(wanted, rest));
  }

  #fadeTo(picture: ShownPicture): void {
    this.#show({ top: picture, under: this.#shown.top });
    this.#parts.clock.after(FADE_MS, () => {
      if (this.#shown.top === picture) this.#show({ top: picture, under: null });
    });
  }

  /** Shows this and nothing else: every other picture is closed. */
  #show(next: Shown): void {
    const { top, under } = this.#shown;
    if (top === next.top && under === next.under) return;
    this.#shown = next;
    for (const picture of [top, under]) {
      if (picture !== null && picture !== next.top && picture !== next.under) {
        this.#parts.pictures.close(picture);
      }
    }
    for (const listener of [...this.#listeners]) listener();
  }
}
