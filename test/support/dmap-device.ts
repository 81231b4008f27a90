import type { Credentials, DmapCredentials } from "../../src/main/hap/credentials.ts";
import { dmap } from "../../src/main/protocols/dmap/plugin.ts";
import type {
  AdvertisedService,
  Channel,
  DeviceDescription,
  OpenContext,
} from "../../src/main/protocols/plugin.ts";
import { Secret } from "../../src/main/runtime/secret.ts";
import { RemoteError } from "../../src/shared/errors.ts";

/** A device that has nothing but DMAP, as discovery would describe it. */
export function dmapDevice(
  address: string,
  port: number,
  { hsgid, advertised = null }: { hsgid?: string; advertised?: AdvertisedService | null } = {},
): DeviceDescription {
  return {
    identifiers: ["dmap-test"],
    name: "Attic",
    addresses: [address],
    services: [
      {
        protocol: "dmap",
        identifiers: ["dmap-test"],
        port,
        pairing: hsgid === undefined ? "mandatory" : "optional",
        requiresPassword: false,
        enabled: true,
        facts: {},
        advertised,
        ...(hsgid !== undefined && { advertisedCredential: hsgid }),
      },
    ],
  };
}

export function pairingGuid(text: string): DmapCredentials {
  return { kind: "dmap", login: "pairing-guid", id: new Secret(text) };
}

export function openDmapWith(
  device: DeviceDescription,
  credentials: Credentials,
  context: OpenContext,
): Promise<Channel> {
  const [plan] = dmap.plan(device, credentials);
  if (plan === undefined) throw new RemoteError("bug", "there should be a plan");
  return plan.open(context);
}
