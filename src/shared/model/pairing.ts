import type { ErrorBody } from "../errors.ts";
import type { DeviceId } from "./device.ts";
import type { ProtocolId } from "./protocol.ts";
import type { LostChannel } from "./session.ts";

/** Each step carries what it needs and nothing else. */
export type PairingStep =
  | { readonly step: "idle" }
  | { readonly step: "starting"; readonly deviceId: DeviceId; readonly name: string }
  | {
      readonly step: "enter-pin";
      readonly deviceId: DeviceId;
      readonly name: string;
      readonly protocol: ProtocolId;
      /** Why we ask again: the last code was wrong. */
      readonly previous: ErrorBody | null;
      /**
       * The protocol that is paired already, when this is a second code: the device did not take its
       * key for this protocol. Null for the first code. `pairing.skip` then ends it as it is.
       */
      readonly second: ProtocolId | null;
    }
  | {
      /** Turned round: the person types our code on the device. */
      readonly step: "show-pin";
      readonly deviceId: DeviceId;
      readonly name: string;
      readonly protocol: ProtocolId;
      /** Four digits. */
      readonly pin: string;
      /** As the device lists us. */
      readonly remoteName: string;
      /** The device called with another code. */
      readonly previous: ErrorBody | null;
      /** Wall clock ms since 1970 at which we stop waiting. */
      readonly untilMs: number;
    }
  | { readonly step: "checking"; readonly deviceId: DeviceId; readonly name: string }
  | {
      readonly step: "backing-off";
      readonly deviceId: DeviceId;
      readonly name: string;
      /** Wall clock ms since 1970 at which the device accepts another try. */
      readonly untilMs: number;
      readonly error: ErrorBody;
    }
  | {
      readonly step: "paired";
      readonly deviceId: DeviceId;
      readonly name: string;
      /** Where the key was put; `memory` is gone at the end of the program. */
      readonly keptIn: "keychain" | "memory";
      /** What does not work with this pairing, such as now playing when a second code was refused. */
      readonly limited: readonly LostChannel[];
    }
  | {
      readonly step: "failed";
      readonly deviceId: DeviceId;
      readonly name: string;
      readonly error: ErrorBody;
    };

export interface PairingSnapshot {
  readonly revision: number;
  readonly pairing: PairingStep;
}
