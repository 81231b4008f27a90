import { assertNever } from "../../shared/errors.ts";
import type { Button, PressAction } from "../../shared/model/buttons.ts";
import type { RepeatMode, ShuffleMode } from "../../shared/model/now-playing.ts";
import type { TvAccount, TvApp } from "./tv-apps.ts";
import type { TvItem, TvPlayer, TvSpeaker } from "./tv-media.ts";
import type { SpeakerChange } from "./tv-sound.ts";
import type { TvRemotesPage, VolumeMode } from "./tv-state.ts";

export type TvMedia =
  | "play"
  | "pause"
  | "play-pause"
  | "stop"
  | "next"
  | "previous"
  | "fast-forward-begin"
  | "fast-forward-end"
  | "rewind-begin"
  | "rewind-end";

export type SwipeDirection = "up" | "down" | "left" | "right";

/** What a remote does to what is on the screen. */
export type RemoteInput =
  | { readonly kind: "button"; readonly button: Button; readonly action: PressAction }
  | { readonly kind: "sleep" }
  | { readonly kind: "wake" }
  | { readonly kind: "media"; readonly command: TvMedia }
  | { readonly kind: "skip"; readonly seconds: number }
  | { readonly kind: "seek"; readonly seconds: number }
  | { readonly kind: "shuffle"; readonly mode: ShuffleMode }
  | { readonly kind: "repeat"; readonly mode: RepeatMode }
  | { readonly kind: "language"; readonly track: "audio" | "subtitles"; readonly id: string | null }
  | { readonly kind: "volume"; readonly percent: number }
  | { readonly kind: "speaker-volume"; readonly id: string; readonly percent: number }
  | { readonly kind: "speakers"; readonly change: SpeakerChange; readonly ids: readonly string[] }
  | { readonly kind: "launch"; readonly app: TvApp }
  | { readonly kind: "open-link"; readonly url: string; readonly app: TvApp }
  | { readonly kind: "account"; readonly id: string }
  | { readonly kind: "swipe"; readonly direction: SwipeDirection };

/** What happens to the text field. Remote text names the field it means. */
export type TextInput =
  | { readonly kind: "insert-text"; readonly session: number; readonly text: string }
  | { readonly kind: "clear-text"; readonly session: number }
  | { readonly kind: "ask-text"; readonly field: AskedField }
  | { readonly kind: "dismiss-text" };

export interface AskedField {
  readonly prompt: string;
  readonly secure: boolean;
  readonly text: string;
}

/** What a scenario does to the TV. */
export type ScenarioInput =
  | { readonly kind: "start-playing"; readonly app: TvApp; readonly durationS: number }
  | { readonly kind: "stop-playing" }
  /** Puts a player in front; `inFront` false: beside what plays, as one that is paused. */
  | { readonly kind: "show-player"; readonly player: TvPlayer; readonly inFront: boolean }
  | { readonly kind: "change-player"; readonly change: Partial<TvPlayer> }
  | { readonly kind: "change-item"; readonly change: Partial<TvItem> }
  | { readonly kind: "remove-player"; readonly appId: string }
  /** The app is gone, with its players and from the screen. */
  | { readonly kind: "end-app"; readonly appId: string }
  | { readonly kind: "have-speakers"; readonly speakers: readonly TvSpeaker[] }
  | { readonly kind: "volume-mode"; readonly mode: VolumeMode; readonly percent: number }
  | { readonly kind: "show-pin"; readonly pin: string | null }
  | { readonly kind: "refuse"; readonly ids: readonly string[] }
  | { readonly kind: "install"; readonly apps: readonly TvApp[] }
  | { readonly kind: "accounts"; readonly accounts: readonly TvAccount[] }
  | { readonly kind: "controllers"; readonly count: number }
  | { readonly kind: "remotes"; readonly page: TvRemotesPage | null };

/** Everything that can change the TV. */
export type TvInput = RemoteInput | TextInput | ScenarioInput;

const textKinds: ReadonlySet<string> = new Set<TextInput["kind"]>([
  "insert-text",
  "clear-text",
  "ask-text",
  "dismiss-text",
]);

const scenarioKinds: ReadonlySet<string> = new Set<ScenarioInput["kind"]>([
  "start-playing",
  "stop-playing",
  "show-player",
  "change-player",
  "change-item",
  "remove-player",
  "end-app",
  "have-speakers",
  "volume-mode",
  "show-pin",
  "refuse",
  "install",
  "accounts",
  "controllers",
  "remotes",
]);

export const isTextInput = (input: TvInput): input is TextInput => textKinds.has(input.kind);
export const isScenarioInput = (input: TvInput): input is ScenarioInput =>
  scenarioKinds.has(input.kind);

/**
 * An input in the words that a test waits for and the screen shows, such as "up", "hold home",
 * "launch com.netflix.Netflix". Null for what no remote did. A password is never in it.
 */
export function describeInput(input: TvInput, secureField: boolean): string | null {
  if (isScenarioInput(input)) return null;
  if (isTextInput(input)) return describeText(input, secureField);
  switch (input.kind) {
    case "button":
      return input.action === "tap" ? input.button : `${input.action} ${input.button}`;
    case "sleep":
    case "wake":
      return input.kind;
    case "media":
      return input.command;
    case "skip":
      return `skip ${input.seconds}`;
    case "seek":
      return `seek ${Math.round(input.seconds)}`;
    case "shuffle":
    case "repeat":
      return `${input.kind} ${input.mode}`;
    case "language":
      return `${input.track} ${input.id ?? "off"}`;
    case "volume":
      return `volume ${Math.round(input.percent)}`;
    case "speaker-volume":
      return `volume ${Math.round(input.percent)} of ${input.id}`;
    case "speakers":
      return `${input.change} speakers ${input.ids.join(" ")}`;
    case "launch":
      return `launch ${input.app.id}`;
    case "open-link":
      return `open ${input.url}`;
    case "account":
      return `account ${input.id}`;
    case "swipe":
      return `swipe ${input.direction}`;
    default:
      return assertNever(input);
  }
}

function describeText(input: TextInput, secureField: boolean): string | null {
  if (input.kind === "insert-text") return secureField ? "text (hidden)" : `text ${input.text}`;
  return input.kind === "clear-text" ? "clear text" : null;
}
