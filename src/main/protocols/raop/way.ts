import type { RemoteError } from "../../../shared/errors.ts";
import type { Credentials } from "../../hap/credentials.ts";
import type { LegCounts } from "../../sound/engine.ts";
import type {
  AdvertisedService,
  DeviceDescription,
  OpenContext,
  ServiceDescription,
  SoundEnd,
  SoundJoin,
} from "../plugin.ts";
import type { AirPlayService } from "../rtsp/access.ts";
import type { SoundParameter } from "./parameters.ts";

export type RaopService = ServiceDescription & { readonly advertised: AdvertisedService | null };

/** The receiver that is to sound. It has one of the two services at least (RA-02). */
export interface SoundReceiver {
  readonly device: DeviceDescription;
  readonly credentials: Credentials;
  readonly raop: RaopService | undefined;
  readonly airplay: AirPlayService | undefined;
}

/** One way of sending sound there (docs/decisions/0038-ways-to-a-speaker.md). */
export interface SoundWay {
  /** For the log. */
  readonly name: string;
  /**
   * Resolves once sound is on its way. Rejects with why not and leaves nothing open (QK-09); after a
   * `FinalRefusal` no other way is worth a try. `context.signal` aborts it while it starts, not later.
   */
  start(receiver: SoundReceiver, join: SoundJoin, context: OpenContext): Promise<RunningSound>;
}

/** What a receiver wants to be told about what plays (`md`, RA-01). */
export interface SoundTellings {
  readonly text: boolean;
  readonly artwork: boolean;
  readonly progress: boolean;
}

/** A receiver that sounds. Which track, and where it stands, it is told by whoever holds this. */
export interface RunningSound {
  /** Resolves exactly once, with nothing left open. */
  readonly ended: Promise<SoundEnd>;
  /** Percent it began with, which `start` has set or adopted (RA-13). */
  readonly volume: number;
  readonly wants: SoundTellings;
  /** SET_PARAMETER. Rejects with the refusal, `timeout` or `lost`; a refusal ends nothing. */
  setParameter(parameter: SoundParameter): Promise<void>;
  setDelay(delayMs: number): void;
  counts(): Promise<LegCounts>;
  /** TEARDOWN (RA-14), and every socket. Idempotent; never rejects. */
  leave(): Promise<void>;
}

/** The device is not there, does not let us in, or somebody else has it: no way leads there now. */
export class FinalRefusal extends Error {
  readonly error: RemoteError;

  constructor(error: RemoteError) {
    super(error.message, { cause: error });
    this.error = error;
  }
}
