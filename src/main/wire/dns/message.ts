/** A name as its labels, so that a dot inside an instance name stays inside it (edge case E01). */
export type DnsName = readonly string[];

/** Record types by their mnemonic (RFC 1035, RFC 2782, RFC 3596, RFC 6762). */
export const RecordType = {
  a: 1,
  ptr: 12,
  txt: 16,
  aaaa: 28,
  srv: 33,
  opt: 41,
  nsec: 47,
  any: 255,
} as const;

/** The Internet class; mDNS steals its top bit for "unicast wanted" and "cache flush". */
export const CLASS_IN = 1;

export const FLAG_RESPONSE = 0x8000;
export const FLAG_AUTHORITATIVE = 0x0400;
export const FLAG_TRUNCATED = 0x0200;

export interface DnsQuestion {
  readonly name: DnsName;
  readonly type: number;
  /** Without the top bit, which is `unicast`. */
  readonly class: number;
  /** The asker would like the answer by unicast (QU, RFC 6762 5.4). */
  readonly unicast: boolean;
}

/** What a record says. `opaque` keeps the bytes of every type that we do not read. */
export type RecordData =
  | { readonly kind: "address"; readonly address: string }
  | { readonly kind: "pointer"; readonly name: DnsName }
  | {
      readonly kind: "service";
      readonly priority: number;
      readonly weight: number;
      readonly port: number;
      readonly target: DnsName;
    }
  | { readonly kind: "text"; readonly strings: readonly Uint8Array[] }
  | { readonly kind: "opaque"; readonly bytes: Uint8Array };

export interface DnsRecord {
  readonly name: DnsName;
  readonly type: number;
  /** Without the top bit, which is `flush`. */
  readonly class: number;
  /** This answer replaces what was known before (RFC 6762 10.2). */
  readonly flush: boolean;
  /** Seconds; 0 is goodbye. */
  readonly ttl: number;
  readonly data: RecordData;
}

export interface DnsMessage {
  readonly id: number;
  /** The 16 flag bits as sent, see `FLAG_*`. */
  readonly flags: number;
  readonly questions: readonly DnsQuestion[];
  readonly answers: readonly DnsRecord[];
  readonly authorities: readonly DnsRecord[];
  readonly additionals: readonly DnsRecord[];
}

export interface DecodedMessage extends DnsMessage {
  /** Questions and records that could not be read; the others are kept. */
  readonly damaged: number;
}

export function isResponse(message: DnsMessage): boolean {
  return (message.flags & FLAG_RESPONSE) !== 0;
}

/** The type number that goes with an address's text form. */
export function addressType(address: string): number {
  return address.includes(":") ? RecordType.aaaa : RecordType.a;
}
