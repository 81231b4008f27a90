import { type ErrorBody, RemoteError } from "../../shared/errors.ts";
import type { DeviceId } from "../../shared/model/device.ts";
import type { PlayRequest } from "../../shared/model/media.ts";
import type { Api } from "../bridge.ts";
import { linkTitle } from "../playing/links.ts";
import type { FactsStore } from "../store/facts.ts";
import { type PlayDraft, type PlayItem, playTarget } from "../store/play-draft.ts";
import type { Place, UiStore } from "../store/ui.ts";
import type { Attempts } from "./attempts.ts";

/** What a hand let go of, pasted or chose. */
export type Given =
  | { readonly kind: "files"; readonly files: readonly File[] }
  | { readonly kind: "link"; readonly url: string }
  /** Something else, such as a sentence. */
  | { readonly kind: "other" };

export interface MediaControlParts {
  readonly api: Api;
  readonly attempts: Attempts;
  readonly facts: FactsStore;
  readonly ui: UiStore;
}

const notPlayable: ErrorBody = {
  code: "invalid",
  message: "neither a file nor a link",
  details: { subject: "media" },
};

/** The way of a video or a song from the hand to a device. What comes of it is `Ui.play`. */
export class MediaControl {
  readonly #api: Api;
  readonly #attempts: Attempts;
  readonly #facts: FactsStore;
  readonly #ui: UiStore;

  constructor({ api, attempts, facts, ui }: MediaControlParts) {
    this.#api = api;
    this.#attempts = attempts;
    this.#facts = facts;
    this.#ui = ui;
  }

  /** Plays on the device in use at once; asks where that one plays nothing. */
  async drop(given: Given): Promise<void> {
    const { devices } = this.#facts.getState();
    const { sheet, play } = this.#ui.getState();
    const choosing = sheet === "play";
    const target = playTarget(devices, choosing ? play?.deviceId : null);
    const item = await this.#take(given, target, !choosing);
    if (item === null) return;
    if (choosing || target === null || target !== devices?.selectedId) this.#show(item, target);
    else await this.play(item, target);
  }

  /** Shows what it would play, and where, with the button for it under the finger. */
  async paste(given: Given): Promise<void> {
    const target = this.#ui.getState().play?.deviceId ?? playTarget(this.#facts.getState().devices);
    const item = await this.#take(given, target, false);
    if (item !== null) this.#show(item, target);
  }

  /** Sends it to the device, unless the file is of a kind that it cannot play and nobody insists. */
  async play(item: PlayItem, deviceId: DeviceId, anyway = false): Promise<void> {
    const leftOver = this.#ui.getState().play?.leftOver ?? 0;
    const draft = { item, deviceId, leftOver };
    const obstacle = item.source === "file" ? item.offer.obstacle : null;
    if (obstacle !== null && !anyway) {
      this.#ui.setState({ sheet: "play", play: { ...draft, stage: { at: "obstacle", obstacle } } });
      return;
    }
    const starting: PlayDraft = { ...draft, stage: { at: "starting" } };
    this.#ui.setState({ sheet: null, problem: null, play: starting });
    // What plays is followed where it plays.
    if (deviceId !== this.#facts.getState().devices?.selectedId) {
      void this.#api.call("devices.select", deviceId).catch(() => undefined);
    }
    try {
      await this.#send(item, deviceId);
      if (this.#ui.getState().play === starting) this.#ui.setState({ play: null });
    } catch (thrown) {
      this.#fail(starting, RemoteError.from(thrown).toBody());
    }
  }

  /** Once more, what did not work before. */
  async again(): Promise<void> {
    const draft = this.#ui.getState().play;
    if (draft === null || draft.item === null || draft.deviceId === null) return;
    await this.play(draft.item, draft.deviceId, true);
  }

  /** Back to the choice, with what was chosen or without. */
  choose(item: PlayItem | null): void {
    this.#show(item, this.#ui.getState().play?.deviceId ?? null);
  }

  /** Where it is to play. */
  choosePlace(deviceId: DeviceId): void {
    const fresh = { stage: { at: "choosing" }, item: null, leftOver: 0 } as const;
    this.#ui.setState(({ play }) => ({ play: { ...(play ?? fresh), deviceId } }));
  }

  /** For later, such as after pairing. A question from outside asks again by itself. */
  setAside(): void {
    const item = this.#ui.getState().play?.item ?? null;
    if (item === null || item.source === "request") this.forget();
    else this.choose(item);
  }

  /** Ends what we play there, or what is on its way there. */
  stop(deviceId: DeviceId, place: Place = "keys"): void {
    void this.#attempts.make(place, "media.stop", deviceId);
  }

  /** A yes with the device, or null: a no. */
  async answer(request: PlayRequest, deviceId: DeviceId | null): Promise<void> {
    if (deviceId !== null) {
      const { title, id: requestId } = request;
      await this.play({ source: "request", title, requestId }, deviceId);
      return;
    }
    // Whoever asked it again would get no other answer; the question itself stays until it is heard.
    await this.#api.call("media.answer", request.id, null).catch(() => undefined);
  }

  /** Nothing is to be played any more; what plays goes on. */
  forget(): void {
    this.#ui.setState({ sheet: null, play: null });
  }

  #send(item: PlayItem, deviceId: DeviceId): Promise<void> {
    switch (item.source) {
      case "link":
        return this.#api.call("media.play", deviceId, { url: item.url }, 0);
      case "file":
        return this.#api.call("media.play", deviceId, { offer: item.offer.id }, 0);
      case "request":
        return this.#api.call("media.answer", item.requestId, deviceId);
    }
  }

  #show(item: PlayItem | null, deviceId: DeviceId | null): void {
    const leftOver = this.#ui.getState().play?.leftOver ?? 0;
    this.#ui.setState({
      sheet: "play",
      play: { item, deviceId, leftOver, stage: { at: "choosing" } },
    });
  }

  /** A link as it is, a file after a look into it; null when that failed, which is told then. */
  async #take(given: Given, deviceId: DeviceId | null, away: boolean): Promise<PlayItem | null> {
    const draft = { item: null, deviceId, leftOver: 0 };
    if (given.kind === "link") {
      this.#ui.setState({ play: null });
      return { source: "link", url: given.url, title: linkTitle(given.url) };
    }
    const file = given.kind === "files" ? given.files[0] : undefined;
    if (given.kind === "other" || file === undefined) {
      this.#tell(draft, notPlayable);
      return null;
    }
    const leftOver = given.files.length - 1;
    const reading: PlayDraft = { ...draft, leftOver, stage: { at: "reading", title: file.name } };
    this.#ui.setState(away ? { sheet: null, play: reading } : { play: reading });
    try {
      const offer = await this.#api.offerFile(file);
      if (this.#ui.getState().play !== reading) return null;
      return { source: "file", offer, title: offer.name };
    } catch (thrown) {
      const error = RemoteError.from(thrown).toBody();
      const named = error.code === "invalid" ? notPlayable : error;
      this.#fail(reading, named);
      return null;
    }
  }

  #fail(draft: PlayDraft, error: ErrorBody): void {
    if (this.#ui.getState().play !== draft) return;
    if (error.code === "cancelled") this.#ui.setState({ play: null });
    else this.#tell(draft, error);
  }

  /** In the panel, unless the hand is in another one: then in a line, which takes nothing away. */
  #tell(draft: Omit<PlayDraft, "stage">, error: ErrorBody): void {
    const { sheet } = this.#ui.getState();
    if (sheet === null || sheet === "play") {
      this.#ui.setState({ sheet: "play", play: { ...draft, stage: { at: "failed", error } } });
    } else this.#ui.setState({ play: null, problem: { place: "header", error } });
  }
}
