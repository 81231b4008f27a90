import type { Button, PressAction } from "../../shared/model/buttons.ts";
import { fallAsleep, openApp } from "./tv-opening.ts";
import { playPause } from "./tv-player.ts";
import { stepVolume, toggleMute } from "./tv-sound.ts";
import { GRID_COLUMNS, type TvState } from "./tv-state.ts";

const wakingButtons: ReadonlySet<Button> = new Set(["home", "select", "menu", "top-menu"]);

/** What one button does, by what is on the screen. Pure. */
export function pressButton(state: TvState, button: Button, action: PressAction): TvState {
  if (isSoundButton(button)) return action === "double" ? state : pressSound(state, button);
  if (state.power === "asleep") {
    return wakingButtons.has(button) ? { ...state, power: "on", view: "home" } : state;
  }
  // The first press only ends the screen saver, as on the real one.
  if (state.view === "screensaver") return backToContent(state);
  if (button === "home") return pressHome(state, action);
  // The two taps of a double tap have already been taken one by one.
  if (action === "double") return state;
  switch (button) {
    case "menu":
      return action === "hold" ? goHome(state) : goBack(state);
    case "top-menu":
      return goHome(state);
    case "screensaver":
      return { ...state, view: "screensaver", keyboard: null };
    case "control-center":
    case "page-down":
      return { ...state, view: "control-center" };
    case "play-pause":
      return playPause(state);
    case "select":
      return select(state);
    case "up":
    case "down":
    case "left":
    case "right":
      return move(state, button);
    default:
      return state;
  }
}

type SoundButton = "volume-up" | "volume-down" | "mute";
const isSoundButton = (button: Button): button is SoundButton =>
  button === "volume-up" || button === "volume-down" || button === "mute";

function pressSound(state: TvState, button: SoundButton): TvState {
  if (button === "mute") return toggleMute(state);
  return stepVolume(state, button === "volume-up" ? 1 : -1);
}

function pressHome(state: TvState, action: PressAction): TvState {
  if (action === "hold") return { ...state, view: "control-center" };
  if (action === "double") {
    return { ...state, view: "app-switcher", switcherFocus: 0, keyboard: null };
  }
  return goHome(state);
}

function goHome(state: TvState): TvState {
  return { ...state, view: "home", openApp: null, keyboard: null };
}

function goBack(state: TvState): TvState {
  if (state.view === "control-center" || state.view === "app-switcher") return backToContent(state);
  if (state.keyboard !== null) return { ...state, keyboard: null };
  if (state.view === "app") return goHome(state);
  return { ...state, focus: 0 };
}

function backToContent(state: TvState): TvState {
  return { ...state, view: state.openApp === null ? "home" : "app" };
}

function select(state: TvState): TvState {
  if (state.keyboard !== null) return state;
  switch (state.view) {
    case "home": {
      const app = state.apps[state.focus];
      return app ? openApp(state, app) : state;
    }
    case "app-switcher": {
      const app = state.recent[state.switcherFocus];
      return app ? openApp(state, app) : backToContent(state);
    }
    case "app":
      return playPause(state);
    // What has the focus when it opens is the button that puts the TV to sleep.
    case "control-center":
      return fallAsleep(state);
    default:
      return state;
  }
}

const steps = { up: -GRID_COLUMNS, down: GRID_COLUMNS, left: -1, right: 1 } as const;

function move(state: TvState, direction: keyof typeof steps): TvState {
  const step = steps[direction];
  if (state.view === "app-switcher") {
    const switcherFocus = state.switcherFocus + Math.sign(step);
    return switcherFocus in state.recent ? { ...state, switcherFocus } : state;
  }
  if (state.view !== "home") return state;
  const focus = state.focus + step;
  const sameRow = Math.floor(focus / GRID_COLUMNS) === Math.floor(state.focus / GRID_COLUMNS);
  if (!(focus in state.apps) || (Math.abs(step) === 1 && !sameRow)) return state;
  return { ...state, focus };
}
