import { type ErrorBody, RemoteError } from "../../shared/errors.ts";
import type { DeviceId, DeviceSummary } from "../../shared/model/device.ts";
import type { PlayRequest } from "../../shared/model/media.ts";
import type { Api } from "../bridge.ts";
import type { FactsStore } from "../store/facts.ts";
import {
  type PlayDraft,
  type PlayItem,
  playTarget,
  soundTargets,
  targetsFor,
  wayOf,
} from "../store/play-draft.ts";
import type { Place, UiStore } from "../store/ui.ts";
import type { Attempts } from "./attempts.ts";
import { type Given, takeGiven } from "./take-given.ts";

export interface MediaControlParts {
  readonly api: Api;
  readonly attempts: Attempts;
  readonly facts: FactsStore;
  readonly ui: UiStore;
}

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

  /**
   * Plays on the device that it was dropped on, else on the one in use, at once; asks where that one
   * does not play it.
   */
  async drop(given: Given, onId: DeviceId | null = null): Promise<void> {
    const { sheet, play } = this.#ui.getState();
    const choosing = sheet === "play" && onId === null;
    const wanted = onId ?? (choosing ? (play?.deviceId ?? null) : null);
    const asked = wanted ?? this.#facts.getState().devices?.selectedId ?? null;
    const item = await this.#take(given, asked, !choosing);
    if (item === null) return;
    const { devices } = this.#facts.getState();
    const target = playTarget(devices, wanted, targetsFor(devices, item));
    if (choosing || target === null || target !== asked) this.#show(item, target, asked);
    else await this.play(item, target);
  }

  /** Shows what it would play, and where, with the button for it under the finger. */
  async paste(given: Given): Promise<void> {
    const { devices } = this.#facts.getState();
    const wanted = this.#ui.getState().play?.deviceId ?? null;
    const item = await this.#take(given, wanted ?? devices?.selectedId ?? null, false);
    if (item === null) return;
    this.#show(item, playTarget(devices, wanted, targetsFor(devices, item)));
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
    const asSound = this.#asSound(item, deviceId);
    // What plays is followed where it plays; sound that is sent from here is followed here.
    if (!asSound && deviceId !== this.#facts.getState().devices?.selectedId) {
      void this.#api.call("devices.select", deviceId).catch(() => undefined);
    }
    try {
      await this.#send(item, deviceId, asSound);
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

  /** The panel to choose something in, for this device. */
  chooseFor(deviceId: DeviceId): void {
    this.#ui.setState({
      sheet: "play",
      play: { stage: { at: "choosing" }, item: null, deviceId, leftOver: 0 },
    });
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
      const { title, id: requestId, isSound } = request;
      await this.play({ source: "request", title, requestId, isSound }, deviceId);
      return;
    }
    // Whoever asked it again would get no other answer; the question itself stays until it is heard.
    await this.#api.call("media.answer", request.id, null).catch(() => undefined);
  }

  /** Nothing is to be played any more; what plays goes on. */
  forget(): void {
    this.#ui.setState({ sheet: null, play: null });
  }

  #device(id: DeviceId | null): DeviceSummary | null {
    return this.#facts.getState().devices?.devices.find((device) => device.id === id) ?? null;
  }

  #asSound(item: PlayItem, deviceId: DeviceId): boolean {
    const device = this.#device(deviceId);
    return item.source === "sound" || (device !== null && wayOf(item, device) === "sound");
  }

  #send(item: PlayItem, deviceId: DeviceId, asSound: boolean): Promise<void> {
    // The main process knows by which way a request goes.
    if (asSound && item.source !== "request") {
      return this.#api.call("sound.play", soundSources(item), [deviceId]);
    }
    switch (item.source) {
      case "link":
        return this.#api.call("media.play", deviceId, { url: item.url }, 0);
      case "file":
        return this.#api.call("media.play", deviceId, { offer: item.offer.id }, 0);
      case "request":
        return this.#api.call("media.answer", item.requestId, deviceId);
      case "sound":
        return this.#api.call("sound.play", soundSources(item), [deviceId]);
    }
  }

  #show(item: PlayItem | null, deviceId: DeviceId | null, asked: DeviceId | null = null): void {
    const leftOver = this.#ui.getState().play?.leftOver ?? 0;
    const device = asked === deviceId ? null : this.#device(asked);
    const onlySound = device?.playsSound === true && !device.playsMedia;
    this.#ui.setState({
      sheet: "play",
      play: {
        item,
        deviceId,
        leftOver,
        stage: { at: "choosing" },
        ...(onlySound && item !== null && { notOn: device.id }),
      },
    });
  }

  /** A link as it is, files after a look into them; null when that failed, which is told then. */
  async #take(given: Given, aimId: DeviceId | null, away: boolean): Promise<PlayItem | null> {
    const { devices } = this.#facts.getState();
    const deviceId = playTarget(devices, aimId, targetsFor(devices, null));
    const draft = { item: null, deviceId, leftOver: 0 };
    const taken = takeGiven(this.#api, given, {
      device: this.#device(aimId),
      anySpeaker: soundTargets(devices).length > 0,
    });
    if ("source" in taken) {
      this.#ui.setState({ play: null });
      return taken;
    }
    if ("code" in taken) {
      this.#tell(draft, taken);
      return null;
    }
    const { leftOver, file } = taken;
    const reading: PlayDraft = { ...draft, leftOver, stage: { at: "reading", title: file.name } };
    this.#ui.setState(away ? { sheet: null, play: reading } : { play: reading });
    try {
      const item = await taken.run();
      return this.#ui.getState().play === reading ? item : null;
    } catch (thrown) {
      this.#fail(reading, RemoteError.from(thrown).toBody());
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
    } else {
      const place = sheet === "sound" ? "sound" : "header";
      this.#ui.setState({ play: null, problem: { place, error } });
    }
  }
}

/** What the contract calls it. */
export function soundSources(item: PlayItem): ({ url: string } | { offer: string })[] {
  if (item.source === "link") return [{ url: item.url }];
  return item.source === "sound" ? item.offers.map(({ id }) => ({ offer: id })) : [];
}
