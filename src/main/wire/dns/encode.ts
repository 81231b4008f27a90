import { parseAddress } from "./address.ts";
import type { DnsMessage, DnsName, DnsQuestion, DnsRecord } from "./message.ts";
import { labelBytes } from "./name.ts";

const HEADER_BYTES = 12;
const TOP_BIT = 0x8000;
/** Offsets above this do not fit into a compression pointer. */
const MAX_POINTER = 0x3fff;
const MAX_STRING_BYTES = 255;

/**
 * Writes a DNS message; names are compressed, except in record data of types that RFC 6762 18.14
 * does not list. Labels over 63 bytes are cut (SC-36), TXT strings over 255 too.
 */
export function encodeMessage(message: DnsMessage): Uint8Array {
  const writer = new MessageWriter();
  const { questions, answers, authorities, additionals } = message;
  writer.u16(message.id);
  writer.u16(message.flags);
  for (const { length } of [questions, answers, authorities, additionals]) writer.u16(length);
  for (const question of questions) writeQuestion(writer, question);
  for (const record of answers) writeRecord(writer, record);
  for (const record of authorities) writeRecord(writer, record);
  for (const record of additionals) writeRecord(writer, record);
  return writer.finish();
}

/** Bytes that a record needs at most, for those who split messages (no compression counted). */
export function recordSize(record: DnsRecord): number {
  const alone = { id: 0, flags: 0, questions: [], authorities: [], additionals: [] };
  return encodeMessage({ ...alone, answers: [record] }).length - HEADER_BYTES;
}

function writeQuestion(writer: MessageWriter, question: DnsQuestion): void {
  writer.name(question.name);
  writer.u16(question.type);
  writer.u16(question.class | (question.unicast ? TOP_BIT : 0));
}

function writeRecord(writer: MessageWriter, record: DnsRecord): void {
  writer.name(record.name);
  writer.u16(record.type);
  writer.u16(record.class | (record.flush ? TOP_BIT : 0));
  writer.u32(record.ttl);
  const { data } = record;
  writer.sized(() => {
    switch (data.kind) {
      case "address":
        return writer.bytes(parseAddress(data.address));
      case "pointer":
        return writer.name(data.name);
      case "service":
        for (const value of [data.priority, data.weight, data.port]) writer.u16(value);
        return writer.name(data.target);
      case "text":
        return writeStrings(writer, data.strings);
      case "opaque":
        return writer.bytes(data.bytes);
    }
  });
}

/** An empty TXT record is one empty string (RFC 6763 6.1). */
function writeStrings(writer: MessageWriter, strings: readonly Uint8Array[]): void {
  for (const string of strings.length === 0 ? [new Uint8Array(0)] : strings) {
    const cut = string.subarray(0, MAX_STRING_BYTES);
    writer.u8(cut.length);
    writer.bytes(cut);
  }
}

class MessageWriter {
  #buffer = new Uint8Array(512);
  #length = 0;
  readonly #names = new Map<string, number>();

  u8(value: number): void {
    this.#reserve(1);
    this.#buffer[this.#length++] = value;
  }

  u16(value: number): void {
    this.u8(value >> 8);
    this.u8(value);
  }

  u32(value: number): void {
    this.u16(value >>> 16);
    this.u16(value & 0xffff);
  }

  bytes(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#buffer.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  name(name: DnsName): void {
    const keys = suffixKeys(name);
    for (let index = 0; index < name.length; index += 1) {
      const key = keys[index] ?? "";
      const known = this.#names.get(key);
      if (known !== undefined) {
        this.u16(0xc000 | known);
        return;
      }
      if (this.#length <= MAX_POINTER) this.#names.set(key, this.#length);
      const bytes = labelBytes(name[index] ?? "");
      this.u8(bytes.length);
      this.bytes(bytes);
    }
    this.u8(0);
  }

  /** What `write` writes, behind its length in 16 bits. */
  sized(write: () => void): void {
    const at = this.#length;
    this.u16(0);
    write();
    const size = this.#length - at - 2;
    this.#buffer[at] = size >> 8;
    this.#buffer[at + 1] = size & 0xff;
  }

  finish(): Uint8Array {
    return this.#buffer.slice(0, this.#length);
  }

  #reserve(size: number): void {
    const end = this.#length + size;
    if (end <= this.#buffer.length) return;
    const larger = new Uint8Array(Math.max(end, this.#buffer.length * 2));
    larger.set(this.#buffer.subarray(0, this.#length));
    this.#buffer = larger;
  }
}

/** For each label the name from there on. Compression must give back the same letters: case counts. */
function suffixKeys(name: DnsName): string[] {
  const keys = new Array<string>(name.length);
  let key = "";
  for (let index = name.length - 1; index >= 0; index -= 1) {
    const label = name[index] ?? "";
    // With its length, so that no two names look alike whatever is in their labels.
    key = `${label.length} ${label}${key}`;
    keys[index] = key;
  }
  return keys;
}
