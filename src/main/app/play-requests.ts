import { basename, dirname } from "node:path";
import { type ErrorBody, RemoteError } from "../../shared/errors.ts";
import type { Args } from "../../shared/ipc/contract.ts";
import type { DeviceId, DeviceSummary } from "../../shared/model/device.ts";
import type { FileOffer, PlayRequest } from "../../shared/model/media.ts";
import type { SoundOffer } from "../../shared/model/sound.ts";
import type { Log } from "../runtime/log.ts";
import { type ReadonlySignal, Signal } from "../runtime/signal.ts";
import type { Wanted } from "./play-link.ts";

type Source = Args<"media.play">[1];

export interface PlayRequestsOptions {
  readonly log: Log;
  readonly offer: (path: string) => Promise<FileOffer>;
  readonly play: (id: DeviceId, source: Source, startS: number) => Promise<void>;
  /** The same for music: what of a file, folder or playlist sounds, and sending it to a speaker. */
  readonly offerSound: (path: string) => Promise<readonly SoundOffer[]>;
  readonly playSound: (id: DeviceId, sources: readonly Source[]) => Promise<void>;
  readonly devices: () => readonly DeviceSummary[];
  /** Brings the window that asks to the front. */
  readonly show: () => void;
}

interface Pending {
  readonly request: PlayRequest;
  /** For a device that fetches it; null: none can. */
  readonly source: Source | null;
  /** For a speaker, which it is sent to; empty: it does not sound. */
  readonly sounds: readonly Source[];
  readonly startS: number;
}

/**
 * What came from outside and waits for a person's yes: a link, or a file opened with Armchair. One at a
 * time; a newer one takes the place of one that nobody answered.
 */
export class PlayRequests {
  readonly #options: PlayRequestsOptions;
  readonly #request = new Signal<PlayRequest | null>(null);
  #pending: Pending | null = null;
  #count = 0;

  constructor(options: PlayRequestsOptions) {
    this.#options = options;
  }

  get request(): ReadonlySignal<PlayRequest | null> {
    return this.#request;
  }

  /** Never rejects: what cannot be played is asked about with its problem. */
  async ask(wanted: Wanted | RemoteError): Promise<void> {
    this.#count += 1;
    const id = `request-${this.#count}`;
    const pending = await this.#look(id, wanted);
    // A newer one came while the file was looked at.
    if (id !== `request-${this.#count}`) return;
    this.#set(pending);
    this.#options.log.info("asked to play something", { source: pending.request.source });
    this.#options.show();
  }

  /**
   * A file that a person chose for this device. Asks only when there is something to say about it
   * first. Never rejects: what goes wrong on the device is in its session.
   */
  async chosen(path: string, deviceId: DeviceId): Promise<void> {
    this.#count += 1;
    const pending = await this.#look(`request-${this.#count}`, { source: "file", path });
    const { problem, obstacle } = pending.request;
    const isFetched = !this.#isSent(pending, deviceId);
    if (problem !== null || (isFetched && (obstacle !== null || pending.source === null))) {
      this.#set({ ...pending, request: { ...pending.request, deviceId } });
      return this.#options.show();
    }
    this.#options.show();
    await this.#play(pending, deviceId).catch(() => {});
  }

  /** Null: does not play it. Rejects with `not-found` when it no longer waits, or as `media.play` does. */
  async answer(id: string, deviceId: DeviceId | null): Promise<void> {
    const pending = this.#pending;
    if (pending?.request.id !== id)
      throw new RemoteError("not-found", "nothing waits for that answer");
    if (deviceId !== null) await this.#play(pending, deviceId);
    // What the device refused stays, for another try or another device.
    if (this.#pending === pending) this.#set(null);
  }

  async #play(pending: Pending, deviceId: DeviceId): Promise<void> {
    const { request, source, sounds, startS } = pending;
    if (request.problem) throw RemoteError.fromBody(request.problem);
    if (this.#isSent(pending, deviceId)) await this.#options.playSound(deviceId, sounds);
    else if (source) await this.#options.play(deviceId, source, startS);
  }

  /** Music is sent to whoever takes sound; what may be a film only to a device that cannot fetch it. */
  #isSent({ request, sounds }: Pending, deviceId: DeviceId): boolean {
    const device = this.#options.devices().find(({ id }) => id === deviceId);
    if (device?.playsSound !== true || sounds.length === 0) return false;
    return request.isSound || !device.playsMedia;
  }

  #set(pending: Pending | null): void {
    this.#pending = pending;
    this.#request.set(pending?.request ?? null);
  }

  async #look(id: string, wanted: Wanted | RemoteError): Promise<Pending> {
    if (wanted instanceof RemoteError) return broken(id, "link", "", "", wanted.toBody());
    if (wanted.source === "link") return this.#link(id, wanted);
    const [title, detail] = [basename(wanted.path), dirname(wanted.path)];
    const facts = { id, title, detail, source: "file", deviceId: null, problem: null } as const;
    try {
      const [film, songs] = await Promise.all([
        settled(this.#options.offer(wanted.path)),
        settled(this.#options.offerSound(wanted.path)),
      ]);
      const sounds = songs.value?.map((song) => ({ offer: song.id })) ?? [];
      if (film.value === undefined && sounds.length === 0) throw film.error;
      const isSound = sounds.length > 0 && film.value?.kind !== "video";
      return {
        request: { ...facts, isSound, obstacle: film.value?.obstacle ?? null },
        source: film.value ? { offer: film.value.id } : null,
        sounds,
        startS: 0,
      };
    } catch (error) {
      return broken(id, "file", title, detail, RemoteError.from(error).toBody());
    }
  }

  #link(id: string, { url, device, startS }: Extract<Wanted, { source: "link" }>): Pending {
    return {
      request: {
        id,
        title: titleOf(url),
        detail: url,
        source: "link",
        isSound: SOUNDS_LIKE_MUSIC.test(new URL(url).pathname),
        deviceId: device === null ? null : this.#named(device),
        problem: null,
        obstacle: null,
      },
      source: { url },
      sounds: [{ url }],
      startS,
    };
  }

  /** By identifier, else by a name that only one has. */
  #named(wanted: string): DeviceId | null {
    const key = wanted.toLowerCase();
    const devices = this.#options.devices();
    const byId = devices.find(
      ({ id, identifiers }) =>
        id.toLowerCase() === key || identifiers.some((one) => one.toLowerCase() === key),
    );
    const named = devices.filter(({ name }) => name.toLowerCase() === key);
    return byId?.id ?? (named.length === 1 ? (named[0]?.id ?? null) : null);
  }
}

/** Addresses of songs and of radios' playlists; one without an ending may be anything. */
const SOUNDS_LIKE_MUSIC = /\.(mp3|aac|m4a|flac|ogg|oga|opus|wav|aiff?|pls|m3u)$/i;

interface Settled<T> {
  readonly value?: T;
  readonly error?: unknown;
}

function settled<T>(work: Promise<T>): Promise<Settled<T>> {
  return work.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
}

function broken(
  id: string,
  source: PlayRequest["source"],
  title: string,
  detail: string,
  problem: ErrorBody,
): Pending {
  return {
    request: {
      id,
      title,
      detail,
      source,
      isSound: false,
      deviceId: null,
      problem,
      obstacle: null,
    },
    source: null,
    sounds: [],
    startS: 0,
  };
}

/** The host and the last part of the path: enough to recognise it by. */
function titleOf(url: string): string {
  const { host, pathname } = new URL(url);
  const last = pathname.split("/").filter(Boolean).pop() ?? "";
  return last === "" ? host : `${decoded(last)} (${host})`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
