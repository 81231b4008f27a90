import { isRemoteError } from "../../shared/errors.ts";
import type { ProtocolPlugin } from "../protocols/plugin.ts";
import type { Datagram } from "../runtime/network.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { decodeMessage, type RecordFilter } from "../wire/dns/decode.ts";
import {
  type DecodedMessage,
  type DnsName,
  type DnsQuestion,
  type DnsRecord,
  isResponse,
  RecordType,
} from "../wire/dns/message.ts";
import { nameKey } from "../wire/dns/name.ts";
import { Assembler, type Links, type Missing } from "./assemble.ts";
import { type MergedDevice, Merger } from "./merge.ts";
import { question } from "./questions.ts";
import { type CachedRecord, keptTypes, RecordCache, type Source } from "./record-cache.ts";
import {
  browsedTypes,
  DEVICE_INFO_TYPE,
  META_TYPE,
  typeName,
  typeOfName,
} from "./service-types.ts";
import { type SideInfo, sideInfo } from "./side-info.ts";

/** A device without a model has the internal one asked for, which not every device tells. */
const DEVICE_INFO_TRIES = 3;

export interface Picture {
  readonly devices: readonly MergedDevice[];
  readonly missing: readonly Missing[];
}

/** What was heard and what it means, without any sending or timing. */
export class Knowledge {
  readonly types: readonly string[];
  readonly cache = new RecordCache();
  readonly #clock: Runtime["clock"];
  readonly #assembler: Assembler;
  readonly #merger: Merger;
  readonly #wanted: RecordFilter;
  #side: SideInfo;

  constructor({ clock, log }: Runtime, plugins: readonly ProtocolPlugin[], links: Links) {
    this.types = browsedTypes(plugins);
    this.#clock = clock;
    this.#assembler = new Assembler(this.cache, this.types, links);
    this.#merger = new Merger(plugins, log);
    this.#side = sideInfo([], this.cache);
    this.#wanted = wantedRecords(this.types);
  }

  /** Keeps the records of a response; null when the packet is not one. Damaged parts are left out. */
  hear({ bytes, address }: Datagram, source: Source): DecodedMessage | null {
    const message = decode(bytes, this.#wanted);
    // Our own questions come back to us, and others' are none of our business (E37).
    if (!message || !isResponse(message)) return message && { ...message, ...nothing };
    const hearing = {
      source,
      from: address,
      nowMs: this.#clock.now(),
      wallMs: this.#clock.wallMs(),
    };
    for (const record of message.answers) this.cache.hear(record, hearing);
    for (const record of message.additionals) this.cache.hear(record, hearing);
    return message;
  }

  /** Everything known now, as devices and as gaps to ask about. */
  picture(): Picture {
    const assembly = this.#assembler.assemble();
    if (assembly.side) this.#side = sideInfo(this.#assembler.services, this.cache);
    const devices = this.#merger.merge(assembly, this.#side);
    const boards = devices.flatMap(({ device }) => boardQuestion(device));
    return { devices, missing: [...this.#assembler.missing, ...boards] };
  }

  /** The interfaces are not what they were, and so may be what addresses mean. */
  relink(): void {
    this.#assembler.invalidate();
  }

  /** Drops what expired; says what to ask again for. */
  sweep(): { readonly expired: boolean; readonly questions: readonly DnsQuestion[] } {
    const services = this.#assembler.services;
    const used = new Set([
      ...services.flatMap(({ key, hostKey }) => [key, hostKey]),
      ...this.types.map((type) => nameKey(typeName(type))),
    ]);
    const isUsed = ({ ownerKey }: CachedRecord) => used.has(ownerKey);
    const { expired, refresh } = this.cache.sweep(this.#clock.now(), isUsed);
    const questions = new Map<string, DnsQuestion>();
    for (const { ownerKey, record } of refresh) {
      questions.set(`${ownerKey} ${record.type}`, question(record.name, record.type));
    }
    return { expired, questions: [...questions.values()] };
  }

  /** Answers, of one interface or all, with more than half their life left, which nobody needs to repeat (RFC 6762 7.1). */
  knownAnswers(asked: readonly DnsQuestion[], source?: Source): DnsRecord[] {
    const nowMs = this.#clock.now();
    return asked.flatMap(({ name, type }) =>
      type !== RecordType.ptr
        ? []
        : this.cache.find(nameKey(name), type).flatMap((known) => {
            const heard = known.sightings.filter((one) => (source ?? one.source) === one.source);
            const left = Math.max(...heard.map(({ expiresMs }) => expiresMs)) - nowMs;
            const whole = Math.max(...heard.map(({ ttlMs }) => ttlMs));
            if (!Number.isFinite(left) || left * 2 <= whole) return [];
            return [{ ...known.record, flush: false, ttl: Math.ceil(left / 1000) }];
          }),
    );
  }

  /** The instances of a type that a message names, whoever knows the rest. */
  instancesIn(message: DecodedMessage): DnsName[] {
    const pointers = new Set(this.types.map((type) => nameKey(typeName(type))));
    return [...message.answers, ...message.additionals].flatMap(({ name, data }) =>
      data.kind === "pointer" && pointers.has(nameKey(name)) ? [data.name] : [],
    );
  }
}

const nothing = { answers: [], authorities: [], additionals: [] };

function decode(bytes: Uint8Array, wanted: RecordFilter): DecodedMessage | null {
  try {
    return decodeMessage(bytes, wanted);
  } catch (error) {
    if (isRemoteError(error, "malformed")) return null;
    throw error;
  }
}

function wantedRecords(types: readonly string[]): RecordFilter {
  const known = new Set(types);
  const metaOwner = typeOfName(typeName(META_TYPE));
  return ({ name, type }) => {
    if (!keptTypes.has(type)) return false;
    if (type === RecordType.a || type === RecordType.aaaa) return true;
    const owner = typeOfName(name);
    return owner !== undefined && (known.has(owner) || owner === metaOwner);
  };
}

function boardQuestion({ info, description }: MergedDevice["device"]): Missing[] {
  if (info.rawModel !== "") return [];
  const name = [description.name, ...typeName(DEVICE_INFO_TYPE)];
  return [
    { key: nameKey(name), name, types: [RecordType.txt], tries: DEVICE_INFO_TRIES, from: "" },
  ];
}
