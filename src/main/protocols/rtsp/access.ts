import { RemoteError } from "../../../shared/errors.ts";
import { type Credentials, type HapCredentials, isHap } from "../../hap/credentials.ts";
import { AirPlayFeature, airPlayVersion, hasFeature, parseFeatures } from "../airplay-txt.ts";
import type { AdvertisedService, DeviceDescription, ServiceDescription } from "../plugin.ts";
import { filled } from "../txt-record.ts";
import type { Access, SessionAccess } from "./authenticate.ts";
import type { ControlTarget } from "./control.ts";
import { isAccessRefusal } from "./status.ts";

export type AirPlayService = ServiceDescription & { readonly advertised: AdvertisedService | null };

const FIRST_TVOS_WITH_TUNNEL = 13;
/** `srcvers` of the first third parties' receivers of AirPlay 2; tvOS 10 had 301, tvOS 12 has 375. */
const FIRST_AIRPLAY_2 = 366;

export function airPlayService(device: DeviceDescription): AirPlayService | undefined {
  return device.services.find(({ protocol }) => protocol === "airplay");
}

/** Where its control connection goes, and the password with which it is asked again after a 401. */
export function controlTarget(
  device: DeviceDescription,
  service: AirPlayService,
  { password }: Pick<Credentials, "password"> = {},
): ControlTarget {
  return {
    addresses: service.advertised?.addresses ?? device.addresses,
    port: service.port,
    ...(password !== undefined && { password }),
  };
}

/**
 * SC-66. Who says no features, or is only remembered, is known by the version of its AirPlay, its model
 * or its system.
 */
export function airPlayGeneration({ advertised, facts }: AirPlayService): 1 | 2 {
  const txt = advertised?.txt;
  if (txt && parseFeatures(filled(txt, "ft") ?? filled(txt, "features")) !== undefined) {
    return airPlayVersion(txt);
  }
  const sourceVersion = Number.parseInt((txt && filled(txt, "srcvers")) ?? "", 10);
  if (!Number.isNaN(sourceVersion)) return sourceVersion >= FIRST_AIRPLAY_2 ? 2 : 1;
  if (/^AppleTV[1-3],/.test(facts.rawModel ?? "")) return 1;
  if (facts.osVersion === undefined) return txt === undefined ? 2 : 1;
  return Number.parseInt(facts.osVersion, 10) >= FIRST_TVOS_WITH_TUNNEL ? 2 : 1;
}

/**
 * How to get in for remote control, or undefined when there is no way (AP-01). Any HAP key that the
 * device took opens it, Companion's too (A2), so that one PIN is enough. HomePods have no PIN.
 */
export function remoteControlAccess(
  service: AirPlayService,
  credentials: Credentials,
): SessionAccess | undefined {
  if (isHomePod(service)) return transientAccess(service, credentials);
  const key = keyFor(credentials);
  if (key === undefined || !mayHaveTunnel(service)) return undefined;
  return { kind: "hap", credentials: key };
}

/**
 * How to get in to play something, or undefined when there is no way without pairing first. AirPlay 1
 * takes what was paired, and nothing where it asks for no code; AirPlay 2 wants a HAP key, except on
 * speakers and third parties' receivers with transient pairing.
 */
export function mediaAccess(service: AirPlayService, credentials: Credentials): Access | undefined {
  if (airPlayGeneration(service) === 1) return plainAccess(service, credentials);
  const key = keyFor(credentials);
  if (key !== undefined && !isHomePod(service)) return { kind: "hap", credentials: key };
  const isOpen = service.pairing === "not-needed" && !isAppleTv(service);
  return isHomePod(service) || isOpen ? transientAccess(service, credentials) : undefined;
}

function plainAccess({ pairing }: AirPlayService, { airplay }: Credentials): Access | undefined {
  if (airplay?.kind === "legacy") return { kind: "legacy", credentials: airplay };
  if (airplay?.kind === "hap") return { kind: "hap-plain", credentials: airplay };
  return pairing === "mandatory" ? undefined : { kind: "none" };
}

function transientAccess(
  service: AirPlayService,
  { password }: Credentials,
): SessionAccess | undefined {
  if (!hasTransientPairing(service)) return undefined;
  return { kind: "transient", ...(password !== undefined && { password }) };
}

/** AirPlay's own, else one of another protocol of the device's. */
function keyFor({ airplay, companion, mrp }: Credentials): HapCredentials | undefined {
  return [airplay, companion, mrp].find(isHap);
}

function isAppleTv({ facts }: AirPlayService): boolean {
  return facts.rawModel?.startsWith("AppleTV") === true;
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
 * home says so there, and its answer does not (E60). A password is `unpaired`, so that the next try
 * asks for it; its subject says that keys have nothing to do with that.
 */
export function explained(error: unknown, service: AirPlayService): unknown {
  if (!(error instanceof RemoteError) || !isAccessRefusal(error)) return error;
  const subject = restriction(service) ?? error.details.subject;
  if (subject === undefined) return error;
  const code = subject === "password" ? "unpaired" : "unavailable";
  if (error.code === code && subject === error.details.subject) return error;
  return new RemoteError(code, error.message, { ...error.details, subject, cause: error });
}

/** Why the owner's settings keep everybody out, as far as the advertisement tells. */
export function restriction(service: AirPlayService): "home-only" | "password" | undefined {
  if (service.pairing === "disabled") return "home-only";
  return service.requiresPassword ? "password" : undefined;
}
