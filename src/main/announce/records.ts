import { parseAddress } from "../wire/dns/address.ts";
import { addressType, CLASS_IN, type DnsRecord, RecordType } from "../wire/dns/message.ts";
import { instanceLabel, nameOf } from "../wire/dns/name.ts";
import { encodeTxt } from "../wire/dns/txt.ts";

/** One service to announce. A `port` of null is a TXT record alone, as `_device-info._tcp` is. */
export interface AnnouncedService {
  /** Such as `_companion-link._tcp`. */
  readonly type: string;
  readonly instance: string;
  readonly port: number | null;
  readonly txt: readonly (readonly [key: string, value: string])[];
}

export interface Announcement {
  /** The host's first label; `.local` is added. */
  readonly host: string;
  readonly services: readonly AnnouncedService[];
}

/** RFC 6762 10: records that hold a host name or an address, and all others. */
const HOST_TTL_S = 120;
const OTHER_TTL_S = 4500;

const SERVICE_LIST = ["_services", "_dns-sd", "_udp", "local"];

/** Every record of this host on an interface with these addresses. */
export function recordsOf(announcement: Announcement, addresses: readonly string[]): DnsRecord[] {
  const services = announcement.services.flatMap((service) =>
    serviceRecords(announcement, service),
  );
  const host = hostName(announcement);
  const hosts = addresses.map((address): DnsRecord => {
    const type = addressType(address);
    return unique(host, type, HOST_TTL_S, { kind: "address", address: withoutZone(address) });
  });
  return [...services, ...hosts];
}

function serviceRecords(announcement: Announcement, service: AnnouncedService): DnsRecord[] {
  const type = nameOf(`${service.type}.local`);
  const instance = [instanceLabel(service.instance), ...type];
  const strings = encodeTxt(service.txt);
  const text = unique(instance, RecordType.txt, OTHER_TTL_S, { kind: "text", strings });
  if (service.port === null) return [text];
  const target = hostName(announcement);
  return [
    shared(SERVICE_LIST, { kind: "pointer", name: type }),
    shared(type, { kind: "pointer", name: instance }),
    unique(instance, RecordType.srv, HOST_TTL_S, {
      kind: "service",
      priority: 0,
      weight: 0,
      port: service.port,
      target,
    }),
    text,
  ];
}

const hostName = (announcement: Announcement) => [instanceLabel(announcement.host), "local"];

/** A link-local address loses its zone; anything that is no address throws `invalid`. */
function withoutZone(address: string): string {
  parseAddress(address);
  return address.split("%")[0] ?? address;
}

function shared(name: readonly string[], data: DnsRecord["data"]): DnsRecord {
  return { name, type: RecordType.ptr, class: CLASS_IN, flush: false, ttl: OTHER_TTL_S, data };
}

function unique(
  name: readonly string[],
  type: number,
  ttl: number,
  data: DnsRecord["data"],
): DnsRecord {
  return { name, type, class: CLASS_IN, flush: true, ttl, data };
}
