import { byteText } from "../wire/dns/ascii.ts";
import { type DnsRecord, RecordType } from "../wire/dns/message.ts";
import { nameKey } from "../wire/dns/name.ts";

/** Where a record was heard: the interface, or `unicast` for answers to a probe. */
export type Source = string;
export const UNICAST: Source = "unicast";

export interface Sighting {
  readonly source: Source;
  /** Address of the sender, which is not the device's own when a sleep proxy answers for it. */
  readonly from: string;
  readonly atMs: number;
  readonly wallMs: number;
  readonly ttlMs: number;
  /** Infinity: kept until it is replaced or said goodbye to. */
  readonly expiresMs: number;
  /** How many of the four refreshing questions were asked. */
  readonly refreshes: number;
}

export interface CachedRecord {
  readonly record: DnsRecord;
  readonly ownerKey: string;
  /** Key of the name that a pointer or service record leads to, else "". */
  readonly targetKey: string;
  readonly sightings: readonly Sighting[];
  /** When it was heard last, on the monotonic clock. */
  readonly heardMs: number;
}

/** The records of one name, by type and then by what they say. */
type Owned = Map<number, Map<string, CachedRecord>>;

export interface Hearing {
  readonly source: Source;
  readonly from: string;
  readonly nowMs: number;
  readonly wallMs: number;
}

/** Answers to unicast questions carry TTLs up to 10 s that say nothing about the device (E33). */
const UNICAST_TTL_S = 10;
/** Flushed and departed records live one more second (RFC 6762 10.1, 10.2). */
const GRACE_MS = 1000;
/** An attacker's limit, a hundred times the largest network seen. */
const MAX_RECORDS = 50_000;
/** Ask again at 80, 85, 90 and 95 % of the lifetime (RFC 6762 5.2). */
const REFRESH_FROM = 0.8;
const REFRESH_STEP = 0.05;
const REFRESHES = 4;
/** Stands for "do not ask any more, it ends within the second". */
const DEPARTING = REFRESHES + 1;
/** What will be due soon is asked for together, so that records fall into step and timers are few. */
const REFRESH_EARLY = 0.2;
/** Refreshes and expiries happen on this grid: a noisy network wakes us twelve times a minute at most. */
const GRID_MS = 5000;

/** All records heard, each once, with when and on which interfaces it was heard. Pure but for its state. */
export class RecordCache {
  readonly #byOwner = new Map<string, Owned>();
  #size = 0;
  /** Not after the next expiry or refresh; may be earlier. */
  #dueMs = Number.POSITIVE_INFINITY;
  #touched = new Set<string>();

  get dueMs(): number {
    return this.#dueMs;
  }

  get size(): number {
    return this.#size;
  }

  /**
   * Keys of the names about which something was heard or forgotten since the last call: the owner's
   * own, and for a pointer that of the name it leads to.
   */
  takeTouched(): ReadonlySet<string> {
    const touched = this.#touched;
    this.#touched = new Set();
    return touched;
  }

  /** The pointer from one name to another, if it was heard. */
  pointer(ownerKey: string, targetKey: string): CachedRecord | undefined {
    return this.#byOwner.get(ownerKey)?.get(RecordType.ptr)?.get(targetKey);
  }

  /** The record heard last comes first. */
  find(ownerKey: string, type: number): readonly CachedRecord[] {
    const found = [...(this.#byOwner.get(ownerKey)?.get(type)?.values() ?? [])];
    return found.length < 2 ? found : found.sort((a, b) => b.heardMs - a.heardMs);
  }

  /** Takes in one record: kept, prolonged, replaced, or on its way out. */
  hear(record: DnsRecord, hearing: Hearing): void {
    const ownerKey = nameKey(record.name);
    const owned = this.#byOwner.get(ownerKey);
    const alike = owned?.get(record.type);
    const leadsTo = targetKey(record);
    const said = dataKey(record, leadsTo);
    const known = alike?.get(said);
    if (record.flush && alike) this.#flush(alike, said, hearing);
    if (record.ttl === 0) {
      if (known && alike)
        alike.set(
          said,
          this.#ending(known, hearing, () => true),
        );
      return;
    }
    if (!known && this.#size >= MAX_RECORDS) return;
    const sighting = sightingOf(record, hearing);
    this.#touched.add(record.type === RecordType.ptr ? leadsTo : ownerKey);
    const others = known?.sightings.filter(({ source }) => source !== hearing.source) ?? [];
    const entry: CachedRecord = {
      record: known?.record ?? record,
      ownerKey,
      targetKey: leadsTo,
      sightings: [...others, sighting],
      heardMs: hearing.nowMs,
    };
    if (!known) this.#size += 1;
    if (alike) alike.set(said, entry);
    else if (owned) owned.set(record.type, new Map([[said, entry]]));
    else this.#byOwner.set(ownerKey, new Map([[record.type, new Map([[said, entry]])]]));
    this.#dueMs = Math.min(this.#dueMs, dueOf(sighting));
  }

  /** Drops what has expired and says which of the used records to ask for again; moves `dueMs`. */
  sweep(
    nowMs: number,
    isUsed: (known: CachedRecord) => boolean,
  ): { readonly expired: boolean; readonly refresh: readonly CachedRecord[] } {
    const refresh: CachedRecord[] = [];
    let expired = false;
    this.#dueMs = Number.POSITIVE_INFINITY;
    this.#revise((known) => {
      const used = isUsed(known);
      const alive = known.sightings.filter(({ expiresMs }) => expiresMs > nowMs);
      if (alive.length < known.sightings.length) expired = true;
      const asked = used ? alive.map((sighting) => advance(sighting, nowMs)) : alive;
      const next = { ...known, sightings: asked };
      if (asked.some((sighting, index) => sighting !== alive[index])) refresh.push(next);
      for (const sighting of asked) {
        const dueMs = used ? dueOf(sighting) : onGrid(sighting.expiresMs);
        this.#dueMs = Math.min(this.#dueMs, dueMs);
      }
      return next;
    });
    return { expired, refresh };
  }

  /** Forgets what was heard on interfaces that are gone. */
  dropSource(source: Source): void {
    this.#revise((known) => ({
      ...known,
      sightings: known.sightings.filter((sighting) => sighting.source !== source),
    }));
  }

  /** Replaces each record by what `next` makes of it; one without sightings is gone. */
  #revise(next: (known: CachedRecord) => CachedRecord): void {
    for (const [ownerKey, owned] of this.#byOwner) {
      for (const [type, alike] of owned) {
        for (const [said, known] of alike) {
          const revised = next(known);
          if (revised.sightings.length !== known.sightings.length) {
            this.#touched.add(type === RecordType.ptr ? known.targetKey : ownerKey);
          }
          if (revised.sightings.length > 0) alike.set(said, revised);
          else if (alike.delete(said)) this.#size -= 1;
        }
        if (alike.size === 0) owned.delete(type);
      }
      if (owned.size === 0) this.#byOwner.delete(ownerKey);
    }
  }

  #flush(alike: Map<string, CachedRecord>, except: string, hearing: Hearing): void {
    for (const [said, known] of alike) {
      if (said === except) continue;
      const outdated = (sighting: Sighting) => hearing.nowMs - sighting.atMs > GRACE_MS;
      alike.set(said, this.#ending(known, hearing, outdated));
    }
  }

  /**
   * The record with its end set for the sightings that `which` picks. What one interface says goes
   * for that interface, and for what a probe was told.
   */
  #ending(
    known: CachedRecord,
    { source, nowMs }: Hearing,
    which: (sighting: Sighting) => boolean,
  ): CachedRecord {
    const sightings = known.sightings.map((sighting) => {
      if (sighting.source !== source && sighting.source !== UNICAST) return sighting;
      if (!which(sighting) || sighting.expiresMs <= nowMs + GRACE_MS) return sighting;
      this.#dueMs = Math.min(this.#dueMs, nowMs + GRACE_MS);
      return { ...sighting, expiresMs: nowMs + GRACE_MS, refreshes: DEPARTING };
    });
    return { ...known, sightings };
  }
}

function sightingOf(record: DnsRecord, hearing: Hearing): Sighting {
  const { source, from, nowMs, wallMs } = hearing;
  const ttlMs = record.ttl * 1000;
  const stays = source === UNICAST || record.ttl <= UNICAST_TTL_S;
  const expiresMs = stays ? Number.POSITIVE_INFINITY : nowMs + ttlMs;
  return { source, from, atMs: nowMs, wallMs, ttlMs, expiresMs, refreshes: 0 };
}

/** When a sighting next wants something: a refreshing question, or its end. */
function dueOf(sighting: Sighting): number {
  if (sighting.expiresMs === Number.POSITIVE_INFINITY) return sighting.expiresMs;
  if (sighting.refreshes > REFRESHES) return sighting.expiresMs;
  if (sighting.refreshes === REFRESHES) return onGrid(sighting.expiresMs);
  const share = REFRESH_FROM + REFRESH_STEP * sighting.refreshes;
  return onGrid(sighting.atMs + sighting.ttlMs * share);
}

function onGrid(timeMs: number): number {
  return Math.ceil(timeMs / GRID_MS) * GRID_MS;
}

function advance(sighting: Sighting, nowMs: number): Sighting {
  if (sighting.expiresMs === Number.POSITIVE_INFINITY || sighting.refreshes >= REFRESHES) {
    return sighting;
  }
  const early = sighting.refreshes === 0 ? sighting.ttlMs * REFRESH_EARLY : 0;
  return dueOf(sighting) - early <= nowMs
    ? { ...sighting, refreshes: sighting.refreshes + 1 }
    : sighting;
}

function targetKey({ data }: DnsRecord): string {
  if (data.kind === "pointer") return nameKey(data.name);
  return data.kind === "service" ? nameKey(data.target) : "";
}

/** Two records of one name and type say the same when their keys are equal. */
function dataKey({ data }: DnsRecord, leadsTo: string): string {
  switch (data.kind) {
    case "pointer":
      return leadsTo;
    case "address":
      return data.address;
    case "service":
      return `${data.port} ${leadsTo}`;
    case "text":
      return data.strings.map((string) => byteText(string)).join("\0");
    case "opaque":
      return byteText(data.bytes);
  }
}

/** Only these are kept: everything else on the group is somebody else's business (E38). */
export const keptTypes: ReadonlySet<number> = new Set([
  RecordType.a,
  RecordType.aaaa,
  RecordType.ptr,
  RecordType.srv,
  RecordType.txt,
]);
