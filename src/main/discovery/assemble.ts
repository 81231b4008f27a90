import type { AdvertisedService } from "../protocols/plugin.ts";
import { emptyTxt, txtFromStrings } from "../protocols/txt-record.ts";
import { type DnsName, RecordType } from "../wire/dns/message.ts";
import { displayLabel, nameKey } from "../wire/dns/name.ts";
import { addressRank, isLinkLocalV6, isLoopback, isUsable, plainAddress } from "./addresses.ts";
import type { CachedRecord, RecordCache } from "./record-cache.ts";
import { sideTypes, typeName } from "./service-types.ts";

/** A service with what the wire told about how it is reached. */
export interface SeenService {
  readonly key: string;
  /** Services sort by it: by type, then in the order in which they came. */
  readonly order: number;
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

/** What changed since the last time. */
export interface Assembly {
  /** By key; undefined: gone, or not usable (any more). */
  readonly changed: ReadonlyMap<string, SeenService | undefined>;
  /** Records of the types without a protocol were among it: what they tell may be new. */
  readonly side: boolean;
}

/** What the interfaces say about addresses heard on them. */
export interface Links {
  /** The zone for link-local addresses heard there: an interface's index or name. */
  zoneOf(source: string): string | undefined;
  isInternal(source: string): boolean;
}

interface Instance {
  readonly service?: SeenService;
  readonly missing?: Missing;
  readonly hostKey?: string;
  readonly parts?: Parts;
}

interface Parts {
  readonly service: CachedRecord;
  readonly text: CachedRecord | undefined;
  readonly addresses: string;
}

/** More services of one type than the cache takes records. */
const ORDERS_PER_TYPE = 2 ** 32;

/**
 * Joins PTR, SRV, TXT, A and AAAA records to services, those again of which a record was touched. A
 * service object stays the same object for as long as its records say the same, so that what is
 * derived from it can be kept.
 */
export class Assembler {
  readonly #cache: RecordCache;
  readonly #links: Links;
  /** By the key of the type's name. */
  readonly #types: ReadonlyMap<string, { readonly type: string; readonly order: number }>;
  readonly #instances = new Map<string, Instance>();
  readonly #byHost = new Map<string, Set<string>>();
  readonly #missing = new Map<string, Missing>();
  #count = 0;
  #all = false;

  constructor(cache: RecordCache, types: readonly string[], links: Links) {
    this.#cache = cache;
    this.#links = links;
    this.#types = new Map(
      types.map((type, at) => [nameKey(typeName(type)), { type, order: at * ORDERS_PER_TYPE }]),
    );
  }

  /** Announced services that lack something. */
  get missing(): Iterable<Missing> {
    return this.#missing.values();
  }

  get services(): SeenService[] {
    return [...this.#instances.values()].flatMap(({ service }) => service ?? []);
  }

  /** The interfaces changed: what an address means has to be asked again. */
  invalidate(): void {
    this.#all = true;
  }

  assemble(): Assembly {
    const keys = new Set(this.#all ? this.#instances.keys() : []);
    this.#all = false;
    let side = false;
    for (const touched of this.#cache.takeTouched()) {
      for (const key of this.#byHost.get(touched) ?? []) keys.add(key);
      const type = this.#types.get(typeKeyOf(touched))?.type;
      if (type !== undefined) keys.add(touched);
      side ||= type !== undefined && sideTypes.has(type);
    }
    const changed = new Map<string, SeenService | undefined>();
    for (const key of keys) {
      const type = this.#types.get(typeKeyOf(key))?.type;
      side ||= type !== undefined && sideTypes.has(type);
      changed.set(key, this.#renew(key));
    }
    return { changed, side };
  }

  #renew(key: string): SeenService | undefined {
    const before = this.#instances.get(key);
    const now = this.#instance(key, before);
    if (before?.hostKey !== now?.hostKey) {
      this.#leaveHost(before?.hostKey, key);
      this.#joinHost(now?.hostKey, key);
    }
    if (now) this.#instances.set(key, now);
    else this.#instances.delete(key);
    if (now?.missing) this.#missing.set(key, now.missing);
    else this.#missing.delete(key);
    return now?.service;
  }

  #joinHost(hostKey: string | undefined, key: string): void {
    if (hostKey === undefined) return;
    const instances = this.#byHost.get(hostKey) ?? new Set();
    this.#byHost.set(hostKey, instances.add(key));
  }

  #leaveHost(hostKey: string | undefined, key: string): void {
    const instances = this.#byHost.get(hostKey ?? "");
    instances?.delete(key);
    if (instances?.size === 0) this.#byHost.delete(hostKey ?? "");
  }

  #instance(key: string, before: Instance | undefined): Instance | undefined {
    const typeKey = typeKeyOf(key);
    const known = this.#types.get(typeKey);
    const pointer = this.#cache.pointer(typeKey, key);
    if (!known || pointer?.record.data.kind !== "pointer") return undefined;
    const { name } = pointer.record.data;
    const { from } = latest(pointer);
    const service = this.#cache.find(key, RecordType.srv)[0];
    const text = this.#cache.find(key, RecordType.txt)[0];
    if (service?.record.data.kind !== "service") {
      return { missing: { key, name, types: [RecordType.srv, RecordType.txt], from } };
    }
    const { target, port } = service.record.data;
    const hostKey = service.targetKey;
    const addresses = this.#addresses(hostKey);
    if (addresses.length === 0) {
      const types = [RecordType.a, RecordType.aaaa];
      return { hostKey, missing: { key, name: target, types, from } };
    }
    const parts = { service, text, addresses: addresses.join() };
    const old = before?.service;
    const advertised: AdvertisedService =
      old && before.parts && sameParts(before.parts, parts)
        ? old.advertised
        : {
            type: known.type,
            instance: name[0] ?? "",
            host: target.map(displayLabel).join("."),
            addresses,
            port,
            txt: textOf(text),
          };
    const order = old?.order ?? known.order + this.#count++;
    return {
      hostKey,
      parts,
      service: { key, order, hostKey, advertised, ...signs(pointer, service, text) },
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

/** The last three labels of an instance's name; labels of the instance itself have their dots escaped. */
function typeKeyOf(key: string): string {
  let at = key.length;
  for (let label = 0; label < 3 && at > 0; label += 1) at = key.lastIndexOf(".", at - 1);
  return key.slice(at + 1);
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
