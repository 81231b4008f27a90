import { expect } from "vitest";
import type { DiscoveredDevice } from "../../src/main/discovery/discovery.ts";
import type { ExpectedDevice } from "../vectors/advertisement-expectations.ts";
import advertisements from "../vectors/advertisements.json" with { type: "json" };
import type { TestService } from "./announce.ts";

/** One entry of advertisements.json. */
export interface Entry {
  readonly id: string;
  readonly device: string;
  readonly services: readonly {
    readonly type: string;
    readonly name: string;
    readonly port: number | null;
    readonly host: string | null;
    readonly address?: string;
    readonly properties: Readonly<Record<string, string | undefined>>;
  }[];
}

/** All of them. */
export const entries: readonly Entry[] = advertisements;

/** What the poster left out is made up here: address, host, port, and where asked for, an identifier. */
export function servicesOf(entry: Entry, identify: boolean): TestService[] {
  const shared = entry.services.find(({ address }) => address)?.address;
  return entry.services.map(({ type, name, port, host, address, properties }, index) => {
    // Entries of one type several times are several devices.
    const several = entry.services.filter((other) => other.type === type).length > 1;
    const at = address ?? shared ?? `192.168.7.${several ? index + 1 : 1}`;
    const txt = Object.fromEntries(
      Object.entries(properties).map(([key, value]) => [key, rawValue(key, value ?? "")]),
    );
    const made = `02000000000${index + 1}`;
    const missesId = identify && type === "_raop._tcp";
    if (identify && type === "_airplay._tcp") txt["deviceid"] = made.replace(/(..)(?!$)/g, "$1:");
    return {
      type,
      instance: missesId ? `${made}@${name.replace(/^.*@/, "")}` : name,
      port: port ?? 7000,
      host: host ?? `${at.replaceAll(".", "-")}.local`,
      addresses: [at],
      txt,
    };
  });
}

/** D008's note: the Bluetooth address is six raw bytes of which the first was printable. */
function rawValue(key: string, value: string): string | Uint8Array {
  return key === "BluetoothAddress" ? Uint8Array.of(0x40, 0xff, 0, 0x80, 0xc2, 1) : value;
}

/** What a person is shown of a device, and the app goes by. */
export function summary({ description, info, asleep }: DiscoveredDevice) {
  return {
    name: description.name,
    kind: info.kind,
    model: info.rawModel,
    modelName: info.modelName,
    os: info.os,
    version: info.osVersion,
    build: info.build,
    mac: info.mac,
    identifiers: description.identifiers,
    pairing: Object.fromEntries(
      description.services.map(({ protocol, pairing }) => [protocol, pairing]),
    ),
    password: description.services.some(({ requiresPassword }) => requiresPassword),
    asleep,
  };
}

/** What `summary` should be, for `toEqual`. */
export function complete({ modelName, build, mac, password, asleep, ...rest }: ExpectedDevice) {
  return {
    ...rest,
    modelName: modelName ?? expect.any(String),
    build: build ?? "",
    mac: mac ?? expect.any(String),
    password: password ?? false,
    asleep: asleep ?? false,
  };
}
