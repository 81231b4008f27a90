import { RemoteError } from "../../../shared/errors.ts";
import type { Credentials } from "../../hap/credentials.ts";
import { AirPlayFeature, hasFeature, parseFeatures } from "../airplay-txt.ts";
import type { DeviceDescription } from "../plugin.ts";
import { type AirPlayService, airPlayService, controlTarget } from "../rtsp/access.ts";
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
  const { device, credentials, raop, airplay } = receiver;
  const service = raop ?? airplay;
  if (service === undefined) throw new RemoteError("bug", "a receiver without a service");
  return controlTarget(device, service, credentials);
}

function takesSound({ advertised }: AirPlayService): boolean {
  const txt = advertised?.txt;
  const features = txt && parseFeatures(filled(txt, "ft") ?? filled(txt, "features"));
  return hasFeature(features, AirPlayFeature.unifiedAdvertiserInfo);
}
