import { MediaRemoteChannel } from "../../src/main/protocols/mrp/channel.ts";
import type { Operations } from "../../src/main/protocols/plugin.ts";
import type { MrpDeviceInfo, MrpMessage } from "../../src/main/wire/mrp/message.ts";
import { MessageType } from "../../src/main/wire/mrp/numbers.ts";
import { RemoteError } from "../../src/shared/errors.ts";
import { testRuntime } from "./runtime.ts";
import { ScriptedSession } from "./scripted-session.ts";

/** What volumes of the device itself are told under. */
export const UID = "speaker";

/** A channel over a scripted session, of a device that has said who it is. */
export function mrpWorld(deviceInfo: MrpDeviceInfo = { deviceUid: UID, logicalDeviceCount: 1 }) {
  const session = new ScriptedSession();
  const runtime = testRuntime();
  const channel = new MediaRemoteChannel(session, runtime);
  session.push({ type: MessageType.DeviceInfo, deviceInfo });
  const volume = (available: boolean, volumeCapabilities: number) =>
    session.push({
      type: MessageType.VolumeControlAvailability,
      volumeControlAvailability: { volumeControlAvailable: available, volumeCapabilities },
    });
  const report = (fraction: number, outputDeviceUid = UID) =>
    session.push({
      type: MessageType.VolumeDidChange,
      volumeDidChange: { volume: fraction, outputDeviceUid },
    });
  return {
    session,
    channel,
    clock: runtime.clock,
    operations: channel.operations as Operations,
    state: () => channel.state.value,
    volume,
    report,
    /** Keys as `page.usage edge`, in the order in which they went out. */
    keys: () => session.sent.flatMap(keyOf),
    commands: () => session.sent.flatMap(({ sendCommand }) => sendCommand ?? []),
  };
}

function keyOf({ sendHidEvent }: MrpMessage): string[] {
  const bytes = sendHidEvent?.hidEventData;
  if (!bytes) return [];
  const numbers = new DataView(bytes.buffer, bytes.byteOffset);
  const [page, usage, down] = [43, 45, 47].map((at) => numbers.getUint16(at).toString(16));
  return [`${page}.${usage} ${down === "1" ? "down" : "up"}`];
}

/** How a promise ended, for those that wait for the clock. */
export function outcome(work: Promise<unknown>): { code: string } {
  const result = { code: "pending" };
  work.then(
    () => {
      result.code = "done";
    },
    (error: unknown) => {
      result.code = RemoteError.from(error).code;
    },
  );
  return result;
}
