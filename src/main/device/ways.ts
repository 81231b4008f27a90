import type { ProtocolId } from "../../shared/model/protocol.ts";
import {
  type Credentials,
  type HapCredentials,
  isHap,
  type ProtocolCredentials,
} from "../hap/credentials.ts";
import type { ChannelPlan, DeviceDescription, ProtocolPlugin } from "../protocols/plugin.ts";
import { pluginsThatBorrow } from "./pairing-needs.ts";
import { pairingOrder } from "./priorities.ts";

/** Right after the same way with the protocol's own key. */
const SECOND_KEY_RANK = 0.5;

/** The key that is tried where there is none of its own: one PIN for all protocols (users.md F4). */
export function sharedKey(credentials: Credentials): HapCredentials | undefined {
  return pairingOrder.map((id) => credentials[id]).find(isHap);
}

/** Each pairing makes up its own name for us. */
export function isSameKey(a: ProtocolCredentials | undefined, b: HapCredentials): boolean {
  return isHap(a) && a.ourId === b.ourId;
}

/**
 * Every way to every channel of the device. Where a protocol lacks a key of its own, another one's is
 * tried; `proved` is told which key opened it then, to keep it. Also where it has one: a device that
 * forgot us and was paired with again takes the new key, and the old one nowhere (E62).
 */
export function planWays(
  plugins: readonly ProtocolPlugin[],
  device: DeviceDescription,
  credentials: Credentials,
  proved: (protocol: ProtocolId, key: HapCredentials) => Promise<unknown>,
): readonly ChannelPlan[] {
  const key = sharedKey(credentials);
  const borrowers = new Set(pluginsThatBorrow(plugins, device).map(({ id }) => id));
  return plugins.flatMap((plugin) => {
    const { id } = plugin;
    if (!key || !borrowers.has(id) || isSameKey(credentials[id], key))
      return plugin.plan(device, credentials);
    const borrowing = plugin
      .plan(device, { ...credentials, [id]: key })
      .map((plan) => (plan.standby ? plan : provingBy(plan, () => proved(id, key))));
    if (!credentials[id]) return borrowing;
    const second = borrowing.map((plan) => ({
      ...plan,
      way: `${plan.way} with another key`,
      rank: plan.rank + SECOND_KEY_RANK,
    }));
    return [...plugin.plan(device, credentials), ...second];
  });
}

/** A channel on standby shows the device no key when it opens, and proves none. */
function provingBy(plan: ChannelPlan, proved: () => unknown): ChannelPlan {
  return {
    ...plan,
    open: async (context) => {
      const channel = await plan.open(context);
      proved();
      return channel;
    },
  };
}
