import { assertNever } from "../../shared/errors.ts";
import {
  describeInput,
  isScenarioInput,
  isTextInput,
  type RemoteInput,
  type ScenarioInput,
  type TextInput,
  type TvInput,
} from "./tv-input.ts";
import { pressButton } from "./tv-navigation.ts";
import { askText, openApp, wake } from "./tv-opening.ts";
import { pause, playMedia, skip, startPlaying } from "./tv-player.ts";
import type { TvState } from "./tv-state.ts";

/** The TV after one input. Pure. */
export function apply(state: TvState, input: TvInput): TvState {
  const words = describeInput(input, state.keyboard?.secure ?? false);
  const next = change(state, input);
  return words === null || next.lastInput === words ? next : { ...next, lastInput: words };
}

function change(state: TvState, input: TvInput): TvState {
  if (isScenarioInput(input)) return changeByScenario(state, input);
  if (isTextInput(input)) return changeText(state, input);
  return changeByRemote(state, input);
}

function changeByRemote(state: TvState, input: RemoteInput): TvState {
  switch (input.kind) {
    case "button":
      return pressButton(state, input.button, input.action);
    case "swipe":
      return pressButton(state, input.direction, "tap");
    case "sleep":
      return fallAsleep(state);
    case "wake":
      return wake(state);
    case "media":
      return playMedia(state, input.command);
    case "skip":
      return skip(state, input.seconds);
    case "volume":
      return withVolume(state, input.percent);
    case "launch":
    case "open-link":
      return openApp(wake(state), input.app);
    case "account":
      return { ...state, accountId: input.id };
    default:
      return assertNever(input);
  }
}

function changeText(state: TvState, input: TextInput): TvState {
  const { keyboard } = state;
  switch (input.kind) {
    case "insert-text":
      // Text for a field that is gone is text for nobody.
      if (keyboard?.session !== input.session) return state;
      return { ...state, keyboard: { ...keyboard, text: keyboard.text + input.text } };
    case "clear-text":
      if (keyboard?.session !== input.session) return state;
      return { ...state, keyboard: { ...keyboard, text: "" } };
    case "ask-text":
      return askText(wake(state), input.field);
    case "dismiss-text":
      return { ...state, keyboard: null };
    default:
      return assertNever(input);
  }
}

function changeByScenario(state: TvState, input: ScenarioInput): TvState {
  switch (input.kind) {
    case "start-playing":
      return startPlaying(openApp(wake(state), input.app), input.app, input.durationS);
    case "stop-playing":
      return { ...state, player: null };
    case "volume-mode":
      return { ...state, volume: { mode: input.mode, percent: input.percent } };
    case "show-pin":
      return { ...state, pin: input.pin };
    case "refuse":
      return { ...state, refused: input.ids };
    case "install":
      return { ...state, apps: input.apps, focus: 0 };
    case "accounts":
      return { ...state, accounts: input.accounts };
    case "controllers":
      return state.controllers === input.count ? state : { ...state, controllers: input.count };
    default:
      return assertNever(input);
  }
}

function fallAsleep(state: TvState): TvState {
  if (state.power === "asleep") return state;
  return { ...pause(state), power: "asleep", view: "home", openApp: null, keyboard: null };
}

function withVolume(state: TvState, percent: number): TvState {
  if (state.volume.mode !== "absolute") return state;
  return { ...state, volume: { ...state.volume, percent: Math.min(100, Math.max(0, percent)) } };
}
