import type { RemoteError } from "../../../../shared/errors.ts";
import type { PlayState, PositionClock } from "../../../../shared/model/now-playing.ts";
import type { ReadonlySignal } from "../../../runtime/signal.ts";
import type { MediaEnd, MediaItem, OpenContext } from "../../plugin.ts";
import type { AirPlayService } from "../access.ts";
import type { Access } from "../authenticate.ts";
import type { ControlTarget } from "../control.ts";

/** Where what we sent stands. Seconds. */
export interface PlayerStatus {
  readonly state: PlayState;
  readonly position: PositionClock | null;
  readonly durationS: number | null;
}

/** Something of ours that a device plays, whichever way it was told to. */
export interface Player {
  readonly status: ReadonlySignal<PlayerStatus>;
  /** Resolves exactly once, when nothing is left open. */
  readonly ended: Promise<MediaEnd>;
  /** 1 plays, 0 pauses. Rejects with the refusal, `timeout` or `lost`. */
  setRate(rate: 0 | 1): Promise<void>;
  /** Seconds from the start. */
  seek(seconds: number): Promise<void>;
  /** Ends it on the device too; `end` is what `ended` says unless it was over. Never rejects. */
  stop(end: MediaEnd): Promise<void>;
}

/** The receiver that is to play, and how it is to know us. */
export interface MediaTarget {
  readonly service: AirPlayService;
  readonly target: ControlTarget;
  readonly access: Access;
}

export interface PlayRequest {
  readonly item: MediaItem;
  readonly receiver: MediaTarget;
  readonly context: OpenContext;
}

/**
 * One way of having the device play. Resolves once it took the item, which is then loading or
 * playing. Rejects with why not, and leaves nothing open; a `PlayRefusal` in what it says of the
 * item itself is final, everything else leaves the next way to try.
 */
export type StartPlayer = (request: PlayRequest) => Promise<Player>;

/** No other way would do better: the receiver is not there, does not let us in, or cannot play it. */
export class FinalRefusal extends Error {
  readonly error: RemoteError;

  constructor(error: RemoteError) {
    super(error.message, { cause: error });
    this.error = error;
  }
}
