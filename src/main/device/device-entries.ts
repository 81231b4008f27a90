import type { DeviceId } from "../../shared/model/device.ts";
import type { KnownDevice } from "../../shared/model/settings.ts";
import { osLabel, withFacts } from "../discovery/device-info.ts";
import type { DeviceInfo, DiscoveredDevice } from "../discovery/discovery.ts";
import { lookUpModel } from "../protocols/apple-models.ts";
import type { DeviceDescription, DeviceFacts } from "../protocols/plugin.ts";

/** One device, however we know it: remembered, seen now, or both. */
export interface DeviceEntry {
  readonly id: DeviceId;
  readonly known: KnownDevice | undefined;
  /** More than one when its services do not tell that they belong together. */
  readonly found: readonly DiscoveredDevice[];
  readonly description: DeviceDescription;
  /** What it announces, and what it said of itself; undefined when it is only remembered. */
  readonly info: DeviceInfo | undefined;
}

/**
 * Which id each identifier was given, for as long as the program runs, so that a device keeps its id
 * while its services come and go (edge case E25).
 */
export class IdBook {
  readonly #ids = new Map<string, DeviceId>();

  /** The id of the device that has these identifiers; a new one is the best identifier. */
  idFor(identifiers: readonly string[]): DeviceId | undefined {
    const id =
      identifiers.map((identifier) => this.lookUp(identifier)).find((found) => found) ??
      identifiers[0];
    if (id !== undefined) this.claim(id, identifiers);
    return id;
  }

  /** From now on these identifiers mean this device. */
  claim(id: DeviceId, identifiers: readonly string[]): void {
    for (const identifier of identifiers) this.#ids.set(key(identifier), id);
  }

  lookUp(identifier: string): DeviceId | undefined {
    return this.#ids.get(key(identifier));
  }
}

const key = (identifier: string) => identifier.toLowerCase();

/**
 * What is remembered and what is seen, matched by any shared identifier: never by name or address.
 * Of two remembered devices that share one, the paired one wins.
 */
export function mergeEntries(
  known: readonly KnownDevice[],
  discovered: readonly DiscoveredDevice[],
  book: IdBook,
  learned: ReadonlyMap<DeviceId, DeviceFacts> = new Map(),
): ReadonlyMap<DeviceId, DeviceEntry> {
  const byIdentifier = indexKnown(known);
  const seen = new Map<DeviceId, DiscoveredDevice[]>();
  for (const device of discovered) {
    const { identifiers } = device.description;
    const remembered = bestKnown(identifiers, byIdentifier);
    if (remembered) book.claim(remembered.id, identifiers);
    const id = remembered?.id ?? book.idFor(identifiers);
    if (id !== undefined) seen.set(id, [...(seen.get(id) ?? []), device]);
  }
  const entries = new Map<DeviceId, DeviceEntry>();
  const add = (id: DeviceId, device: KnownDevice | undefined) => {
    const found = seen.get(id) ?? [];
    const facts = learned.get(id);
    const announced = found[0]?.info;
    const info = facts ? withFacts(announced, facts) : announced;
    entries.set(id, { id, known: device, found, description: describe(device, found), info });
  };
  for (const device of known) add(device.id, device);
  for (const id of seen.keys()) if (!entries.has(id)) add(id, undefined);
  return entries;
}

function indexKnown(known: readonly KnownDevice[]): Map<string, KnownDevice> {
  const index = new Map<string, KnownDevice>();
  for (const device of known)
    for (const identifier of [device.id, ...device.identifiers]) {
      const other = index.get(key(identifier));
      if (!other || (device.paired && !other.paired)) index.set(key(identifier), device);
    }
  return index;
}

function bestKnown(
  identifiers: readonly string[],
  index: ReadonlyMap<string, KnownDevice>,
): KnownDevice | undefined {
  const matches = identifiers.flatMap((identifier) => index.get(key(identifier)) ?? []);
  return matches.find(({ paired }) => paired) ?? matches[0];
}

/** Everything that is seen now, and beside it what we remember and nobody announces at the moment. */
function describe(
  known: KnownDevice | undefined,
  found: readonly DiscoveredDevice[],
): DeviceDescription {
  const seen = found.map(({ description }) => description);
  const announcedServices = seen.flatMap((description) => description.services);
  // A sleeping device may be announced without ports (SC-40); the last ones are the best guess then.
  const services = announcedServices.map((service) => {
    const last = known?.services.find(({ protocol }) => protocol === service.protocol);
    return service.port === 0 && last ? { ...service, port: last.port } : service;
  });
  const facts = rememberedFacts(known);
  const announced = new Set(services.map(({ protocol }) => protocol));
  const remembered = (known?.services ?? [])
    .filter(({ protocol }) => !announced.has(protocol))
    .map(({ protocol, port, identifier }) => ({
      protocol,
      port,
      identifiers: identifier === null ? [] : [identifier],
      pairing: "optional" as const,
      requiresPassword: false,
      enabled: true,
      facts,
      advertised: null,
    }));
  const unique = (values: readonly string[]) => [...new Set(values.filter((value) => value))];
  return {
    identifiers: unique([
      ...seen.flatMap(({ identifiers }) => identifiers),
      ...(known?.identifiers ?? []),
    ]),
    name: seen.map(({ name }) => name).find((name) => name) ?? known?.name ?? "",
    addresses: unique([...seen.flatMap(({ addresses }) => addresses), known?.address ?? ""]),
    services: [...services, ...remembered],
  };
}

/** What a service that nobody announces at the moment still tells: a HomePod opens without a key. */
function rememberedFacts(known: KnownDevice | undefined): DeviceFacts {
  if (!known?.rawModel) return {};
  const kind = lookUpModel(known.rawModel)?.kind;
  const osVersion = /\d[\d.]*$/.exec(known.osLabel)?.[0];
  return {
    rawModel: known.rawModel,
    ...(kind !== undefined && { kind }),
    ...(osVersion !== undefined && { osVersion }),
  };
}

/** The entry as it is written to the settings file. Identifiers only grow here: call it when it is certain which device this is. */
export function toKnown(entry: DeviceEntry, change: Partial<KnownDevice> = {}): KnownDevice {
  const { id, known, description, info } = entry;
  return {
    customName: null,
    paired: false,
    hasPassword: false,
    origin: "network",
    pinnedApps: [],
    ...known,
    id,
    identifiers: description.identifiers.slice(0, 50),
    name: description.name.slice(0, 200),
    address: description.addresses[0] ?? "",
    mac: info?.mac || known?.mac || null,
    rawModel: info?.rawModel || known?.rawModel || "",
    osLabel: osLabel(info) || (known?.osLabel ?? ""),
    // What the device announces but refuses to do would be tried as long as it is remembered (E31).
    services: description.services
      .filter(({ enabled }) => enabled)
      .map(({ protocol, port, identifiers }) => ({
        protocol,
        port,
        identifier: identifiers[0] ?? null,
      })),
    lastSeenMs: lastSeen(entry),
    ...change,
  };
}

export function lastSeen({ known, found }: DeviceEntry): number | null {
  const times = found.map(({ lastSeenMs }) => lastSeenMs);
  return times.length > 0 ? Math.max(...times) : (known?.lastSeenMs ?? null);
}
