import { isRemoteError, RemoteError } from "../../../shared/errors.ts";
import { NetworkDiscovery } from "../../discovery/network-discovery.ts";
import type { AdvertisedService, ProtocolPlugin } from "../../protocols/plugin.ts";
import { HttpClient } from "../../runtime/http-client.ts";
import type { InterfaceAddress } from "../../runtime/network.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { narrowed } from "../narrowed-network.ts";
import type { SinkButton } from "./sound-sink.ts";
import type { PressAtSender } from "./speaker.ts";

const DACP_TYPE = "_dacp._tcp";
const FIND_WITHIN_MS = 5_000;
const ANSWER_TIMEOUT_MS = 5_000;
const MAX_ANSWER_BYTES = 64 * 1024;

/** Presses buttons at whoever sends: finds its server by the DACP-ID of its requests, and asks it. */
export function pressAtSender(
  runtime: Runtime,
  interfaces: (entry: InterfaceAddress) => boolean,
): PressAtSender {
  return async ({ sender }, button) => {
    const { dacpId, activeRemote } = sender;
    if (dacpId === null || activeRemote === null) {
      throw new RemoteError("unsupported", "this sender takes no buttons");
    }
    const service = await findServer(runtime, interfaces, `iTunes_Ctrl_${dacpId}`);
    for (const host of service.addresses) {
      const client = new HttpClient({ ...runtime, host, port: service.port });
      try {
        const { status } = await client.request({
          method: "GET",
          path: `/ctrl-int/1/${pathOf(button)}`,
          headers: { "Active-Remote": activeRemote },
          timeoutMs: ANSWER_TIMEOUT_MS,
          maxBytes: MAX_ANSWER_BYTES,
        });
        return status;
      } catch (error) {
        if (!isRemoteError(error)) throw error;
      } finally {
        client.close();
      }
    }
    throw new RemoteError("lost", "the sender's server does not answer");
  };
}

function pathOf(button: SinkButton): string {
  if (typeof button === "string") return button;
  if ("volumeDb" in button) return `setproperty?dmcp.device-volume=${button.volumeDb.toFixed(6)}`;
  return button.get === "dmcp.volume"
    ? "getproperty?properties=dmcp.volume"
    : "playstatusupdate?revision-number=1";
}

async function findServer(
  runtime: Runtime,
  interfaces: (entry: InterfaceAddress) => boolean,
  name: string,
): Promise<AdvertisedService> {
  const { network, offInterfaces } = narrowed(runtime.network, interfaces);
  const found = new Map<string, AdvertisedService>();
  const discovery = new NetworkDiscovery({ ...runtime, network }, [dacpPlugin(found)]);
  discovery.start();
  try {
    return await new Promise((resolve, reject) => {
      const timer = runtime.clock.after(FIND_WITHIN_MS, () => {
        off();
        reject(new RemoteError("not-found", "nobody announces the sender's server"));
      });
      const look = () => {
        const service = found.get(name.toUpperCase());
        if (service === undefined) return;
        off();
        timer.cancel();
        resolve(service);
      };
      const off = discovery.devices.on(look);
      look();
    });
  } finally {
    offInterfaces();
    await discovery.close();
  }
}

/** A server of buttons is no device: this keeps what discovery reads of it. */
function dacpPlugin(found: Map<string, AdvertisedService>): ProtocolPlugin {
  return {
    id: "dmap",
    serviceTypes: [DACP_TYPE],
    describe: (service) => {
      found.set(service.instance.toUpperCase(), service);
      const { instance, port } = service;
      return {
        protocol: "dmap",
        identifiers: [instance],
        port,
        pairing: "not-needed",
        requiresPassword: false,
        enabled: true,
        facts: {},
      };
    },
    plan: () => [],
  };
}
