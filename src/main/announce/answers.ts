import { encodeMessage, recordSize } from "../wire/dns/encode.ts";
import {
  type DnsMessage,
  type DnsQuestion,
  type DnsRecord,
  FLAG_AUTHORITATIVE,
  FLAG_RESPONSE,
  RecordType,
} from "../wire/dns/message.ts";
import { nameKey } from "../wire/dns/name.ts";

/** A packet that fits an Ethernet frame with the IPv6 and UDP headers around it. */
const MAX_PACKET_BYTES = 1440;
const HEADER_BYTES = 12;
/** RFC 6762 6.7: a resolver that knows nothing of mDNS must not keep an answer for long. */
const LEGACY_TTL_S = 10;

export interface Answers {
  readonly answers: readonly DnsRecord[];
  readonly additionals: readonly DnsRecord[];
}

export interface AnswerOptions {
  /**
   * As a sleep proxy: no service record unasked, port 0 when asked for one, and the real port to a
   * query of type ANY (SC-40).
   */
  readonly asleep: boolean;
}

/** The records as a sleep proxy says them when it is asked for them. */
function withoutPorts(records: readonly DnsRecord[]): DnsRecord[] {
  return records.map((record) =>
    record.data.kind === "service" ? { ...record, data: { ...record.data, port: 0 } } : record,
  );
}

/** What a sleep proxy says unasked. */
export function withoutServices(records: readonly DnsRecord[]): DnsRecord[] {
  return records.filter(({ data }) => data.kind !== "service");
}

/** What this host says to a query: known answers are left out (RFC 6762 7.1). Pure. */
export function answerQuery(
  query: Pick<DnsMessage, "questions" | "answers">,
  known: readonly DnsRecord[],
  options: AnswerOptions,
): Answers {
  const anyAsked = query.questions.some(({ type }) => type === RecordType.any);
  const records = options.asleep && !anyAsked ? withoutPorts(known) : known;
  const wanted = new Set<DnsRecord>();
  for (const question of query.questions) {
    for (const record of records) if (asksFor(question, record)) wanted.add(record);
  }
  const answers = [...wanted].filter((record) => !isKnown(record, query.answers));
  const unasked = options.asleep ? withoutServices(records) : records;
  const extra = answers.length === 0 ? [] : relatedTo(answers, unasked);
  return { answers, additionals: extra.filter((record) => !wanted.has(record)) };
}

function asksFor(question: DnsQuestion, record: DnsRecord): boolean {
  if (question.type !== record.type && question.type !== RecordType.any) return false;
  return nameKey(question.name) === nameKey(record.name);
}

function isKnown(record: DnsRecord, known: readonly DnsRecord[]): boolean {
  return known.some(
    (other) =>
      other.type === record.type &&
      other.ttl * 2 >= record.ttl &&
      nameKey(other.name) === nameKey(record.name) &&
      sameData(other, record),
  );
}

/** Only shared records come as known answers in practice, and those are pointers. */
function sameData(left: DnsRecord, right: DnsRecord): boolean {
  if (left.data.kind !== "pointer" || right.data.kind !== "pointer") return false;
  return nameKey(left.data.name) === nameKey(right.data.name);
}

/** SRV and TXT of the instances that answers point to, addresses, and what kind of device it is. */
function relatedTo(answers: readonly DnsRecord[], records: readonly DnsRecord[]): DnsRecord[] {
  const instances = new Set(
    answers.flatMap(({ data }) => (data.kind === "pointer" ? [nameKey(data.name)] : [])),
  );
  return records.filter(({ name, type, data }) => {
    if (type === RecordType.ptr) return false;
    const isDeviceInfo = name[1] === "_device-info";
    return instances.has(nameKey(name)) || data.kind === "address" || isDeviceInfo;
  });
}

export interface PacketOptions {
  /** A resolver that asked from another port than 5353 wants its id and question back. */
  readonly legacy: { readonly id: number; readonly questions: readonly DnsQuestion[] } | null;
}

/**
 * Answers as packets of at most 1440 bytes. What does not fit into the first goes into further ones,
 * as on real devices, whose SRV may come after its TXT.
 */
export function packetsOf({ answers, additionals }: Answers, options: PacketOptions): Uint8Array[] {
  const { legacy } = options;
  const adapt = (record: DnsRecord): DnsRecord =>
    legacy ? { ...record, flush: false, ttl: Math.min(record.ttl, LEGACY_TTL_S) } : record;
  const packets: Uint8Array[] = [];
  let batch: DnsRecord[] = [];
  let size = HEADER_BYTES;
  const answerSet = new Set(answers);
  const flush = () => {
    if (batch.length === 0) return;
    const first = batch.filter((record) => answerSet.has(record));
    const rest = batch.filter((record) => !answerSet.has(record));
    packets.push(
      encodeMessage({
        id: legacy?.id ?? 0,
        flags: FLAG_RESPONSE | FLAG_AUTHORITATIVE,
        questions: (legacy?.questions ?? []).map((question) => ({ ...question, unicast: false })),
        answers: (first.length > 0 ? first : rest).map(adapt),
        authorities: [],
        additionals: first.length > 0 ? rest.map(adapt) : [],
      }),
    );
    batch = [];
    size = HEADER_BYTES;
  };
  for (const record of [...answers, ...additionals]) {
    const bytes = recordSize(record);
    if (size + bytes > MAX_PACKET_BYTES) flush();
    batch.push(record);
    size += bytes;
  }
  flush();
  return packets;
}
