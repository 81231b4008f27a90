import type { AnnouncedService, Announcement } from "../announce/records.ts";
import type { TvIdentity } from "./identity.ts";

/**
 * Who may use AirPlay, as the owner chose in the settings of the TV. `pairing`: whoever paired with a
 * PIN, which AirPlay 2 asks for anyway and an Apple TV 3 only then.
 */
export const airplayAccess = ["everyone", "pairing", "home-only", "password"] as const;
export type AirplayAccess = (typeof airplayAccess)[number];

/** Of the services that answer; one without a port is not announced. */
export interface AdvertisedPorts {
  readonly companion?: number;
  readonly airplay?: number;
  /** Of AirPlay 1 sound; by default AirPlay's. */
  readonly raop?: number;
}

export interface AdvertisedExtras {
  readonly access?: AirplayAccess;
  /** It has a key, for sound that is encrypted by RSA and AES. */
  readonly takesRsa?: boolean;
  /** MediaRemote on a port of its own, Home Sharing: where the model has them. */
  readonly more?: readonly AnnouncedService[];
}

/** What the device announces. docs/decisions/0016: what the virtual Apple TV advertises. */
export function announcementOf(
  name: string,
  identity: TvIdentity,
  ports: AdvertisedPorts,
  { access = "everyone", more = [], takesRsa = false }: AdvertisedExtras = {},
): Announcement {
  const services = [
    ...companionServices(name, identity, ports.companion),
    ...airplayServices(name, identity, access, ports.airplay),
    ...raopServices(name, identity, access, takesRsa, ports.raop ?? ports.airplay),
    ...more,
  ];
  return {
    host: hostLabel(name, identity),
    // An Apple TV 3 says nothing of its kind: neither does any complete advertisement of its age.
    services: identity.companion ? [...services, deviceInfo(name, identity)] : services,
  };
}

function companionServices(name: string, identity: TvIdentity, port?: number): AnnouncedService[] {
  if (port === undefined) return [];
  return [{ type: "_companion-link._tcp", instance: name, port, txt: companionTxt(identity) }];
}

function airplayServices(
  name: string,
  identity: TvIdentity,
  access: AirplayAccess,
  port?: number,
): AnnouncedService[] {
  if (port === undefined) return [];
  return [{ type: "_airplay._tcp", instance: name, port, txt: airplayTxt(identity, access) }];
}

function raopServices(
  name: string,
  identity: TvIdentity,
  access: AirplayAccess,
  takesRsa: boolean,
  port?: number,
): AnnouncedService[] {
  if (port === undefined) return [];
  const instance = `${identity.mac.replaceAll(":", "")}@${name}`;
  const txt = identity.airplayService
    ? raopTxt(identity, access, takesRsa)
    : expressTxt(identity, access, takesRsa);
  return [{ type: "_raop._tcp", instance, port, txt }];
}

function deviceInfo(name: string, identity: TvIdentity): AnnouncedService {
  return {
    type: "_device-info._tcp",
    instance: name,
    port: null,
    txt: [["model", identity.board]],
  };
}

type Txt = readonly (readonly [key: string, value: string])[];

const FLAG_PASSWORD = 0x80;
/** Asks for pairing once, with the PIN on its screen (SC-57). */
const FLAG_PAIRING = 0x200;
const WORD = 0xffffffffn;

function companionTxt(identity: TvIdentity): Txt {
  return [
    ["rpMac", "2"],
    ["rpHN", identity.rpHostName],
    ["rpFl", identity.companionFlags],
    ["rpMd", identity.model],
    ["rpVr", identity.rapportVersion],
    ["rpMRtID", identity.systemId],
    ["rpAD", identity.rpAdvertisingId],
    ["rpBA", identity.bluetoothMac],
  ];
}

/** The TXT record of `_airplay._tcp`, which `/info` repeats as `txtAirPlay`. */
export function airplayTxt(identity: TvIdentity, access: AirplayAccess): Txt {
  if (identity.airplay === 1) return airplayOneTxt(identity, access);
  return [
    ["acl", access === "home-only" ? "1" : "0"],
    ["btaddr", identity.bluetoothMac],
    ["deviceid", identity.mac],
    ["fex", identity.featuresEx],
    ["features", featureWords(identity.features)],
    ["flags", hex(statusFlags(identity, access))],
    ["gid", identity.groupId],
    ["igl", "1"],
    ["gcgl", "1"],
    ["model", identity.model],
    ["protovers", "1.1"],
    ["pi", identity.airplayId],
    ["psi", identity.systemId],
    ["pk", identity.airplayKey],
    ...(access === "password" ? ([["pw", "true"]] as const) : []),
    ["srcvers", identity.airplayVersion],
    ["osvers", identity.osVersion],
    ["vv", "2"],
  ];
}

/** As an Apple TV 3 says it; a password is `1` there, not `true`. */
function airplayOneTxt(identity: TvIdentity, access: AirplayAccess): Txt {
  return [
    ["deviceid", identity.mac],
    ["features", featureWords(identity.features)],
    ["flags", hex(statusFlags(identity, access))],
    ["model", identity.model],
    ...(access === "password" ? ([["pw", "1"]] as const) : []),
    ["pk", identity.airplayKey],
    ["pi", identity.airplayId],
    ["srcvers", identity.airplayVersion],
    ["vv", "2"],
  ];
}

/** Kinds of encryption: 0 none, 1 RSA and AES, 3 FairPlay, 4 MFi, 5 FairPlay 2.5. */
const kindsOf = (own: string, takesRsa: boolean) => (takesRsa ? own.replace("0,", "0,1,") : own);

/** Of a speaker that is nothing else: as AirPort Express, and all that imitates it, says it. */
function expressTxt(identity: TvIdentity, access: AirplayAccess, takesRsa: boolean): Txt {
  return [
    ["txtvers", "1"],
    ["ch", "2"],
    ["cn", "0,1"],
    ["da", "true"],
    ["ek", "1"],
    ["et", kindsOf("0,4", takesRsa)],
    ["md", "0,1,2"],
    ["pw", access === "password" ? "true" : "false"],
    ["sm", "false"],
    ["sr", "44100"],
    ["ss", "16"],
    ["sv", "false"],
    ["sf", hex(statusFlags(identity, access))],
    ["tp", "UDP"],
    ["vn", "65537"],
    ["vs", identity.airplayVersion],
    ["am", identity.model],
    ["fv", "76400.10"],
  ];
}

function raopTxt(identity: TvIdentity, access: AirplayAccess, takesRsa: boolean): Txt {
  return [
    ["cn", "0,1,2,3"],
    ["da", "true"],
    ["et", kindsOf("0,3,5", takesRsa)],
    ["ft", featureWords(identity.features)],
    ["sf", hex(statusFlags(identity, access))],
    ["md", "0,1,2"],
    ["am", identity.model],
    ["pk", identity.airplayKey],
    ...(access === "password" ? ([["pw", "true"]] as const) : []),
    ["tp", "UDP"],
    ["vn", "65537"],
    ["vs", identity.airplayVersion],
    ...(identity.airplay === 2 ? ([["ov", identity.osVersion]] as const) : []),
    ["vv", "2"],
  ];
}

/** `flags` and `sf`, and `statusFlags` of `/info`. */
export function statusFlags(identity: TvIdentity, access: AirplayAccess): number {
  if (access === "pairing") return identity.flags | FLAG_PAIRING;
  return access === "password" ? identity.flags | FLAG_PASSWORD : identity.flags;
}

const hex = (flags: number) => `0x${flags.toString(16)}`;

function featureWords(features: bigint): string {
  const word = (value: bigint) => `0x${value.toString(16).toUpperCase()}`;
  return `${word(features & WORD)},${word(features >> 32n)}`;
}

/** Letters, digits and hyphens of the name, and something of its own: names are not unique. */
function hostLabel(name: string, identity: TvIdentity): string {
  const plain = name
    .normalize("NFKD")
    .replace(/[^A-Za-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return `${plain || "Apple-TV"}-${identity.rpHostName.slice(0, 4)}`;
}
