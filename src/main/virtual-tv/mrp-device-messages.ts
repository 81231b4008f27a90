import type { MrpDeviceInfo, MrpMessage } from "../wire/mrp/message.ts";
import { DeviceClass, MessageType, VolumeCapabilities } from "../wire/mrp/numbers.ts";
import type { MrpDevice } from "./mrp-peer.ts";
import { heardPercent, knowsVolume } from "./tv-sound.ts";
import type { TvState } from "./tv-state.ts";

/** The fields that an Apple TV with tvOS 15 sent (docs/protocols/mrp.md). */
export function deviceInfoOf(device: MrpDevice, state: TvState): MrpDeviceInfo {
  const joined = state.speakers.filter((speaker) => speaker.joined);
  return {
    uniqueIdentifier: device.id,
    name: device.name,
    localizedModelName: device.kind.replace(" ", "\u00a0"),
    systemBuildVersion: device.build,
    applicationBundleIdentifier: "com.apple.mediaremoted",
    applicationBundleVersion: "107.1",
    protocolVersion: 1,
    lastSupportedMessageType: 111,
    supportsSystemPairing: true,
    allowsPairing: true,
    systemMediaApplication: "com.apple.TVMusic",
    supportsAcl: true,
    supportsSharedQueue: true,
    supportsExtendedMotion: true,
    sharedQueueVersion: 3,
    deviceUid: device.id,
    managedConfigDeviceIdentifier: device.mac.toLowerCase(),
    deviceClass: device.kind === "Apple TV" ? DeviceClass.AppleTv : DeviceClass.Accessory,
    logicalDeviceCount: state.power === "on" ? 1 : 0,
    isProxyGroupPlayer: false,
    isGroupLeader: true,
    groupedDevices: joined.map(({ id, name }) => ({
      name,
      deviceUid: id,
      uniqueIdentifier: id,
      isGroupLeader: false,
    })),
    modelIdentifier: device.model,
  };
}

/** DEVICE_INFO_UPDATE, outputs and volumes: what changed of them; all of it for `before` null. */
export function deviceMessages(
  before: TvState | null,
  after: TvState,
  device: MrpDevice,
): MrpMessage[] {
  const joined = (state: TvState) =>
    state.speakers.filter((speaker) => speaker.joined).map(({ id }) => id);
  const group = before === null || joined(before).join() !== joined(after).join();
  const messages: MrpMessage[] = [];
  if (before !== null && (group || before.power !== after.power)) {
    const deviceInfo = deviceInfoOf(device, after);
    messages.push({ type: MessageType.DeviceInfoUpdate, deviceInfo });
  }
  if (group) messages.push(outputs(after, device));
  return [...messages, ...volumeMessages(before, after, device)];
}

function outputs(state: TvState, device: MrpDevice): MrpMessage {
  const leader = {
    name: device.name,
    uniqueIdentifier: device.id,
    modelIdentifier: device.model,
    isGroupLeader: true,
    isLocalDevice: true,
    deviceType: 3,
    deviceSubType: 13,
    volumeCapabilities: capabilitiesOf(state),
    clusterType: 0,
    primaryUid: device.id,
    ...(knowsVolume(state.volume) && { volume: heardPercent(state.volume) / 100 }),
  };
  const others = state.speakers
    .filter((speaker) => speaker.joined)
    .map(({ id, name, percent }) => ({
      name,
      uniqueIdentifier: id,
      deviceType: 1,
      volume: percent / 100,
      isVolumeControlAvailable: true,
      volumeCapabilities: VolumeCapabilities.Both,
    }));
  const outputDevices = [leader, ...others];
  return {
    type: MessageType.UpdateOutputDevice,
    updateOutputDevice: {
      outputDevices,
      endpointUid: device.id,
      clusterAwareOutputDevices: outputDevices,
    },
  };
}

function volumeMessages(before: TvState | null, after: TvState, device: MrpDevice): MrpMessage[] {
  const messages: MrpMessage[] = [];
  const isOther = before?.volume.mode !== after.volume.mode;
  if (isOther) messages.push(...capabilityMessages(after, device));
  const heard = heardPercent(after.volume);
  const isNew = isOther || before === null || heardPercent(before.volume) !== heard;
  if (isNew && knowsVolume(after.volume)) messages.push(volumeDidChange(heard, device.id, device));
  for (const speaker of after.speakers) {
    const old = before?.speakers.find(({ id }) => id === speaker.id);
    const changed = !old?.joined || old.percent !== speaker.percent;
    if (speaker.joined && changed) {
      messages.push(volumeDidChange(speaker.percent, speaker.id, device));
    }
  }
  return messages;
}

function capabilityMessages(state: TvState, device: MrpDevice): MrpMessage[] {
  const capabilities = {
    volumeControlAvailable: state.volume.mode !== "none",
    volumeCapabilities: capabilitiesOf(state),
  };
  return [
    { type: MessageType.VolumeControlAvailability, volumeControlAvailability: capabilities },
    {
      type: MessageType.VolumeControlCapabilitiesDidChange,
      volumeControlCapabilitiesDidChange: {
        capabilities,
        endpointUid: device.id,
        outputDeviceUid: device.id,
      },
    },
  ];
}

function volumeDidChange(percent: number, id: string, device: MrpDevice): MrpMessage {
  return {
    type: MessageType.VolumeDidChange,
    volumeDidChange: { volume: percent / 100, endpointUid: device.id, outputDeviceUid: id },
  };
}

function capabilitiesOf({ volume }: TvState): number {
  const numbers = {
    none: "None",
    relative: "Relative",
    absolute: "Absolute",
    both: "Both",
  } as const;
  return VolumeCapabilities[numbers[volume.mode]];
}
