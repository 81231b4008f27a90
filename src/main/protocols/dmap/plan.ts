import { isRemoteError, RemoteError } from "../../../shared/errors.ts";
import type { Credentials, DmapCredentials } from "../../hap/credentials.ts";
import { dmapItems, dmapNumber } from "../../wire/dmap.ts";
import type {
  Channel,
  ChannelPlan,
  DeviceDescription,
  OpenContext,
  ProtocolPlugin,
} from "../plugin.ts";
import { DmapChannel } from "./channel.ts";
import { DmapLink, type DmapTarget } from "./link.ts";
import { type DmapService, dmapService, homeSharing } from "./login.ts";
import { DmapRequests } from "./requests.ts";

const APPLE_TV = "_appletv-v2._tcp";
/** The control interface of every Apple TV, and of every other server that was seen so far. */
const USUAL_INTERFACE = 1;
const INTERFACES_MS = 3000;

/** A pairing of our own first, then the Home Sharing group that the device announces (SC-55). */
export function planDmap(
  device: DeviceDescription,
  { dmap: paired }: Credentials,
): readonly ChannelPlan[] {
  const service = dmapService(device);
  if (service === undefined) return [];
  const target = targetOf(device, service);
  return [paired, homeSharing(service)]
    .filter((credentials) => credentials !== undefined)
    .map((credentials, rank) => ({
      protocol: "dmap",
      way: credentials.login,
      rank,
      open: (context) => openDmap(target, service, credentials, context),
    }));
}

/** Logs in, which is all there is to a key. */
export const dmapAccepts: NonNullable<ProtocolPlugin["accepts"]> = async (
  device,
  { dmap },
  { runtime, signal },
) => {
  const service = dmapService(device);
  if (service === undefined) return "not-needed";
  const credentials = dmap ?? homeSharing(service);
  if (credentials === undefined) return "refused";
  try {
    const link = await DmapLink.open(runtime, targetOf(device, service), credentials, signal);
    link.close();
    return "accepted";
  } catch (error) {
    signal.throwIfAborted();
    return isRemoteError(error, "unpaired") ? "refused" : "unreachable";
  }
};

function targetOf(device: DeviceDescription, { advertised, port }: DmapService): DmapTarget {
  return { addresses: advertised?.addresses ?? device.addresses, port };
}

async function openDmap(
  target: DmapTarget,
  { advertised }: DmapService,
  credentials: DmapCredentials,
  { runtime, signal }: OpenContext,
): Promise<Channel> {
  const link = await DmapLink.open(runtime, target, credentials, signal);
  try {
    const isAppleTv = advertised === null || advertised.type === APPLE_TV;
    const controls = isAppleTv ? USUAL_INTERFACE : await controlInterface(link, signal);
    return await DmapChannel.open(link, new DmapRequests(link, controls), runtime, signal);
  } catch (error) {
    link.fail(RemoteError.from(error));
    signal.throwIfAborted();
    throw error;
  }
}

/** Music and iTunes list their control interfaces; a server that does not has the usual one. */
async function controlInterface(link: DmapLink, signal: AbortSignal): Promise<number> {
  const request = { method: "GET", path: "ctrl-int", signal, loginAgain: false } as const;
  try {
    const answer = await link.items({ ...request, timeoutMs: INTERFACES_MS });
    const first = dmapItems(answer, "caci", "mlcl", "mlit") ?? [];
    return dmapNumber(first, "miid") ?? USUAL_INTERFACE;
  } catch (error) {
    if (isRemoteError(error, "unavailable", "rejected", "malformed")) return USUAL_INTERFACE;
    throw error;
  }
}
