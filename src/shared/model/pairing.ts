import type { ErrorBody } from "../errors.ts";
import type { DeviceId } from "./device.ts";
import type { ProtocolId } from "./protocol.ts";

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
