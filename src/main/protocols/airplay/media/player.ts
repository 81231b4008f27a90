import { isRemoteError, RemoteError } from "../../../../shared/errors.ts";
import type { PlayState, PositionClock } from "../../../../shared/model/now-playing.ts";
import type { Off, ReadonlySignal } from "../../../runtime/signal.ts";
import type { MediaEnd, MediaItem, OpenContext } from "../../plugin.ts";
import type { AirPlayService } from "../../rtsp/access.ts";
import type { Access, Introduction } from "../../rtsp/authenticate.ts";
import { AirPlayControl, type ControlTarget } from "../../rtsp/control.ts";

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
  /** Seconds from the start. Rejects as `setRate` does. */
  seek(seconds: number): Promise<void>;
  /** Ends it on the device too; `ended` says `end` unless it was over. Resolves with `ended`. */
  stop(end: MediaEnd): Promise<void>;
}

/** The receiver that is to play. */
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
 * playing. Rejects with why not, and leaves nothing open; after a `FinalRefusal` no other way is worth
 * a try.
 */
export type StartPlayer = (request: PlayRequest) => Promise<Player>;

/** The device is not there, does not let us in, or cannot play this item whichever way it is told. */
export class FinalRefusal extends Error {
  readonly error: RemoteError;

  constructor(error: RemoteError) {
    super(error.message, { cause: error });
    this.error = error;
  }
}

/** A new connection on which both sides know each other. Rejects as `StartPlayer` does. */
export async function connectPlayer<T>(
  { receiver, context }: PlayRequest,
  prove: (control: AirPlayControl, introduction: Introduction) => Promise<T>,
): Promise<{ readonly control: AirPlayControl; readonly shared: T }> {
  const { runtime, signal, controllerName } = context;
  const control = await AirPlayControl.open(runtime, receiver.target, signal).catch(refuseFinally);
  try {
    const shared = await prove(control, { random: runtime.random, controllerName, signal });
    return { control, shared };
  } catch (error) {
    control.fail(RemoteError.from(error));
    await control.abort();
    if (isRemoteError(error, "unpaired")) throw new FinalRefusal(error);
    throw error;
  }
}

function refuseFinally(error: unknown): never {
  throw new FinalRefusal(RemoteError.from(error));
}

/** Calls `close` when what is being started is no longer wanted. Returns how to forget that. */
export function onUnwanted(signal: AbortSignal, close: (error: RemoteError) => void): Off {
  const unwanted = () => close(RemoteError.from(signal.reason));
  if (signal.aborted) unwanted();
  signal.addEventListener("abort", unwanted, { once: true });
  return () => signal.removeEventListener("abort", unwanted);
}
