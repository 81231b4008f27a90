import type { Clock } from "../runtime/clock.ts";
import { type Datagram, type DatagramSocket, MDNS_PORT } from "../runtime/network.ts";
import { type Random, randomU32 } from "../runtime/random.ts";
import { encodeMessage } from "../wire/dns/encode.ts";
import { type DecodedMessage, type DnsName, RecordType } from "../wire/dns/message.ts";
import { nameKey } from "../wire/dns/name.ts";
import { question } from "./questions.ts";
import { META_TYPE, typeName } from "./service-types.ts";

/** Unanswered questions are asked again this often. */
const REPEAT_MS = 1000;
/** A device that has answered anything gets this long for the rest. */
const PATIENCE_MS = 3000;
/** A sleeping device needs some seconds to come up (E46). */
const WAKING_MS = 6000;

export const PROBE_TIMEOUT_MS = WAKING_MS;

export interface UnicastTarget {
  readonly socket: DatagramSocket;
  readonly host: string;
  readonly types: readonly string[];
}

export interface UnicastEvents {
  /** Reads an answer and keeps its records; null when it is none. */
  hear(datagram: Datagram, id: number): DecodedMessage | null;
  /** Records that services named so far still lack. */
  lacking(): readonly { readonly name: DnsName; readonly type: number }[];
}

interface Asked {
  readonly name: DnsName;
  readonly type: number;
  answered: boolean;
}

/**
 * Asks one host, one question a packet (avahi answers whole only then), and asks on for what the
 * answers leave out. Resolves as soon as everything is answered, when the host's own list of types
 * says that nothing else will come, or when its time is up; rejects when aborted.
 */
export function askHost(
  target: UnicastTarget,
  events: UnicastEvents,
  { clock, random }: { clock: Clock; random: Random },
  signal: AbortSignal,
): Promise<void> {
  const conversation = new Conversation(target, randomU32(random) & 0xffff);
  return new Promise((resolve, reject) => {
    const startMs = clock.now();
    const finish = (settle: () => void) => {
      timer.cancel();
      off();
      signal.removeEventListener("abort", onAbort);
      settle();
    };
    const onAbort = () => finish(() => reject(signal.reason));
    const off = target.socket.onMessage((datagram) => {
      const message = events.hear(datagram, conversation.id);
      if (!message) return;
      conversation.take(message);
      conversation.ask(events.lacking());
      if (conversation.done) finish(resolve);
    });
    const onTimer = () => {
      const limitMs = conversation.answered ? PATIENCE_MS : WAKING_MS;
      if (clock.now() - startMs >= limitMs) return finish(resolve);
      conversation.repeat();
      timer = clock.after(REPEAT_MS, onTimer);
    };
    let timer = clock.after(REPEAT_MS, onTimer);
    signal.addEventListener("abort", onAbort, { once: true });
    if (signal.aborted) onAbort();
    else conversation.begin();
  });
}

class Conversation {
  readonly id: number;
  readonly #target: UnicastTarget;
  readonly #asked = new Map<string, Asked>();
  readonly #meta: Asked;

  constructor(target: UnicastTarget, id: number) {
    this.id = id;
    this.#target = target;
    this.#meta = { name: typeName(META_TYPE), type: RecordType.ptr, answered: false };
  }

  /** Everything that can be answered has been: questions are counted, not packets (QK-27). */
  get done(): boolean {
    return this.answered && [...this.#asked.values()].every(({ answered }) => answered);
  }

  get answered(): boolean {
    return this.#meta.answered || [...this.#asked.values()].some(({ answered }) => answered);
  }

  begin(): void {
    const pointers = this.#target.types.map((type) => ({
      name: typeName(type),
      type: RecordType.ptr,
    }));
    this.#send(this.#meta);
    this.ask(pointers);
  }

  ask(questions: readonly { readonly name: DnsName; readonly type: number }[]): void {
    for (const { name, type } of questions) {
      const key = `${nameKey(name)} ${type}`;
      if (this.#asked.has(key)) continue;
      const asked = { name, type, answered: false };
      this.#asked.set(key, asked);
      this.#send(asked);
    }
  }

  take(message: DecodedMessage): void {
    const meta = nameKey(this.#meta.name);
    const listed = new Set<string>();
    for (const { name, type, data } of [...message.answers, ...message.additionals]) {
      const owner = nameKey(name);
      if (owner === meta && data.kind === "pointer") listed.add(nameKey(data.name));
      this.#mark(`${owner} ${type}`);
      // One address is enough: a host without IPv6 never answers the other question.
      if (data.kind === "address") for (const other of [1, 28]) this.#mark(`${owner} ${other}`);
    }
    if (listed.size === 0) return;
    this.#meta.answered = true;
    for (const type of this.#target.types) {
      const key = nameKey(typeName(type));
      if (!listed.has(key)) this.#mark(`${key} ${RecordType.ptr}`);
    }
  }

  repeat(): void {
    if (!this.#meta.answered) this.#send(this.#meta);
    for (const asked of this.#asked.values()) if (!asked.answered) this.#send(asked);
  }

  #mark(key: string): void {
    const asked = this.#asked.get(key);
    if (asked) asked.answered = true;
  }

  #send({ name, type }: Asked): void {
    const none = { answers: [], authorities: [], additionals: [] };
    const message = { id: this.id, flags: 0, questions: [question(name, type)], ...none };
    this.#target.socket.send(encodeMessage(message), this.#target.host, MDNS_PORT);
  }
}
