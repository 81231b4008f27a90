import type { AdvertisedService, ProtocolPlugin, ServiceDescription } from "../protocols/plugin.ts";
import type { Log } from "../runtime/log.ts";
import type { SeenService } from "./assemble.ts";

/** A service and what its plug-in makes of it on its own, before its siblings are known. */
export interface KnownService extends SeenService {
  readonly plugin: ProtocolPlugin;
  readonly alone: ServiceDescription;
}

/** Asks the plug-ins, keeps their answers for as long as the service stays the same. */
export class Describer {
  readonly #byType = new Map<string, ProtocolPlugin>();
  readonly #kept = new WeakMap<AdvertisedService, ServiceDescription | null>();
  readonly #log: Log;

  constructor(plugins: readonly ProtocolPlugin[], log: Log) {
    for (const plugin of plugins) {
      for (const type of plugin.serviceTypes) this.#byType.set(type, plugin);
    }
    this.#log = log;
  }

  /** The service, if some plug-in knows it; one that makes its plug-in fail is left out (SC-12). */
  known(seen: SeenService): KnownService | undefined {
    const plugin = this.#byType.get(seen.advertised.type);
    if (!plugin) return undefined;
    let alone = this.#kept.get(seen.advertised);
    if (alone === undefined) {
      alone = this.describe(plugin, seen.advertised, []) ?? null;
      this.#kept.set(seen.advertised, alone);
    }
    return alone ? { ...seen, plugin, alone } : undefined;
  }

  describe(
    plugin: ProtocolPlugin,
    service: AdvertisedService,
    siblings: readonly AdvertisedService[],
  ): ServiceDescription | undefined {
    try {
      return plugin.describe(service, siblings);
    } catch (error) {
      this.#log.warn("a service could not be described", {
        type: service.type,
        cause: error instanceof Error ? error.message : String(error),
      });
      return undefined;
    }
  }
}
