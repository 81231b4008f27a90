import type { AdvertisedService } from "../protocols/plugin.ts";
import { emptyTxt, txtFromStrings } from "../protocols/txt-record.ts";
import { type DnsName, RecordType } from "../wire/dns/message.ts";
import { displayLabel, nameKey } from "../wire/dns/name.ts";
import { addressRank, isLinkLocalV6, isLoopback, isUsable, plainAddress } from "./addresses.ts";
import type { CachedRecord, RecordCache } from "./record-cache.ts";
import { typeName } from "./service-types.ts";

/** A service with what the wire told about how it is reached. */
export interface SeenService {
  readonly key: string;
  readonly hostKey: string;
  readonly advertised: AdvertisedService;
  /** Who gave the SRV record last: not the device itself when a sleep proxy answers. */
  readonly from: string;
  readonly seenWallMs: number;
  readonly seenMs: number;
}

/** A service that is announced but cannot be used yet, and what to ask for. */
export interface Missing {
  readonly key: string;
  readonly name: DnsName;
  readonly types: readonly number[];
  /** Given up after so many questions; absent: asked for as long as it is missing. */
  readonly tries?: number;
  /** Who announced it; empty when nobody did. */
  readonly from: string;
}

export interface Assembly {
  readonly services: readonly SeenService[];
  readonly missing: readonly Missing[];
}

/** What the interfaces say about addresses heard on them. */
export interface Links {
  /** The zone for link-local addresses heard there: an interface's index or name. */
  zoneOf(source: string): string | undefined;
  isInternal(source: string): boolean;
}

type MadeServices = Map<string, { readonly parts: Parts; readonly advertised: AdvertisedService }>;

interface Instance {
  readonly service?: SeenService;
  readonly missing?: Missing;
}

interface Parts {
  readonly service: CachedRecord;
  readonly text: CachedRecord | undefined;
  readonly addresses: string;
}

/**
 * Joins PTR, SRV, TXT, A and AAAA records to services. A service object stays the same object for
 * as long as its records say the same, so that what is derived from it can be kept.
 */
export class Assembler {
  readonly #cache: RecordCache;
  readonly #links: Links;
  readonly #types: readonly (readonly [type: string, key: string])[];
  #made: MadeServices = new Map();

  constructor(cache: RecordCache, types: readonly string[], links: Links) {
    this.#cache = cache;
    this.#links = links;
    this.#types = types.map((type) => [type, nameKey(typeName(type))]);
  }

  assemble(): Assembly {
    const services: SeenService[] = [];
    const missing: Missing[] = [];
    const made: MadeServices = new Map();
    for (const [type, typeKey] of this.#types) {
      for (const pointer of this.#cache.each(typeKey, RecordType.ptr)) {
        const instance = this.#instance(type, pointer, made);
        if (instance.service) services.push(instance.service);
        if (instance.missing) missing.push(instance.missing);
      }
    }
    this.#made = made;
    return { services, missing };
  }

  #instance(type: string, pointer: CachedRecord, made: MadeServices): Instance {
    const key = pointer.targetKey;
    const { data } = pointer.record;
    const name = data.kind === "pointer" ? data.name : [];
    const { from } = latest(pointer);
    const service = this.#cache.find(key, RecordType.srv)[0];
    const text = this.#cache.find(key, RecordType.txt)[0];
    if (service?.record.data.kind !== "service") {
      return { missing: { key, name, types: [RecordType.srv, RecordType.txt], from } };
    }
    const { target, port } = service.record.data;
    const addresses = this.#addresses(service.targetKey);
    if (addresses.length === 0) {
      return { missing: { key, name: target, types: [RecordType.a, RecordType.aaaa], from } };
    }
    const parts = { service, text, addresses: addresses.join() };
    const old = this.#made.get(key);
    const advertised: AdvertisedService =
      old && sameParts(old.parts, parts)
        ? old.advertised
        : {
            type,
            instance: name[0] ?? "",
            host: target.map(displayLabel).join("."),
            addresses,
            port,
            txt: textOf(text),
          };
    made.set(key, { parts, advertised });
    return {
      service: { key, hostKey: service.targetKey, advertised, ...signs(pointer, service, text) },
      ...(!text && { missing: { key, name, types: [RecordType.txt], from } }),
    };
  }

  /** Addresses of a host, best first and the one heard last first among equals. */
  #addresses(hostKey: string): string[] {
    const records = [
      ...this.#cache.find(hostKey, RecordType.a),
      ...this.#cache.find(hostKey, RecordType.aaaa),
    ];
    const usable = records.flatMap((known) => {
      const { data } = known.record;
      if (data.kind !== "address" || !isUsable(data.address)) return [];
      return this.#reachable(known, data.address);
    });
    return [...new Set(usable)].sort((a, b) => addressRank(a) - addressRank(b));
  }

  #reachable(known: CachedRecord, address: string): string[] {
    if (isLoopback(address)) {
      const here = known.sightings.some(
        ({ source, from }) => this.#links.isInternal(source) || isLoopback(plainAddress(from)),
      );
      return here ? [address] : [];
    }
    if (!isLinkLocalV6(address)) return [address];
    return known.sightings.map(({ source, from }) => {
      const zone = this.#links.zoneOf(source) ?? from.split("%")[1];
      return zone === undefined ? address : `${address}%${zone}`;
    });
  }
}

/** The TXT records of a name that has no service record, such as those of `_device-info._tcp`. */
export function textOf(known: CachedRecord | undefined): AdvertisedService["txt"] {
  const data = known?.record.data;
  return data?.kind === "text" ? txtFromStrings(data.strings) : emptyTxt;
}

function signs(pointer: CachedRecord, service: CachedRecord, text: CachedRecord | undefined) {
  const seen = [pointer, service, ...(text ? [text] : [])].map(latest);
  return {
    from: latest(service).from,
    seenMs: Math.max(...seen.map(({ atMs }) => atMs)),
    seenWallMs: Math.max(...seen.map(({ wallMs }) => wallMs)),
  };
}

/** The last sighting; sightings are kept in the order in which they were heard. */
function latest({ sightings }: CachedRecord): CachedRecord["sightings"][number] {
  const last = sightings[sightings.length - 1];
  return last ?? { source: "", from: "", atMs: 0, wallMs: 0, ttlMs: 0, expiresMs: 0, refreshes: 0 };
}

function sameParts(a: Parts, b: Parts): boolean {
  return (
    a.service.record === b.service.record &&
    a.text?.record === b.text?.record &&
    a.addresses === b.addresses
  );
}
