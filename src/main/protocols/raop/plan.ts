import type { Credentials } from "../../hap/credentials.ts";
import type { ChannelPlan, DeviceDescription } from "../plugin.ts";
import { soundReceiver } from "./receiver.ts";
import { SoundChannel } from "./sound-channel.ts";

/** The channel that sends sound there, for a device that takes any. Opening it holds nothing. */
export function planSound(
  device: DeviceDescription,
  credentials: Credentials,
): readonly ChannelPlan[] {
  const receiver = soundReceiver(device, credentials);
  if (receiver === undefined) return [];
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
