import { RemoteError } from "../../shared/errors.ts";
import type { Off } from "../runtime/signal.ts";
import type { Television } from "./television.ts";
import type { TvAccount, TvApp } from "./tv-apps.ts";
import { floodUpdates } from "./tv-flood.ts";
import {
  type ArtworkKind,
  artworkOf,
  barestOffers,
  episode,
  itemWith,
  liveNews,
  liveOffers,
  newPlayer,
  songs,
} from "./tv-library.ts";
import type { TvItem, TvPlayer, TvSpeaker } from "./tv-media.ts";
import type { VolumeMode } from "./tv-state.ts";

export interface AskOptions {
  readonly prompt?: string;
  /** A password. */
  readonly secure?: boolean;
  /** What is in the field already. */
  readonly text?: string;
}

const DEFAULT_DURATION_S = 2820;
const TV_APP = "com.apple.TVWatchList";
const MUSIC_APP = "com.apple.TVMusic";
const LIVE_APP = "de.swr.avp.ard.tablet";
const SILENT_APP = "com.plexapp.plex";

/** Things that happen at a TV without a remote. */
export class Scenarios {
  readonly #television: Television;

  constructor(television: Television) {
    this.#television = television;
  }

  askForText({ prompt = "Search", secure = false, text = "" }: AskOptions = {}): void {
    this.#television.do({ kind: "ask-text", field: { prompt, secure, text } });
  }

  closeTextField(): void {
    this.#television.do({ kind: "dismiss-text" });
  }

  fallAsleep(): void {
    this.#television.do({ kind: "sleep" });
  }

  wake(): void {
    this.#television.do({ kind: "wake" });
  }

  /** Throws `not-found` for an app that is not installed. */
  play(appId = TV_APP, durationS = DEFAULT_DURATION_S): void {
    this.#television.do({ kind: "start-playing", app: this.#app(appId), durationS });
  }

  /** An episode of a series with everything an app can tell: picture, sound tracks, subtitles. */
  playEpisode(change: Partial<TvItem> = {}): void {
    this.show(newPlayer(this.#app(TV_APP), [{ ...episode, ...change }]));
  }

  /** The first of three songs, which can be shuffled and repeated. */
  playSongs(): void {
    this.show(newPlayer(this.#app(MUSIC_APP), songs));
  }

  /** Live television: NaN for its duration, no position, and a rate of 0 although it plays. */
  playLive(): void {
    const player = newPlayer(this.#app(LIVE_APP), [liveNews]);
    this.show({ ...player, rate: 0, offers: liveOffers });
  }

  /** An app that offers commands and tells nothing: paused, with an empty queue (M2). */
  playSilently(): void {
    const player = newPlayer(this.#app(SILENT_APP), []);
    this.show({ ...player, playing: false, offers: barestOffers });
  }

  /** An episode in front, while songs wait in the app behind it. */
  playTwoApps(): void {
    this.playSongs();
    this.playEpisode();
  }

  /** Any player: in front, or beside what plays. */
  show(player: TvPlayer, inFront = true): void {
    this.#television.do({ kind: "show-player", player, inFront });
  }

  /** The app ends; what plays in another one stays. */
  quitApp(appId: string): void {
    this.#television.do({ kind: "remove-player", appId });
  }

  /** The stream has to be waited for; `false`: it is there. */
  loading(on = true): void {
    this.#television.do({ kind: "change-player", change: { stage: on ? "loading" : "ready" } });
  }

  changePlayer(change: Partial<TvPlayer>): void {
    this.#television.do({ kind: "change-player", change });
  }

  changeItem(change: Partial<TvItem>): void {
    this.#television.do({ kind: "change-item", change });
  }

  /** Another item than the one that plays, of which only this is told. */
  nextItem(told: Partial<TvItem> & Pick<TvItem, "id">): void {
    const change = { queue: [itemWith(told)], location: 0, positionS: 0 };
    this.#television.do({ kind: "change-player", change });
  }

  /** `none` now and anything else later is an artwork that comes late. */
  artwork(kind: ArtworkKind): void {
    this.changeItem({ artwork: artworkOf(kind) });
  }

  /**
   * Changes the title so many times a second until the answer is called; each change is a message
   * to every remote.
   */
  flood(perSecond: number): Off {
    return floodUpdates(this.#television, perSecond);
  }

  /** The same for so many seconds. */
  floodFor(perSecond: number, seconds: number): void {
    this.#television.clock.after(seconds * 1000, this.flood(perSecond));
  }

  /** These are the speakers of the home. */
  haveSpeakers(speakers: readonly TvSpeaker[]): void {
    this.#television.do({ kind: "have-speakers", speakers });
  }

  speakerJoins(...ids: readonly string[]): void {
    this.#television.do({ kind: "speakers", change: "add", ids });
  }

  speakerLeaves(...ids: readonly string[]): void {
    this.#television.do({ kind: "speakers", change: "remove", ids });
  }

  stopPlaying(): void {
    this.#television.do({ kind: "stop-playing" });
  }

  /** `relative`: by infrared or HDMI-CEC, without a value. `none`: not at all. */
  volume(mode: VolumeMode, percent = 50): void {
    this.#television.do({ kind: "volume-mode", mode, percent });
  }

  /** A PIN that belongs to nobody's pairing; null takes it away. */
  showPin(pin: string | null): void {
    this.#television.do({ kind: "show-pin", pin });
  }

  /** These apps do not open from now on. */
  refuseLaunch(...ids: readonly string[]): void {
    this.#television.do({ kind: "refuse", ids });
  }

  install(apps: readonly TvApp[]): void {
    this.#television.do({ kind: "install", apps });
  }

  accounts(accounts: readonly TvAccount[]): void {
    this.#television.do({ kind: "accounts", accounts });
  }

  #app(id: string): TvApp {
    const app = this.#television.state.value.apps.find((entry) => entry.id === id);
    if (!app) throw new RemoteError("not-found", "this app is not installed", { subject: id });
    return app;
  }
}
