import { PlistReal, type PlistRecord } from "../wire/bplist.ts";
import { concatBytes } from "../wire/bytes.ts";
import { encodeTxt } from "../wire/dns/txt.ts";
import { type AirplayAccess, airplayTxt, statusFlags } from "./advertisement.ts";
import type { TvIdentity } from "./identity.ts";
import { heardPercent, knowsVolume } from "./tv-sound.ts";
import type { TvState } from "./tv-state.ts";

const MUTED_DB = -144;
const RANGE_DB = 30;
const ABSOLUTE_VOLUME = 3;
const RELATIVE_VOLUME = 2;

/**
 * What `GET /info` answers and `updateInfo` pushes: keys as an Apple TV on tvOS 27 sends them, of which
 * all are optional (docs/protocols/airplay.md#info). `sender` is the address and port that asked.
 */
export function infoOf(
  identity: TvIdentity,
  state: TvState,
  access: AirplayAccess,
  sender: string,
): PlistRecord {
  return {
    deviceID: identity.mac,
    features: identity.features,
    featuresEx: identity.featuresEx,
    forwardFrameUserData: true,
    initialVolume: new PlistReal(decibels(state)),
    keepAliveSendStatsAsBody: true,
    macAddress: identity.mac,
    model: identity.model,
    name: state.name,
    osBuildVersion: identity.osBuild,
    pi: identity.airplayId,
    pk: keyBytes(identity.airplayKey),
    playbackCapabilities: { supportsFPSSecureStop: true, supportsUIForAudioOnlyContent: true },
    protocolVersion: "1.1",
    psi: identity.systemId,
    senderAddress: sender,
    sourceVersion: identity.airplayVersion,
    statusFlags: statusFlags(identity, access),
    txtAirPlay: txtBytes(identity, access),
    volumeControlType: knowsVolume(state.volume) ? ABSOLUTE_VOLUME : RELATIVE_VOLUME,
    vv: 2,
  };
}

/** AirPlay's scale: 0 dB is full, -30 dB the least that can be heard, -144 dB silence. */
function decibels({ volume }: TvState): number {
  if (!knowsVolume(volume)) return 0;
  const percent = heardPercent(volume);
  return percent <= 0 ? MUTED_DB : (percent / 100 - 1) * RANGE_DB;
}

function txtBytes(identity: TvIdentity, access: AirplayAccess): Uint8Array {
  const strings = encodeTxt(airplayTxt(identity, access));
  return concatBytes(...strings.flatMap((string) => [Uint8Array.of(string.length), string]));
}

function keyBytes(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
