import { RemoteError } from "../../shared/errors.ts";
import type { DiscoveredDevice, Discovery } from "../discovery/discovery.ts";
import type { Log } from "../runtime/log.ts";

/** Unicast questions in the background: to known devices, typed-in addresses and ones that went away. */
export class Prober {
  readonly #discovery: Discovery;
  readonly #log: Log;
  readonly #abort = new AbortController();
  readonly #underWay = new Map<string, Promise<readonly DiscoveredDevice[]>>();

  constructor(discovery: Discovery, log: Log) {
    this.#discovery = discovery;
    this.#log = log;
  }

  /** One question at a time to one address. Rejects with `not-found` when nothing answers. */
  probe(host: string): Promise<readonly DiscoveredDevice[]> {
    const running = this.#underWay.get(host);
    if (running) return running;
    const probe = this.#discovery
      .probe(host, this.#abort.signal)
      .finally(() => this.#underWay.delete(host));
    this.#underWay.set(host, probe);
    return probe;
  }

  /** Whoever answers turns up in discovery; whoever does not is no error here. */
  inBackground(hosts: Iterable<string>): void {
    for (const host of new Set(hosts)) {
      if (host === "") continue;
      this.probe(host).catch((thrown) =>
        this.#log.debug("nothing answers there", { host, cause: RemoteError.from(thrown).code }),
      );
    }
  }

  async close(): Promise<void> {
    this.#abort.abort(new RemoteError("cancelled", "the program is closing"));
    await Promise.allSettled(this.#underWay.values());
  }
}
