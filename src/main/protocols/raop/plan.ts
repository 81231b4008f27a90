import type { Credentials } from "../../hap/credentials.ts";
import type { ChannelPlan, DeviceDescription } from "../plugin.ts";
import { soundAccess, soundReceiver } from "./receiver.ts";
import { SoundChannel } from "./sound-channel.ts";

/** The channel that sends sound there, for a device that takes any and lets us in. */
export function planSound(
  device: DeviceDescription,
  credentials: Credentials,
): readonly ChannelPlan[] {
  const receiver = soundReceiver(device, credentials);
  if (receiver === undefined || soundAccess(receiver) === undefined) return [];
  return [
    {
      protocol: "raop",
      way: "sound",
      rank: 0,
      standby: true,
      open: async (context) => {
        context.signal.throwIfAborted();
        return new SoundChannel(receiver, context);
      },
    },
  ];
}
