import { RemoteError } from "../../shared/errors.ts";
import type { MediaStream } from "../../shared/model/media.ts";
import type { MediaFiles } from "../media/media-files.ts";
import type { Channel, MediaEnd, MediaPlayback } from "../protocols/plugin.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { orAborted } from "./abortable.ts";
import { type PlayHost, whenAwake } from "./awake.ts";
import { type MediaSource, type PreparedMedia, prepareMedia } from "./media-source.ts";

/** What playing needs of its session, and what it tells it. */
export interface StreamingHost extends PlayHost {
  /** Whatever else we send there ends: the newest wins. */
  stopOther(): Promise<void>;
  /** `stream` is another one. */
  changed(): void;
  succeeded(): void;
  failed(error: RemoteError): void;
}

/** One thing that is played, from the moment it was asked for. */
interface Run {
  readonly media: PreparedMedia;
  readonly abort: AbortController;
  channel: Channel | undefined;
  stage: MediaStream["stage"];
  isOver: boolean;
}

/** What we play on one device: one thing at a time, the newest. */
export class Streaming {
  readonly #runtime: Runtime;
  readonly #files: MediaFiles | undefined;
  readonly #host: StreamingHost;
  readonly #waiting: (() => void)[] = [];
  #run: Run | undefined;
  #stream: MediaStream | null = null;

  constructor(runtime: Runtime, files: MediaFiles | undefined, host: StreamingHost) {
    this.#runtime = runtime;
    this.#files = files;
    this.#host = host;
  }

  get stream(): MediaStream | null {
    return this.#stream;
  }

  /**
   * Resolves once the device took it. Rejects as `Operations.playMedia` does, with `not-found` for an
   * offer that nobody made, and with `cancelled` when it was stopped, or something else was played,
   * before that.
   */
  async play(source: MediaSource, startS: number): Promise<void> {
    try {
      const { network } = this.#runtime;
      const media = prepareMedia(source, startS, this.#files, () => network.interfaces.value);
      await this.#play(media);
      this.#host.succeeded();
    } catch (thrown) {
      const error = RemoteError.from(thrown);
      this.#host.failed(error);
      throw error;
    }
  }

  /** Ends what plays, or what is about to. Nothing happens when that is nothing. */
  async stop(): Promise<void> {
    const run = this.#run;
    if (!run) return;
    if (run.stage === "playing") await stopOn(run.channel);
    else run.abort.abort(new RemoteError("cancelled", "it was stopped before it began"));
    await this.#over(run);
  }

  /** Nobody wants the device any more: its channels are closed by whoever says so. */
  async cancel(): Promise<void> {
    const run = this.#run;
    run?.abort.abort(new RemoteError("cancelled", "the connection was closed"));
    if (run) await this.#over(run);
  }

  /** Resolves when nothing plays. */
  whenIdle(): Promise<void> {
    if (!this.#run) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  async #play(media: PreparedMedia): Promise<void> {
    const run: Run = {
      media,
      abort: new AbortController(),
      channel: undefined,
      stage: "starting",
      isOver: false,
    };
    const before = this.#run;
    this.#run = run;
    // One that plays already is ended by the channel, in order; see `Operations.playMedia`.
    if (before?.stage === "starting")
      before.abort.abort(new RemoteError("cancelled", "something else is played"));
    this.#tell();
    const { signal } = run.abort;
    try {
      const playback = await orAborted(this.#begin(run), signal, () => void stopOn(run.channel));
      run.stage = "playing";
      this.#tell();
      void this.#follow(run, playback);
    } catch (error) {
      await this.#over(run);
      throw error;
    }
  }

  async #begin(run: Run): Promise<MediaPlayback> {
    const { signal } = run.abort;
    await this.#host.stopOther();
    return whenAwake(this.#runtime.clock, this.#host, signal, async (channel) => {
      run.channel = channel;
      const { operations } = channel;
      if (!operations.playMedia) throw new RemoteError("unsupported", "it plays nothing");
      return operations.playMedia(run.media.item, signal);
    });
  }

  async #follow(run: Run, playback: MediaPlayback): Promise<void> {
    const gone = run.channel?.closed.then(
      (reason): MediaEnd =>
        reason.kind === "failed"
          ? reason
          : { kind: reason.kind === "asked" ? "stopped" : "interrupted" },
    );
    const end = await Promise.race([playback.ended, ...(gone ? [gone] : [])]);
    const isNews = this.#run === run;
    this.#runtime.log.info("what we played has ended", { how: end.kind });
    await this.#over(run);
    if (end.kind === "failed" && isNews) this.#host.failed(end.error);
  }

  /** Nothing of it is left when this resolves. */
  async #over(run: Run): Promise<void> {
    if (!run.isOver) {
      run.isOver = true;
      if (this.#run === run) {
        this.#run = undefined;
        this.#host.idle();
        for (const resolve of this.#waiting.splice(0)) resolve();
        this.#tell();
      }
    }
    await run.media.close();
  }

  #tell(): void {
    const run = this.#run;
    this.#stream = run
      ? { title: run.media.item.title, source: run.media.source, stage: run.stage }
      : null;
    this.#host.changed();
  }
}

/** A channel that cannot be told to stop stops by being closed. */
async function stopOn(channel: Channel | undefined): Promise<void> {
  try {
    const stop = channel?.operations.media;
    if (stop) await stop.call(channel.operations, "stop");
    else await channel?.close();
  } catch {
    await channel?.close();
  }
}
