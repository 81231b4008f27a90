import type { PairingRequirement } from "../../../shared/model/protocol.ts";
import type { AdvertisedService, ServiceDescription } from "../plugin.ts";

const PAIRING_DISABLED = 0x04;
const PAIRING_WITH_PIN = 0x4000;

/** SC-02, SC-25, SC-59, SC-68. */
export function describeCompanion(service: AdvertisedService): ServiceDescription {
  const identifier = service.txt.text("rpmrtid");
  const rawModel = service.txt.text("rpmd");
  return {
    protocol: "companion",
    identifiers: identifier ? [identifier] : [],
    name: service.instance,
    port: service.port,
    pairing: pairingRequirement(service.txt.text("rpfl")),
    requiresPassword: false,
    enabled: true,
    facts: rawModel ? { rawModel } : {},
  };
}

function pairingRequirement(flags: string | undefined): PairingRequirement {
  const value = Number.parseInt((flags ?? "").replace(/^0x/i, ""), 16);
  if ((value & PAIRING_DISABLED) !== 0) return "disabled";
  return (value & PAIRING_WITH_PIN) !== 0 ? "mandatory" : "unsupported";
}
