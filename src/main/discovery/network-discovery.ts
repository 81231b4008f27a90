import type { ProtocolPlugin } from "../protocols/plugin.ts";
import type { Datagram } from "../runtime/network.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { Occurrence, type ReadonlySignal, Signal } from "../runtime/signal.ts";
import { RecordType } from "../wire/dns/message.ts";
import { Agenda, backOffMs } from "./agenda.ts";
import type { DiscoveredDevice, Discovery, DiscoveryStatus } from "./discovery.ts";
import { Knowledge } from "./knowledge.ts";
import { InterfaceLinks, nameOf } from "./links.ts";
import type { MergedDevice } from "./merge.ts";
import { ProbeRun } from "./probe.ts";
import { queryPackets, question } from "./questions.ts";
import { type Ask, Resolver } from "./resolver.ts";
import { typeName } from "./service-types.ts";

/** A burst of answers is shown in steps of this, the first one at once. */
const SHOW_EVERY_MS = 10;
/** Questions due within this of one another are asked together. */
const TOGETHER_MS = 25;
/** Under a flood, working out the list takes at most half of the time. */
const SHOW_SHARE = 1;

export class NetworkDiscovery implements Discovery {
  readonly #runtime: Runtime;
  readonly #agenda: Agenda;
  readonly #links: InterfaceLinks;
  readonly #knowledge: Knowledge;
  readonly #resolver = new Resolver();
  readonly #devices = new Signal<readonly DiscoveredDevice[]>([]);
  readonly #status: Signal<DiscoveryStatus>;
  readonly #heard = new Occurrence<void>();
  readonly #attempts = new Map<string, number>();
  readonly #damaged = new Set<string>();
  readonly #stop = new AbortController();
  #merged: readonly MergedDevice[] = [];
  #nextShowMs = 0;

  constructor(runtime: Runtime, plugins: readonly ProtocolPlugin[]) {
    const { clock, network } = runtime;
    this.#runtime = runtime;
    this.#agenda = new Agenda(clock);
    this.#links = new InterfaceLinks(network, this.#agenda, () => clock.now(), {
      datagram: (datagram, source) => this.#hear(datagram, source),
      joined: (link) => this.#ask(link, 0),
      left: (source) => {
        this.#knowledge.cache.dropSource(source);
        this.#show();
      },
      changed: () => {
        this.#knowledge.relink();
        this.#tellStatus();
      },
    });
    this.#knowledge = new Knowledge(runtime, plugins, this.#links);
    this.#status = new Signal<DiscoveryStatus>({
      interfaces: [],
      problems: [],
      sinceMs: clock.wallMs(),
    });
  }

  get devices(): ReadonlySignal<readonly DiscoveredDevice[]> {
    return this.#devices;
  }

  get status(): ReadonlySignal<DiscoveryStatus> {
    return this.#status;
  }

  start(): void {
    this.#tellStatus(this.#runtime.clock.wallMs());
    this.#links.start();
  }

  rescan(): void {
    this.#runtime.network.refreshInterfaces();
    this.#tellStatus(this.#runtime.clock.wallMs());
    this.#links.retry();
    for (const link of this.#links.keys) this.#ask(link, 0);
    this.#resolver.restart(this.#runtime.clock.now());
    this.#planResolving();
  }

  async probe(host: string, signal: AbortSignal): Promise<readonly DiscoveredDevice[]> {
    const run = new ProbeRun(this.#runtime, this.#knowledge, {
      askLink: (packets) => this.#links.send(packets),
      heard: this.#heard,
    });
    const keys = await run.probe(host, signal, this.#stop.signal, () => this.#changed());
    this.#show();
    const found = this.#merged.filter(({ serviceKeys }) =>
      serviceKeys.some((key) => keys.has(key)),
    );
    return run.orNotFound(found.map(({ device }) => device));
  }

  async close(): Promise<void> {
    this.#stop.abort();
    this.#agenda.close();
    this.#links.close();
  }

  /** Asks for every type on one link: now, and again after 1, 2, 4 … seconds (RFC 6762 5.2). */
  #ask(link: string, attempt: number): void {
    const questions = this.#knowledge.types.map((type) => question(typeName(type), RecordType.ptr));
    // The first question of a search is put to everybody: who is still there shall say so.
    const known = attempt === 0 ? [] : this.#knowledge.knownAnswers(questions, nameOf(link));
    this.#links.send(queryPackets(questions, known), link);
    this.#attempts.set(link, attempt);
    const dueMs = this.#runtime.clock.now() + backOffMs(attempt);
    this.#agenda.put("ask", this.#soonestAsk(link, dueMs), () => this.#askDue());
  }

  readonly #askDueMs = new Map<string, number>();

  #soonestAsk(link: string, dueMs: number): number {
    this.#askDueMs.set(link, dueMs);
    return Math.min(...this.#askDueMs.values());
  }

  #askDue(): void {
    const untilMs = this.#runtime.clock.now() + TOGETHER_MS;
    for (const [link, dueMs] of [...this.#askDueMs]) {
      if (dueMs > untilMs) continue;
      this.#askDueMs.delete(link);
      if (this.#links.keys.includes(link)) this.#ask(link, (this.#attempts.get(link) ?? 0) + 1);
    }
  }

  #hear(datagram: Datagram, source: string): void {
    const message = this.#knowledge.hear(datagram, source);
    if ((message?.damaged ?? 1) > 0) this.#noteDamage(source, datagram.address);
    if (!message || message.answers.length + message.additionals.length === 0) return;
    this.#changed();
  }

  #changed(): void {
    const nowMs = this.#runtime.clock.now();
    if (nowMs >= this.#nextShowMs) this.#show();
    else this.#agenda.putSooner("show", this.#nextShowMs, () => this.#show());
    this.#heard.emit();
  }

  #show(): void {
    const { clock } = this.#runtime;
    const startMs = clock.now();
    const { devices, missing } = this.#knowledge.picture();
    this.#merged = devices;
    const next = devices.map(({ device }) => device);
    const before = this.#devices.value;
    const same = next.length === before.length && next.every((each, at) => each === before[at]);
    if (!same) this.#devices.set(next);
    this.#resolver.want(missing, startMs);
    this.#planResolving();
    this.#planSweep();
    const tookMs = clock.now() - startMs;
    this.#nextShowMs = clock.now() + Math.max(SHOW_EVERY_MS, tookMs * SHOW_SHARE);
  }

  #planResolving(): void {
    this.#agenda.put("resolve", this.#resolver.dueMs, () => this.#resolve());
  }

  #resolve(): void {
    const due = this.#resolver.take(this.#runtime.clock.now());
    const questions = due.flatMap(({ missing: { name, types } }) =>
      types.map((type) => question(name, type)),
    );
    this.#links.send(queryPackets(questions));
    for (const ask of due) this.#askAnnouncer(ask);
    this.#planResolving();
  }

  /** Who announced a service and says no more may be its sleep proxy: it tells when asked itself (SC-40). */
  #askAnnouncer({ missing: { name, from }, attempt }: Ask): void {
    if (from === "" || attempt === 0) return;
    this.#links.sendTo(from, queryPackets([question(name, RecordType.any)]));
  }

  #planSweep(): void {
    this.#agenda.put("sweep", this.#knowledge.cache.dueMs, () => {
      const { expired, questions } = this.#knowledge.sweep();
      if (questions.length > 0) {
        this.#links.send(queryPackets(questions, this.#knowledge.knownAnswers(questions)));
      }
      if (expired) this.#show();
      this.#planSweep();
    });
  }

  #noteDamage(source: string, from: string): void {
    this.#runtime.log.debug("ignored a damaged packet", { source, from });
    if (this.#damaged.has(source)) return;
    this.#damaged.add(source);
    this.#tellStatus();
  }

  #tellStatus(sinceMs = this.#status.value.sinceMs): void {
    const damage = [...this.#damaged].map((interfaceName) => ({
      interfaceName,
      message: "damaged packets were ignored",
    }));
    const { names, problems } = this.#links;
    this.#status.set({ interfaces: names, problems: [...problems, ...damage], sinceMs });
  }
}
