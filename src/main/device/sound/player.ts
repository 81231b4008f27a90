import { RemoteError } from "../../../shared/errors.ts";
import { positionAt } from "../../../shared/model/now-playing.ts";
import type { SoundSnapshot } from "../../../shared/model/sound.ts";
import type { Clock, Timer } from "../../runtime/clock.ts";
import type { Off } from "../../runtime/signal.ts";
import type { SoundSession, SoundStatus, SoundTrack } from "../../sound/engine.ts";
import type { Queue, QueueEntry } from "./queue.ts";

/** Further on than this, seconds, "previous" means the beginning of the same item. */
const RESTART_AFTER_S = 3;
/** After that time a beginning that was asked for is heard, and more than those seconds of it. */
const UNTIL_HEARD_MS = 5000;
/** One that was named too late to follow has not begun by then. */
const FOLLOWS_MS = 250;
/** Named ahead: the five seconds that are read ahead of what is heard, in tracks of a sixth of one. */
const NAMED = 32;

export interface PlayerHost {
  changed(): void;
  /** Nothing of the queue is left to play. With why, when nothing of it was heard to its end. */
  finished(error: RemoteError | null): void;
}

/** Takes one session through the queue, item after item. */
export class Player {
  readonly #session: SoundSession;
  readonly #queue: Queue;
  readonly #clock: Clock;
  readonly #host: PlayerHost;
  readonly #offs: Off[];
  #currentId: string | null = null;
  /** Undefined: the session has not been told what follows. */
  #following: readonly string[] | undefined;
  /** Being opened, while the one before may still sound. */
  #opening: QueueEntry | undefined;
  #restarted: { readonly id: string; readonly atMs: number } | undefined;
  #turn = 0;
  #wasHeard = false;
  #watch: Timer | undefined;

  constructor(session: SoundSession, queue: Queue, clock: Clock, host: PlayerHost) {
    this.#session = session;
    this.#queue = queue;
    this.#clock = clock;
    this.#host = host;
    this.#offs = [
      session.status.on((status) => this.#onStatus(status)),
      session.trackOver.on(({ id, error }) => this.#onOver(id, error)),
    ];
  }

  get currentId(): string | null {
    return this.#currentId;
  }

  /** Of the current item; null while another one, or none, is heard. */
  get heard(): SoundStatus | null {
    const status = this.#session.status.value;
    return status.trackId !== null && status.trackId === this.#currentId ? status : null;
  }

  get state(): SoundSnapshot["state"] {
    const { state } = this.#session.status.value;
    return state === "idle" || this.#isUnloaded ? this.#restState(state) : state;
  }

  /**
   * Plays this item, or the first after it that can be played. Rejects with the last one's error when
   * none can, with what played before still playing; with `cancelled` when something newer was asked for.
   */
  async start(first: QueueEntry): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    let error = new RemoteError("not-found", "nothing is left to play");
    for (
      let entry: QueueEntry | undefined = first;
      entry;
      entry = this.#queue.after(entry.item.id)
    ) {
      this.#opening = entry;
      this.#host.changed();
      const failure = await this.#tryOne(entry);
      this.#throwIfBroken();
      if (turn !== this.#turn) throw new RemoteError("cancelled", "something else is played");
      if (failure === null) return this.#took(entry.item.id);
      error = failure;
      this.#queue.failed(entry.item.id, error.toBody());
    }
    this.#opening = undefined;
    this.#host.changed();
    throw error;
  }

  /** Nobody wants what is being opened. */
  giveUp(): void {
    this.#turn += 1;
    this.#opening = undefined;
  }

  /** The queue is another one: what follows may be, too. */
  queueChanged(): void {
    const next = this.#currentId === null ? [] : this.#queue.behind(this.#currentId, NAMED);
    const known = this.#following;
    if (known?.length === next.length && next.every(({ item }, at) => item.id === known[at]))
      return;
    this.#following = next.map(({ item }) => item.id);
    this.#session.follow(next.map(track));
  }

  async pause(): Promise<void> {
    const { state } = this.#session.status.value;
    if (state !== "paused" && state !== "idle") await this.#session.pause();
  }

  async resume(): Promise<void> {
    const current = this.#currentId === null ? undefined : this.#queue.find(this.#currentId);
    if (this.#isUnloaded && current) return this.start(current);
    if (this.#session.status.value.state === "paused") await this.#session.resume();
  }

  /** Rejects with `unavailable` for what cannot be wound, is not there yet, or is about to go. */
  async seek(seconds: number): Promise<void> {
    // In the session it would take the place of what is being opened.
    if (this.#opening || !this.heard) throw new RemoteError("unavailable", "it does not play yet");
    await this.#session.seek(seconds);
  }

  async next(): Promise<void> {
    const here = this.#opening?.item.id ?? this.#currentId;
    const next = here === null ? undefined : this.#queue.after(here);
    if (next) return this.start(next);
    this.#finish(null);
  }

  /** From its beginning when it is on for more than three seconds, else the one before. */
  async previous(): Promise<void> {
    const here = this.#opening?.item.id ?? this.#currentId;
    const current = here === null ? undefined : this.#queue.find(here);
    if (!current) return;
    const { durationS } = current.item;
    const position = this.heard?.position ?? null;
    const seconds = positionAt({ position, durationS }, this.#clock.wallMs()) ?? 0;
    const isOnForLong =
      this.#opening === undefined && seconds > RESTART_AFTER_S && !this.#justBegan(current.item.id);
    if (isOnForLong && this.heard?.canSeek) {
      this.#restarted = { id: current.item.id, atMs: this.#clock.now() };
      return this.#session.seek(0);
    }
    await this.start((isOnForLong ? undefined : this.#queue.before(current.item.id)) ?? current);
  }

  /** Its beginning was asked for; until that is heard its position is still the one before. */
  #justBegan(id: string): boolean {
    const { id: restarted, atMs } = this.#restarted ?? { id: null, atMs: 0 };
    return restarted === id && this.#clock.now() - atMs < UNTIL_HEARD_MS;
  }

  /**
   * This item goes from the queue now. What sounds is replaced by what came after it; paused, that one
   * waits.
   */
  async removing(id: string): Promise<void> {
    const isOpening = this.#opening?.item.id === id;
    if (!isOpening && id !== this.#currentId) return;
    const next = this.#queue.after(id);
    if (!next) return this.#finish(null);
    if (this.#session.status.value.state !== "paused" || isOpening) return this.start(next);
    this.#currentId = next.item.id;
    this.#host.changed();
  }

  close(): void {
    this.giveUp();
    this.#watch?.cancel();
    for (const off of this.#offs.splice(0)) off();
  }

  /** It became the current one while the session was paused with another. */
  get #isUnloaded(): boolean {
    const { state, trackId } = this.#session.status.value;
    return state === "paused" && trackId !== this.#currentId;
  }

  #restState(state: SoundStatus["state"]): SoundSnapshot["state"] {
    if (this.#opening) return "loading";
    return state === "paused" || this.#currentId === null ? state : "loading";
  }

  async #tryOne(entry: QueueEntry): Promise<RemoteError | null> {
    try {
      await this.#session.play(track(entry));
      return null;
    } catch (thrown) {
      return RemoteError.from(thrown);
    }
  }

  #took(id: string): void {
    this.#opening = undefined;
    this.#currentId = id;
    this.#following = undefined;
    this.#queue.update(id, { error: null });
    this.queueChanged();
    this.#onStatus(this.#session.status.value);
  }

  #onOver(id: string, error: RemoteError | null): void {
    if (error) this.#queue.failed(id, error.toBody());
    else this.#wasHeard = true;
    if (id === this.#currentId) this.#advance(id, error);
    this.#host.changed();
  }

  #advance(id: string, error: RemoteError | null): void {
    const next = this.#queue.after(id);
    if (this.#opening) return;
    if (!next) this.#finish(this.#wasHeard ? null : error);
    else if (this.#goesOnWith(next)) this.#follows(next);
    else this.#startOrFinish(next);
  }

  /**
   * The session was told of it in time. Something else may be heard: of several short ones the last, or
   * one that was sent before it was taken off the queue.
   */
  #goesOnWith(next: QueueEntry): boolean {
    const { trackId } = this.#session.status.value;
    const following = this.#following ?? [];
    return following[0] === next.item.id && (trackId === null || following.includes(trackId));
  }

  /** The session goes on with it by itself, also behind one that broke. */
  #follows(next: QueueEntry): void {
    this.#currentId = next.item.id;
    this.#following = undefined;
    this.queueChanged();
    this.#watch?.cancel();
    this.#watch = this.#clock.after(FOLLOWS_MS, () => {
      const { state } = this.#session.status.value;
      if (state === "idle" && this.#currentId === next.item.id) this.#startOrFinish(next);
    });
  }

  #startOrFinish(entry: QueueEntry): void {
    this.start(entry).catch((thrown) => {
      const error = RemoteError.from(thrown);
      // Whoever holds the session hears of its own that it broke.
      if (error.code === "cancelled" || this.#session.broken.value) return;
      this.#finish(this.#wasHeard ? null : error);
    });
  }

  /** No item is to blame, and none after it will do better. */
  #throwIfBroken(): void {
    const broken = this.#session.broken.value;
    if (broken) throw broken;
  }

  #finish(error: RemoteError | null): void {
    this.giveUp();
    this.#host.finished(error);
  }

  /** What the tags say is better than what the name of a file says. */
  #onStatus({ trackId, tags }: SoundStatus): void {
    if (trackId !== null && tags) {
      this.#queue.update(trackId, {
        ...(tags.title !== null && { title: tags.title }),
        ...(tags.artist !== null && { artist: tags.artist }),
        ...(tags.album !== null && { album: tags.album }),
        ...(tags.durationS !== null && { durationS: tags.durationS }),
        ...(tags.picture !== null && { hasPicture: true }),
      });
    }
    this.#host.changed();
  }
}

function track({ item, source }: QueueEntry): SoundTrack {
  return { id: item.id, source, startS: 0 };
}
