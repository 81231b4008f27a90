import type { MrpMessage } from "../../wire/mrp/message.ts";
import { ConnectionState, DeviceClass, MessageType } from "../../wire/mrp/numbers.ts";

export interface Introduction {
  /** The identifier of our pairing, or a fresh one. */
  readonly ourId: string;
  /** Shown on the device while we pair and in its list of remotes. */
  readonly controllerName: string;
}

/**
 * MR-04: who we are, as a client says it that is known to work on tvOS 14 to 17
 * (docs/protocols/mrp.md#start). A device compares neither model nor versions with anything.
 */
export function deviceInfo({ ourId, controllerName }: Introduction): MrpMessage {
  return {
    type: MessageType.DeviceInfo,
    deviceInfo: {
      uniqueIdentifier: ourId,
      name: controllerName,
      localizedModelName: "iPhone",
      systemBuildVersion: "18A393",
      applicationBundleIdentifier: "com.apple.TVRemote",
      applicationBundleVersion: "344.28",
      protocolVersion: 1,
      lastSupportedMessageType: 108,
      supportsSystemPairing: true,
      allowsPairing: true,
      systemMediaApplication: "com.apple.TVMusic",
      supportsAcl: true,
      supportsSharedQueue: true,
      supportsExtendedMotion: true,
      sharedQueueVersion: 2,
      deviceClass: DeviceClass.Iphone,
      logicalDeviceCount: 1,
    },
  };
}

export const connected: MrpMessage = {
  type: MessageType.SetConnectionState,
  setConnectionState: { state: ConnectionState.Connected },
};

/**
 * What the device shall push. `nowPlayingUpdates` stays false, as iOS sends it (M18): players are
 * pushed all the same. The other four are true in a client that works with tvOS 11 to 26.
 */
export const updatesConfig: MrpMessage = {
  type: MessageType.ClientUpdatesConfig,
  clientUpdatesConfig: {
    artworkUpdates: true,
    nowPlayingUpdates: false,
    volumeUpdates: true,
    keyboardUpdates: true,
    outputDeviceUpdates: true,
  },
};

export const keyboardSession: MrpMessage = {
  type: MessageType.GetKeyboardSession,
  getKeyboardSession: "",
};

export const heartbeat: MrpMessage = { type: MessageType.Generic };
