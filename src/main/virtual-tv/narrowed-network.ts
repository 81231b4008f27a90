import type { InterfaceAddress, Network } from "../runtime/network.ts";
import { type Off, Signal } from "../runtime/signal.ts";

/** The network as somebody sees it who has these interfaces only. */
export function narrowed(
  network: Network,
  chosen: (entry: InterfaceAddress) => boolean,
): { readonly network: Network; readonly offInterfaces: Off } {
  const own = new Signal(network.interfaces.value.filter(chosen));
  const offInterfaces = network.interfaces.on((entries) => own.set(entries.filter(chosen)));
  const view: Network = {
    connectTcp: (options) => network.connectTcp(options),
    listenTcp: (options, accept) => network.listenTcp(options, accept),
    openUdp: (options) => network.openUdp(options),
    openMdns: (on) => network.openMdns(on),
    refreshInterfaces: () => network.refreshInterfaces(),
    interfaces: own,
  };
  return { network: view, offInterfaces };
}
