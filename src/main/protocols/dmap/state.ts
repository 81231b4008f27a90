import type { NowPlaying } from "../../../shared/model/now-playing.ts";
import type { VolumeState } from "../../../shared/model/session.ts";
import type { Clock } from "../../runtime/clock.ts";
import { type ReadonlySignal, Signal } from "../../runtime/signal.ts";
import type { ChannelState } from "../plugin.ts";
import { keepSame } from "../same.ts";
import { featureStates } from "./features.ts";
import { nowPlayingOf } from "./now-playing.ts";
import { PlayStatus } from "./play-status.ts";

/** What the server said last, as everybody sees it. */
export class DmapState {
  readonly #clock: Clock;
  readonly #state = new Signal<ChannelState>({ features: {} });
  #status = new PlayStatus([]);
  /** Percent; null while the server has not said that it has one. */
  #percent: number | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get state(): ReadonlySignal<ChannelState> {
    return this.#state;
  }

  get nowPlaying(): NowPlaying | null {
    return this.#state.value.nowPlaying ?? null;
  }

  get volumeIsControllable(): boolean {
    return this.#status.number("cavc") === 1;
  }

  /** Just arrived: its position holds now. */
  onStatus(status: PlayStatus): void {
    this.#status = status;
    this.#publish();
  }

  onVolume(percent: number | null): void {
    this.#percent = percent;
    this.#publish();
  }

  #publish(): void {
    const { value: before } = this.#state;
    const wallMs = this.#clock.wallMs();
    const after: ChannelState = {
      features: keepSame(before.features, featureStates(this.#status, this.#percent !== null)),
      volume: keepSame(before.volume, this.#volume()),
      nowPlaying: keepSame(
        before.nowPlaying,
        nowPlayingOf(this.#status, wallMs, before.nowPlaying ?? null),
      ),
    };
    this.#state.set(keepSame(before, after));
  }

  #volume(): VolumeState {
    if (!this.#status.has("cavc")) return { control: "unknown", percent: null };
    if (!this.volumeIsControllable) return { control: "none", percent: null };
    const percent = this.#percent;
    return { control: percent === null ? "relative" : "absolute", percent };
  }
}
