import type { TvIdentity } from "./identity.ts";
import type { Announcement } from "./mdns-records.ts";

export interface AdvertisedPorts {
  readonly companion: number;
  readonly airplay: number;
}

/**
 * What an Apple TV 4K with tvOS 26 announces. AirPlay stands on "Only People Sharing This Home"
 * (`acl` 1), in which a real one refuses everybody else, as ours does: airplay-door.ts.
 * docs/decisions: what the virtual Apple TV advertises.
 */
export function announcementOf(
  name: string,
  identity: TvIdentity,
  ports: AdvertisedPorts,
): Announcement {
  return {
    host: hostLabel(name, identity),
    services: [
      {
        type: "_companion-link._tcp",
        instance: name,
        port: ports.companion,
        txt: companionTxt(identity),
      },
      { type: "_airplay._tcp", instance: name, port: ports.airplay, txt: airplayTxt(identity) },
      {
        type: "_raop._tcp",
        instance: `${identity.mac.replaceAll(":", "")}@${name}`,
        port: ports.airplay,
        txt: raopTxt(identity),
      },
      { type: "_device-info._tcp", instance: name, port: null, txt: [["model", identity.board]] },
    ],
  };
}

type Txt = readonly (readonly [key: string, value: string])[];

const FEATURES = "0x4A7FDFD5,0x3C177FDE";
const FEATURES_EX = "1d9/St5/Fzw4oY7cDg";
const FLAGS = "0x18644";

function companionTxt(identity: TvIdentity): Txt {
  return [
    ["rpMac", "2"],
    ["rpHN", identity.rpHostName],
    // Bit 0x4000: pairs by PIN; bit 0x04 would be "not by you".
    ["rpFl", "0xB6782"],
    ["rpMd", identity.model],
    ["rpVr", identity.rapportVersion],
    ["rpMRtID", identity.systemId],
    ["rpAD", identity.rpAdvertisingId],
    ["rpBA", identity.bluetoothMac],
  ];
}

function airplayTxt(identity: TvIdentity): Txt {
  return [
    ["acl", "1"],
    ["btaddr", identity.bluetoothMac],
    ["deviceid", identity.mac],
    ["fex", FEATURES_EX],
    ["features", FEATURES],
    ["flags", FLAGS],
    ["gid", identity.groupId],
    ["igl", "1"],
    ["gcgl", "1"],
    ["model", identity.model],
    ["protovers", "1.1"],
    ["pi", identity.airplayId],
    ["psi", identity.systemId],
    ["pk", identity.airplayKey],
    ["srcvers", identity.airplayVersion],
    ["osvers", identity.osVersion],
    ["vv", "2"],
  ];
}

function raopTxt(identity: TvIdentity): Txt {
  return [
    ["cn", "0,1,2,3"],
    ["da", "true"],
    ["et", "0,3,5"],
    ["ft", FEATURES],
    ["sf", FLAGS],
    ["md", "0,1,2"],
    ["am", identity.model],
    ["pk", identity.airplayKey],
    ["tp", "UDP"],
    ["vn", "65537"],
    ["vs", identity.airplayVersion],
    ["ov", identity.osVersion],
    ["vv", "2"],
  ];
}

/** Letters, digits and hyphens of the name, and something of its own: names are not unique. */
function hostLabel(name: string, identity: TvIdentity): string {
  const plain = name
    .normalize("NFKD")
    .replace(/[^A-Za-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return `${plain || "Apple-TV"}-${identity.rpHostName.slice(0, 4)}`;
}
