import type { TvScreen } from "../../shared/model/tv-screen.ts";
import { type TvAccount, type TvApp, tvAccounts, tvApps } from "./tv-apps.ts";

export type TvView = TvScreen["view"];
export type VolumeMode = "absolute" | "relative" | "none";

/** A text field with the focus. `session` counts the fields shown since start; the wire names it by a UUID. */
export interface TvKeyboard {
  readonly session: number;
  readonly text: string;
  readonly secure: boolean;
  readonly prompt: string;
  /** The app that asks. */
  readonly app: TvApp;
}

export interface TvPlayer {
  readonly app: TvApp;
  readonly playing: boolean;
  readonly positionS: number;
  readonly durationS: number;
}

/** Everything the virtual Apple TV thinks. Plain data; `apply` in tv-reducer.ts is the only way to the next one. */
export interface TvState {
  readonly name: string;
  readonly power: "on" | "asleep";
  readonly view: TvView;
  readonly apps: readonly TvApp[];
  /** Index into `apps`. */
  readonly focus: number;
  readonly openApp: TvApp | null;
  /** Most recent first. */
  readonly recent: readonly TvApp[];
  /** Index into `recent` while the app switcher is open. */
  readonly switcherFocus: number;
  /** Bundle ids that refuse to open. */
  readonly refused: readonly string[];
  readonly accounts: readonly TvAccount[];
  readonly accountId: string;
  readonly keyboard: TvKeyboard | null;
  readonly keyboardSessions: number;
  readonly volume: { readonly mode: VolumeMode; readonly percent: number };
  readonly player: TvPlayer | null;
  readonly pin: string | null;
  readonly lastInput: string;
  readonly controllers: number;
}

/** Apps in one row of the home screen. */
export const GRID_COLUMNS = 6;

/** One press of a volume key: a sixteenth, as on Apple's own remotes. */
export const VOLUME_STEP_PERCENT = 6.25;

export function initialState(name: string, volume: Partial<TvState["volume"]> = {}): TvState {
  return {
    name,
    power: "on",
    view: "home",
    apps: tvApps,
    focus: 0,
    openApp: null,
    recent: [],
    switcherFocus: 0,
    refused: [],
    accounts: tvAccounts,
    accountId: tvAccounts[0]?.id ?? "",
    keyboard: null,
    keyboardSessions: 0,
    volume: { mode: "absolute", percent: 50, ...volume },
    player: null,
    pin: null,
    lastInput: "",
    controllers: 0,
  };
}

/** What the small screen of the built-in TV shows. A password is shown as dots, as on a real screen. */
export function toScreen(state: TvState, revision: number): TvScreen {
  const { keyboard } = state;
  const account = state.accounts.find((entry) => entry.id === state.accountId);
  return {
    revision,
    name: state.name,
    power: state.power,
    view: state.view,
    apps: state.apps,
    focus: state.focus,
    openApp: state.openApp,
    playing: state.player?.playing ?? false,
    keyboard: keyboard && {
      text: keyboard.secure ? "•".repeat([...keyboard.text].length) : keyboard.text,
      secure: keyboard.secure,
      prompt: keyboard.prompt,
    },
    pin: state.pin,
    volumePercent: Math.round(state.volume.percent),
    account: account?.name ?? "",
    lastInput: state.lastInput,
    controllers: state.controllers,
  };
}

/** Companion's attention state (docs/protocols/companion.md#power). */
export function attentionOf(state: TvState): 1 | 2 | 3 {
  if (state.power === "asleep") return 1;
  return state.view === "screensaver" ? 2 : 3;
}

const VOLUME_FLAG = 0x100;
/** Play, pause, fast-forward, rewind, skip both ways: 0x633, as seen (with volume, 0x733) while a video plays. */
const PLAYER_FLAGS = 0x633;
const TRACK_FLAGS = 0x0c;

/** The media-control flags of `_iMC`. Volume by infrared or HDMI-CEC is not announced. */
export function mediaFlagsOf(state: TvState): number {
  const volume = state.volume.mode === "absolute" ? VOLUME_FLAG : 0;
  return volume | (state.player === null ? 0 : PLAYER_FLAGS | TRACK_FLAGS);
}
