import { RemoteError } from "../../../shared/errors.ts";
import type { Credentials } from "../../hap/credentials.ts";
import type { OpenMediaRemote } from "../media-remote.ts";
import type { ChannelPlan, DeviceDescription, OpenContext } from "../plugin.ts";
import {
  type AirPlayService,
  airPlayGeneration,
  airPlayService,
  controlTarget,
  explained,
  mediaAccess,
  remoteControlAccess,
} from "../rtsp/access.ts";
import type { Access } from "../rtsp/authenticate.ts";
import { connect } from "../rtsp/connect.ts";
import { isAccessRefusal, needsPassword } from "../rtsp/status.ts";
import { openTunnel } from "./tunnel.ts";

/** Statuses from here on mean that the device could not, not that it would not. */
const FIRST_TROUBLE = 500;

/** MediaRemote through a tunnel, before any other way to it (IF-004), where AP-01 has one. */
export function planAirPlay(
  device: DeviceDescription,
  credentials: Credentials,
  openMediaRemote: OpenMediaRemote,
): readonly ChannelPlan[] {
  const service = airPlayService(device);
  const access = service && remoteControlAccess(service, credentials);
  if (service === undefined || access === undefined) return [];
  const target = controlTarget(device, service, credentials);
  return [
    {
      protocol: "mrp",
      way: "tunnel",
      rank: 0,
      open: async (context) => {
        if (access.kind === "transient" && !access.password) throwIfPasswordIsSet(service);
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
 * The PIN that everybody knows would be a wrong one, and each wrong one counts: a device that was
 * asked too often pairs with nobody (E54).
 */
function throwIfPasswordIsSet(service: AirPlayService): void {
  if (!service.requiresPassword) return;
  throw needsPassword(false);
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
  const access = service && keyAccess(service, credentials);
  if (service === undefined || access === undefined) return "not-needed";
  try {
    const target = controlTarget(device, service, credentials);
    const { control } = await connect({ target, access }, context);
    control.close();
    await control.abort();
    return "accepted";
  } catch (error) {
    context.signal.throwIfAborted();
    return isRefusal(RemoteError.from(error)) ? "refused" : "unreachable";
  }
}

/** The way in by a key of ours, if one is used there. */
function keyAccess(service: AirPlayService, credentials: Credentials): Access | undefined {
  const access =
    airPlayGeneration(service) === 1
      ? mediaAccess(service, credentials)
      : remoteControlAccess(service, credentials);
  return access?.kind === "transient" || access?.kind === "none" ? undefined : access;
}

/** Its word against the key, or against us; not that it is busy, in trouble, or hard to understand. */
function isRefusal(error: RemoteError): boolean {
  const { subject, deviceCode = 0 } = error.details;
  if (isAccessRefusal(error)) return true;
  // It takes itself for another device than the one that the key is for: its own PIN mends that.
  if (error.code === "malformed") return subject === "identity";
  if (error.code === "rejected") return deviceCode < FIRST_TROUBLE;
  return error.code === "unpaired" || error.code === "unsupported";
}
