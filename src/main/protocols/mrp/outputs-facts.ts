import type { OutputDevice } from "../../../shared/model/now-playing.ts";
import type { MrpDeviceInfo } from "../../wire/mrp/message.ts";
import { ownPercent, type VolumeFacts } from "./volume-facts.ts";

const MAX_OUTPUTS = 64;

/**
 * MR-53: where the sound comes out. Only the leader of a group lists it: itself, unless it merely
 * stands in for the group, and then the others.
 */
export function outputsOf(
  deviceInfo: MrpDeviceInfo | null,
  volume: VolumeFacts,
): readonly OutputDevice[] {
  if (deviceInfo === null) return [];
  const outputs = new Map<string, OutputDevice>();
  const { uniqueIdentifier: id, name } = deviceInfo;
  if (id && deviceInfo.isGroupLeader && !deviceInfo.isProxyGroupPlayer) {
    const percent = ownPercent(volume) ?? volume.percents.get(id) ?? null;
    outputs.set(id, { id, name: nameOf(name, id), volume: percent, isLeader: true });
  }
  for (const device of (deviceInfo.groupedDevices ?? []).slice(0, MAX_OUTPUTS)) {
    const other = device.deviceUid || device.uniqueIdentifier;
    if (!other || outputs.has(other)) continue;
    const percent = volume.percents.get(other) ?? null;
    const output = { id: other, name: nameOf(device.name, other), volume: percent };
    outputs.set(other, { ...output, isLeader: false });
  }
  return [...outputs.values()];
}

/** Apple puts a no-break space into names. */
function nameOf(name: string | null | undefined, id: string): string {
  return name?.replaceAll("\u00a0", " ") || id;
}
