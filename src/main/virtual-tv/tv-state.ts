import type { TvRemotes, TvScreen } from "../../shared/model/tv-screen.ts";
import { type TvAccount, type TvApp, tvAccounts, tvApps, tvSpeakers } from "./tv-apps.ts";
import { itemOf, type TvOffer, type TvPlayer, type TvSpeaker } from "./tv-media.ts";
import { heardPercent, knowsVolume } from "./tv-sound.ts";

export type TvView = TvScreen["view"];
/** `relative`: by infrared or HDMI-CEC, without a value. `both`: by steps, and the value is known. */
export type VolumeMode = "absolute" | "relative" | "both" | "none";

/** A text field with the focus. `session` counts the fields shown since start; the wire names it by a UUID. */
export interface TvKeyboard {
  readonly session: number;
  readonly text: string;
  readonly secure: boolean;
  readonly prompt: string;
  /** The app that asks. */
  readonly app: TvApp;
}

/** The Remotes page of Settings. */
export type TvRemotesPage = Omit<TvRemotes, "tv">;

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
  readonly volume: { readonly mode: VolumeMode; readonly percent: number; readonly muted: boolean };
  /** Speakers in the home, whether they play along or not. */
  readonly speakers: readonly TvSpeaker[];
  /** What remotes mean by "what plays". */
  readonly player: TvPlayer | null;
  /** Of other apps, in no order; none of them plays. */
  readonly otherPlayers: readonly TvPlayer[];
  readonly pin: string | null;
  readonly lastInput: string;
  readonly controllers: number;
  /** Null while it is not open, and on models that have none. */
  readonly remotes: TvRemotesPage | null;
}

/** Apps in one row of the home screen. */
export const GRID_COLUMNS = 6;

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
    volume: { mode: "absolute", percent: 50, muted: false, ...volume },
    speakers: tvSpeakers,
    player: null,
    otherPlayers: [],
    pin: null,
    lastInput: "",
    controllers: 0,
    remotes: null,
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
    title: titleOf(state),
    keyboard: keyboard && {
      text: keyboard.secure ? "•".repeat([...keyboard.text].length) : keyboard.text,
      secure: keyboard.secure,
      prompt: keyboard.prompt,
    },
    pin: state.pin,
    volumePercent: Math.round(heardPercent(state.volume)),
    account: account?.name ?? "",
    lastInput: state.lastInput,
    controllers: state.controllers,
    remotes: state.remotes && { tv: state.name, ...state.remotes },
  };
}

function titleOf({ player, openApp }: TvState): string | null {
  return player?.app.id === openApp?.id ? ((player && itemOf(player)?.title) ?? null) : null;
}

/** Companion's attention state (docs/protocols/companion.md#power). */
export function attentionOf(state: TvState): 1 | 2 | 3 {
  if (state.power === "asleep") return 1;
  return state.view === "screensaver" ? 2 : 3;
}

const VOLUME_FLAG = 0x100;
const PLAY_FLAGS = 0x03;
const WIND_FLAGS = 0x30;
const SKIP_FLAGS = 0x600;
const NEXT_FLAG = 0x04;
const PREVIOUS_FLAG = 0x08;

/**
 * The media-control flags of `_iMC`, of what the app offers: 0x733 was seen while a video plays.
 * Volume by infrared or HDMI-CEC is not announced.
 */
export function mediaFlagsOf({ volume, player }: TvState): number {
  const offers = (offer: TvOffer, flags: number) => (player?.offers.includes(offer) ? flags : 0);
  return (
    (knowsVolume(volume) ? VOLUME_FLAG : 0) |
    offers("Play", PLAY_FLAGS) |
    offers("BeginFastForward", WIND_FLAGS) |
    offers("SkipForward", SKIP_FLAGS) |
    offers("NextTrack", NEXT_FLAG) |
    offers("PreviousTrack", PREVIOUS_FLAG)
  );
}
