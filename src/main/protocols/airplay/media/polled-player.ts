import { RemoteError } from "../../../../shared/errors.ts";
import { type Clock, delay } from "../../../runtime/clock.ts";
import type { HttpResponse } from "../../../wire/http.ts";
import type { CloseReason, MediaEnd, MediaItem } from "../../plugin.ts";
import { errorOf } from "../../rtsp/link.ts";
import { throwIfRefused } from "../../rtsp/status.ts";
import { type PlaybackInfo, readPlaybackAnswer } from "./playback-info.ts";
import type { Player } from "./player.ts";
import { Lifecycle } from "./player-lifecycle.ts";
import type { Report } from "./progress.ts";
import { firstWatch, watchAnswer } from "./watch.ts";

const POLL_MS = 1000;
/** A device that was told where to begin, and began this far off, was not listening. */
const OFF_S = 5;

/** What AirPlay 1 and 2 say in words of their own. */
export interface PolledRequests {
  info(): Promise<HttpResponse>;
  rate(value: 0 | 1): Promise<HttpResponse>;
  scrub(seconds: number): Promise<HttpResponse>;
  /** Says good-bye and closes everything; never rejects. */
  stop(): Promise<void>;
  /** Resolves when nothing can be asked any more, if that comes by itself. */
  readonly closed?: Promise<CloseReason>;
}

export interface PolledOptions {
  readonly clock: Clock;
  readonly item: Pick<MediaItem, "durationS" | "startS">;
  /** Whether `/play` said where to begin. */
  readonly startWasSaid: boolean;
}

/** What was started with `/play`, and is asked each second where it stands (AP-44). */
export class PolledPlayer implements Player {
  readonly #requests: PolledRequests;
  readonly #options: PolledOptions;
  readonly #life: Lifecycle;
  #watch = firstWatch;

  constructor(requests: PolledRequests, options: PolledOptions) {
    this.#requests = requests;
    this.#options = options;
    this.#life = new Lifecycle(options.clock, options.item.durationS, () => requests.stop());
    void requests.closed?.then((reason) => this.#onClosed(reason));
    void this.#poll();
  }

  get taken(): Promise<void> {
    return this.#life.taken;
  }

  get status() {
    return this.#life.progress.status;
  }

  get ended(): Promise<MediaEnd> {
    return this.#life.ended;
  }

  async setRate(rate: 0 | 1): Promise<void> {
    throwIfRefused(await this.#requests.rate(rate));
    this.hear({ state: rate === 1 ? "playing" : "paused" });
  }

  async seek(seconds: number): Promise<void> {
    throwIfRefused(await this.#requests.scrub(seconds));
    this.#life.progress.report({ positionS: seconds });
  }

  stop(end: MediaEnd): Promise<void> {
    return this.#life.end(end);
  }

  /** News that came without asking. */
  hear(report: Report): void {
    if (this.#watch.phase === "started") this.#life.progress.report(report);
  }

  /** It says that it stopped; before it began that means nothing. */
  hearStopped(finished: boolean): void {
    if (this.#watch.phase !== "started") return;
    void this.#life.end(finished ? { kind: "finished" } : this.#life.progress.endOfPlaying());
  }

  async #poll(): Promise<void> {
    try {
      while (!this.#life.isOver) {
        this.#onAnswer(await this.#requests.info());
        await delay(this.#options.clock, POLL_MS, this.#life.signal);
      }
    } catch (error) {
      if (!this.#life.isOver) await this.#life.fail(error);
    }
  }

  #onAnswer(response: HttpResponse): void {
    if (this.#life.isOver) return;
    const before = this.#watch.phase;
    const answer = readPlaybackAnswer(response);
    const [watch, verdict] = watchAnswer(this.#watch, answer, this.#options.clock.now());
    this.#watch = watch;
    if (watch.phase !== "unconfirmed") this.#life.take();
    switch (verdict.kind) {
      case "report":
        this.#life.progress.report(this.#reportOf(verdict.info));
        if (before !== "started") void this.#findStart(verdict.info);
        break;
      case "unknown":
        this.#life.refuse(
          new RemoteError("unsupported", "the device took it and knows nothing of it", {
            deviceCode: response.status,
          }),
        );
        break;
      case "gone":
        void this.#life.end(this.#life.progress.endOfPlaying());
        break;
      case "failed":
        void this.#life.fail(verdict.error);
        break;
      case "wait":
        break;
    }
  }

  #reportOf({ rate, positionS, durationS }: PlaybackInfo): Report {
    const { state } = this.#life.progress.status.value;
    const told =
      rate === undefined
        ? state === "paused"
          ? state
          : "playing"
        : rate === 0
          ? "paused"
          : "playing";
    return {
      state: told,
      ...(positionS !== undefined && { positionS }),
      ...(durationS !== undefined && { durationS }),
    };
  }

  /** QK-30: to where it was to begin, unless the device did that. Not worth a failure. */
  async #findStart({ positionS = 0 }: PlaybackInfo): Promise<void> {
    const { item, startWasSaid } = this.#options;
    if (item.startS <= 0 || (startWasSaid && Math.abs(positionS - item.startS) < OFF_S)) return;
    await this.seek(item.startS).catch(() => {});
  }

  #onClosed(reason: CloseReason): void {
    if (this.#life.isOver) return;
    const started = this.#watch.phase === "started";
    if (started && reason.kind === "ended") void this.#life.end(this.#life.progress.endOfPlaying());
    else void this.#life.fail(errorOf(reason));
  }
}
