import type { InterfaceProblem } from "../../shared/model/app.ts";
import {
  type Datagram,
  type DatagramSocket,
  type InterfaceAddress,
  MDNS_GROUP_V4,
  MDNS_GROUP_V6,
  MDNS_PORT,
  type Network,
} from "../runtime/network.ts";
import type { Off } from "../runtime/signal.ts";
import { isLoopback, plainAddress } from "./addresses.ts";
import { type Agenda, backOffMs } from "./agenda.ts";
import type { Links } from "./assemble.ts";
import { isWithin } from "./subnet.ts";

export interface LinkEvents {
  datagram(datagram: Datagram, source: string): void;
  /** A socket is open: ask there. `link` is the key for `sendOn`. */
  joined(link: string): void;
  /** The last socket of an interface is gone, and what was heard there with it. */
  left(source: string): void;
  /** Interfaces or their problems changed. */
  changed(): void;
}

interface Link {
  readonly on: InterfaceAddress;
  /** Whether what a sender says belongs to another of our interfaces, as far as it was worked out. */
  readonly elsewhere: Map<string, boolean>;
  socket: DatagramSocket | null;
  problem: string | null;
  failures: number;
}

/** Senders remembered at a time, on each link. */
const MAX_SENDERS = 1000;

/** At most this long between attempts to open an interface that refuses. */
const MAX_RETRY_MS = 300_000;

/** One mDNS socket per interface and address family. One that errors is a problem, never the end. */
export class InterfaceLinks implements Links {
  readonly #network: Network;
  readonly #agenda: Agenda;
  readonly #now: () => number;
  readonly #events: LinkEvents;
  readonly #links = new Map<string, Link>();
  #off: Off | null = null;

  constructor(network: Network, agenda: Agenda, now: () => number, events: LinkEvents) {
    this.#network = network;
    this.#agenda = agenda;
    this.#now = now;
    this.#events = events;
  }

  start(): void {
    this.#off ??= this.#network.interfaces.on(() => this.#follow());
    this.#follow();
  }

  get names(): readonly string[] {
    const open = [...this.#links.values()].filter(({ socket }) => socket !== null);
    return [...new Set(open.map(({ on }) => on.name))];
  }

  get problems(): readonly InterfaceProblem[] {
    return [...this.#links.values()].flatMap(({ on, problem }) =>
      problem === null ? [] : [{ interfaceName: on.name, message: problem }],
    );
  }

  get keys(): readonly string[] {
    return [...this.#links.keys()];
  }

  zoneOf(source: string): string | undefined {
    const address = this.#network.interfaces.value.find(
      ({ name, scopeId }) => name === source && scopeId > 0,
    );
    return address ? String(address.scopeId) : undefined;
  }

  isInternal(source: string): boolean {
    return this.#network.interfaces.value.some(({ name, internal }) => name === source && internal);
  }

  /** Sends to the group on one link, or on all. */
  send(packets: readonly Uint8Array[], only?: string): void {
    for (const [key, link] of this.#links) {
      if (only !== undefined && only !== key) continue;
      const group = link.on.family === 6 ? MDNS_GROUP_V6 : MDNS_GROUP_V4;
      for (const packet of packets) link.socket?.send(packet, group, MDNS_PORT);
    }
  }

  /** Sends to one neighbour over every link of its address family. */
  sendTo(address: string, packets: readonly Uint8Array[]): void {
    const family = address.includes(":") ? 6 : 4;
    for (const { on, socket } of this.#links.values()) {
      if (on.family !== family || this.#isElsewhere(address, on)) continue;
      for (const packet of packets) socket?.send(packet, address, MDNS_PORT);
    }
  }

  /** Tries again at once where an interface had failed. */
  retry(): void {
    for (const [key, link] of this.#links) {
      if (link.socket === null && link.problem !== null) this.#open(key, link);
    }
  }

  close(): void {
    this.#off?.();
    this.#off = null;
    for (const link of this.#links.values()) link.socket?.close();
    this.#links.clear();
  }

  #follow(): void {
    const wanted = new Map<string, InterfaceAddress>();
    for (const on of this.#network.interfaces.value) {
      // Loopback has no link-local address, and the group of a link cannot be reached without one.
      if (on.family === 6 && isLoopback(on.address)) continue;
      const key = `${on.name}/${on.family}`;
      if (!wanted.has(key)) wanted.set(key, on);
    }
    for (const [key, link] of [...this.#links]) {
      link.elsewhere.clear();
      if (wanted.get(key)?.address !== link.on.address) this.#drop(key, link);
    }
    for (const [key, on] of wanted) {
      if (this.#links.has(key)) continue;
      const link: Link = { on, elsewhere: new Map(), socket: null, problem: null, failures: 0 };
      this.#links.set(key, link);
      this.#open(key, link);
    }
    this.#events.changed();
  }

  #drop(key: string, link: Link): void {
    this.#links.delete(key);
    this.#agenda.remove(`open ${key}`);
    link.socket?.close();
    const remaining = [...this.#links.values()].some(({ on }) => on.name === link.on.name);
    if (!remaining) this.#events.left(link.on.name);
  }

  #open(key: string, link: Link): void {
    this.#network.openMdns(link.on).then(
      (socket) => {
        if (this.#links.get(key) !== link || link.socket) return socket.close();
        link.socket = socket;
        link.problem = null;
        socket.onMessage((datagram) => {
          link.failures = 0;
          if (!this.#isHeardElsewhere(datagram.address, link)) {
            this.#events.datagram(datagram, link.on.name);
          }
        });
        socket.onError((error) => this.#fail(key, link, error));
        this.#events.joined(key);
        this.#events.changed();
      },
      (error) => this.#fail(key, link, error),
    );
  }

  #fail(key: string, link: Link, error: unknown): void {
    if (this.#links.get(key) !== link) return;
    link.socket?.close();
    link.socket = null;
    link.problem = error instanceof Error ? error.message : String(error);
    const waitMs = Math.min(5 * backOffMs(link.failures), MAX_RETRY_MS);
    link.failures += 1;
    this.#agenda.put(`open ${key}`, this.#now() + waitMs, () => this.#open(key, link));
    this.#events.changed();
  }

  #isHeardElsewhere(sender: string, { on, elsewhere }: Link): boolean {
    const known = elsewhere.get(sender);
    if (known !== undefined) return known;
    if (elsewhere.size >= MAX_SENDERS) elsewhere.clear();
    const answer = this.#isElsewhere(sender, on);
    elsewhere.set(sender, answer);
    return answer;
  }

  /**
   * Linux gives a group's packets to every socket that is bound to the port, whichever interface
   * they came in on. The sender's network tells which of ours heard it.
   */
  #isElsewhere(sender: string, on: InterfaceAddress): boolean {
    const [address, zone] = [plainAddress(sender), sender.split("%")[1]];
    if (zone !== undefined) return zone !== on.name && zone !== String(on.scopeId);
    const near = this.#network.interfaces.value.filter(
      (each) => each.family === on.family && isWithin(address, each),
    );
    return near.length > 0 && near.every(({ name }) => name !== on.name);
  }
}

/** The name of the interface that a link's key stands for. */
export function nameOf(link: string): string {
  return link.slice(0, link.lastIndexOf("/"));
}
