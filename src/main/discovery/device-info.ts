import { versionOfBuild } from "../protocols/apple-builds.ts";
import { lookUpModel, modelOfBoard } from "../protocols/apple-models.ts";
import type { DeviceFacts } from "../protocols/plugin.ts";
import type { DeviceInfo } from "./discovery.ts";

const osNames: Readonly<Record<NonNullable<DeviceFacts["os"]>, string>> = {
  tvOS: "tvOS",
  legacy: "Apple TV software",
  macOS: "macOS",
  AirPortOS: "AirPort",
  "third-party": "",
};

/**
 * One account of a device from what each of its services says, best service first (SC-67 to SC-72).
 * `board` is the internal model name, used only where no service names a model (SC-69e).
 */
export function mergeInfo(facts: readonly DeviceFacts[], board: string | undefined): DeviceInfo {
  const rawModel = bestModel(facts) ?? (board && (modelOfBoard(board) ?? board)) ?? "";
  const model = lookUpModel(rawModel);
  const build = first(facts, "build");
  const os = model?.os ?? first(facts, "os");
  const version = first(facts, "osVersion") ?? (build && versionOfBuild(build));
  return {
    kind: model?.kind ?? first(facts, "kind") ?? "unknown",
    rawModel,
    modelName: model?.name ?? rawModel,
    os: os === undefined ? "" : osNames[os],
    osVersion: version ?? "",
    build: build ?? "",
    mac: first(facts, "mac") ?? "",
    outputDeviceId: first(facts, "outputDeviceId") ?? "",
  };
}

/** The same with what the device said of itself once it was connected, which is exact. */
export function withFacts(info: DeviceInfo | undefined, facts: DeviceFacts): DeviceInfo {
  const told = mergeInfo([facts], undefined);
  if (!info) return told;
  return {
    kind: told.kind === "unknown" ? info.kind : told.kind,
    rawModel: told.rawModel || info.rawModel,
    modelName: told.modelName || info.modelName,
    os: told.os || info.os,
    osVersion: told.osVersion || info.osVersion,
    build: told.build || info.build,
    mac: info.mac || told.mac,
    outputDeviceId: info.outputDeviceId,
  };
}

/** "tvOS 26.5", or as much of it as is known. */
export function osLabel(info: DeviceInfo | undefined): string {
  return info ? `${info.os} ${info.osVersion}`.trim() : "";
}

/** A model that we know beats one that we do not, such as "Music" beside a Mac's identifier. */
function bestModel(facts: readonly DeviceFacts[]): string | undefined {
  const models = facts.flatMap(({ rawModel }) => rawModel ?? []);
  return models.find((model) => lookUpModel(model)) ?? models[0];
}

function first<K extends keyof DeviceFacts>(facts: readonly DeviceFacts[], key: K) {
  for (const fact of facts) {
    const value = fact[key];
    if (value !== undefined && value !== "") return value as NonNullable<DeviceFacts[K]>;
  }
  return undefined;
}
