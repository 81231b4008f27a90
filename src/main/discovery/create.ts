import type { ProtocolPlugin } from "../protocols/plugin.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { Discovery } from "./discovery.ts";
import { NetworkDiscovery } from "./network-discovery.ts";

/** Discovery over the runtime's network for the services of these plug-ins; not started yet. */
export function createDiscovery(options: {
  readonly runtime: Runtime;
  readonly plugins: readonly ProtocolPlugin[];
}): Discovery {
  return new NetworkDiscovery(options.runtime, options.plugins);
}
