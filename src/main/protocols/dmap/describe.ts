import { usableIdentifiers } from "../identifiers.ts";
import type { AdvertisedService, ServiceDescription } from "../plugin.ts";
import { filled } from "../txt-record.ts";

const MUSIC_TYPE = "_hscp._tcp";

/** Which TXT key holds the name, by service type (SC-03 to SC-05). */
const nameKeys: Readonly<Record<string, string>> = {
  "_appletv-v2._tcp": "name",
  "_touch-able._tcp": "ctln",
  [MUSIC_TYPE]: "machine name",
};

/** Home Sharing and its relatives (SC-03 to SC-05, SC-55, SC-69b); `hG` is the way in without pairing. */
export function describeDmap(service: AdvertisedService): ServiceDescription {
  const { txt, type } = service;
  const name = filled(txt, nameKeys[type] ?? "name");
  const isMusic = type === MUSIC_TYPE;
  const id = isMusic ? filled(txt, "machine id") : service.instance.split("_")[0];
  const groupId = filled(txt, "hg");
  return {
    protocol: "dmap",
    identifiers: usableIdentifiers([id]),
    ...(name !== undefined && { name }),
    port: service.port,
    pairing: groupId === undefined ? "mandatory" : "optional",
    requiresPassword: false,
    enabled: true,
    facts: isMusic
      ? { kind: "computer", rawModel: "Music", os: "legacy" }
      : { kind: "apple-tv", os: "legacy" },
    ...(groupId !== undefined && { advertisedCredential: groupId }),
  };
}
