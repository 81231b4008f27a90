import { RemoteError } from "../../shared/errors.ts";
import type { Television } from "./television.ts";
import type { TvAccount, TvApp } from "./tv-apps.ts";
import type { VolumeMode } from "./tv-state.ts";

export interface AskOptions {
  readonly prompt?: string;
  /** A password. */
  readonly secure?: boolean;
  /** What is in the field already. */
  readonly text?: string;
}

const DEFAULT_DURATION_S = 2820;

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
  play(appId = "com.apple.TVWatchList", durationS = DEFAULT_DURATION_S): void {
    this.#television.do({ kind: "start-playing", app: this.#app(appId), durationS });
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
