import { NetworkDiscovery } from "../discovery/network-discovery.ts";
import type { DeviceDescription, ProtocolPlugin } from "../protocols/plugin.ts";
import type { InterfaceAddress } from "../runtime/network.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { type Off, type ReadonlySignal, Signal } from "../runtime/signal.ts";
import { narrowed } from "./narrowed-network.ts";

const REMOTE_TYPE = "_touch-remote._tcp";

/** A remote that wants to be let in (docs/protocols/dmap.md#pairing). */
export interface SeenRemote {
  /** 16 hex digits: what it says of itself in `Pair`, and logs in with afterwards. */
  readonly guid: string;
  readonly name: string;
  /** Where it listens, best first. */
  readonly places: readonly { readonly host: string; readonly port: number }[];
}

/** Looks for remotes on the chosen interfaces for as long as it is open. */
export class RemoteFinder {
  readonly #discovery: NetworkDiscovery;
  readonly #remotes = new Signal<readonly SeenRemote[]>([]);
  readonly #offs: readonly Off[];

  constructor(runtime: Runtime, chosen: (entry: InterfaceAddress) => boolean) {
    const { network, offInterfaces } = narrowed(runtime.network, chosen);
    this.#discovery = new NetworkDiscovery({ ...runtime, network }, [remotePlugin]);
    const offDevices = this.#discovery.devices.on((devices) => {
      this.#remotes.set(devices.flatMap(({ description }) => remoteOf(description)));
    });
    this.#offs = [offInterfaces, offDevices];
    this.#discovery.start();
  }

  get remotes(): ReadonlySignal<readonly SeenRemote[]> {
    return this.#remotes;
  }

  async close(): Promise<void> {
    for (const off of this.#offs) off();
    await this.#discovery.close();
  }
}

/** A remote is no device that anybody controls: this says what discovery needs to know about it. */
const remotePlugin: ProtocolPlugin = {
  id: "dmap",
  serviceTypes: [REMOTE_TYPE],
  describe: ({ txt, port }) => {
    const guid = txt.text("pair");
    const name = txt.text("dvnm");
    if (guid === undefined || !/^[0-9a-f]{1,16}$/i.test(guid)) return undefined;
    return {
      protocol: "dmap",
      identifiers: [guid],
      ...(name !== undefined && { name }),
      port,
      pairing: "not-needed",
      requiresPassword: false,
      enabled: true,
      facts: {},
    };
  },
  plan: () => [],
};

/** One that announces itself on several interfaces, once for each address, is one remote. */
function remoteOf({ services, addresses, name }: DeviceDescription): readonly SeenRemote[] {
  return services.slice(0, 1).map(({ advertised, port }) => ({
    guid: advertised?.txt.text("pair") ?? "",
    name,
    places: addresses.map((host) => ({ host, port })),
  }));
}
