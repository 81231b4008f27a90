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
}

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
  readonly #byOwner = new Map<string, CachedRecord[]>();
  #size = 0;
  /** Not after the next expiry or refresh; may be earlier. */
  #dueMs = Number.POSITIVE_INFINITY;

  get dueMs(): number {
    return this.#dueMs;
  }

  get size(): number {
    return this.#size;
  }

  /** The record heard last comes first. */
  find(ownerKey: string, type: number): readonly CachedRecord[] {
    const found = this.#byOwner.get(ownerKey)?.filter(({ record }) => record.type === type) ?? [];
    return found.length < 2 ? found : found.sort((a, b) => lastHeard(b) - lastHeard(a));
  }

  *all(): Iterable<CachedRecord> {
    for (const records of this.#byOwner.values()) yield* records;
  }

  /** Takes in one record; true when what is known changed, or it was heard again. */
  hear(record: DnsRecord, hearing: Hearing): boolean {
    const ownerKey = nameKey(record.name);
    const siblings = this.#byOwner.get(ownerKey) ?? [];
    if (record.flush) this.#flush(siblings, record, hearing);
    const index = siblings.findIndex((known) => sameData(known.record, record));
    if (record.ttl === 0) return this.#depart(siblings, index, hearing);
    const known = siblings[index];
    if (!known && this.#size >= MAX_RECORDS) return false;
    const sighting = sightingOf(record, hearing);
    const others = known?.sightings.filter(({ source }) => source !== hearing.source) ?? [];
    const entry: CachedRecord = {
      record: known?.record ?? record,
      ownerKey,
      targetKey: known?.targetKey ?? targetKey(record),
      sightings: [...others, sighting],
    };
    if (known) siblings[index] = entry;
    else {
      siblings.push(entry);
      this.#size += 1;
      this.#byOwner.set(ownerKey, siblings);
    }
    this.#dueMs = Math.min(this.#dueMs, dueOf(sighting));
    return true;
  }

  /** Drops what has expired and says which of the used records to ask for again; moves `dueMs`. */
  sweep(
    nowMs: number,
    isUsed: (known: CachedRecord) => boolean,
  ): { readonly expired: boolean; readonly refresh: readonly CachedRecord[] } {
    const refresh: CachedRecord[] = [];
    let expired = false;
    let dueMs = Number.POSITIVE_INFINITY;
    for (const [ownerKey, records] of this.#byOwner) {
      const kept = records.flatMap((known) => {
        const alive = known.sightings.filter(({ expiresMs }) => expiresMs > nowMs);
        if (alive.length < known.sightings.length) expired = true;
        if (alive.length === 0) return [];
        const asked = isUsed(known) ? alive.map((sighting) => advance(sighting, nowMs)) : alive;
        const next = { ...known, sightings: asked };
        if (asked.some((sighting, index) => sighting !== alive[index])) refresh.push(next);
        for (const sighting of asked) {
          dueMs = Math.min(dueMs, isUsed(known) ? dueOf(sighting) : onGrid(sighting.expiresMs));
        }
        return [next];
      });
      this.#size += kept.length - records.length;
      if (kept.length > 0) this.#byOwner.set(ownerKey, kept);
      else this.#byOwner.delete(ownerKey);
    }
    this.#dueMs = dueMs;
    return { expired, refresh };
  }

  /** Forgets what was heard on interfaces that are gone. */
  dropSource(source: Source): void {
    for (const [ownerKey, records] of this.#byOwner) {
      const kept = records.flatMap((known) => {
        const sightings = known.sightings.filter((sighting) => sighting.source !== source);
        return sightings.length === 0 ? [] : [{ ...known, sightings }];
      });
      this.#size += kept.length - records.length;
      if (kept.length > 0) this.#byOwner.set(ownerKey, kept);
      else this.#byOwner.delete(ownerKey);
    }
  }

  #flush(siblings: CachedRecord[], record: DnsRecord, hearing: Hearing): void {
    siblings.forEach((known, index) => {
      if (known.record.type !== record.type || sameData(known.record, record)) return;
      const outdated = (sighting: Sighting) =>
        concerns(sighting, hearing) && hearing.nowMs - sighting.atMs > GRACE_MS;
      siblings[index] = this.#ending(known, outdated, hearing.nowMs);
    });
  }

  #depart(siblings: CachedRecord[], index: number, hearing: Hearing): boolean {
    const known = siblings[index];
    if (!known) return false;
    const concerned = (sighting: Sighting) => concerns(sighting, hearing);
    siblings[index] = this.#ending(known, concerned, hearing.nowMs);
    return true;
  }

  #ending(known: CachedRecord, which: (sighting: Sighting) => boolean, nowMs: number) {
    const sightings = known.sightings.map((sighting) => {
      if (!which(sighting) || sighting.expiresMs <= nowMs + GRACE_MS) return sighting;
      this.#dueMs = Math.min(this.#dueMs, nowMs + GRACE_MS);
      return { ...sighting, expiresMs: nowMs + GRACE_MS, refreshes: DEPARTING };
    });
    return { ...known, sightings };
  }
}

export function lastHeard(known: CachedRecord): number {
  return known.sightings.reduce((latest, { atMs }) => Math.max(latest, atMs), 0);
}

/** What one interface says about a record goes for that interface, and for what a probe was told. */
function concerns(sighting: Sighting, hearing: Hearing): boolean {
  return sighting.source === hearing.source || sighting.source === UNICAST;
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

function sameData(a: DnsRecord, b: DnsRecord): boolean {
  if (a.type !== b.type || a.class !== b.class) return false;
  const [left, right] = [a.data, b.data];
  if (left.kind === "pointer" && right.kind === "pointer") {
    return nameKey(left.name) === nameKey(right.name);
  }
  if (left.kind === "address" && right.kind === "address") return left.address === right.address;
  if (left.kind === "service" && right.kind === "service") {
    return left.port === right.port && nameKey(left.target) === nameKey(right.target);
  }
  if (left.kind === "text" && right.kind === "text")
    return sameStrings(left.strings, right.strings);
  return false;
}

function sameStrings(a: readonly Uint8Array[], b: readonly Uint8Array[]): boolean {
  return a.length === b.length && a.every((string, index) => sameBytes(string, b[index]));
}

function sameBytes(a: Uint8Array, b: Uint8Array | undefined): boolean {
  return b !== undefined && a.length === b.length && a.every((byte, index) => byte === b[index]);
}

/** Only these are kept: everything else on the group is somebody else's business (E38). */
export const keptTypes: ReadonlySet<number> = new Set([
  RecordType.a,
  RecordType.aaaa,
  RecordType.ptr,
  RecordType.srv,
  RecordType.txt,
]);
