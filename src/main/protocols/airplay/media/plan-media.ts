import type { Credentials } from "../../../hap/credentials.ts";
import type { ChannelPlan, DeviceDescription } from "../../plugin.ts";
import { airPlayService, controlTarget, mediaAccess } from "../../rtsp/access.ts";
import { MediaChannel } from "./media-channel.ts";
import { playsMedia } from "./ways.ts";

/** The channel that plays what we send, for a device that takes media and lets us in (FE-08). */
export function planMedia(
  device: DeviceDescription,
  credentials: Credentials,
): readonly ChannelPlan[] {
  const service = airPlayService(device);
  if (service === undefined || playsMedia(service) === "unsupported") return [];
  const access = mediaAccess(service, credentials);
  if (access === undefined) return [];
  const target = controlTarget(device, service, credentials);
  return [
    {
      protocol: "airplay",
      way: "media",
      rank: 0,
      standby: true,
      open: async (context) => {
        context.signal.throwIfAborted();
        return new MediaChannel({ service, target, access }, context);
      },
    },
  ];
}
