import { isRemoteError, RemoteError } from "../../../shared/errors.ts";
import type { Credentials } from "../../hap/credentials.ts";
import type { OpenMediaRemote } from "../media-remote.ts";
import type { ChannelPlan, DeviceDescription, OpenContext } from "../plugin.ts";
import { airPlayService, controlTarget, explained, remoteControlAccess } from "./access.ts";
import { connect, openTunnel } from "./tunnel.ts";

/** MediaRemote through a tunnel, before any other way to it (IF-004), where AP-01 has one. */
export function planAirPlay(
  device: DeviceDescription,
  credentials: Credentials,
  openMediaRemote: OpenMediaRemote,
): readonly ChannelPlan[] {
  const service = airPlayService(device);
  const access = service && remoteControlAccess(service, credentials);
  if (service === undefined || access === undefined) return [];
  const target = controlTarget(device, service);
  return [
    {
      protocol: "mrp",
      way: "tunnel",
      rank: 0,
      open: async (context) => {
        try {
          return await openTunnel({ target, access, openMediaRemote }, context);
        } catch (error) {
          throw explained(error, service);
        }
      },
    },
  ];
}

/**
 * Shows the device the key that a plan would use, and leaves. A device that lets nobody in refuses
 * as well: asking for a second PIN then says in words what to change.
 */
export async function airPlayAccepts(
  device: DeviceDescription,
  credentials: Credentials,
  context: OpenContext,
): Promise<"accepted" | "refused" | "unreachable" | "not-needed"> {
  const service = airPlayService(device);
  const access = service && remoteControlAccess(service, credentials);
  if (service === undefined || access?.kind !== "hap") return "not-needed";
  try {
    const { control } = await connect({ target: controlTarget(device, service), access }, context);
    control.close();
    await control.abort();
    return "accepted";
  } catch (error) {
    context.signal.throwIfAborted();
    if (isRemoteError(error, "unpaired", "unavailable", "rejected", "unsupported"))
      return "refused";
    if (isRemoteError(error, "lost", "timeout", "refused", "malformed")) return "unreachable";
    throw RemoteError.from(error);
  }
}
