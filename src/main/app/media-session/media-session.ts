import { RemoteError } from "../../../shared/errors.ts";
import type { Handlers } from "../../../shared/ipc/contract.ts";
import type { Service } from "../../ipc/service.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Log } from "../../runtime/log.ts";
import type { Off } from "../../runtime/signal.ts";
import { SelectedSession } from "../selected-session.ts";
import type { ArtworkFile } from "./artwork-file.ts";
import { type MediaAction, type MediaState, mediaStateOf } from "./model.ts";
import type { MediaActor, MediaSurface } from "./surface.ts";

export interface MediaSessionOptions {
  readonly service: Service;
  readonly clock: Clock;
  readonly log: Log;
  readonly artwork: ArtworkFile;
  readonly raise: () => void;
  readonly quit: () => void;
  /** Null: this system has no place for it now. */
  readonly open: (act: MediaActor) => Promise<MediaSurface | null>;
}

/** Pixels; what a desktop shows is small. */
const ARTWORK_PX = 512;

/** Everybody on the desktop is told of each change. */
const SPACING_MS = 100;

/** Shows what plays on the selected device to the system, and does what the system asks of it. */
export class MediaSession {
  readonly #options: MediaSessionOptions;
  readonly #selected: SelectedSession;
  readonly #surface: MediaSurface;
  readonly #off: Off;
  #state: MediaState | null = null;
  /** Of the picture that is shown or on its way, by device; "" for none. */
  #pictureKey = "";
  #picture: string | null = null;

  private constructor(options: MediaSessionOptions, surface: MediaSurface) {
    this.#options = options;
    this.#surface = surface;
    this.#selected = new SelectedSession(options.service, options.clock, SPACING_MS);
    this.#off = this.#selected.changed.on(() => this.#show());
  }

  /** Null when the system has no place for it. */
  static async open(options: MediaSessionOptions): Promise<MediaSession | null> {
    let session: MediaSession | null = null;
    const surface = await options.open(async (action) => session?.act(action));
    if (surface === null) return null;
    session = new MediaSession(options, surface);
    await session.#selected.start();
    return session;
  }

  /** Rejects with what the device said, or `unavailable` when there is nothing to control. */
  async act(action: MediaAction): Promise<void> {
    const { service, raise, quit } = this.#options;
    if (action.do === "raise") return raise();
    if (action.do === "quit") return quit();
    const state = this.#state;
    if (state === null) throw new RemoteError("unavailable", "no device is connected");
    await actOn(service.handlers, state, action);
  }

  async close(): Promise<void> {
    this.#off();
    this.#selected.close();
    await this.#surface.close();
    await this.#options.artwork.close();
  }

  #show(): void {
    const state = mediaStateOf(this.#selected.session);
    this.#state = state;
    const artworkId = state?.item?.artworkId ?? null;
    const key = state === null || artworkId === null ? "" : `${state.deviceId} ${artworkId}`;
    if (key !== this.#pictureKey) {
      this.#pictureKey = key;
      // Never the last item's.
      this.#picture = null;
      if (state !== null && key !== "") void this.#fetchPicture(state.deviceId, key);
    }
    this.#surface.show(state, this.#picture);
  }

  async #fetchPicture(deviceId: string, key: string): Promise<void> {
    const { service, artwork, log } = this.#options;
    try {
      const picture = await service.handlers["playback.artwork"](deviceId, ARTWORK_PX, 0);
      if (picture === null || this.#pictureKey !== key) return;
      const address = await artwork.write(picture);
      if (this.#pictureKey !== key) return;
      this.#picture = address;
      this.#surface.show(this.#state, address);
    } catch (error) {
      log.info("no picture for the media session", { cause: RemoteError.from(error).code });
    }
  }
}

type DeviceAction = Exclude<MediaAction, { readonly do: "raise" | "quit" }>;

function actOn(handlers: Handlers, state: MediaState, action: DeviceAction): Promise<void> {
  const { deviceId } = state;
  switch (action.do) {
    case "seek-to":
      return handlers["playback.seek"](deviceId, action.seconds);
    case "volume":
      return handlers["volume.set"](deviceId, action.percent);
    case "shuffle":
      return handlers["playback.shuffle"](deviceId, action.on ? "songs" : "off");
    case "repeat":
      return handlers["playback.repeat"](deviceId, action.mode);
    case "play":
    case "pause": {
      if (!state.playsByToggle) return handlers["remote.media"](deviceId, action.do);
      // The one key would do the opposite of what is asked for.
      if ((state.status === "playing") === (action.do === "play")) return Promise.resolve();
      return handlers["remote.media"](deviceId, "play-pause");
    }
    default:
      return handlers["remote.media"](deviceId, action.do);
  }
}
