import { RemoteError } from "../../shared/errors.ts";
import type { Timer } from "../runtime/clock.ts";
import {
  type Datagram,
  type DatagramSocket,
  type InterfaceAddress,
  MDNS_GROUP_V4,
  MDNS_GROUP_V6,
  MDNS_PORT,
} from "../runtime/network.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { Off } from "../runtime/signal.ts";
import { decodeMessage } from "../wire/dns/decode.ts";
import { type DecodedMessage, type DnsRecord, isResponse } from "../wire/dns/message.ts";
import { type Answers, answerQuery, packetsOf, withoutServices } from "./answers.ts";
import { type Announcement, recordsOf } from "./records.ts";
import { onSameLink } from "./same-link.ts";

/** RFC 6762 8.3: at least two announcements, a second apart. */
const SECOND_ANNOUNCEMENT_MS = 1000;

interface Listening {
  readonly on: InterfaceAddress;
  readonly socket: DatagramSocket;
}

export interface ResponderOptions {
  readonly announcement: Announcement;
  /** Which addresses of this machine to be seen on. */
  readonly interfaces: (entry: InterfaceAddress) => boolean;
}

/** Answers mDNS queries for one device, on every interface chosen, for as long as it is open. */
export class MdnsResponder {
  readonly #runtime: Runtime;
  readonly #chosen: (entry: InterfaceAddress) => boolean;
  readonly #sockets = new Map<string, Listening>();
  readonly #complained = new Set<string>();
  #announcement: Announcement;
  #asleep = false;
  #again: Timer | null = null;
  #closed = false;
  #offInterfaces: Off = () => {};

  private constructor(runtime: Runtime, options: ResponderOptions) {
    this.#runtime = runtime;
    this.#chosen = options.interfaces;
    this.#announcement = options.announcement;
  }

  /** Listens and announces. Interfaces that refuse are left out and logged. */
  static async open(runtime: Runtime, options: ResponderOptions): Promise<MdnsResponder> {
    const responder = new MdnsResponder(runtime, options);
    responder.#offInterfaces = runtime.network.interfaces.on(() => void responder.#follow());
    await responder.#follow();
    return responder;
  }

  /** Says something else from now on, and says so to everybody. */
  announce(announcement: Announcement): void {
    this.#announcement = announcement;
    this.#announceTwice();
  }

  /** As a sleep proxy answers while the TV sleeps: it does not say where, unless asked. */
  setAsleep(on: boolean): void {
    this.#asleep = on;
    this.#announceTwice();
  }

  /** Says goodbye (time to live 0) and closes. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#offInterfaces();
    this.#again?.cancel();
    for (const listening of this.#sockets.values()) {
      const answers = this.#recordsOn(listening.on).map((record) => ({ ...record, ttl: 0 }));
      this.#multicast(listening, { answers, additionals: [] });
      listening.socket.close();
    }
    this.#sockets.clear();
  }

  async #follow(): Promise<void> {
    const wanted = oneOfEachLink(this.#runtime.network.interfaces.value.filter(this.#chosen));
    for (const [key, listening] of this.#sockets) {
      if (wanted.has(key)) continue;
      this.#sockets.delete(key);
      listening.socket.close();
    }
    const fresh = [...wanted].filter(([key]) => !this.#sockets.has(key));
    await Promise.all(fresh.map(([key, on]) => this.#listen(key, on)));
    if (fresh.length > 0) this.#announceTwice();
  }

  async #listen(key: string, on: InterfaceAddress): Promise<void> {
    try {
      const socket = await this.#runtime.network.openMdns(on);
      if (this.#closed || this.#sockets.has(key)) return socket.close();
      const listening = { on, socket };
      this.#sockets.set(key, listening);
      socket.onMessage((datagram) => this.#hear(listening, datagram));
      socket.onError((error) => this.#complain(on, error));
    } catch (error) {
      this.#complain(on, RemoteError.from(error));
    }
  }

  /** Once for each interface: what cannot send now will fail to send many times. */
  #complain(on: InterfaceAddress, error: Error): void {
    const key = linkKey(on);
    if (this.#complained.has(key)) return;
    this.#complained.add(key);
    this.#runtime.log.warn("interface cannot announce", {
      interface: on.name,
      reason: error.message,
    });
  }

  #hear(listening: Listening, datagram: Datagram): void {
    // A socket for one link also hears the others on some systems; an answer may not cross over.
    if (!onSameLink(listening.on, datagram.address)) return;
    let query: DecodedMessage;
    try {
      query = decodeMessage(datagram.bytes);
    } catch {
      // Anything may be sent to a multicast group; what is not DNS is not for us.
      return;
    }
    if (isResponse(query)) return;
    const answers = answerQuery(query, this.#recordsOn(listening.on), { asleep: this.#asleep });
    if (answers.answers.length === 0) return;
    if (datagram.port !== MDNS_PORT) {
      const legacy = { id: query.id, questions: query.questions };
      this.#send(listening, packetsOf(answers, { legacy }), datagram);
    } else if (query.questions.every((question) => question.unicast)) {
      this.#send(listening, packetsOf(answers, { legacy: null }), datagram);
    } else {
      this.#multicast(listening, answers);
    }
  }

  #announceTwice(): void {
    if (this.#closed) return;
    this.#again?.cancel();
    this.#announceOnce();
    this.#again = this.#runtime.clock.after(SECOND_ANNOUNCEMENT_MS, () => this.#announceOnce());
  }

  #announceOnce(): void {
    for (const listening of this.#sockets.values()) {
      const records = this.#recordsOn(listening.on);
      const answers = this.#asleep ? withoutServices(records) : records;
      this.#multicast(listening, { answers, additionals: [] });
    }
  }

  #recordsOn(on: InterfaceAddress): DnsRecord[] {
    const addresses = this.#runtime.network.interfaces.value
      .filter((entry) => entry.name === on.name && this.#chosen(entry))
      .map((entry) => entry.address);
    return recordsOf(this.#announcement, addresses);
  }

  #multicast(listening: Listening, answers: Answers): void {
    const address = listening.on.family === 6 ? MDNS_GROUP_V6 : MDNS_GROUP_V4;
    this.#send(listening, packetsOf(answers, { legacy: null }), { address, port: MDNS_PORT });
  }

  #send(
    listening: Listening,
    packets: readonly Uint8Array[],
    to: { readonly address: string; readonly port: number },
  ): void {
    for (const packet of packets) listening.socket.send(packet, to.address, to.port);
  }
}

/** One address for each interface and family: a group is joined once a link. */
function oneOfEachLink(entries: readonly InterfaceAddress[]): Map<string, InterfaceAddress> {
  const links = new Map<string, InterfaceAddress>();
  for (const entry of entries) {
    const key = linkKey(entry);
    if (!links.has(key)) links.set(key, entry);
  }
  return links;
}

const linkKey = (entry: InterfaceAddress) => `${entry.name} ${entry.family}`;
