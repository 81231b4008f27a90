import { RemoteError } from "../../../shared/errors.ts";
import type { Credentials } from "../../hap/credentials.ts";
import { AirPlayFeature, hasFeature, parseFeatures } from "../airplay-txt.ts";
import type { DeviceDescription } from "../plugin.ts";
import {
  type AirPlayService,
  airPlayGeneration,
  airPlayService,
  controlTarget,
  mediaAccess,
} from "../rtsp/access.ts";
import type { Access, PlainAccess } from "../rtsp/authenticate.ts";
import type { ControlTarget } from "../rtsp/control.ts";
import { filled } from "../txt-record.ts";
import type { SoundReceiver } from "./way.ts";

/**
 * The receiver of sound that a device is: by its own service, or by AirPlay's where that says that
 * both are one (RA-02). Undefined: it is none.
 */
export function soundReceiver(
  device: DeviceDescription,
  credentials: Credentials,
): SoundReceiver | undefined {
  const raop = device.services.find(({ protocol }) => protocol === "raop");
  const airplay = airPlayService(device);
  if (raop === undefined && (airplay === undefined || !takesSound(airplay))) return undefined;
  return { device, credentials, raop, airplay };
}

/** Where its own service is; AirPlay's where it has none. */
export function receiverTarget(receiver: SoundReceiver): ControlTarget {
  return controlTarget(
    receiver.device,
    receiver.raop ?? mainService(receiver),
    receiver.credentials,
  );
}

/** Which AirPlay it speaks (SC-66), by what its AirPlay service says before its own. */
export function soundGeneration(receiver: SoundReceiver): 1 | 2 {
  return airPlayGeneration(mainService(receiver));
}

/**
 * How to get in, or undefined when there is no way without pairing first. A key of its own comes
 * before AirPlay's, and that before those of other protocols.
 */
export function soundAccess(receiver: SoundReceiver): Access | undefined {
  const { credentials } = receiver;
  const airplay = credentials.raop ?? credentials.airplay;
  return mediaAccess(mainService(receiver), { ...credentials, ...(airplay && { airplay }) });
}

/** The same for AirPlay 1, which proves keys where there are such, and asks the receiver itself where not. */
export function plainSoundAccess({ credentials }: SoundReceiver): PlainAccess {
  const key = credentials.raop ?? credentials.airplay;
  if (key === undefined) return { kind: "none" };
  return key.kind === "legacy"
    ? { kind: "legacy", credentials: key }
    : { kind: "hap-plain", credentials: key };
}

/** Both services have the same keys in their TXT, so either will do for what they share. */
function mainService({ raop, airplay }: SoundReceiver): AirPlayService {
  const service = airplay ?? raop;
  if (service === undefined) throw new RemoteError("bug", "a receiver without a service");
  return service;
}

function takesSound({ advertised }: AirPlayService): boolean {
  const txt = advertised?.txt;
  const features = txt && parseFeatures(filled(txt, "ft") ?? filled(txt, "features"));
  return hasFeature(features, AirPlayFeature.unifiedAdvertiserInfo);
}
