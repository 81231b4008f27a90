import { describe, expect, test } from "vitest";
import { DataFrameDecoder, decodeDataPayload } from "../../../src/main/wire/airplay-data-frame.ts";
import { decodeBplist, encodeBplist } from "../../../src/main/wire/bplist.ts";
import { concatBytes, utf8 } from "../../../src/main/wire/bytes.ts";
import { DbusDecoder } from "../../../src/main/wire/dbus/message.ts";
import { HttpDecoder } from "../../../src/main/wire/http.ts";
import { MrpFrameDecoder } from "../../../src/main/wire/mrp/framing.ts";
import { decodeMrpMessage } from "../../../src/main/wire/mrp/message.ts";

/** Input that is small, or well-formed, and would cost a multiple of its size in memory or time. */
const malformed = expect.objectContaining({ code: "malformed" });
const repeated = (bytes: readonly number[], times: number) =>
  new Uint8Array(bytes.length * times).map((_byte, at) => bytes[at % bytes.length] ?? 0);

/** A field with that number that holds these bytes. */
function field(number: number, content: Uint8Array): Uint8Array {
  const length: number[] = [];
  for (let rest = content.length; ; rest >>>= 7) {
    if (rest < 0x80) {
      length.push(rest);
      break;
    }
    length.push((rest & 0x7f) | 0x80);
  }
  return concatBytes(Uint8Array.of((number << 3) | 2), Uint8Array.from(length), content);
}

describe("QK-13 a hostile device", () => {
  test("cannot have a body of gigabytes reserved by a header", () => {
    const head = (length: string) => utf8(`HTTP/1.1 200 OK\r\nContent-Length: ${length}\r\n\r\n`);
    for (const length of ["4194305", "4294967296", "9999999999", "99999999999999999999"])
      expect(() => new HttpDecoder().push(head(length))).toThrow(malformed);
  });

  test("cannot send headers without end", () => {
    const decoder = new HttpDecoder();
    decoder.push(utf8("HTTP/1.1 200 OK\r\n"));
    const line = utf8("X-More: 1\r\n");
    let sent = 0;
    const send = () => {
      for (; sent < 10_000; sent++) decoder.push(line);
    };
    expect(send).toThrow(malformed);
    expect(sent * line.length).toBeLessThan(20 * 1024);
  });

  test("cannot announce a data frame of 4 GB", () => {
    expect(() => new DataFrameDecoder().push(repeated([0xff], 4))).toThrow(malformed);
  });

  test("cannot announce a MediaRemote message of gigabytes", () => {
    expect(() => new MrpFrameDecoder().push(Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0x0f))).toThrow(
      malformed,
    );
  });

  test("cannot put a million messages into one data frame", () => {
    const payload = encodeBplist({ params: { data: repeated([1, 0x20], 1_000_000) } });
    expect(() => decodeDataPayload(payload)).toThrow(malformed);
  });

  test("cannot turn few bytes into millions of unknown fields or empty items", () => {
    // Field 1023 with the value 1: three bytes that are kept as an object of their own.
    expect(() => decodeMrpMessage(repeated([0xf8, 0x3f, 1], 1_000_000))).toThrow(malformed);
    const items = field(3, field(2, repeated([0x12, 0], 1_000_000)));
    expect(() => decodeMrpMessage(field(9, items))).toThrow(malformed);
  });

  test("may send a queue of a thousand items", () => {
    const unknown = repeated([0xf8, 0x3f, 1], 60);
    const queue = concatBytes(...Array.from({ length: 1000 }, () => field(2, unknown)));
    expect(decodeMrpMessage(field(9, queue))).toBeDefined();
  });

  test("cannot have a property list that doubles at every level unfolded", () => {
    // Thirty lists, each of which has the next one twice: a billion at the end, if they were copied.
    const levels = 30;
    const objects = Array.from({ length: levels }, (_object, at) => [0xa2, at + 1, at + 1]);
    const body = [...utf8("bplist00"), ...objects.flat(), 0x09];
    const offsets = Array.from({ length: levels + 1 }, (_offset, at) => 8 + 3 * at);
    const trailer = [0, 0, 0, 0, 0, 0, 1, 1, ...u64(levels + 1), ...u64(0), ...u64(body.length)];
    const began = process.memoryUsage().heapUsed;
    decodeBplist(Uint8Array.from([...body, ...offsets, ...trailer]));
    expect(process.memoryUsage().heapUsed - began).toBeLessThan(10_000_000);
  });
});

describe("a hostile message bus", () => {
  /** Little-endian: a signal with that body length and that length of header fields. */
  const start = (body: number, fields: number) => {
    const bytes = new Uint8Array(16);
    const view = new DataView(bytes.buffer);
    bytes.set([0x6c, 4, 0, 1]);
    view.setUint32(4, body, true);
    view.setUint32(12, fields, true);
    return bytes;
  };

  test("cannot announce a message or an array of gigabytes", () => {
    expect(() => new DbusDecoder().push(start(0xffffffff, 0))).toThrow(malformed);
    expect(() => new DbusDecoder().push(start(0, 0xffffffff))).toThrow(malformed);
    expect(() => new DbusDecoder().push(start(5_000_000, 0))).toThrow(malformed);
  });

  test("cannot make an array larger than the message that it is in", () => {
    // The signature "ay", and an array that claims more than there is.
    const fields = [8, 1, 0x67, 0, 2, 0x61, 0x79, 0];
    const body = new Uint8Array(8);
    new DataView(body.buffer).setUint32(0, 0x7fffffff, true);
    const message = concatBytes(start(8, fields.length), Uint8Array.from(fields), body);
    expect(() => new DbusDecoder().push(message)).toThrow(malformed);
  });
});

const u64 = (value: number) => [0, 0, 0, 0, 0, 0, value >> 8, value & 0xff];
