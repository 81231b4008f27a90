import type { ProtocolPlugin } from "../protocols/plugin.ts";
import type { DnsName } from "../wire/dns/message.ts";
import { asciiLower, nameOf } from "../wire/dns/name.ts";

/** Side information without a protocol of its own (SC-08 to SC-10). */
export const AIRPORT_TYPE = "_airport._tcp";
export const DEVICE_INFO_TYPE = "_device-info._tcp";
export const SLEEP_PROXY_TYPE = "_sleep-proxy._udp";
export const META_TYPE = "_services._dns-sd._udp";
export const sideTypes: ReadonlySet<string> = new Set([
  AIRPORT_TYPE,
  DEVICE_INFO_TYPE,
  SLEEP_PROXY_TYPE,
]);

/** Every type that is asked for by its pointer, the plug-ins' first. */
export function browsedTypes(plugins: readonly ProtocolPlugin[]): readonly string[] {
  return [...plugins.flatMap(({ serviceTypes }) => serviceTypes), ...sideTypes];
}

export function typeName(type: string): DnsName {
  return [...nameOf(type), "local"];
}

/**
 * The service type that a name belongs to, counted from the end because an instance may be called
 * anything (E01, E02); undefined for a host name.
 */
export function typeOfName(name: DnsName): string | undefined {
  const service = name.at(-3);
  const transport = name.at(-2);
  if (service === undefined || transport === undefined) return undefined;
  if (!service.startsWith("_") || !transport.startsWith("_")) return undefined;
  return asciiLower(`${service}.${transport}`);
}
