import { assertNever } from "../../shared/errors.ts";
import type { TvApp } from "./tv-apps.ts";
import type { TvMedia } from "./tv-input.ts";
import { newPlayer, sampleQueue } from "./tv-library.ts";
import { itemOf, positionOf, samePlayer, type TvPlayer, within } from "./tv-media.ts";
import type { TvState } from "./tv-state.ts";

const BACK_TO_START_S = 3;

/** Players of `state` with their positions as of `nowMs`; the same object when nothing moves. */
export function movedOn(state: TvState, nowMs: number): TvState {
  const move = (player: TvPlayer): TvPlayer => {
    const positionS = positionOf(player, nowMs);
    if (positionS === player.positionS) return player;
    return { ...player, positionS, positionAtMs: nowMs };
  };
  const player = state.player && move(state.player);
  const otherPlayers = state.otherPlayers.map(move);
  const moved = otherPlayers.some((entry, at) => entry !== state.otherPlayers[at]);
  if (player === state.player && !moved) return state;
  return { ...state, player, otherPlayers };
}

/**
 * `after` with the clocks of its players: those that an input left alone keep the ones they had in
 * `before`, so that time alone is no change; the others stand where they are since `nowMs`.
 */
export function anchored(before: TvState, moved: TvState, after: TvState, nowMs: number): TvState {
  const olds = playersOf(before);
  const kept = new Map(playersOf(moved).map((player, at) => [player, olds[at] ?? player]));
  const anchor = (player: TvPlayer) => kept.get(player) ?? { ...player, positionAtMs: nowMs };
  const player = after.player && anchor(after.player);
  const others = after.otherPlayers.map(anchor);
  const same =
    others.length === before.otherPlayers.length &&
    others.every((entry, at) => entry === before.otherPlayers[at]);
  return { ...after, player, otherPlayers: same ? before.otherPlayers : others };
}

/** The one that plays now first. */
export function playersOf({ player, otherPlayers }: TvState): readonly TvPlayer[] {
  return player === null ? otherPlayers : [player, ...otherPlayers];
}

/** Makes this the player that all remotes mean; a former one pauses, and stays. */
export function showPlayer(state: TvState, player: TvPlayer): TvState {
  const others = playersOf(state)
    .filter((entry) => !samePlayer(entry, player))
    .map((entry) => (entry.playing ? { ...entry, playing: false } : entry));
  return { ...state, player, otherPlayers: others };
}

export function startPlaying(state: TvState, app: TvApp, durationS?: number): TvState {
  const [first, ...rest] = sampleQueue(app);
  if (first === undefined) return state;
  const queue = [durationS === undefined ? first : { ...first, durationS }, ...rest];
  return showPlayer(state, newPlayer(app, queue));
}

/** The app ended: all of its players are gone. */
export function removePlayer(state: TvState, appId: string): TvState {
  const otherPlayers = state.otherPlayers.filter(({ app }) => app.id !== appId);
  return { ...state, player: state.player?.app.id === appId ? null : state.player, otherPlayers };
}

export function changePlayer(state: TvState, change: Partial<TvPlayer>): TvState {
  return state.player === null ? state : { ...state, player: { ...state.player, ...change } };
}

export function pause(state: TvState): TvState {
  return state.player?.playing ? changePlayer(state, { playing: false, rate: 1 }) : state;
}

/** Toggles what plays; in an open app with nothing to play yet, it starts. */
export function playPause(state: TvState): TvState {
  const { player, openApp } = state;
  if (player !== null && (openApp === null || openApp.id === player.app.id)) {
    const stage = player.stage === "stopped" ? "ready" : player.stage;
    return changePlayer(state, { playing: !player.playing, rate: 1, stage });
  }
  return openApp === null ? state : startPlaying(state, openApp);
}

export function skip(state: TvState, seconds: number): TvState {
  const { player } = state;
  return player === null ? state : seek(state, player.positionS + seconds);
}

export function seek(state: TvState, seconds: number): TvState {
  const { player } = state;
  return player === null ? state : changePlayer(state, { positionS: within(player, seconds) });
}

export function playMedia(state: TvState, command: TvMedia): TvState {
  const { player } = state;
  switch (command) {
    case "play":
      return player?.playing && player.stage !== "stopped" ? state : playPause(state);
    case "pause":
      return pause(state);
    case "play-pause":
      return playPause(state);
    case "stop":
      return changePlayer(state, { playing: false, stage: "stopped", positionS: 0 });
    case "next":
      return player === null ? state : moveInQueue(state, player, 1);
    case "previous":
      return player === null ? state : moveInQueue(state, player, -1);
    case "fast-forward-begin":
      return player?.playing ? changePlayer(state, { rate: 8 }) : state;
    case "rewind-begin":
      return player?.playing ? changePlayer(state, { rate: -8 }) : state;
    case "fast-forward-end":
    case "rewind-end":
      return endWinding(state, command === "rewind-end" ? -30 : 30);
    default:
      return assertNever(command);
  }
}

/** A release without the press before it is a jump, as the click of a real remote. */
function endWinding(state: TvState, jumpS: number): TvState {
  if (state.player === null) return state;
  const wound = state.player.rate !== 1 && state.player.rate !== 0;
  return wound ? changePlayer(state, { rate: 1 }) : skip(state, jumpS);
}

function moveInQueue(state: TvState, player: TvPlayer, by: 1 | -1): TvState {
  if (by < 0 && (player.positionS > BACK_TO_START_S || player.location === 0)) {
    return seek(state, 0);
  }
  const next = player.location + by;
  const location = next in player.queue ? next : player.repeat === "all" ? 0 : player.location;
  return changePlayer(state, { location, positionS: 0 });
}

/** Chooses a sound track or a subtitle by its id; null turns it off where that is possible. */
export function chooseLanguage(
  state: TvState,
  track: "audio" | "subtitles",
  id: string | null,
): TvState {
  const item = state.player && itemOf(state.player);
  const group = item?.languages?.[track];
  if (!item?.languages || !group || group.currentId === id) return state;
  const exists = id === null ? group.canBeOff : group.options.some((option) => option.id === id);
  if (!exists) return state;
  return changeItem(state, {
    languages: { ...item.languages, [track]: { ...group, currentId: id } },
  });
}

/** Changes what is known about the item that plays now. */
export function changeItem(state: TvState, change: Partial<TvPlayer["queue"][number]>): TvState {
  const { player } = state;
  if (player === null) return state;
  const queue = player.queue.map((item, at) =>
    at === player.location ? { ...item, ...change } : item,
  );
  return changePlayer(state, { queue });
}
