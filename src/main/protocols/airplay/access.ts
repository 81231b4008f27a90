import { RemoteError } from "../../../shared/errors.ts";
import { type Credentials, isHap } from "../../hap/credentials.ts";
import { AirPlayFeature, hasFeature, parseFeatures } from "../airplay-txt.ts";
import type { AdvertisedService, DeviceDescription, ServiceDescription } from "../plugin.ts";
import { filled } from "../txt-record.ts";
import type { Access } from "./authenticate.ts";
import type { ControlTarget } from "./control.ts";
import { isAccessRefusal } from "./status.ts";

export type AirPlayService = ServiceDescription & { readonly advertised: AdvertisedService | null };

const FIRST_TVOS_WITH_TUNNEL = 13;

export function airPlayService(device: DeviceDescription): AirPlayService | undefined {
  return device.services.find(({ protocol }) => protocol === "airplay");
}

export function controlTarget(device: DeviceDescription, service: AirPlayService): ControlTarget {
  return { addresses: service.advertised?.addresses ?? device.addresses, port: service.port };
}

/**
 * How to get in for remote control, or undefined when there is no way (AP-01). Any HAP key that the
 * device took opens it, Companion's too (A2), so that one PIN is enough. HomePods have no PIN.
 */
export function remoteControlAccess(
  service: AirPlayService,
  credentials: Credentials,
): Access | undefined {
  if (isHomePod(service)) return hasTransientPairing(service) ? { kind: "transient" } : undefined;
  const { airplay, companion, mrp } = credentials;
  const key = [airplay, companion, mrp].find(isHap);
  if (key === undefined || !mayHaveTunnel(service)) return undefined;
  return { kind: "hap", credentials: key };
}

/** An Apple TV of tvOS 13 or later; a device that we only remember may be one. */
function mayHaveTunnel({ facts, pairing, advertised }: AirPlayService): boolean {
  if (pairing === "unsupported") return false;
  const { rawModel, osVersion } = facts;
  // A settings file may know neither; an advertisement that does not say is that of an old device.
  const isAppleTv = rawModel?.startsWith("AppleTV") ?? advertised === null;
  if (osVersion === undefined) return isAppleTv && advertised === null;
  return isAppleTv && Number.parseInt(osVersion, 10) >= FIRST_TVOS_WITH_TUNNEL;
}

export function isHomePod({ facts }: AirPlayService): boolean {
  return facts.rawModel?.startsWith("AudioAccessory") === true;
}

function hasTransientPairing({ advertised }: AirPlayService): boolean {
  const txt = advertised?.txt;
  if (txt === undefined) return true;
  const features = parseFeatures(filled(txt, "ft") ?? filled(txt, "features"));
  const { systemPairing, coreUtilsPairing } = AirPlayFeature;
  return hasFeature(features, systemPairing) || hasFeature(features, coreUtilsPairing);
}

/**
 * The same refusal with what the advertisement adds: a device that lets in only the people of its
 * home says so there, and its answer does not (E60).
 */
export function explained(error: unknown, service: AirPlayService): unknown {
  if (!(error instanceof RemoteError) || !isAccessRefusal(error)) return error;
  const subject = restriction(service) ?? error.details.subject;
  if (subject === undefined || subject === error.details.subject) return error;
  return new RemoteError("unavailable", error.message, { ...error.details, subject, cause: error });
}

/** Why the owner's settings keep everybody out, as far as the advertisement tells. */
export function restriction(service: AirPlayService): "home-only" | "password" | undefined {
  if (service.pairing === "disabled") return "home-only";
  return service.requiresPassword ? "password" : undefined;
}
