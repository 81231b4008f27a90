import { type ErrorBody, RemoteError } from "../../../shared/errors.ts";
import type { DeviceId } from "../../../shared/model/device.ts";
import type { SpeakerPhase, Speaker as SpeakerShown } from "../../../shared/model/sound.ts";
import type { SoundEnd, SoundJoin } from "../../protocols/plugin.ts";
import { delay } from "../../runtime/clock.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import type { Off } from "../../runtime/signal.ts";
import type { SoundSession } from "../../sound/engine.ts";
import type { RemotePass } from "../../sound/remote/sound-remote.ts";
import { Newest } from "../newest.ts";
import { within } from "./bounded.ts";
import type { SpeakerAccess, SpeakerSound } from "./speaker-access.ts";
import type { SpeakerMemory } from "./speaker-memory.ts";

/** A receiver that is let go answers within a moment, or is gone. */
const LEAVE_MS = 5000;
/** The device, or the network on the way to it, comes back. */
const REJOIN_AFTER_MS = 1000;
/** So often it may say that somebody plays there, before that is not what we lost ourselves. */
const REJOIN_TRIES = 10;
/** After this long without a loss the next one is met as the first was. */
const STEADY_MS = 60_000;
/** What another protocol reports right after our own change is an echo of it. */
const ECHO_MS = 2000;

/** What all speakers of the session have in common. */
export interface SpeakerHost {
  readonly runtime: Pick<Runtime, "clock" | "log">;
  readonly access: SpeakerAccess;
  readonly memory: SpeakerMemory;
  readonly controls: SoundJoin["controls"];
  pass(speaker: Speaker): RemotePass;
  changed(): void;
  /** This one does not sound any more, and will not by itself. */
  silent(): void;
}

interface Joined {
  readonly sound: SpeakerSound;
  readonly pass: RemotePass;
  readonly offs: readonly Off[];
  readonly sinceMs: number;
}

/** One device on the list: how it becomes a speaker, stays one and is let go. */
export class Speaker {
  readonly id: DeviceId;
  readonly #host: SpeakerHost;
  readonly #newest = new Newest();
  #phase: SpeakerPhase = "joined";
  #error: ErrorBody | null = null;
  #joined: Joined | undefined;
  #joining: { readonly abort: AbortController; readonly done: Promise<void> } | undefined;
  /** Whatever of the last time has still to be closed. */
  #leaving: Promise<void> = Promise.resolve();
  #wasRejoined = false;
  #setMs = Number.NEGATIVE_INFINITY;
  /** Percent that it was asked for and has not taken yet. */
  #asked: number | null = null;

  constructor(id: DeviceId, host: SpeakerHost) {
    this.id = id;
    this.#host = host;
  }

  /** It sounds, or is about to. */
  get isOn(): boolean {
    return this.#joined !== undefined || this.#joining !== undefined;
  }

  get isJoined(): boolean {
    return this.#joined !== undefined;
  }

  get error(): RemoteError | null {
    return this.#error && RemoteError.fromBody(this.#error);
  }

  /** Percent; null: not known yet. */
  get volume(): number | null {
    return this.#host.memory.of(this.id).volume;
  }

  /** Percent: what it is on its way to, else where it is. What is reckoned from it loses no step. */
  get aimedVolume(): number | null {
    return this.#asked ?? this.volume;
  }

  get shown(): SpeakerShown {
    const { volume, delayMs } = this.#host.memory.of(this.id);
    const name = this.#host.access.name(this.id);
    return { deviceId: this.id, name, phase: this.#phase, volume, delayMs, error: this.#error };
  }

  /** It is put on the list anew: what went wrong before is forgotten. */
  forgive(): void {
    if (!this.isOn) this.#set("joined");
  }

  /** It is about to join. */
  expect(): void {
    if (!this.isOn) this.#set("joining");
  }

  /**
   * Resolves once sound is on its way there. Rejects as `SpeakerLink.join` does, which is then its
   * `error`, or with `cancelled` when it was taken off meanwhile.
   */
  join(session: SoundSession): Promise<void> {
    if (this.#joined) return Promise.resolve();
    if (this.#joining) return this.#joining.done;
    this.#wasRejoined = false;
    return this.#attempt((signal) => this.#join(session, 0, signal), null);
  }

  /** Resolves when the receiver is free. Never rejects. */
  leave(): Promise<void> {
    const { clock } = this.#host.runtime;
    const joining = this.#joining;
    const joined = this.#joined;
    joining?.abort.abort(new RemoteError("cancelled", "the speaker is not wanted any more"));
    if (joined) this.#forgetJoined(joined);
    this.#set(this.#phase === "failed" ? "failed" : "joined");
    if (!joining && !joined) return this.#leaving;
    const gone = Promise.all([joining?.done.catch(() => {}), joined?.sound.part.leave()]);
    this.#leaving = within(clock, LEAVE_MS, gone)
      .catch((thrown) => this.#complain("a speaker was not let go in time", thrown))
      .then(() => this.#free());
    return this.#leaving;
  }

  /** Percent. At once where it sounds, else from the next time on. */
  async setVolume(percent: number): Promise<void> {
    this.#setMs = this.#host.runtime.clock.now();
    const joined = this.#joined;
    if (!joined) return this.#remember(percent);
    const { channel } = joined.sound;
    this.#asked = percent;
    try {
      await this.#newest.send("volume", async () => {
        if (!channel.operations.setVolume)
          throw new RemoteError("unsupported", "its volume cannot be set", {
            subject: "setVolume",
          });
        await channel.operations.setVolume(percent);
        this.#setMs = this.#host.runtime.clock.now();
      });
    } finally {
      if (this.#asked === percent) this.#asked = null;
    }
  }

  setDelay(delayMs: number): void {
    this.#host.memory.set(this.id, { delayMs });
    this.#joined?.sound.part.setDelay(delayMs);
    this.#host.changed();
  }

  /** `why`: what has it joined once more. */
  #attempt(join: (signal: AbortSignal) => Promise<void>, why: RemoteError | null): Promise<void> {
    const abort = new AbortController();
    const work = this.#leaving.then(() => join(abort.signal));
    const joining = { abort, done: work };
    this.#joining = joining;
    this.#set("joining", why?.toBody());
    const over = () => {
      if (this.#joining === joining) this.#joining = undefined;
    };
    work.then(over, (thrown) => {
      over();
      if (!abort.signal.aborted) this.#fail(RemoteError.from(thrown));
    });
    return work;
  }

  /** A receiver that is back may hold on to what it lost as well for a moment, and serves nobody else then. */
  async #rejoin(session: SoundSession, signal: AbortSignal): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.#join(session, REJOIN_AFTER_MS, signal);
      } catch (thrown) {
        const { subject } = RemoteError.from(thrown).details;
        if (tries === REJOIN_TRIES || subject !== "in-use") throw thrown;
      }
    }
  }

  async #join(session: SoundSession, afterMs: number, signal: AbortSignal): Promise<void> {
    const { access, memory, controls, runtime } = this.#host;
    if (afterMs > 0) await delay(runtime.clock, afterMs, signal);
    signal.throwIfAborted();
    const { volume, delayMs } = memory.of(this.id);
    const pass = this.#host.pass(this);
    try {
      const join: SoundJoin = { session, volume, delayMs, pass, controls };
      const sound = await access.join(this.id, join, signal);
      if (signal.aborted) {
        await sound.part.leave();
        throw signal.reason;
      }
      const chosen = memory.of(this.id).volume;
      this.#begin(session, sound, pass);
      // Another one may have been chosen while it joined.
      if (chosen !== null && chosen !== volume) void this.#setAgain(chosen);
    } catch (thrown) {
      pass.close();
      throw thrown;
    }
  }

  async #setAgain(percent: number): Promise<void> {
    try {
      await this.setVolume(percent);
    } catch (thrown) {
      this.#complain("a speaker did not take another volume", thrown);
    }
  }

  #begin(session: SoundSession, sound: SpeakerSound, pass: RemotePass): void {
    const { memory, runtime } = this.#host;
    const { state } = sound.channel;
    let own: number | null = null;
    const tellVolume = () => {
      const percent = state.value.volume?.percent ?? null;
      if (percent === own) return;
      own = percent;
      this.#remember(percent);
    };
    const joined: Joined = {
      sound,
      pass,
      sinceMs: runtime.clock.now(),
      offs: [
        state.on(tellVolume),
        sound.onVolumeElsewhere((percent) => {
          if (runtime.clock.now() - this.#setMs > ECHO_MS) this.#remember(percent);
        }),
      ],
    };
    this.#joined = joined;
    tellVolume();
    // Another delay may have been chosen while it joined.
    sound.part.setDelay(memory.of(this.id).delayMs);
    this.#set("joined");
    void sound.ended.then((end) => this.#onEnded(session, joined, end));
  }

  #onEnded(session: SoundSession, joined: Joined, end: SoundEnd): void {
    if (this.#joined !== joined) return;
    this.#forgetJoined(joined);
    const { clock } = this.#host.runtime;
    if (end.kind !== "failed") {
      // Not by us: something else is played there, or the device was let go.
      this.#set("interrupted");
      this.#silent();
      return;
    }
    if (clock.now() - joined.sinceMs >= STEADY_MS) this.#wasRejoined = false;
    if (isLoss(end.error) && !this.#wasRejoined) {
      this.#wasRejoined = true;
      this.#attempt((signal) => this.#rejoin(session, signal), end.error).catch(() => {});
    } else this.#fail(end.error);
  }

  #fail(error: RemoteError): void {
    this.#set("failed", error.toBody());
    this.#complain("a speaker failed", error);
    this.#silent();
  }

  #silent(): void {
    this.#leaving = this.#free();
    this.#host.silent();
  }

  async #free(): Promise<void> {
    const { access, runtime } = this.#host;
    await within(runtime.clock, LEAVE_MS, access.free(this.id)).catch((thrown) =>
      this.#complain("a connection was not let go in time", thrown),
    );
  }

  #forgetJoined(joined: Joined): void {
    this.#joined = undefined;
    joined.pass.close();
    for (const off of joined.offs) off();
  }

  #remember(percent: number | null): void {
    if (percent === null || percent === this.volume) return;
    this.#host.memory.set(this.id, { volume: percent });
    this.#host.changed();
  }

  #set(phase: SpeakerPhase, error: ErrorBody | null = null): void {
    this.#phase = phase;
    this.#error = phase === "failed" ? (error ?? this.#error) : error;
    this.#host.changed();
  }

  #complain(what: string, thrown: unknown): void {
    this.#host.runtime.log.info(what, { cause: RemoteError.from(thrown).code });
  }
}

/** The link, not the device's will. */
function isLoss({ code }: RemoteError): boolean {
  return code === "lost" || code === "timeout" || code === "refused";
}
