import {
  airPlayPairing,
  announcedRestriction,
  receiverFacts,
  requiresPassword,
} from "../airplay-txt.ts";
import { formatMac, usableIdentifiers } from "../identifiers.ts";
import type { AdvertisedService, ServiceDescription } from "../plugin.ts";
import { filled } from "../txt-record.ts";

/**
 * `_airplay._tcp` (SC-01, SC-57, SC-67). `psi` comes first: on tvOS 18 and later `deviceid` is a
 * private address that changes. Receivers that have neither are known by `pi`, else by their key.
 */
export function describeAirPlay(service: AdvertisedService): ServiceDescription {
  const { txt } = service;
  const rawModel = filled(txt, "model");
  const identifiers = usableIdentifiers([filled(txt, "psi"), filled(txt, "deviceid")]);
  const fallback = usableIdentifiers([filled(txt, "pi") ?? filled(txt, "pk")]);
  const osVersion = filled(txt, "osvers");
  const mac = formatMac(filled(txt, "deviceid"));
  const outputDeviceId = filled(txt, "psi") ?? filled(txt, "pi");
  const restriction = announcedRestriction(txt);
  return {
    protocol: "airplay",
    identifiers: identifiers.length > 0 ? identifiers : fallback,
    name: service.instance,
    port: service.port,
    pairing: airPlayPairing(txt, rawModel),
    requiresPassword: requiresPassword(txt),
    ...(restriction !== undefined && { restriction }),
    enabled: true,
    facts: {
      ...receiverFacts(rawModel, txt),
      ...(osVersion !== undefined && { osVersion }),
      ...(mac !== undefined && { mac }),
      ...(outputDeviceId !== undefined && { outputDeviceId }),
    },
  };
}
