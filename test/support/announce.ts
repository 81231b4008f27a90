import {
  type DatagramSocket,
  type InterfaceAddress,
  MDNS_GROUP_V4,
  MDNS_PORT,
  type Network,
} from "../../src/main/runtime/network.ts";
import { encodeMessage } from "../../src/main/wire/dns/encode.ts";
import {
  addressType,
  CLASS_IN,
  type DnsMessage,
  type DnsName,
  type DnsRecord,
  FLAG_AUTHORITATIVE,
  FLAG_RESPONSE,
  RecordType,
} from "../../src/main/wire/dns/message.ts";
import { nameOf } from "../../src/main/wire/dns/name.ts";
import { encodeTxt } from "../../src/main/wire/dns/txt.ts";

/** A service as a test describes it. */
export interface TestService {
  readonly type: string;
  readonly instance: string;
  readonly port?: number | null;
  readonly host?: string;
  readonly addresses?: readonly string[];
  readonly txt?: Readonly<Record<string, string | Uint8Array | true>>;
}

export const HOST_TTL_S = 120;
export const OTHER_TTL_S = 4500;

export function instanceName({ instance, type }: TestService): DnsName {
  return [instance, ...nameOf(`${type}.local`)];
}

export function record(
  name: DnsName,
  type: number,
  data: DnsRecord["data"],
  extra: Partial<DnsRecord> = {},
): DnsRecord {
  return {
    name,
    type,
    class: CLASS_IN,
    flush: type !== RecordType.ptr,
    ttl: OTHER_TTL_S,
    data,
    ...extra,
  };
}

export function pointer(service: TestService, extra: Partial<DnsRecord> = {}): DnsRecord {
  const name = nameOf(`${service.type}.local`);
  return record(name, RecordType.ptr, { kind: "pointer", name: instanceName(service) }, extra);
}

export function text(service: TestService, extra: Partial<DnsRecord> = {}): DnsRecord {
  const strings = encodeTxt(Object.entries(service.txt ?? {}));
  return record(instanceName(service), RecordType.txt, { kind: "text", strings }, extra);
}

export function location(service: TestService, extra: Partial<DnsRecord> = {}): DnsRecord {
  const target = nameOf(service.host ?? "host.local");
  const data = {
    kind: "service" as const,
    priority: 0,
    weight: 0,
    port: service.port ?? 7000,
    target,
  };
  return record(instanceName(service), RecordType.srv, data, { ttl: HOST_TTL_S, ...extra });
}

export function addresses(service: TestService, extra: Partial<DnsRecord> = {}): DnsRecord[] {
  const name = nameOf(service.host ?? "host.local");
  return (service.addresses ?? []).map((address) =>
    record(name, addressType(address), { kind: "address", address }, { ttl: HOST_TTL_S, ...extra }),
  );
}

/** All records of a service, as a device announces them. `_device-info` has only its TXT record. */
export function recordsOf(service: TestService, extra: Partial<DnsRecord> = {}): DnsRecord[] {
  if (service.type === "_device-info._tcp") return [text(service, { ...extra, flush: false })];
  return [
    pointer(service, extra),
    text(service, extra),
    location(service, extra),
    ...addresses(service, extra),
  ];
}

export function response(
  answers: readonly DnsRecord[],
  extra: Partial<DnsMessage> = {},
): Uint8Array {
  return encodeMessage({
    id: 0,
    flags: FLAG_RESPONSE | FLAG_AUTHORITATIVE,
    questions: [],
    answers,
    authorities: [],
    additionals: [],
    ...extra,
  });
}

/** Somebody else on the network, who says what the test wants said. */
export class Announcer {
  readonly address: string;
  readonly socket: DatagramSocket;

  constructor(address: string, socket: DatagramSocket) {
    this.address = address;
    this.socket = socket;
  }

  static async at(network: Network): Promise<Announcer> {
    const [on] = network.interfaces.value;
    if (!on) throw new Error("a host without an address");
    return new Announcer(on.address, await network.openMdns(on));
  }

  say(bytes: Uint8Array): void {
    this.socket.send(bytes, MDNS_GROUP_V4, MDNS_PORT);
  }

  announce(services: readonly TestService[], extra: Partial<DnsRecord> = {}): void {
    for (const service of services) this.say(response(recordsOf(service, extra)));
  }

  goodbye(services: readonly TestService[]): void {
    this.announce(services, { ttl: 0 });
  }
}

export function ipv4(address: string, name = "eth0"): InterfaceAddress {
  return { name, address, family: 4, internal: false, scopeId: 0, prefixLength: 24 };
}
