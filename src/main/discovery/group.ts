import { lookUpModel } from "../protocols/apple-models.ts";
import { identifierKey } from "../protocols/identifiers.ts";
import { displayLabel } from "../wire/dns/name.ts";
import type { KnownService } from "./describe-services.ts";

export type Group = KnownService[];

/**
 * Services to devices: first by shared identifiers, then by address, where that makes sense. Many
 * receivers may live at one address (E44), so an address alone joins only services that could be
 * one device: no protocol twice, no contradicting models, and one name, or no identity of its own.
 */
export function groupServices(services: readonly KnownService[]): Group[] {
  const groups = byIdentifier(services);
  for (const bucket of byAddress(groups)) joinWithin(bucket);
  return groups.filter((group) => group.length > 0);
}

function byIdentifier(services: readonly KnownService[]): Group[] {
  const groupOf = new Map<string, Group>();
  const groups: Group[] = [];
  for (const service of services) {
    const keys = service.alone.identifiers.map(identifierKey);
    const found = [...new Set(keys.map((key) => groupOf.get(key)))].filter(
      (one) => one !== undefined,
    );
    const group = found[0] ?? [];
    if (found.length === 0) groups.push(group);
    for (const other of found.slice(1)) absorb(group, other, groupOf);
    group.push(service);
    for (const key of keys) groupOf.set(key, group);
  }
  return groups.filter((group) => group.length > 0);
}

function absorb(group: Group, other: Group, groupOf: Map<string, Group>): void {
  for (const service of other) {
    for (const id of service.alone.identifiers) groupOf.set(identifierKey(id), group);
  }
  group.push(...other.splice(0));
}

/** Groups that share an address, identified ones first. */
function byAddress(groups: readonly Group[]): Group[][] {
  const buckets = new Map<string, Set<Group>>();
  const identifiedFirst = [...groups].sort(
    (a, b) => Number(isAnonymous(a)) - Number(isAnonymous(b)),
  );
  for (const group of identifiedFirst) {
    for (const address of group.flatMap(({ advertised }) => advertised.addresses)) {
      const bucket = buckets.get(address) ?? new Set();
      buckets.set(address, bucket.add(group));
    }
  }
  return [...buckets.values()].filter(({ size }) => size > 1).map((bucket) => [...bucket]);
}

/** Joins within one address, by name first; a group that was joined is left empty. */
function joinWithin(bucket: readonly Group[]): void {
  joinEach(bucket, (group, possible) => possible.find((other) => shareName(group, other)));
  joinEach(bucket, (group, possible) => {
    if (!saysLittle(group)) return undefined;
    const telling = possible.filter((other) => !saysLittle(other));
    const candidates = telling.length > 0 ? telling : possible;
    return candidates.length === 1 ? candidates.find(isApples) : undefined;
  });
  joinEach(bucket, (group, possible) => {
    const candidates = possible.filter((other) => isSameOldTv(group, other));
    return candidates.length === 1 ? candidates[0] : undefined;
  });
}

/**
 * After a conflict of names an Apple TV is "Den (2)" to AirPlay and still "Den" to DMAP, and no
 * identifier tells. One of the second or third generation is a box of its own, so that its host does.
 */
function isSameOldTv(a: Group, b: Group): boolean {
  if (![a, b].every((group) => group.every(isOldTv))) return false;
  const hosts = new Set(a.map(({ hostKey }) => hostKey));
  return b.some(({ hostKey }) => hosts.has(hostKey));
}

function isOldTv({ alone: { facts } }: KnownService): boolean {
  const model = facts.rawModel === undefined ? undefined : lookUpModel(facts.rawModel);
  return (model?.kind ?? facts.kind) === "apple-tv" && (model?.os ?? facts.os) === "legacy";
}

function joinEach(
  bucket: readonly Group[],
  choose: (group: Group, possible: readonly Group[]) => Group | undefined,
): void {
  for (const group of bucket) {
    if (group.length === 0) continue;
    const others = bucket.filter((other) => other !== group && other.length > 0);
    const host = choose(
      group,
      others.filter((other) => couldBeOne(group, other)),
    );
    host?.push(...group.splice(0));
  }
}

function couldBeOne(a: Group, b: Group): boolean {
  const protocols = new Set(a.map(({ alone }) => alone.protocol));
  if (b.some(({ alone }) => protocols.has(alone.protocol))) return false;
  const [left, right] = [modelKind(a), modelKind(b)];
  return left === undefined || right === undefined || left === right;
}

function modelKind(group: Group): string | undefined {
  const models = group.flatMap(({ alone }) => alone.facts.rawModel ?? []);
  const known = models.map((model) => lookUpModel(model)?.kind ?? "other");
  return known[0];
}

function shareName(a: Group, b: Group): boolean {
  const names = new Set(namesOf(a));
  return namesOf(b).some((name) => names.has(name));
}

function namesOf(group: Group): string[] {
  return group.flatMap(({ alone }) => (alone.name === undefined ? [] : [plainName(alone.name)]));
}

/** For comparing: no-break spaces and letter case make no other device (E04). */
function plainName(name: string): string {
  return displayLabel(name).replaceAll("\u00a0", " ").trim().toLowerCase();
}

function isAnonymous(group: Group): boolean {
  return group.every(({ alone }) => alone.identifiers.length === 0);
}

/** Without an identifier or without a name it cannot contradict its only neighbour at the address. */
function saysLittle(group: Group): boolean {
  return isAnonymous(group) || namesOf(group).length === 0;
}

function isApples(group: Group): boolean {
  return group.every(({ alone }) => alone.facts.os !== "third-party");
}
