import type { PairingRequirement } from "../../../shared/model/protocol.ts";
import { lookUpModel } from "../apple-models.ts";
import { usableIdentifiers } from "../identifiers.ts";
import type { AdvertisedService, ServiceDescription } from "../plugin.ts";
import { filled, hexNumber } from "../txt-record.ts";

const FLAG_PAIRING_DISABLED = 0x04;
const FLAG_PIN_PAIRING = 0x4000;

/**
 * `_companion-link._tcp` (SC-02, SC-25, SC-59, SC-68). Only `rpMRtID` identifies; the other values
 * rotate. A service without it belongs to the device it shares an address with.
 */
export function describeCompanion(service: AdvertisedService): ServiceDescription {
  const { txt } = service;
  const rawModel = filled(txt, "rpmd");
  const known = rawModel === undefined ? undefined : lookUpModel(rawModel);
  return {
    protocol: "companion",
    identifiers: usableIdentifiers([filled(txt, "rpmrtid")]),
    name: service.instance,
    port: service.port,
    pairing: pairing(hexNumber(filled(txt, "rpfl")), known?.kind === "apple-tv"),
    requiresPassword: false,
    enabled: true,
    facts: {
      ...(rawModel !== undefined && { rawModel }),
      ...(known && { kind: known.kind, os: known.os }),
    },
  };
}

/** SC-59; an Apple TV whose flags do not mention the PIN may still accept one: it can refuse (E29). */
function pairing(flags: number | undefined, isAppleTv: boolean): PairingRequirement {
  if (flags === undefined) return isAppleTv ? "mandatory" : "unsupported";
  if ((flags & FLAG_PAIRING_DISABLED) !== 0) return "disabled";
  if ((flags & FLAG_PIN_PAIRING) !== 0) return "mandatory";
  return isAppleTv ? "optional" : "unsupported";
}
