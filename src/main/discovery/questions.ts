import { encodeMessage } from "../wire/dns/encode.ts";
import {
  CLASS_IN,
  type DnsMessage,
  type DnsName,
  type DnsQuestion,
  type DnsRecord,
  FLAG_TRUNCATED,
} from "../wire/dns/message.ts";
import { labelBytes } from "../wire/dns/name.ts";

/** Fits an Ethernet frame over IPv6, so nothing is fragmented (RFC 6762 17). */
const MAX_PACKET_BYTES = 1440;
const HEADER_BYTES = 12;

export function question(name: DnsName, type: number): DnsQuestion {
  return { name, type, class: CLASS_IN, unicast: false };
}

/**
 * Questions, and the answers that nobody needs to give again (RFC 6762 7.1), as packets. Answers
 * that do not fit follow in packets of their own, announced by the TC bit (RFC 6762 7.2).
 */
export function queryPackets(
  questions: readonly DnsQuestion[],
  knownAnswers: readonly DnsRecord[] = [],
): Uint8Array[] {
  const packets: Draft[] = [];
  let draft = emptyDraft();
  const turnPage = () => {
    packets.push(draft);
    draft = emptyDraft();
  };
  for (const asked of questions) {
    const size = nameSize(asked.name) + 4;
    if (draft.size + size > MAX_PACKET_BYTES) turnPage();
    draft.questions.push(asked);
    draft.size += size;
  }
  for (const answer of knownAnswers) {
    const size = pointerSize(answer);
    if (draft.size + size > MAX_PACKET_BYTES) turnPage();
    draft.answers.push(answer);
    draft.size += size;
  }
  if (draft.size > HEADER_BYTES) packets.push(draft);
  return packets.map((each, index) => encodeMessage(finish(each, packets[index + 1])));
}

interface Draft {
  readonly questions: DnsQuestion[];
  readonly answers: DnsRecord[];
  size: number;
}

const emptyDraft = (): Draft => ({ questions: [], answers: [], size: HEADER_BYTES });

/** More known answers follow when the next packet brings no question of its own. */
function finish({ questions, answers }: Draft, next: Draft | undefined): DnsMessage {
  const moreAnswers = next !== undefined && next.questions.length === 0;
  const flags = moreAnswers ? FLAG_TRUNCATED : 0;
  return { id: 0, flags, questions, answers, authorities: [], additionals: [] };
}

function nameSize(name: DnsName): number {
  return name.reduce((sum, label) => sum + labelBytes(label).length + 1, 1);
}

/** A pointer record whose owner and domain are compressed: the instance label is what takes space. */
function pointerSize({ data }: DnsRecord): number {
  const label = data.kind === "pointer" ? (data.name[0] ?? "") : "";
  return labelBytes(label).length + 1 + 2 + 2 + 10 + 24;
}
