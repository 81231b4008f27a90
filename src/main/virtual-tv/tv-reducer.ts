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
import { askText, endApp, fallAsleep, openApp, wake } from "./tv-opening.ts";
import {
  anchored,
  changeItem,
  changePlayer,
  chooseLanguage,
  movedOn,
  playMedia,
  removePlayer,
  seek,
  showPlayer,
  skip,
  startPlaying,
} from "./tv-player.ts";
import { withSpeakers, withSpeakerVolume, withVolume } from "./tv-sound.ts";
import type { TvState } from "./tv-state.ts";

/** The TV after one input at `nowMs` (ms since 1970). Pure. */
export function apply(state: TvState, input: TvInput, nowMs = 0): TvState {
  const words = describeInput(input, state.keyboard?.secure ?? false);
  const moved = movedOn(state, nowMs);
  const changed = change(moved, input);
  const next = changed === moved ? state : anchored(state, moved, changed, nowMs);
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
    case "seek":
      return seek(state, input.seconds);
    case "shuffle":
      return changePlayer(state, { shuffle: input.mode });
    case "repeat":
      return changePlayer(state, { repeat: input.mode });
    case "language":
      return chooseLanguage(state, input.track, input.id);
    case "volume":
      return withVolume(state, input.percent);
    case "speaker-volume":
      return withSpeakerVolume(state, input.id, input.percent);
    case "speakers":
      return withSpeakers(state, input.change, input.ids);
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
    case "show-player":
      if (input.inFront) return showPlayer(openApp(wake(state), input.player.app), input.player);
      return {
        ...state,
        otherPlayers: [...state.otherPlayers, { ...input.player, playing: false }],
      };
    case "change-player":
      return changePlayer(state, input.change);
    case "change-item":
      return changeItem(state, input.change);
    case "remove-player":
      return removePlayer(state, input.appId);
    case "end-app":
      return endApp(removePlayer(state, input.appId), input.appId);
    case "have-speakers":
      return { ...state, speakers: input.speakers };
    case "volume-mode":
      return { ...state, volume: { mode: input.mode, percent: input.percent, muted: false } };
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
    case "remotes":
      return { ...state, remotes: input.page };
    default:
      return assertNever(input);
  }
}
