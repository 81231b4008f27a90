import type { DmapCredentials } from "../../hap/credentials.ts";
import { Secret } from "../../runtime/secret.ts";
import type { DeviceDescription } from "../plugin.ts";

export type DmapService = DeviceDescription["services"][number];

/** The device's service; undefined when it has none. */
export function dmapService(device: DeviceDescription): DmapService | undefined {
  return device.services.find(({ protocol, enabled }) => protocol === "dmap" && enabled);
}

/**
 * SC-55: the id of the Home Sharing group, which the advertisement carries, lets in without pairing.
 */
export function homeSharing(service: DmapService): DmapCredentials | undefined {
  const { advertisedCredential } = service;
  if (advertisedCredential === undefined) return undefined;
  return { kind: "dmap", login: "home-sharing", id: new Secret(advertisedCredential) };
}

/** The query of a login, without a question mark (DM-03). `hasFP` is what the Remote app adds. */
export function loginQuery({ login, id }: DmapCredentials): string {
  const name = login === "pairing-guid" ? "pairing-guid" : "hsgid";
  return `${name}=${encodeURIComponent(id.expose())}&hasFP=1`;
}

/** PA-23: sixteen upper-case digits, whatever the number is (QK-16). */
export function formatGuid(guid: bigint): string {
  return guid.toString(16).toUpperCase().padStart(16, "0");
}
