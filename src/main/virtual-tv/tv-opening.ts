import { SEARCH_APP, type TvApp } from "./tv-apps.ts";
import type { AskedField } from "./tv-input.ts";
import { pause } from "./tv-player.ts";
import type { TvState } from "./tv-state.ts";

/** Opens an app in front; the search app asks for text at once. */
export function openApp(state: TvState, app: TvApp): TvState {
  const opened: TvState = {
    ...state,
    view: "app",
    openApp: app,
    recent: [app, ...state.recent.filter((entry) => entry.id !== app.id)].slice(0, 10),
    keyboard: null,
  };
  if (app.id !== SEARCH_APP) return opened;
  return askText(opened, { prompt: "Search", secure: false, text: "" });
}

/** Back to the home screen, when it is this app that is in front. */
export function endApp(state: TvState, appId: string): TvState {
  const recent = state.recent.filter(({ id }) => id !== appId);
  if (state.openApp?.id !== appId) return { ...state, recent };
  return { ...state, recent, view: "home", openApp: null, keyboard: null };
}

/** Puts a text field in front; each one is a new session, however alike they look. */
export function askText(state: TvState, field: AskedField): TvState {
  const session = state.keyboardSessions + 1;
  const app = state.openApp ?? { id: "com.apple.PineBoard", name: state.name };
  return { ...state, keyboardSessions: session, keyboard: { ...field, session, app } };
}

/** Awake, with what was in front before. */
export function wake(state: TvState): TvState {
  if (state.power === "on" && state.view !== "screensaver") return state;
  return { ...state, power: "on", view: state.openApp === null ? "home" : "app" };
}

/** Off, with nothing in front any more; what played pauses. */
export function fallAsleep(state: TvState): TvState {
  if (state.power === "asleep") return state;
  return { ...pause(state), power: "asleep", view: "home", openApp: null, keyboard: null };
}
