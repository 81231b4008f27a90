import { type ErrorBody, RemoteError } from "../../../shared/errors.ts";
import type { DeviceId } from "../../../shared/model/device.ts";
import type { Artwork } from "../../../shared/model/now-playing.ts";
import type { SoundCommand, SoundOffer, SoundSnapshot } from "../../../shared/model/sound.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import type { ReadonlySignal } from "../../runtime/signal.ts";
import type { RemotePass } from "../../sound/remote/sound-remote.ts";
import type { SettingsStore } from "../../storage/storage.ts";
import { Coalesced } from "../coalesced.ts";
import type { MediaSource } from "../media-source.ts";
import { Queue, type QueueEntry } from "./queue.ts";
import { Buttons } from "./remote-door.ts";
import { Run } from "./run.ts";
import { buildSnapshot, nothingSent } from "./snapshot.ts";
import type { SoundOptions } from "./sound-options.ts";
import { Sources } from "./sources.ts";
import type { Speaker } from "./speaker.ts";
import type { SpeakerAccess } from "./speaker-access.ts";
import { SpeakerMemory } from "./speaker-memory.ts";
import { Speakers } from "./speakers.ts";

export interface SoundContext {
  readonly runtime: Runtime;
  readonly settings: SettingsStore;
  readonly access: SpeakerAccess;
  /** Undefined: nothing is sent here. */
  readonly options: SoundOptions | undefined;
}

/**
 * What this computer sends to speakers: one queue, and who hears it (docs/decisions/0041). Without
 * `SoundOptions` every call rejects with `unsupported`.
 */
export class Sound {
  readonly #runtime: Runtime;
  readonly #access: SpeakerAccess;
  readonly #options: SoundOptions | undefined;
  readonly #sources: Sources | undefined;
  readonly #queue = new Queue();
  readonly #memory: SpeakerMemory;
  readonly #speakers: Speakers;
  readonly #snapshot: Coalesced<SoundSnapshot>;
  #run: Run | undefined;
  #opening: Promise<Run> | undefined;
  /** Whatever was sent before is being put away. */
  #ending: Promise<void> = Promise.resolve();
  /** Counts what was asked for: only the newest begins. */
  #turn = 0;
  #isStarting = false;
  #isClosed = false;
  /** Where "play" goes on, while nothing is sent. */
  #currentId: string | null = null;
  #lastError: ErrorBody | null = null;

  /** What a device begins with the next time. */
  readonly volumeOf = (id: DeviceId) => this.#memory.volumeOf(id);

  constructor({ runtime, settings, access, options }: SoundContext) {
    this.#runtime = runtime;
    this.#access = access;
    this.#options = options;
    this.#sources = options && new Sources(options.files, runtime.random);
    this.#memory = new SpeakerMemory(runtime, settings);
    this.#memory.changed.on(() => this.#changed());
    this.#speakers = new Speakers({
      runtime,
      access,
      memory: this.#memory,
      controls: {
        command: (command) => this.command(command),
        seek: (seconds) => this.seek(seconds),
      },
      pass: (speaker) => this.#pass(speaker),
      changed: () => this.#changed(),
      silent: () => this.#pauseForNobody(),
    });
    this.#snapshot = new Coalesced(runtime.clock, nothingSent, (before) => this.#build(before));
  }

  get snapshot(): ReadonlySignal<SoundSnapshot> {
    return this.#snapshot;
  }

  /** Rejects as `SoundFiles.offer` does. */
  async offer(path: string): Promise<readonly SoundOffer[]> {
    return this.#known().offer(path);
  }

  /**
   * Plays these on these devices, and on no others, instead of what was sent before. Resolves once it
   * plays. Rejects when nothing of it can be played or no device takes it, with the first one's error,
   * and with `cancelled` when something newer was asked for.
   */
  async play(sources: readonly MediaSource[], devices: readonly DeviceId[]): Promise<void> {
    const known = this.#known();
    const entries = sources.map((source) => known.entry(source));
    const ids = devices.map((id) => this.#access.idOf(id));
    this.#queue.replace(entries);
    this.#run?.player.giveUp();
    const [first] = entries;
    if (first) await this.#begin(first, () => this.#speakers.choose(ids));
  }

  async add(sources: readonly MediaSource[], before: string | null): Promise<void> {
    const known = this.#known();
    this.#queue.add(
      sources.map((source) => known.entry(source)),
      before,
    );
    this.#queueChanged();
  }

  async move(id: string, before: string | null): Promise<void> {
    this.#known();
    this.#queue.move(id, before);
    this.#queueChanged();
  }

  async remove(id: string): Promise<void> {
    this.#known();
    this.#queue.get(id);
    if (this.#currentId === id) this.#currentId = this.#queue.after(id)?.item.id ?? null;
    const replaced = this.#run?.player.removing(id);
    this.#queue.remove(id);
    this.#queueChanged();
    if (replaced) await this.#orEnd(replaced);
  }

  /** Plays this item now; where nothing is sent, on the speakers of the last time. */
  async skipTo(id: string): Promise<void> {
    this.#known();
    const entry = this.#queue.get(id);
    const run = this.#run;
    if (run && !this.#isStarting) await this.#orEnd(run.player.start(entry));
    else await this.#begin(entry);
  }

  async command(command: SoundCommand): Promise<void> {
    this.#known();
    switch (command) {
      case "play":
        return this.#play();
      case "pause":
        return this.#pause();
      case "play-pause":
        return this.#isSounding ? this.#pause() : this.#play();
      case "stop":
        return this.#end(null);
      case "next":
        return this.#orEnd(this.#playing().player.next());
      case "previous":
        return this.#orEnd(this.#playing().player.previous());
    }
  }

  /** Seconds from the start. Rejects with `unavailable` for what cannot be wound. */
  async seek(seconds: number): Promise<void> {
    this.#known();
    await this.#playing().player.seek(seconds);
  }

  /**
   * One more speaker. Resolves once sound is on its way there, or, while nothing is sent, once it is on
   * the list. Rejects as `Operations.playSound` does; it stays on the list with its error.
   */
  async join(device: DeviceId): Promise<void> {
    this.#known();
    const speaker = this.#speakers.add(this.#access.idOf(device));
    const run = this.#run;
    if (run) await speaker.join(run.session);
  }

  async leave(device: DeviceId): Promise<void> {
    this.#known();
    await this.forgotten(this.#access.idOf(device));
  }

  /**
   * Percent, of one or, null, of all in their proportions. Of a device that the sound does not go to it
   * is what it begins with when it does (RA-13).
   */
  async setVolume(device: DeviceId | null, percent: number): Promise<void> {
    this.#known();
    if (device === null) return this.#speakers.setVolume(percent);
    const id = this.#access.idOf(device);
    const speaker = this.#speakers.find(id);
    if (speaker) await speaker.setVolume(percent);
    else this.#memory.set(id, { volume: percent });
  }

  async setDelay(device: DeviceId, delayMs: number): Promise<void> {
    this.#known();
    this.#speakers.get(this.#access.idOf(device)).setDelay(delayMs);
  }

  async artwork(id: string): Promise<Artwork | null> {
    const sources = this.#known();
    const entry = this.#queue.get(id);
    const heard = this.#run?.player.heard;
    const own = heard?.trackId === id ? heard.tags?.picture : null;
    const picture = own ?? (await sources.picture(entry));
    return picture && { id, ...picture, width: 0, height: 0 };
  }

  /** The device is none of ours any more. Resolves when it is free. */
  async forgotten(id: DeviceId): Promise<void> {
    const gone = this.#speakers.remove(id);
    this.#pauseForNobody();
    await gone;
  }

  /** Every receiver is free when it resolves. Idempotent. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#end(null);
    await this.#memory.flush();
    this.#snapshot.flush();
    await this.#options?.engine.close();
  }

  /** Has the speakers join, and begins with `entry`, or what comes after it. */
  async #begin(entry: QueueEntry, prepare?: () => void): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    this.#lastError = null;
    this.#isStarting = true;
    this.#currentId = entry.item.id;
    prepare?.();
    this.#speakers.expect();
    this.#changed();
    let run: Run | undefined;
    const check = () => {
      if (turn === this.#turn) return;
      const broken = run?.session.broken.value;
      throw broken ?? new RemoteError("cancelled", "something else was asked for");
    };
    try {
      run = await this.#opened();
      check();
      await this.#speakers.join(run.session, this.#runtime.clock);
      check();
      await run.player.start(entry);
      check();
    } catch (thrown) {
      check();
      const error = RemoteError.from(thrown);
      await this.#end(error);
      throw error;
    } finally {
      if (turn === this.#turn) this.#isStarting = false;
      this.#changed();
    }
    this.#pauseForNobody();
  }

  /** The session, opened when there is none. */
  async #opened(): Promise<Run> {
    if (this.#run) return this.#run;
    this.#opening ??= this.#open().finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  async #open(): Promise<Run> {
    await this.#ending;
    const options = this.#options;
    if (!options || this.#isClosed) throw new RemoteError("unavailable", "nothing is sent now");
    const run = await Run.open(this.#runtime, options, this.#queue, {
      changed: () => this.#changed(),
      finished: (error) => this.#finished(error),
    });
    // Stopped while it opened.
    if (!this.#isStarting) {
      await run.close();
      return run;
    }
    this.#run = run;
    run.onBroken((error) => {
      if (this.#run === run) void this.#end(error);
    });
    return run;
  }

  /** "Play" begins with the first item again, unless something newer is about to begin. */
  #finished(error: RemoteError | null): void {
    if (this.#isStarting) return;
    void this.#end(error);
    this.#currentId = null;
  }

  /** Nothing is sent any more; the queue and the list of speakers stay. */
  async #end(error: RemoteError | null): Promise<void> {
    const run = this.#run;
    this.#turn += 1;
    this.#isStarting = false;
    this.#run = undefined;
    if (error && error.code !== "cancelled") this.#lastError = error.toBody();
    if (run) this.#currentId = run.player.currentId ?? this.#currentId;
    const opening = this.#opening;
    const before = this.#ending;
    this.#ending = (async () => {
      await Promise.all([before, opening?.catch(() => {}), this.#speakers.letGo()]);
      await run?.close();
    })();
    this.#changed();
    await this.#ending;
  }

  /** What was asked for of the player; when it fails and nothing sounds any more, all is over. */
  async #orEnd(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (thrown) {
      const error = RemoteError.from(thrown);
      const isOver = this.#run?.session.status.value.state === "idle";
      if (isOver && error.code !== "cancelled") await this.#end(error);
      throw error;
    }
  }

  async #play(): Promise<void> {
    const run = this.#run;
    if (run && !this.#isStarting) {
      if (!this.#speakers.isAnyOn) await this.#speakers.join(run.session, this.#runtime.clock);
      return this.#orEnd(run.player.resume());
    }
    if (this.#isStarting) return;
    const entry = this.#queue.find(this.#currentId ?? "") ?? this.#queue.first;
    if (!entry) throw new RemoteError("unavailable", "the queue is empty", { subject: "queue" });
    this.#queue.forgive();
    await this.#begin(entry);
  }

  async #pause(): Promise<void> {
    if (this.#isStarting) return this.#end(null);
    await this.#playing().player.pause();
  }

  get #isSounding(): boolean {
    const { state } = this.snapshot.value;
    return state === "playing" || state === "stalled" || state === "loading";
  }

  #playing(): Run {
    if (this.#run) return this.#run;
    throw new RemoteError("unavailable", "nothing plays");
  }

  /** Nobody listens any more: it goes on where it was once somebody does. */
  #pauseForNobody(): void {
    const run = this.#run;
    if (!run || this.#isStarting || this.#speakers.isAnyOn) return;
    run.player.pause().catch((thrown) => {
      const cause = RemoteError.from(thrown).code;
      this.#runtime.log.warn("could not pause for want of speakers", { cause });
    });
  }

  #pass(speaker: Speaker): RemotePass {
    const buttons = new Buttons(
      {
        command: (command) => this.command(command),
        seek: (seconds) => this.seek(seconds),
        snapshot: () => this.snapshot.value,
      },
      speaker,
      this.#runtime.clock,
    );
    return this.#playing().door.admit(buttons, this.#access.shown(speaker.id));
  }

  #known(): Sources {
    if (this.#sources) return this.#sources;
    throw new RemoteError("unsupported", "nothing is sent to speakers here");
  }

  #queueChanged(): void {
    this.#run?.player.queueChanged();
    this.#changed();
  }

  #changed(): void {
    this.#snapshot.touch();
  }

  #build(before: SoundSnapshot): SoundSnapshot {
    return buildSnapshot(before, {
      queue: this.#queue,
      speakers: this.#speakers,
      player: this.#run?.player,
      isStarting: this.#isStarting,
      currentId: this.#currentId,
      lastError: this.#lastError,
    });
  }
}
