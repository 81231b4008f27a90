import type { OpenMediaRemote } from "../media-remote.ts";
import type { ProtocolPlugin } from "../plugin.ts";
import { describeAirPlay } from "./describe.ts";
import { planMedia } from "./media/plan-media.ts";
import { pairAirPlay } from "./pairing.ts";
import { airPlayAccepts, planAirPlay } from "./plan.ts";

export interface AirPlayOptions {
  /** Starts MediaRemote over a session of ours (docs/decisions/0023). */
  readonly openMediaRemote: OpenMediaRemote;
}

export function createAirPlay({ openMediaRemote }: AirPlayOptions): ProtocolPlugin {
  return {
    id: "airplay",
    serviceTypes: ["_airplay._tcp"],
    describe: (service) => describeAirPlay(service),
    plan: (device, credentials) => [
      ...planAirPlay(device, credentials, openMediaRemote),
      ...planMedia(device, credentials),
    ],
    accepts: airPlayAccepts,
    pairing: pairAirPlay,
  };
}
