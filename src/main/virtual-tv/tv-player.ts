import { assertNever } from "../../shared/errors.ts";
import type { TvApp } from "./tv-apps.ts";
import type { TvMedia } from "./tv-input.ts";
import type { TvState } from "./tv-state.ts";

const DEFAULT_DURATION_S = 2820;

export function startPlaying(state: TvState, app: TvApp, durationS: number): TvState {
  return { ...state, player: { app, playing: true, positionS: 0, durationS } };
}

export function pause(state: TvState): TvState {
  return state.player === null ? state : { ...state, player: { ...state.player, playing: false } };
}

/** Toggles what plays; in an open app with nothing to play yet, it starts. */
export function playPause(state: TvState): TvState {
  const { player, openApp } = state;
  if (player !== null && (openApp === null || openApp.id === player.app.id)) {
    return { ...state, player: { ...player, playing: !player.playing } };
  }
  return openApp === null ? state : startPlaying(state, openApp, DEFAULT_DURATION_S);
}

export function skip(state: TvState, seconds: number): TvState {
  const { player } = state;
  if (player === null) return state;
  const positionS = Math.min(player.durationS, Math.max(0, player.positionS + seconds));
  return { ...state, player: { ...player, positionS } };
}

export function playMedia(state: TvState, command: TvMedia): TvState {
  const { player } = state;
  switch (command) {
    case "play":
      return player?.playing ? state : playPause(state);
    case "pause":
      return pause(state);
    case "next":
    case "previous":
      return player === null ? state : { ...state, player: { ...player, positionS: 0 } };
    case "fast-forward-end":
      return skip(state, 30);
    case "rewind-end":
      return skip(state, -30);
    case "fast-forward-begin":
    case "rewind-begin":
      return state;
    default:
      return assertNever(command);
  }
}
