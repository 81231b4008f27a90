import type { AnnouncedService, Announcement } from "../announce/records.ts";
import type { TvIdentity } from "./identity.ts";

/** Who may use AirPlay, as the owner chose in the settings of the TV. */
export const airplayAccess = ["everyone", "home-only", "password"] as const;
export type AirplayAccess = (typeof airplayAccess)[number];

export interface AdvertisedPorts {
  readonly companion: number;
  readonly airplay: number;
}

export interface AdvertisedExtras {
  readonly access?: AirplayAccess;
  /** MediaRemote on a port of its own, where the model has it. */
  readonly mrp?: AnnouncedService;
}

/** What the device announces. docs/decisions/0016: what the virtual Apple TV advertises. */
export function announcementOf(
  name: string,
  identity: TvIdentity,
  ports: AdvertisedPorts,
  { access = "everyone", mrp }: AdvertisedExtras = {},
): Announcement {
  const airplay = { instance: name, port: ports.airplay };
  return {
    host: hostLabel(name, identity),
    services: [
      {
        type: "_companion-link._tcp",
        instance: name,
        port: ports.companion,
        txt: companionTxt(identity),
      },
      { type: "_airplay._tcp", ...airplay, txt: airplayTxt(identity, access) },
      {
        type: "_raop._tcp",
        instance: `${identity.mac.replaceAll(":", "")}@${name}`,
        port: ports.airplay,
        txt: raopTxt(identity, access),
      },
      ...(mrp === undefined ? [] : [mrp]),
      { type: "_device-info._tcp", instance: name, port: null, txt: [["model", identity.board]] },
    ],
  };
}

type Txt = readonly (readonly [key: string, value: string])[];

const FLAG_PASSWORD = 0x80;
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

function raopTxt(identity: TvIdentity, access: AirplayAccess): Txt {
  return [
    ["cn", "0,1,2,3"],
    ["da", "true"],
    ["et", "0,3,5"],
    ["ft", featureWords(identity.features)],
    ["sf", hex(statusFlags(identity, access))],
    ["md", "0,1,2"],
    ["am", identity.model],
    ["pk", identity.airplayKey],
    ...(access === "password" ? ([["pw", "true"]] as const) : []),
    ["tp", "UDP"],
    ["vn", "65537"],
    ["vs", identity.airplayVersion],
    ["ov", identity.osVersion],
    ["vv", "2"],
  ];
}

/** `flags` and `sf`, and `statusFlags` of `/info`. */
export function statusFlags(identity: TvIdentity, access: AirplayAccess): number {
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
