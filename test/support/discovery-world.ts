import { createDiscovery } from "../../src/main/discovery/create.ts";
import type { DiscoveredDevice, Discovery } from "../../src/main/discovery/discovery.ts";
import { protocols } from "../../src/main/protocols/registry.ts";
import type { InterfaceAddress, Network } from "../../src/main/runtime/network.ts";
import type { Signal } from "../../src/main/runtime/signal.ts";
import { Announcer, ipv4 } from "./announce.ts";
import { ManualClock, settle } from "./manual-clock.ts";
import { MemoryLan } from "./memory-network.ts";
import { testRuntime } from "./runtime.ts";

/** Discovery on a network in memory, running, with one neighbour. */
export interface DiscoveryWorld {
  readonly lan: MemoryLan;
  readonly clock: ManualClock;
  readonly discovery: Discovery;
  readonly network: Network & { readonly interfaces: Signal<readonly InterfaceAddress[]> };
  readonly neighbour: Announcer;
  neighbourAt(address: string): Promise<Announcer>;
  /** What is shown once everything that was sent has arrived. */
  devices(): Promise<readonly DiscoveredDevice[]>;
  device(name: string): Promise<DiscoveredDevice>;
}

export async function discoveryWorld(
  interfaces: readonly InterfaceAddress[] = [ipv4("10.0.0.1")],
): Promise<DiscoveryWorld> {
  const lan = new MemoryLan();
  const clock = new ManualClock();
  const network = lan.hostWith(interfaces);
  const discovery = createDiscovery({
    runtime: testRuntime({ clock, network }),
    plugins: protocols,
  });
  const neighbourAt = (address: string) => Announcer.at(lan.host(address));
  const neighbour = await neighbourAt("10.0.0.2");
  discovery.start();
  await settle();
  const devices = async () => {
    await clock.advance(50);
    return discovery.devices.value;
  };
  return {
    lan,
    clock,
    discovery,
    network,
    neighbour,
    neighbourAt,
    devices,
    async device(name) {
      const found = (await devices()).filter(({ description }) => description.name === name);
      const [device] = found;
      if (found.length !== 1 || !device) throw new Error(`${found.length} devices called ${name}`);
      return device;
    },
  };
}
