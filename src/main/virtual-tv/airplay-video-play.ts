import type { Timer } from "../runtime/clock.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { type Off, type ReadonlySignal, Signal } from "../runtime/signal.ts";
import { type Film, openFilm } from "./airplay-film.ts";
import type { VideoRequest } from "./airplay-video.ts";
import { errorOfFetch, notOnline, type VideoError } from "./airplay-video-error.ts";
import type { Television } from "./television.ts";
import type { TvApp } from "./tv-apps.ts";
import { itemWith, newPlayer } from "./tv-library.ts";
import { itemOf, positionOf, type TvPlayer } from "./tv-media.ts";
import type { TvState } from "./tv-state.ts";

/** What remotes are told plays when AirPlay fills the screen. */
export const AIRPLAY_APP: TvApp = { id: "com.apple.TVAirPlay", name: "AirPlay" };

/**
 * `end`: played to it. `user`: somebody at the TV, or another remote, stopped it. `sender`: whoever
 * sent it did, or went away. `replaced`: another video took its place.
 */
export type VideoEnd = "end" | "user" | "sender" | "replaced" | "closed";

export type VideoPhase =
  | { readonly phase: "loading" | "playing" | "paused" }
  | { readonly phase: "stopped"; readonly why: VideoEnd }
  | { readonly phase: "failed"; readonly error: VideoError };

/** One film from the moment it is asked for until it ends, in the TV's own player. */
export class VideoPlay {
  readonly uuid: string;
  readonly #runtime: Runtime;
  readonly #television: Television;
  readonly #request: VideoRequest;
  readonly #phase = new Signal<VideoPhase>({ phase: "loading" });
  readonly #abort = new AbortController();
  readonly #offState: Off;
  #film: Film | null = null;
  /** While it loads; afterwards the player has it. */
  #rate: number;
  #startS: number;
  #endTimer: Timer | null = null;

  constructor(runtime: Runtime, television: Television, request: VideoRequest) {
    this.uuid = runtime.random.uuid().toUpperCase();
    this.#runtime = runtime;
    this.#television = television;
    this.#request = request;
    this.#rate = request.rate;
    this.#startS = 0;
    const player = { ...newPlayer(AIRPLAY_APP, [itemWith({ id: this.uuid, kind: "video" })]) };
    const loading: TvPlayer = { ...player, playing: false, stage: "loading" };
    television.do({ kind: "show-player", player: loading, inFront: true });
    this.#offState = television.state.on((state) => this.#follow(state));
    void this.#open();
  }

  get phase(): ReadonlySignal<VideoPhase> {
    return this.#phase;
  }

  get ended(): boolean {
    const { phase } = this.#phase.value;
    return phase === "stopped" || phase === "failed";
  }

  /** Seconds; null while it is unknown, and for what has no end. */
  get durationS(): number | null {
    return this.#film?.durationS ?? null;
  }

  get positionS(): number {
    const player = this.#playerOf(this.#television.state.value);
    if (player === null || this.#film === null) return this.#startS;
    return positionOf(player, this.#runtime.clock.wallMs());
  }

  /** Seconds of it in a second, now. */
  get rate(): number {
    const player = this.#playerOf(this.#television.state.value);
    return this.#phase.value.phase === "playing" && player !== null ? player.rate : 0;
  }

  setRate(rate: number): void {
    this.#rate = rate;
    if (this.ended || this.#film === null) return;
    this.#television.do({ kind: "media", command: rate === 0 ? "pause" : "play" });
    if (rate !== 0) this.#television.do({ kind: "change-player", change: { rate } });
  }

  /** What is there is fetched anew, as a player does that has not got so far. */
  seek(seconds: number): void {
    this.#startS = Math.max(0, seconds);
    if (this.ended || this.#film === null) return;
    this.#television.do({ kind: "seek", seconds });
    void this.#fetchAt(this.positionS);
  }

  stop(why: VideoEnd): void {
    this.#end({ phase: "stopped", why });
  }

  /** Played to its end, now. */
  finish(): void {
    if (this.#film === null) return;
    this.#television.do({ kind: "change-player", change: { positionS: this.durationS ?? 0 } });
    this.stop("end");
  }

  async #open(): Promise<void> {
    const { mediaFetch: fetch } = this.#runtime;
    const { url, askForPlaylist } = this.#request;
    const { signal } = this.#abort;
    try {
      if (fetch === undefined) throw notOnline();
      const source = { url, fetch, signal, ...(askForPlaylist && { askForPlaylist }) };
      const film = await openFilm(source);
      this.#show(film);
      await this.#fetchAt(this.#startS);
    } catch (error) {
      this.#fail(error);
    }
  }

  #show(film: Film): void {
    if (this.ended) return;
    const { durationS } = film;
    const { start } = this.#request;
    this.#film = film;
    if (this.#startS === 0 && start !== undefined) {
      this.#startS = "seconds" in start ? start.seconds : start.fraction * (durationS ?? 0);
    }
    const positionS = Math.min(this.#startS, durationS ?? this.#startS);
    const isLive = durationS === null;
    this.#television.do({ kind: "change-item", change: { durationS, isLive } });
    this.#television.do({
      kind: "change-player",
      change: { stage: "ready", positionS, playing: this.#rate !== 0, rate: this.#rate || 1 },
    });
    this.#television.note("video ready");
  }

  async #fetchAt(positionS: number): Promise<void> {
    const film = this.#film;
    if (film === null || this.ended) return;
    const fraction = film.durationS === null ? 0 : Math.min(1, positionS / film.durationS);
    try {
      await film.readAt(fraction, this.#abort.signal);
      this.#television.note("video fetched");
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    if (this.#abort.signal.aborted) return;
    this.#television.note("video failed");
    this.#end({ phase: "failed", error: errorOfFetch(error) });
  }

  /** Called while the TV tells all its listeners: what ends it comes afterwards. */
  #follow(state: TvState): void {
    if (this.ended) return;
    const player = this.#playerOf(state);
    const isGone = player === null || state.openApp?.id !== AIRPLAY_APP.id;
    if (isGone || player.stage === "stopped") {
      void Promise.resolve().then(() => this.stop("user"));
      return;
    }
    if (player.stage !== "loading") this.#tell(player.playing ? "playing" : "paused");
    this.#armEnd(player);
  }

  #tell(phase: "playing" | "paused"): void {
    if (this.#phase.value.phase !== phase) this.#phase.set({ phase });
  }

  #armEnd(player: TvPlayer): void {
    const { clock } = this.#runtime;
    this.#endTimer?.cancel();
    this.#endTimer = null;
    const { durationS } = this;
    if (durationS === null || !player.playing || player.rate <= 0) return;
    const leftS = (durationS - positionOf(player, clock.wallMs())) / player.rate;
    this.#endTimer = clock.after(Math.max(0, leftS * 1000), () => this.stop("end"));
  }

  #end(last: VideoPhase): void {
    if (this.ended) return;
    this.#offState();
    this.#endTimer?.cancel();
    this.#abort.abort();
    this.#startS = 0;
    this.#phase.set(last);
    this.#television.do({ kind: "end-app", appId: AIRPLAY_APP.id });
    this.#television.note("video ended");
  }

  /** Null when something else plays. */
  #playerOf({ player }: TvState): TvPlayer | null {
    return player !== null && itemOf(player)?.id === this.uuid ? player : null;
  }
}
