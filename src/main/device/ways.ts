import type { ProtocolId } from "../../shared/model/protocol.ts";
import type { Credentials, HapCredentials } from "../hap/credentials.ts";
import type { ChannelPlan, DeviceDescription, ProtocolPlugin } from "../protocols/plugin.ts";
import { pluginsWithoutKey } from "./pairing-needs.ts";
import { pairingOrder } from "./priorities.ts";

/** The key that is tried where there is none of its own: one PIN for all protocols (users.md F4). */
export function sharedKey(credentials: Credentials): HapCredentials | undefined {
  return pairingOrder.map((id) => credentials[id]).find((key) => key !== undefined);
}

/**
 * Every way to every channel of the device. Where a protocol lacks a key of its own, another one's is
 * tried; `proved` is told which key opened it then, to keep it.
 */
export function planWays(
  plugins: readonly ProtocolPlugin[],
  device: DeviceDescription,
  credentials: Credentials,
  proved: (protocol: ProtocolId, key: HapCredentials) => Promise<unknown>,
): readonly ChannelPlan[] {
  const key = sharedKey(credentials);
  const borrowers = new Set(
    key ? pluginsWithoutKey(plugins, device, credentials).map(({ id }) => id) : [],
  );
  return plugins.flatMap((plugin) => {
    if (!key || !borrowers.has(plugin.id)) return plugin.plan(device, credentials);
    return plugin.plan(device, { ...credentials, [plugin.id]: key }).map((plan) => {
      return {
        ...plan,
        open: async (context) => {
          const channel = await plan.open(context);
          void proved(plugin.id, key);
          return channel;
        },
      } satisfies ChannelPlan;
    });
  });
}
