import type { TvState } from "./tv-state.ts";

/** One press of a volume key: a sixteenth, as on Apple's own remotes. */
const VOLUME_STEP_PERCENT = 6.25;

const clamp = (percent: number) => Math.min(100, Math.max(0, percent));

/** Whether the TV knows a value: with `relative` only the amplifier does. */
export function knowsVolume({ mode }: TvState["volume"]): boolean {
  return mode === "absolute" || mode === "both";
}

/** What is heard, in percent. */
export function heardPercent({ percent, muted }: TvState["volume"]): number {
  return muted ? 0 : percent;
}

/** Setting a volume ends mute, as turning it up does. */
export function withVolume(state: TvState, percent: number): TvState {
  if (!knowsVolume(state.volume)) return state;
  return { ...state, volume: { ...state.volume, percent: clamp(percent), muted: false } };
}

export function stepVolume(state: TvState, direction: 1 | -1): TvState {
  if (state.volume.mode === "none" || state.power === "asleep") return state;
  const percent = clamp(state.volume.percent + direction * VOLUME_STEP_PERCENT);
  return { ...state, volume: { ...state.volume, percent, muted: false } };
}

export function toggleMute(state: TvState): TvState {
  if (state.volume.mode === "none" || state.power === "asleep") return state;
  return { ...state, volume: { ...state.volume, muted: !state.volume.muted } };
}

export function withSpeakerVolume(state: TvState, id: string, percent: number): TvState {
  const speakers = state.speakers.map((speaker) =>
    speaker.id === id && speaker.joined ? { ...speaker, percent: clamp(percent) } : speaker,
  );
  return { ...state, speakers };
}

export type SpeakerChange = "add" | "remove" | "set";

/** Speakers join and leave. Ids that nobody has are ignored, and the TV itself always stays. */
export function withSpeakers(
  state: TvState,
  change: SpeakerChange,
  ids: readonly string[],
): TvState {
  const joins = (id: string, joined: boolean): boolean => {
    if (change === "set") return ids.includes(id);
    return ids.includes(id) ? change === "add" : joined;
  };
  const speakers = state.speakers.map((speaker) => {
    const joined = joins(speaker.id, speaker.joined);
    return joined === speaker.joined ? speaker : { ...speaker, joined };
  });
  const same = speakers.every((speaker, at) => speaker === state.speakers[at]);
  return same ? state : { ...state, speakers };
}
