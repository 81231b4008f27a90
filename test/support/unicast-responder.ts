import type { DatagramSocket, Network } from "../../src/main/runtime/network.ts";
import { decodeMessage } from "../../src/main/wire/dns/decode.ts";
import { type DnsRecord, RecordType } from "../../src/main/wire/dns/message.ts";
import { nameKey, nameOf } from "../../src/main/wire/dns/name.ts";
import { ipv4, record, recordsOf, response, type TestService } from "./announce.ts";

export interface ResponderOptions {
  /** Answers only the question, as a full packet forces a responder to. */
  readonly terse?: boolean;
  /** Tells the types it has when asked for `_services._dns-sd._udp`. */
  readonly listsTypes?: boolean;
  /** Never answers about these types. */
  readonly mute?: readonly string[];
}

/** A host that answers unicast questions as RFC 6762 6.7 says: question repeated, TTL 10, no flush bit. */
export class UnicastResponder {
  readonly asked: string[] = [];
  readonly #records: readonly DnsRecord[];
  readonly #options: ResponderOptions;
  readonly #socket: DatagramSocket;

  static async at(
    network: Network,
    services: readonly TestService[],
    options: ResponderOptions = {},
  ): Promise<UnicastResponder> {
    const address = network.interfaces.value[0]?.address ?? "";
    return new UnicastResponder(await network.openMdns(ipv4(address)), services, options);
  }

  constructor(socket: DatagramSocket, services: readonly TestService[], options: ResponderOptions) {
    this.#socket = socket;
    this.#options = options;
    const legacy = { ttl: 10, flush: false };
    const types = [...new Set(services.map(({ type }) => type))].map((type) =>
      record(
        nameOf("_services._dns-sd._udp.local"),
        RecordType.ptr,
        { kind: "pointer", name: nameOf(`${type}.local`) },
        legacy,
      ),
    );
    const own = services.flatMap((service) => recordsOf(service, legacy));
    this.#records = options.listsTypes === false ? own : [...types, ...own];
    socket.onMessage(({ bytes, address, port }) => {
      const { id, questions } = decodeMessage(bytes);
      const [question] = questions;
      if (!question || port === 5353) return;
      const asked = `${nameKey(question.name)} ${question.type}`;
      this.asked.push(asked);
      if (options.mute?.some((type) => asked.includes(type))) return;
      const reply = this.#reply(asked);
      if (reply) socket.send(response(reply.answers, { ...reply, id, questions }), address, port);
    });
  }

  close(): void {
    this.#socket.close();
  }

  #reply(asked: string): { answers: DnsRecord[]; additionals: DnsRecord[] } | null {
    const answers = this.#records.filter(({ name, type }) => asked === `${nameKey(name)} ${type}`);
    if (answers.length === 0) return null;
    const named = new Set(
      answers.flatMap(({ data }) => (data.kind === "pointer" ? [nameKey(data.name)] : [])),
    );
    const about = this.#records.filter(({ name, type }) => {
      return named.has(nameKey(name)) || type === RecordType.a || type === RecordType.aaaa;
    });
    const more = this.#options.terse || asked.startsWith("_services") ? [] : about;
    return { answers, additionals: more };
  }
}
