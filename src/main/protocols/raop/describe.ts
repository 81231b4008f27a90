import {
  accessRestriction,
  airPlayPairing,
  receiverFacts,
  requiresPassword,
} from "../airplay-txt.ts";
import { formatMac, usableIdentifiers } from "../identifiers.ts";
import type { AdvertisedService, DeviceFacts, ServiceDescription, TxtRecord } from "../plugin.ts";
import { filled } from "../txt-record.ts";

const AIRPLAY_TYPE = "_airplay._tcp";

/**
 * `_raop._tcp` (SC-07, SC-58, SC-69c): the instance is `<id>@<name>`, split at the first "@" only
 * (E05); without one the whole is the name and the public key identifies the receiver.
 */
export function describeRaop(
  service: AdvertisedService,
  siblings: readonly AdvertisedService[],
): ServiceDescription {
  const { txt, instance } = service;
  const at = instance.indexOf("@");
  const announcedId = at < 0 ? filled(txt, "pk") : instance.slice(0, at);
  const airPlay = siblings.find((sibling) => sibling.type === AIRPLAY_TYPE);
  const restricted = airPlay && accessRestriction(airPlay.txt);
  return {
    protocol: "raop",
    identifiers: usableIdentifiers([announcedId]),
    name: instance.slice(at + 1),
    port: service.port,
    pairing: restricted ?? airPlayPairing(txt, filled(txt, "am")),
    requiresPassword: restricted === undefined && requiresPassword(txt),
    enabled: true,
    facts: facts(txt, at < 0 ? undefined : announcedId),
  };
}

/** The oldest receivers name no model at all, only how they take sound: those are speakers. */
function facts(txt: TxtRecord, id: string | undefined): DeviceFacts {
  const rawModel = filled(txt, "am");
  const osVersion = filled(txt, "ov");
  const mac = formatMac(id);
  return {
    ...(txt.entries.has("et") && { kind: "speaker" }),
    ...receiverFacts(rawModel, txt),
    ...(osVersion !== undefined && { osVersion }),
    ...(mac !== undefined && { mac }),
  };
}
