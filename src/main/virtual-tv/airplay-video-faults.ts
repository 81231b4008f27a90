/** What is asked when a video is to play. */
export const videoSteps = ["setup", "play", "command"] as const;
export type VideoStep = (typeof videoSteps)[number];

export const videoRefusals = [400, 403, 404, 453, 500, 501] as const;
export type VideoRefusal = (typeof videoRefusals)[number];

/** What may go wrong when a video is to play; all of it off at first. */
export interface VideoFaults {
  /** So many requests to play are still answered with 500. */
  errors: number;
  /** Requests that are refused, and with what. */
  readonly refusals: Map<VideoStep, VideoRefusal>;
  /** Requests to play are read and never answered. */
  silent: boolean;
  /** `/playback-info` has no body. */
  emptyInfo: boolean;
  /** No way of playing is taken, as on tvOS 27. */
  refusesAll: boolean;
  /** Playlists are asked of the sender, over the event channel. */
  asksSender: boolean;
  /** The play queue's states come inside of `params`, as some versions say them. */
  statesInParams: boolean;
}

export function soundVideo(): VideoFaults {
  return {
    errors: 0,
    refusals: new Map(),
    silent: false,
    emptyInfo: false,
    refusesAll: false,
    asksSender: false,
    statesInParams: false,
  };
}

/** The status that this step is refused with now; null when it is taken. */
export function refusalOf(faults: VideoFaults, step: VideoStep): number | null {
  if (faults.refusesAll) return step === "command" ? 500 : 501;
  if (step !== "setup" && faults.errors > 0) {
    faults.errors -= 1;
    return 500;
  }
  return faults.refusals.get(step) ?? null;
}
