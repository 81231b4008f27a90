import { type ErrorBody, RemoteError } from "../../shared/errors.ts";
import type { DeviceId } from "../../shared/model/device.ts";
import {
  MAX_SPEAKER_DELAY_MS,
  type SoundCommand,
  type SoundItem,
  type SoundSnapshot,
} from "../../shared/model/sound.ts";
import type { Api } from "../bridge.ts";
import type { FactsStore } from "../store/facts.ts";
import { isSending, seekName } from "../store/sound-facts.ts";
import type { UiStore } from "../store/ui.ts";
import type { WindowClock } from "../window-clock.ts";
import type { Attempts } from "./attempts.ts";
import { LatestOnly } from "./latest-only.ts";
import { SeekLane } from "./seek-lane.ts";
import { findSongs, soundsAmong } from "./sound-offers.ts";
import type { Given } from "./take-given.ts";

/** What ends or begins the item anew. */
const leavesItem: readonly SoundCommand[] = ["next", "previous", "stop"];
const VOLUME_GAP_MS = 60;
/** The speaker's own word of its failure may come a moment after the answer to the call. */
const OWN_WORD_MS = 300;

const onlySounds: ErrorBody = {
  code: "invalid",
  message: "only what sounds goes into the queue",
  details: { subject: "sound" },
};

export interface SoundControlParts {
  readonly api: Api;
  readonly attempts: Attempts;
  readonly facts: FactsStore;
  readonly ui: UiStore;
  readonly clock: WindowClock;
}

/** What hands do with the sound that this computer sends: the queue, the speakers, how loud. */
export class SoundControl {
  readonly #api: Api;
  readonly #attempts: Attempts;
  readonly #facts: FactsStore;
  readonly #ui: UiStore;
  readonly #clock: WindowClock;
  readonly #seeks: SeekLane;
  readonly #volumes = new Map<DeviceId | null, LatestOnly>();

  constructor({ api, attempts, facts, ui, clock }: SoundControlParts) {
    this.#api = api;
    this.#attempts = attempts;
    this.#facts = facts;
    this.#ui = ui;
    this.#clock = clock;
    const playing = (): string | null => {
      const current = this.#current();
      return current === null ? null : seekName(current.id);
    };
    this.#seeks = new SeekLane({ facts, ui, clock, playing });
  }

  command(command: SoundCommand): void {
    if (leavesItem.includes(command)) this.#seeks.forget();
    void this.#attempts.make("sound", "sound.command", command);
  }

  /** Seconds from the start; what was asked for is shown at once. */
  seek(wanted: number): void {
    const current = this.#current();
    if (current === null) return;
    const toSeconds = Math.max(0, Math.min(wanted, current.durationS ?? wanted));
    this.#seeks.seek(seekName(current.id), toSeconds, () =>
      this.#attempts.make("sound", "sound.seek", toSeconds),
    );
  }

  /** A failure is told by the speaker itself; only one that is on no list is told here. */
  async join(id: DeviceId): Promise<void> {
    try {
      await this.#api.call("sound.join", id);
    } catch (thrown) {
      const error = RemoteError.from(thrown).toBody();
      this.#clock.after(OWN_WORD_MS, () => {
        const speakers = this.#facts.getState().sound?.speakers ?? [];
        const told = speakers.some(({ deviceId, phase }) => deviceId === id && phase !== "joined");
        if (told || error.code === "cancelled") return;
        const name = this.#nameOf(id);
        this.#ui.setState({ problem: { place: "sound", error, ...(name !== null && { name }) } });
      });
    }
  }

  leave(id: DeviceId): void {
    void this.#attempts.make("sound", "sound.leave", id);
  }

  /** Percent, of one speaker or, null, of all; only the newest of those that a drag brings is sent. */
  setVolume(id: DeviceId | null, percent: number): void {
    const gate = this.#volumes.get(id) ?? new LatestOnly(this.#clock, VOLUME_GAP_MS);
    this.#volumes.set(id, gate);
    gate.submit(async () => {
      await this.#attempts.make("sound", "sound.setVolume", id, percent);
    });
  }

  /** Milliseconds; kept to what a speaker takes. */
  setDelay(id: DeviceId, delayMs: number): void {
    const kept = Math.max(
      -MAX_SPEAKER_DELAY_MS,
      Math.min(MAX_SPEAKER_DELAY_MS, Math.round(delayMs)),
    );
    void this.#attempts.make("sound", "sound.setDelay", id, kept);
  }

  skipTo(itemId: string): void {
    this.#seeks.forget();
    void this.#attempts.make("sound", "sound.skipTo", itemId);
  }

  remove(itemId: string): void {
    void this.#attempts.make("sound", "sound.remove", itemId);
  }

  /** To before another item; null: to the end. */
  move(itemId: string, beforeId: string | null): void {
    if (itemId !== beforeId) void this.#attempts.make("sound", "sound.move", itemId, beforeId);
  }

  /** One place up (-1) or down (1). Returns where it will be, counted from 1; null: it is there already. */
  moveBy(itemId: string, by: 1 | -1): number | null {
    const items = this.#facts.getState().sound?.items ?? [];
    const at = items.findIndex(({ id }) => id === itemId);
    const to = at + by;
    if (at < 0 || to < 0 || to >= items.length) return null;
    this.move(itemId, items[by < 0 ? to : to + 1]?.id ?? null);
    return to + 1;
  }

  /** Whether what is given now goes to the end of the queue: its panel lies open. */
  get queues(): boolean {
    return this.#ui.getState().sheet === "sound" && isSending(this.#facts.getState().sound);
  }

  /** To the end of the queue: a station, or everything of some files that sounds. */
  async addGiven(given: Given): Promise<void> {
    if (given.kind === "link") {
      await this.add([{ url: given.url }]);
      return;
    }
    const files = given.kind === "files" ? soundsAmong(given.files) : [];
    const { offers, error } =
      files.length === 0 ? { offers: [], error: onlySounds } : await findSongs(this.#api, files);
    if (error !== null) this.#ui.setState({ problem: { place: "sound", error } });
    else await this.add(offers.map(({ id }) => ({ offer: id })));
  }

  /** What the contract calls sources, to the end of the queue. */
  async add(sources: ({ url: string } | { offer: string })[]): Promise<void> {
    await this.#attempts.make("sound", "sound.add", sources, null);
  }

  #nameOf(id: DeviceId): string | null {
    const { devices } = this.#facts.getState();
    return devices?.devices.find((device) => device.id === id)?.name ?? null;
  }

  #current(): SoundItem | null {
    const sound: SoundSnapshot | null = this.#facts.getState().sound;
    return sound?.items.find(({ id }) => id === sound.currentId) ?? null;
  }
}
