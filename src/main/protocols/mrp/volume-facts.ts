import type { VolumeState } from "../../../shared/model/session.ts";
import type { MrpDeviceInfo, MrpMessage } from "../../wire/mrp/message.ts";
import { VolumeCapabilities } from "../../wire/mrp/numbers.ts";

/** More speakers than a house has. */
const MAX_OUTPUTS = 64;

/** What the device has told of volumes. Pure data. */
export interface VolumeFacts {
  /** What volumes of the device itself are told under; null before it has said who it is. */
  readonly ownUid: string | null;
  /** Null before the first message about it. */
  readonly availability: { readonly available: boolean; readonly capabilities: number } | null;
  /** Percent by output device, our own included. */
  readonly percents: ReadonlyMap<string, number>;
}

export const noVolume: VolumeFacts = { ownUid: null, availability: null, percents: new Map() };

/** MR-50: the group speaks for a device that is in one. */
export function ownUidOf(deviceInfo: MrpDeviceInfo | null): string | null {
  return deviceInfo?.clusterIdentifier || deviceInfo?.deviceUid || null;
}

/** The facts after one message; the same object when it says nothing new or is none of these. */
export function stepVolume(facts: VolumeFacts, message: MrpMessage): VolumeFacts {
  const capabilities = message.volumeControlCapabilitiesDidChange;
  if (capabilities) {
    // Another speaker's capabilities are no business of ours.
    if (!isOwn(facts, capabilities.outputDeviceUid)) return facts;
    return withAvailability(facts, capabilities.capabilities);
  }
  if (message.volumeControlAvailability) {
    return withAvailability(facts, message.volumeControlAvailability);
  }
  const change = message.volumeDidChange;
  if (change) return withVolume(facts, change.outputDeviceUid || facts.ownUid, change.volume);
  const outputs = message.updateOutputDevice;
  if (!outputs) return facts;
  const devices = [...(outputs.outputDevices ?? []), ...(outputs.clusterAwareOutputDevices ?? [])];
  return devices.reduce((known, { uniqueIdentifier, volume, isVolumeControlAvailable }) => {
    // Without control the volume stands at whatever number the device likes.
    if (isVolumeControlAvailable === false) return known;
    return withVolume(known, uniqueIdentifier || null, volume);
  }, facts);
}

/** MR-51: fractions of one as percent with one decimal. Anything else is no volume. */
export function withVolume(
  facts: VolumeFacts,
  uid: string | null,
  volume: number | null | undefined,
): VolumeFacts {
  if (uid === null || volume === null || volume === undefined) return facts;
  if (!(volume >= 0 && volume <= 1)) return facts;
  const percent = Math.round(volume * 1000) / 10;
  if (facts.percents.get(uid) === percent) return facts;
  const percents = new Map(facts.percents).set(uid, percent);
  for (const candidate of percents.keys()) {
    if (percents.size <= MAX_OUTPUTS) break;
    if (candidate !== facts.ownUid && candidate !== uid) percents.delete(candidate);
  }
  return { ...facts, percents };
}

/** Whether a message about this output is about the device itself. */
export function isOwn(facts: VolumeFacts, uid: string | null | undefined): boolean {
  return !uid || uid === facts.ownUid;
}

/** MR-50, FE-05: without a name to call it by a volume cannot be changed. */
export function controlOf({ availability, ownUid }: VolumeFacts): VolumeState["control"] {
  if (availability === null) return "unknown";
  if (!availability.available || ownUid === null) return "none";
  switch (availability.capabilities) {
    case VolumeCapabilities.Relative:
      return "relative";
    case VolumeCapabilities.Absolute:
    case VolumeCapabilities.Both:
      return "absolute";
    default:
      return "none";
  }
}

/** Whether the volume keys do something, beside setting a number. */
export function hasKeys({ availability }: VolumeFacts): boolean {
  const capabilities = availability?.capabilities;
  return capabilities === VolumeCapabilities.Relative || capabilities === VolumeCapabilities.Both;
}

export function ownPercent({ ownUid, percents }: VolumeFacts): number | null {
  return ownUid === null ? null : (percents.get(ownUid) ?? null);
}

export function volumeOf(facts: VolumeFacts): VolumeState {
  return { control: controlOf(facts), percent: ownPercent(facts) };
}

function withAvailability(
  facts: VolumeFacts,
  told:
    | { volumeControlAvailable?: boolean | null; volumeCapabilities?: number | null }
    | null
    | undefined,
): VolumeFacts {
  if (!told) return facts;
  const available = told.volumeControlAvailable ?? false;
  const capabilities = told.volumeCapabilities ?? VolumeCapabilities.None;
  const { availability } = facts;
  if (availability?.available === available && availability.capabilities === capabilities) {
    return facts;
  }
  return { ...facts, availability: { available, capabilities } };
}
