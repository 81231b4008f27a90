import { formatMac } from "../protocols/identifiers.ts";
import type { DeviceFacts } from "../protocols/plugin.ts";
import { filled } from "../protocols/txt-record.ts";
import { RecordType } from "../wire/dns/message.ts";
import { nameKey } from "../wire/dns/name.ts";
import { plainAddress } from "./addresses.ts";
import { type SeenService, textOf } from "./assemble.ts";
import type { RecordCache } from "./record-cache.ts";
import { AIRPORT_TYPE, DEVICE_INFO_TYPE, SLEEP_PROXY_TYPE, typeName } from "./service-types.ts";

/** What types without a protocol tell about the devices beside them. */
export interface SideInfo {
  /** Internal model name of the device with this instance name (SC-09, SC-69e). */
  boardOf(instance: string): string | undefined;
  /** Facts of the AirPort base station at one of these addresses (SC-08, SC-69d). */
  airportAt(addresses: readonly string[]): DeviceFacts | undefined;
  /** Whether a sleep proxy lives at the address (SC-10, E46). */
  isSleepProxy(address: string): boolean;
}

const deviceInfo = typeName(DEVICE_INFO_TYPE);

export function sideInfo(services: readonly SeenService[], cache: RecordCache): SideInfo {
  const airports = new Map<string, DeviceFacts>();
  const proxies = new Set<string>();
  for (const { advertised } of services) {
    for (const address of advertised.addresses) {
      if (advertised.type === AIRPORT_TYPE) airports.set(address, airportFacts(advertised));
      if (advertised.type === SLEEP_PROXY_TYPE) proxies.add(plainAddress(address));
    }
  }
  return {
    boardOf(instance) {
      const key = nameKey([instance, ...deviceInfo]);
      const records = cache.find(key, RecordType.txt);
      return records.length === 0 ? undefined : filled(textOf(records[0]), "model");
    },
    airportAt(addresses) {
      const at = addresses.find((address) => airports.has(address));
      return at === undefined ? undefined : airports.get(at);
    },
    isSleepProxy: (address) => proxies.has(plainAddress(address)),
  };
}

/** `wama=00-11-22-33-44-55,raMA=…,syVs=7.8.1`: pairs in one value, the first being the MAC itself. */
function airportFacts({ txt }: SeenService["advertised"]): DeviceFacts {
  const [first, ...pairs] = (filled(txt, "wama") ?? "").split(",");
  const mac = formatMac(first);
  const version = pairs
    .map((pair) => pair.split("="))
    .find(([key]) => key?.toLowerCase() === "syvs");
  return {
    ...(mac !== undefined && { mac }),
    ...(version?.[1] && { osVersion: version[1] }),
  };
}
