import { RemoteError } from "../../shared/errors.ts";
import type { Channel, SoundEnd, SoundJoin, SoundPart } from "../protocols/plugin.ts";
import type { Clock } from "../runtime/clock.ts";
import { orAborted } from "./abortable.ts";
import { type PlayHost, whenAwake } from "./awake.ts";

/** What being a speaker needs of the device's session, and what it tells it. */
export interface SoundingHost extends PlayHost {
  /** What else we play there ends: the newest wins. */
  stopOther(): Promise<void>;
}

/** A device's part in what this computer sends, and who carries it. */
export interface Sounding {
  readonly part: SoundPart;
  /** Its state has the volume of this speaker. */
  readonly channel: Channel;
  /** Resolves exactly once: the part's own end, or that of its channel. */
  readonly ended: Promise<SoundEnd>;
}

interface Run {
  readonly abort: AbortController;
  /** Resolves when nothing is left of it. */
  readonly over: Promise<void>;
  part?: SoundPart;
}

/** One device as a speaker: one part at a time. */
export class SpeakerLink {
  readonly #clock: Clock;
  readonly #host: SoundingHost;
  #run: Run | undefined;

  constructor(clock: Clock, host: SoundingHost) {
    this.#clock = clock;
    this.#host = host;
  }

  /** It is one, or about to be. */
  get isOn(): boolean {
    return this.#run !== undefined;
  }

  /**
   * Resolves once sound is on its way there. Rejects as `Operations.playSound` does, with `busy` while
   * it is a speaker already.
   */
  async join(join: SoundJoin, signal: AbortSignal): Promise<Sounding> {
    if (this.#run) throw new RemoteError("busy", "the sound goes there already");
    signal.throwIfAborted();
    const abort = new AbortController();
    let over = () => {};
    const run: Run = {
      abort,
      over: new Promise((resolve) => {
        over = resolve;
      }),
    };
    this.#run = run;
    const end = () => {
      if (this.#run === run) this.#run = undefined;
      this.#host.idle();
      over();
    };
    const unwanted = () => abort.abort(signal.reason);
    signal.addEventListener("abort", unwanted, { once: true });
    try {
      const begun = orAborted(this.#begin(join, abort.signal), abort.signal, letGo);
      const { part, channel } = await begun;
      run.part = part;
      const ended = endOf(part, channel);
      void ended.then(end);
      return { part, channel, ended };
    } catch (error) {
      end();
      throw error;
    } finally {
      signal.removeEventListener("abort", unwanted);
    }
  }

  /** Resolves when it is none. */
  whenIdle(): Promise<void> {
    return this.#run?.over ?? Promise.resolve();
  }

  /** Ends it, or keeps it from beginning. Nothing happens when it is no speaker. */
  async leave(): Promise<void> {
    const run = this.#run;
    if (!run) return;
    run.abort.abort(new RemoteError("cancelled", "the speaker is not wanted any more"));
    await run.part?.leave();
    await run.over;
  }

  async #begin(join: SoundJoin, signal: AbortSignal): Promise<Omit<Sounding, "ended">> {
    await this.#host.stopOther();
    return whenAwake(this.#clock, this.#host, signal, async (channel) => {
      const { operations } = channel;
      if (!operations.playSound) throw new RemoteError("unsupported", "it takes no sound");
      return { part: await operations.playSound(join, signal), channel };
    });
  }
}

function letGo({ part }: Omit<Sounding, "ended">): void {
  void part.leave();
}

/** A channel that died under its part tells so, should the part not. */
function endOf(part: SoundPart, channel: Channel): Promise<SoundEnd> {
  const gone = channel.closed.then(
    (reason): SoundEnd =>
      reason.kind === "failed"
        ? reason
        : { kind: reason.kind === "asked" ? "left" : "interrupted" },
  );
  return Promise.race([part.ended, gone]);
}
