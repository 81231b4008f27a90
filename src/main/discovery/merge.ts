import type {
  AdvertisedService,
  DeviceDescription,
  ProtocolPlugin,
  ServiceDescription,
} from "../protocols/plugin.ts";
import { txtRecord } from "../protocols/txt-record.ts";
import type { Log } from "../runtime/log.ts";
import { displayLabel } from "../wire/dns/name.ts";
import { addressRank, plainAddress } from "./addresses.ts";
import type { Assembly } from "./assemble.ts";
import { Describer, type KnownService } from "./describe-services.ts";
import { mergeInfo } from "./device-info.ts";
import type { DiscoveredDevice } from "./discovery.ts";
import { type Group, groupServices } from "./group.ts";
import { Neighbours } from "./neighbours.ts";
import type { SideInfo } from "./side-info.ts";

/** A device and the keys of the services it was made of, for whoever asked for those. */
export interface MergedDevice {
  readonly device: DiscoveredDevice;
  readonly serviceKeys: readonly string[];
}

/** One device, with what it was made of. */
interface Made {
  readonly group: Group;
  readonly order: number;
  readonly print: string;
  readonly merged: MergedDevice;
}

/** Signs of life closer together than this are one: nobody is told twice. */
const SAME_SIGN_MS = 1000;

/** Services in, devices out. A device that did not change stays the same object. */
export class Merger {
  readonly #plugins: readonly ProtocolPlugin[];
  readonly #describer: Describer;
  readonly #neighbours: Neighbours;
  /** By the key of each service in it. */
  readonly #madeOf = new Map<string, Made>();
  /** By the first service of each device: it may turn out to be the same as before. */
  readonly #lately = new WeakMap<AdvertisedService, Made>();
  readonly #numbers = new WeakMap<AdvertisedService, number>();
  #count = 0;

  constructor(plugins: readonly ProtocolPlugin[], log: Log) {
    this.#plugins = plugins;
    this.#describer = new Describer(plugins, log);
    this.#neighbours = new Neighbours(this.#describer);
  }

  /**
   * Devices in the order in which they were first seen; those without an identifier are left out
   * (SC-24). Only what the changes concern is worked out again, or everything when `side` is new.
   */
  merge({ changed, side: isNew }: Assembly, side: SideInfo): MergedDevice[] {
    if (isNew) for (const { group } of this.#made()) this.#make(group, side);
    const concerned = this.#neighbours.update(changed);
    for (const key of concerned) this.#madeOf.delete(key);
    for (const group of groupServices(this.#neighbours.pick(concerned))) this.#make(group, side);
    return [...this.#made()]
      .sort((a, b) => a.order - b.order)
      .flatMap(({ merged }) => (merged.device.description.identifiers.length > 0 ? merged : []));
  }

  #made(): ReadonlySet<Made> {
    return new Set(this.#madeOf.values());
  }

  #make(group: Group, side: SideInfo): void {
    const first = group[0];
    if (!first) return;
    const print = this.#print(group, side);
    const old = this.#lately.get(first.advertised);
    const same = old?.print === print;
    const merged = same ? seenAgain(old.merged, group) : this.#device(group, side);
    const made = { group, order: first.order, print, merged };
    this.#lately.set(first.advertised, made);
    for (const { key } of group) this.#madeOf.set(key, made);
  }

  /** Everything a device is made from, in short: equal prints give equal devices. */
  #print(group: Group, side: SideInfo): string {
    const numbers = group.map(({ advertised }) => {
      const number = this.#numbers.get(advertised) ?? ++this.#count;
      this.#numbers.set(advertised, number);
      return number;
    });
    const board = boardOf(group, side) ?? "";
    const airport = side.airportAt(group.flatMap(({ advertised }) => advertised.addresses));
    const base = airport ? JSON.stringify(airport) : "";
    return `${numbers.join()} ${isAsleep(group, side)} ${board} ${base}`;
  }

  #device(group: Group, side: SideInfo): MergedDevice {
    const asleep = isAsleep(group, side);
    const services = this.#services(usableOf(group));
    const addresses = addressesOf(group);
    const facts = services.map((service) => service.facts);
    const airport = side.airportAt(addresses);
    const description: DeviceDescription = {
      identifiers: [...new Set(services.flatMap(({ identifiers }) => identifiers))],
      name: nameOf(services),
      addresses,
      services,
    };
    const info = mergeInfo(airport ? [...facts, airport] : facts, boardOf(group, side));
    const device = { description, info, asleep, lastSeenMs: lastSeen(group) };
    return { device, serviceKeys: group.map(({ key }) => key) };
  }

  #services(group: Group): DeviceDescription["services"] {
    const siblings = group.map(({ advertised }) => advertised);
    return this.#plugins.flatMap((plugin) => {
      const own = group.filter((service) => service.plugin === plugin);
      const newest = newestOfEachType(plugin, own);
      const base = newest[0];
      if (!base) return [];
      const advertised = overlay(base.advertised, newest);
      const description = this.#describer.describe(plugin, advertised, siblings);
      if (!description) return [];
      const identifiers = newest.flatMap(({ alone }) => alone.identifiers);
      return [{ ...named(description), identifiers: [...new Set(identifiers)], advertised }];
    });
  }
}

/** Services without a port tell little, but of a device that sleeps they are all there is. */
function usableOf(group: Group): Group {
  const usable = group.filter(({ advertised }) => advertised.port !== 0);
  return usable.length > 0 ? usable : group;
}

/** Two services of one protocol become one: the first type's, with the others' TXT over it (SC-21). */
function overlay(base: AdvertisedService, all: readonly KnownService[]): AdvertisedService {
  if (all.length === 1) return base;
  const entries = all.flatMap(({ advertised }) => [...advertised.txt.entries]);
  return { ...base, txt: txtRecord(new Map(entries)) };
}

/** After a rename the old instance lingers beside the new one: the one heard last counts (E27). */
function newestOfEachType(plugin: ProtocolPlugin, own: readonly KnownService[]): KnownService[] {
  return plugin.serviceTypes.flatMap((type) => {
    const same = own.filter(({ advertised }) => advertised.type === type);
    return same.sort((a, b) => b.seenMs - a.seenMs).slice(0, 1);
  });
}

function named(description: ServiceDescription): ServiceDescription {
  return description.name === undefined
    ? description
    : { ...description, name: displayLabel(description.name).replaceAll("\u00a0", " ") };
}

function nameOf(services: readonly ServiceDescription[]): string {
  return services.find(({ name }) => name !== undefined && name !== "")?.name ?? "Unknown";
}

function addressesOf(group: Group): string[] {
  const all = new Set(group.flatMap(({ advertised }) => advertised.addresses));
  return [...all].sort((a, b) => addressRank(a) - addressRank(b));
}

/** Asked only where no service names a model (SC-69e). */
function boardOf(group: Group, side: SideInfo): string | undefined {
  if (usableOf(group).some(({ alone }) => alone.facts.rawModel !== undefined)) return undefined;
  for (const { advertised, alone } of group) {
    const board = side.boardOf(alone.name ?? advertised.instance);
    if (board !== undefined) return board;
  }
  return undefined;
}

/**
 * Asleep: none of its services has a port (SC-40), or a sleep proxy that is somebody else gave all
 * of its service records (E46).
 */
function isAsleep(group: Group, side: SideInfo): boolean {
  if (group.every(({ advertised }) => advertised.port === 0)) return true;
  if (!group.every(({ from }) => side.isSleepProxy(from))) return false;
  const own = new Set(addressesOf(group).map(plainAddress));
  return group.every(({ from }) => !own.has(plainAddress(from)));
}

function lastSeen(group: Group): number {
  return Math.max(...group.map(({ seenWallMs }) => seenWallMs));
}

function seenAgain(merged: MergedDevice, group: Group): MergedDevice {
  const lastSeenMs = lastSeen(group);
  if (lastSeenMs - merged.device.lastSeenMs < SAME_SIGN_MS) return merged;
  return { ...merged, device: { ...merged.device, lastSeenMs } };
}
