import { isRemoteError, RemoteError } from "../../../shared/errors.ts";
import type { Button, MediaCommand, PressAction } from "../../../shared/model/buttons.ts";
import { type Artwork, positionAt } from "../../../shared/model/now-playing.ts";
import { type SoundCommand, soundCommands } from "../../../shared/model/sound.ts";
import { type Off, type ReadonlySignal, Signal } from "../../runtime/signal.ts";
import { pictureOf } from "../picture.ts";
import type {
  Channel,
  ChannelState,
  CloseReason,
  OpenContext,
  Operations,
  SoundJoin,
  SoundPart,
} from "../plugin.ts";
import { keepSame } from "../same.ts";
import { USUAL_PERCENT, volumeParameter } from "./parameters.ts";
import { probeReceiver } from "./probe.ts";
import { artworkIdOf, soundState } from "./sound-state.ts";
import { startSound } from "./start-sound.ts";
import { SoundTeller } from "./teller.ts";
import type { RunningSound, SoundReceiver } from "./way.ts";

const VOLUME_STEP = 5;

interface Sounding {
  readonly join: SoundJoin;
  readonly sound: RunningSound;
  /** Percent. */
  volume: number;
}

interface Start {
  readonly abort: AbortController;
  /** Resolves when it sounds or nothing is left of it; never rejects. */
  readonly done: Promise<void>;
}

/**
 * Sends sound to one receiver, and carries out what its controls mean meanwhile. Holds no connection in
 * between (decision 30).
 */
export class SoundChannel implements Channel {
  readonly protocol = "raop";
  readonly closed: Promise<CloseReason>;
  readonly operations: Partial<Operations> = {
    playSound: (join, signal) => this.#playSound(join, signal),
    media: (command) => this.#media(command),
    press: (button, action) => this.#press(button, action),
    seek: (seconds) => this.#now().join.controls.seek(Math.max(0, seconds)),
    skip: (seconds) => this.#skip(seconds),
    volumeStep: async (direction) => {
      const step = direction === "up" ? VOLUME_STEP : -VOLUME_STEP;
      await this.#setVolume(this.#volume() + step);
    },
    setVolume: (percent) => this.#setVolume(percent),
    artwork: async () => this.#artwork(),
  };
  readonly #receiver: SoundReceiver;
  readonly #context: OpenContext;
  readonly #state: Signal<ChannelState>;
  readonly #offVolume: Off;
  #start: Start | undefined;
  #sounding: Sounding | undefined;
  #resolveClosed: (reason: CloseReason) => void = () => {};
  #ended = false;
  #closing: Promise<void> | undefined;

  constructor(receiver: SoundReceiver, context: OpenContext) {
    this.#receiver = receiver;
    this.#context = context;
    this.#state = new Signal(soundState(undefined, context.volume?.percent()));
    this.#offVolume = context.volume?.onChange(() => this.#publish()) ?? nothing;
    this.closed = new Promise((resolve) => {
      this.#resolveClosed = resolve;
    });
  }

  get state(): ReadonlySignal<ChannelState> {
    return this.#state;
  }

  /** A question over a connection of its own; whatever is answered is a sign of life. */
  async probe(timeoutMs?: number): Promise<void> {
    this.#throwIfClosed();
    try {
      await probeReceiver(this.#receiver, this.#context.runtime, timeoutMs);
    } catch (thrown) {
      const error = RemoteError.from(thrown);
      void this.#shutDown({ kind: "failed", error });
      throw error;
    }
  }

  /** Takes the receiver out of whatever it sounds in. */
  close(): Promise<void> {
    return this.#shutDown({ kind: "asked" });
  }

  async #playSound(join: SoundJoin, signal: AbortSignal): Promise<SoundPart> {
    this.#throwIfClosed();
    if (this.#start || this.#sounding) {
      throw new RemoteError("busy", "sound is sent there already");
    }
    const abort = new AbortController();
    const unwanted = () => abort.abort(cancelled(signal.reason));
    if (signal.aborted) unwanted();
    signal.addEventListener("abort", unwanted, { once: true });
    const work = startSound(this.#receiver, join, { ...this.#context, signal: abort.signal });
    const start = { abort, done: work.then(nothing, nothing) };
    this.#start = start;
    try {
      const sound = await work;
      return this.#follow(join, sound);
    } finally {
      signal.removeEventListener("abort", unwanted);
      this.#start = undefined;
    }
  }

  #follow(join: SoundJoin, sound: RunningSound): SoundPart {
    const { session } = join;
    const sounding: Sounding = { join, sound, volume: sound.volume };
    this.#sounding = sounding;
    const off = session.status.on(() => this.#publish());
    const teller = new SoundTeller(this.#context.runtime, session, sound);
    this.#publish();
    const ended = sound.ended.then((end) => {
      off();
      teller.stop();
      if (this.#sounding === sounding) this.#sounding = undefined;
      this.#publish();
      return end;
    });
    return {
      ended,
      setDelay: (delayMs) => sound.setDelay(delayMs),
      counts: () => sound.counts(),
      leave: async () => {
        await sound.leave();
        await ended;
      },
    };
  }

  #publish(): void {
    const now = this.#sounding;
    const facts = now && { status: now.join.session.status.value, volume: now.volume };
    const remembered = this.#context.volume?.percent();
    this.#state.set(keepSame(this.#state.value, soundState(facts, remembered)));
  }

  async #media(command: MediaCommand): Promise<void> {
    const { join } = this.#now();
    if (isSoundCommand(command)) return join.controls.command(command);
    throw new RemoteError("unsupported", "what we send has no such control", { subject: command });
  }

  async #press(button: Button, action: PressAction): Promise<void> {
    this.#now();
    if (action === "tap" && button === "play-pause") return this.#media("play-pause");
    throw new RemoteError("unsupported", "a speaker has no such button", { subject: button });
  }

  async #skip(seconds: number): Promise<void> {
    const { join } = this.#now();
    const { position, tags, canSeek } = join.session.status.value;
    const durationS = tags?.durationS ?? null;
    const here = positionAt({ position, durationS }, this.#context.runtime.clock.wallMs());
    if (here === null || !canSeek) {
      throw new RemoteError("unavailable", "what we send cannot be skipped in");
    }
    const end = durationS ?? Number.POSITIVE_INFINITY;
    await join.controls.seek(Math.max(0, Math.min(here + seconds, end)));
  }

  /** Percent: of what sounds, else of what will (IF-120). */
  #volume(): number {
    const { volume } = this.#context;
    if (!this.#sounding && volume) return volume.percent() ?? USUAL_PERCENT;
    return this.#now().volume;
  }

  async #setVolume(wanted: number): Promise<void> {
    const percent = Math.max(0, Math.min(100, wanted));
    const { volume } = this.#context;
    if (!this.#sounding && !this.#ended && volume) return volume.set(percent);
    const sounding = this.#now();
    await sounding.sound.setParameter(volumeParameter(percent));
    sounding.volume = percent;
    this.#publish();
  }

  #artwork(): Artwork | null {
    const status = this.#now().join.session.status.value;
    const id = artworkIdOf(status);
    const picture = status.tags?.picture && pictureOf(status.tags.picture.bytes);
    return id !== null && picture ? { ...picture, id } : null;
  }

  #now(): Sounding {
    this.#throwIfClosed();
    if (this.#sounding) return this.#sounding;
    throw new RemoteError("unavailable", "nothing of ours sounds there");
  }

  #throwIfClosed(): void {
    if (this.#ended) throw new RemoteError("lost", "the channel is closed");
  }

  #shutDown(reason: CloseReason): Promise<void> {
    this.#closing ??= this.#end(reason);
    return this.#closing;
  }

  async #end(reason: CloseReason): Promise<void> {
    this.#ended = true;
    this.#offVolume();
    this.#start?.abort.abort(new RemoteError("cancelled", "the channel was closed"));
    await this.#start?.done;
    await this.#sounding?.sound.leave();
    await this.#sounding?.sound.ended;
    this.#resolveClosed(reason);
  }
}

function isSoundCommand(command: string): command is SoundCommand {
  return soundCommands.some((one) => one === command);
}

function nothing(): void {}

/** Whoever aborts may give any reason, or none. */
function cancelled(reason: unknown): RemoteError {
  if (isRemoteError(reason) && reason.code !== "bug") return reason;
  return new RemoteError("cancelled", "it is no longer wanted", { cause: reason });
}
