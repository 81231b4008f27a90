import { isRemoteError, RemoteError } from "../../../../shared/errors.ts";
import type { Button, MediaCommand, PressAction } from "../../../../shared/model/buttons.ts";
import { positionAt } from "../../../../shared/model/now-playing.ts";
import { type ReadonlySignal, Signal } from "../../../runtime/signal.ts";
import type {
  Channel,
  ChannelState,
  CloseReason,
  MediaItem,
  MediaPlayback,
  OpenContext,
  Operations,
} from "../../plugin.ts";
import { airPlayGeneration } from "../../rtsp/access.ts";
import { AirPlayControl } from "../../rtsp/control.ts";
import { mediaState } from "./media-state.ts";
import { type MediaTarget, onUnwanted, type Player } from "./player.ts";
import { startPlaying } from "./start-playing.ts";
import { playsMedia } from "./ways.ts";

const PROBE_TIMEOUT_MS = 5000;

interface Playing {
  readonly id: string;
  readonly item: MediaItem;
  readonly player: Player;
}

interface Start {
  readonly abort: AbortController;
  /** Resolves when it plays or nothing is left of it; never rejects. */
  readonly done: Promise<void>;
}

/**
 * Plays what we send, and controls it while it plays. Holds no connection in between (decision 30):
 * each item opens its own, and takes it along when it ends.
 */
export class MediaChannel implements Channel {
  readonly protocol = "airplay";
  readonly closed: Promise<CloseReason>;
  readonly operations: Partial<Operations> = {
    playMedia: (item, signal) => this.#playMedia(item, signal),
    media: (command) => this.#media(command),
    seek: async (seconds) => this.#playing().player.seek(Math.max(0, seconds)),
    skip: (seconds) => this.#skip(seconds),
    press: (button, action) => this.#press(button, action),
  };
  readonly #receiver: MediaTarget;
  readonly #context: OpenContext;
  readonly #state: Signal<ChannelState>;
  #start: Start | undefined;
  #now: Playing | undefined;
  #resolveClosed: (reason: CloseReason) => void = () => {};
  #ended = false;
  #closing: Promise<void> | undefined;

  constructor(receiver: MediaTarget, context: OpenContext) {
    this.#receiver = receiver;
    this.#context = context;
    this.#state = new Signal(mediaState(playsMedia(receiver.service)));
    this.closed = new Promise((resolve) => {
      this.#resolveClosed = resolve;
    });
  }

  get state(): ReadonlySignal<ChannelState> {
    return this.#state;
  }

  /**
   * A question over a connection of its own that needs no key; whatever is answered is a sign of
   * life. Rejects with `refused`, `timeout` or `lost`, and closes the channel.
   */
  async probe(timeoutMs = PROBE_TIMEOUT_MS): Promise<void> {
    this.#throwIfClosed();
    const { runtime } = this.#context;
    const { service, target } = this.#receiver;
    const late = new AbortController();
    const silence = new RemoteError("timeout", "the device did not answer");
    const timer = runtime.clock.after(timeoutMs, () => late.abort(silence));
    let control: AirPlayControl | undefined;
    try {
      control = await AirPlayControl.open(runtime, target, late.signal);
      const question = airPlayGeneration(service) === 1 ? "/server-info" : "/info";
      await control.http({ method: "GET", target: question, signal: late.signal });
    } catch (error) {
      const cause = RemoteError.from(error);
      void this.#shutDown({ kind: "failed", error: cause });
      throw cause;
    } finally {
      timer.cancel();
      await control?.abort();
    }
  }

  /** Ends what plays. */
  close(): Promise<void> {
    return this.#shutDown({ kind: "asked" });
  }

  async #playMedia(item: MediaItem, signal: AbortSignal): Promise<MediaPlayback> {
    this.#throwIfClosed();
    const abort = new AbortController();
    const before = this.#start;
    before?.abort.abort(new RemoteError("cancelled", "something else is played instead"));
    const off = onUnwanted(signal, (error) => abort.abort(cancelled(error)));
    const work = this.#startAfter(before, item, abort.signal);
    this.#start = { abort, done: work.then(nothing, nothing) };
    try {
      return await work;
    } finally {
      off();
    }
  }

  async #startAfter(
    before: Start | undefined,
    item: MediaItem,
    signal: AbortSignal,
  ): Promise<MediaPlayback> {
    await before?.done;
    await this.#now?.player.stop({ kind: "interrupted" });
    signal.throwIfAborted();
    const context = { ...this.#context, signal };
    const player = await startPlaying({ item, receiver: this.#receiver, context });
    if (signal.aborted) {
      await player.stop({ kind: "stopped" });
      throw signal.reason;
    }
    this.#follow({ id: context.runtime.random.uuid(), item, player });
    return { ended: player.ended };
  }

  #follow(playing: Playing): void {
    const { player } = playing;
    this.#now = playing;
    const off = player.status.on(() => this.#publish());
    this.#publish();
    void player.ended.then(() => {
      off();
      if (this.#now === playing) this.#now = undefined;
      this.#publish();
    });
  }

  #publish(): void {
    const playUrl = playsMedia(this.#receiver.service);
    const now = this.#now;
    this.#state.set(mediaState(playUrl, now && { ...now, status: now.player.status.value }));
  }

  async #media(command: MediaCommand): Promise<void> {
    const { player } = this.#playing();
    switch (command) {
      case "play":
        return player.setRate(1);
      case "pause":
        return player.setRate(0);
      case "play-pause":
        return player.setRate(player.status.value.state === "paused" ? 1 : 0);
      case "stop":
        return player.stop({ kind: "stopped" });
      default:
        throw new RemoteError("unsupported", "what we play has no such control", {
          subject: command,
        });
    }
  }

  async #press(button: Button, action: PressAction): Promise<void> {
    if (button !== "play-pause" || action !== "tap") {
      throw new RemoteError("unsupported", "what we play has no such button", { subject: button });
    }
    await this.#media("play-pause");
  }

  async #skip(seconds: number): Promise<void> {
    const { player } = this.#playing();
    const { durationS } = player.status.value;
    const here = positionAt(player.status.value, this.#context.runtime.clock.wallMs());
    if (here === null) throw new RemoteError("unavailable", "it is not known where it stands");
    await player.seek(Math.max(0, Math.min(here + seconds, durationS ?? Number.POSITIVE_INFINITY)));
  }

  #playing(): Playing {
    this.#throwIfClosed();
    if (this.#now) return this.#now;
    throw new RemoteError("unavailable", "nothing of ours plays");
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
    this.#start?.abort.abort(new RemoteError("cancelled", "the channel was closed"));
    await this.#start?.done;
    await this.#now?.player.stop({ kind: "stopped" });
    this.#resolveClosed(reason);
  }
}

function nothing(): void {}

/** Whoever aborts may give any reason, or none. */
function cancelled(reason: RemoteError): RemoteError {
  const said = isRemoteError(reason) && reason.code !== "bug";
  return said ? reason : new RemoteError("cancelled", "it is no longer wanted", { cause: reason });
}
