import type { PairingRequirement } from "../../../shared/model/protocol.ts";
import { buildTrain } from "../apple-builds.ts";
import { formatMac, usableIdentifiers } from "../identifiers.ts";
import type { AdvertisedService, ServiceDescription, TxtRecord } from "../plugin.ts";
import { filled } from "../txt-record.ts";

/** From tvOS 15 on the service is announced by some devices and refuses to work (SC-64, E31). */
const FIRST_TRAIN_WITHOUT_MRP = 19;

/** `_mediaremotetv._tcp` (SC-06, SC-56, SC-64, SC-69). */
export function describeMrp(
  service: AdvertisedService,
  siblings: readonly AdvertisedService[],
): ServiceDescription {
  const { txt } = service;
  const name = filled(txt, "name");
  const build = filled(txt, "systembuildversion");
  const mac = formatMac(filled(txt, "macaddress"));
  const enabled = !isAbandoned(build, siblings);
  return {
    protocol: "mrp",
    identifiers: usableIdentifiers([filled(txt, "uniqueidentifier")]),
    ...(name !== undefined && { name }),
    port: service.port,
    pairing: pairing(txt, enabled),
    requiresPassword: false,
    enabled,
    facts: {
      kind: "apple-tv",
      os: "tvOS",
      ...(build !== undefined && { build }),
      ...(mac !== undefined && { mac }),
    },
  };
}

/** By the build number; without one, by the version that a sibling of the same device gives (E32). */
function isAbandoned(build: string | undefined, siblings: readonly AdvertisedService[]): boolean {
  const train = build === undefined ? undefined : buildTrain(build);
  if (train !== undefined) return train >= FIRST_TRAIN_WITHOUT_MRP;
  const versions = siblings.map(({ txt }) => Number.parseInt(txt.text("osvers") ?? "", 10));
  return versions.some((version) => version >= 15);
}

function pairing(txt: TxtRecord, enabled: boolean): PairingRequirement {
  if (!enabled) return "not-needed";
  return filled(txt, "allowpairing")?.toLowerCase() === "yes" ? "optional" : "disabled";
}
