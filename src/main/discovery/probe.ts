import { RemoteError } from "../../shared/errors.ts";
import { delay } from "../runtime/clock.ts";
import type { Datagram, DatagramSocket } from "../runtime/network.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { Occurrence } from "../runtime/signal.ts";
import { type DecodedMessage, type DnsName, RecordType } from "../wire/dns/message.ts";
import { nameKey, nameOf } from "../wire/dns/name.ts";
import { addressRank, isLiteralAddress } from "./addresses.ts";
import { knock } from "./knock.ts";
import type { Knowledge } from "./knowledge.ts";
import { queryPackets, question } from "./questions.ts";
import { UNICAST } from "./record-cache.ts";
import { askHost, PROBE_TIMEOUT_MS } from "./unicast.ts";

/** Knocks end a little before the probe does (SC-47). */
const KNOCK_MARGIN_MS = 200;
/** A `.local` name that nobody answers to in this time is left to the system's resolver. */
const NAME_TIMEOUT_MS = 2000;

export interface ProbeLinks {
  askLink(packets: readonly Uint8Array[]): void;
  readonly heard: Occurrence<void>;
}

/** One unicast search of one host (SC-45 to SC-47). */
export class ProbeRun {
  readonly #runtime: Runtime;
  readonly #knowledge: Knowledge;
  readonly #links: ProbeLinks;
  readonly #instances = new Map<string, DnsName>();
  #host = "";

  constructor(runtime: Runtime, knowledge: Knowledge, links: ProbeLinks) {
    this.#runtime = runtime;
    this.#knowledge = knowledge;
    this.#links = links;
  }

  /** Resolves with the keys of the services found there; `changed` is called as answers come. */
  async probe(
    host: string,
    signal: AbortSignal,
    closing: AbortSignal,
    changed: () => void,
  ): Promise<ReadonlySet<string>> {
    this.#host = host.trim().replace(/^\[(.*)\]$/, "$1");
    const ending = new AbortController();
    const onAbort = () => ending.abort(signal.aborted ? signal.reason : closed());
    for (const each of [signal, closing]) {
      each.addEventListener("abort", onAbort, { once: true });
      if (each.aborted) onAbort();
    }
    try {
      await this.#search(ending.signal, changed);
    } finally {
      ending.abort();
      for (const each of [signal, closing]) each.removeEventListener("abort", onAbort);
    }
    return new Set(this.#instances.keys());
  }

  orNotFound<T>(found: readonly T[]): readonly T[] {
    if (found.length > 0) return found;
    throw new RemoteError("not-found", "no device answers there", { subject: this.#host });
  }

  async #search(signal: AbortSignal, changed: () => void): Promise<void> {
    if (signal.aborted) throw signal.reason;
    const host = await this.#addressOf(this.#host, signal);
    const family = host.includes(":") ? 6 : 4;
    const { network } = this.#runtime;
    const socket = await network.openUdp({ host: family === 6 ? "::" : "0.0.0.0", family });
    const knocking = new AbortController();
    const knocked = knock(this.#runtime, host, PROBE_TIMEOUT_MS - KNOCK_MARGIN_MS, knocking.signal);
    try {
      await this.#converse(host, socket, signal, changed);
    } finally {
      knocking.abort();
      socket.close();
      await knocked;
    }
  }

  async #converse(
    host: string,
    socket: DatagramSocket,
    signal: AbortSignal,
    changed: () => void,
  ): Promise<void> {
    const { types } = this.#knowledge;
    // A host that does not exist fails here and in the knocks; it is simply not found.
    const off = socket.onError(() => {});
    const events = {
      hear: (datagram: Datagram, id: number) => this.#hear(datagram, id, changed),
      lacking: () => this.#lacking(),
    };
    try {
      await askHost({ socket, host, types }, events, this.#runtime, signal);
    } finally {
      off();
    }
  }

  #hear(datagram: Datagram, id: number, changed: () => void): DecodedMessage | null {
    const [high = 0, low = 0] = datagram.bytes;
    if (((high << 8) | low) !== id) return null;
    const message = this.#knowledge.hear(datagram, UNICAST);
    if (!message) return null;
    for (const name of this.#knowledge.instancesIn(message)) {
      this.#instances.set(nameKey(name), name);
    }
    changed();
    return message;
  }

  /** What the instances named so far still need to be usable: asked for one by one. */
  #lacking(): { name: DnsName; type: number }[] {
    const { cache } = this.#knowledge;
    return [...this.#instances].flatMap(([key, name]) => {
      const service = cache.find(key, RecordType.srv)[0];
      const lacking: { name: DnsName; type: number }[] = [];
      if (!service) lacking.push({ name, type: RecordType.srv });
      if (cache.find(key, RecordType.txt).length === 0)
        lacking.push({ name, type: RecordType.txt });
      const { data } = service?.record ?? {};
      if (data?.kind !== "service" || this.#hasAddress(service?.targetKey ?? "")) return lacking;
      const addresses = [RecordType.a, RecordType.aaaa].map((type) => ({
        name: data.target,
        type,
      }));
      return [...lacking, ...addresses];
    });
  }

  #hasAddress(hostKey: string): boolean {
    return this.#addressesIn(hostKey).length > 0;
  }

  #addressesIn(hostKey: string): string[] {
    const { cache } = this.#knowledge;
    return [RecordType.a, RecordType.aaaa]
      .flatMap((type) => cache.find(hostKey, type))
      .flatMap(({ record: { data } }) => (data.kind === "address" ? [data.address] : []))
      .sort((a, b) => addressRank(a) - addressRank(b));
  }

  /** `.local` names are asked for on the links; every other name is the system resolver's. */
  async #addressOf(host: string, signal: AbortSignal): Promise<string> {
    const name = nameOf(host.replace(/\.$/, ""));
    if (isLiteralAddress(host) || name[name.length - 1]?.toLowerCase() !== "local") return host;
    const key = nameKey(name);
    const found = () => this.#addressesIn(key)[0];
    if (found() === undefined) await this.#askForHost(name, found, signal);
    return found() ?? host;
  }

  async #askForHost(name: DnsName, found: () => unknown, signal: AbortSignal): Promise<void> {
    const waiting = new AbortController();
    const onAbort = () => waiting.abort();
    signal.addEventListener("abort", onAbort, { once: true });
    const off = this.#links.heard.on(() => {
      if (found() !== undefined) waiting.abort();
    });
    const types = [RecordType.a, RecordType.aaaa];
    this.#links.askLink(queryPackets(types.map((type) => question(name, type))));
    await delay(this.#runtime.clock, NAME_TIMEOUT_MS, waiting.signal).catch(() => {});
    off();
    signal.removeEventListener("abort", onAbort);
    if (signal.aborted) throw signal.reason;
  }
}

function closed(): RemoteError {
  return new RemoteError("cancelled", "discovery was closed");
}
