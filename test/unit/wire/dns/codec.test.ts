import { describe, expect, it } from "vitest";
import { decodeMessage } from "../../../../src/main/wire/dns/decode.ts";
import { encodeMessage } from "../../../../src/main/wire/dns/encode.ts";
import type { DnsMessage, DnsRecord } from "../../../../src/main/wire/dns/message.ts";
import {
  CLASS_IN,
  FLAG_AUTHORITATIVE,
  FLAG_RESPONSE,
  isResponse,
  RecordType,
} from "../../../../src/main/wire/dns/message.ts";
import {
  displayLabel,
  instanceLabel,
  nameKey,
  nameOf,
} from "../../../../src/main/wire/dns/name.ts";
import { decodeTxt, encodeTxt, txtText } from "../../../../src/main/wire/dns/txt.ts";
import { isRemoteError } from "../../../../src/shared/errors.ts";

const hex = (text: string) => Uint8Array.from(Buffer.from(text.replace(/\s+/g, ""), "hex"));
const airplay = nameOf("_airplay._tcp.local");
const instance = ["Living Room.", ...airplay];

const record = (fields: Partial<DnsRecord> & Pick<DnsRecord, "type" | "data">): DnsRecord => ({
  name: instance,
  class: CLASS_IN,
  flush: false,
  ttl: 120,
  ...fields,
});

const message: DnsMessage = {
  id: 0x35ff,
  flags: FLAG_RESPONSE | FLAG_AUTHORITATIVE,
  questions: [{ name: airplay, type: RecordType.ptr, class: CLASS_IN, unicast: true }],
  answers: [
    record({ name: airplay, type: RecordType.ptr, data: { kind: "pointer", name: instance } }),
  ],
  authorities: [],
  additionals: [
    record({
      type: RecordType.srv,
      flush: true,
      data: {
        kind: "service",
        priority: 1,
        weight: 2,
        port: 7000,
        target: nameOf("Living-Room.local"),
      },
    }),
    record({
      type: RecordType.txt,
      data: { kind: "text", strings: [hex("613d3d00ff"), hex("62")] },
    }),
    record({ type: RecordType.a, data: { kind: "address", address: "10.0.0.255" } }),
    record({ type: RecordType.aaaa, data: { kind: "address", address: "fe80::1:0:0:2" } }),
    record({ type: RecordType.nsec, data: { kind: "opaque", bytes: hex("c00c00050000800040") } }),
  ],
};

describe("the DNS codec", () => {
  it("gives back every message it wrote", () => {
    expect(decodeMessage(encodeMessage(message))).toEqual({ ...message, damaged: 0 });
  });

  it("reads a query of RFC 6762 shape byte by byte (SC-31)", () => {
    const bytes = hex(
      "35ff 0120 0001 0000 0000 0000 085f616972706c6179 045f746370 056c6f63616c 00 000c 8001",
    );
    const query = decodeMessage(bytes);
    expect(query.questions).toEqual([{ name: airplay, type: 12, class: 1, unicast: true }]);
    expect(isResponse(query)).toBe(false);
    expect(encodeMessage(query)).toEqual(bytes);
  });

  it("says malformed for less than a header and reads a part of every prefix", () => {
    const bytes = encodeMessage(message);
    for (let length = 0; length < bytes.length; length += 1) {
      const prefix = bytes.subarray(0, length);
      if (length >= 12) expect(decodeMessage(prefix).damaged).toBe(1);
      else expect(malformed(() => decodeMessage(prefix))).toBe(true);
    }
  });

  it("E36 follows pointers at any position of a name, nested, and refuses loops", () => {
    const header = "0000 8400 0000 0003 0000 0000";
    const full = "085f616972706c6179 045f746370 056c6f63616c 00"; // at 12
    const first = `${full} 000c 0001 00001194 0004 01 41 c00c`; // data at 43: A, pointer to 12
    const second = "c02b 0001 0001 00000078 0004 0a000001"; // owner is a pointer to a pointer
    const loop = "01 42 c03f 0001 0001 00000078 0004 0a000002"; // points at itself
    const decoded = decodeMessage(hex(`${header}${first}${second}${loop}`));
    expect(decoded.damaged).toBe(1);
    expect(decoded.answers.map((answer) => answer.name)).toEqual([airplay, ["A", ...airplay]]);
  });

  it("E36 refuses pointers forward, names over 255 bytes and unknown label kinds", () => {
    const header = "0000 8400 0001 0000 0000 0000";
    const long = Array.from({ length: 5 }, () => `3f${"61".repeat(63)}`).join("");
    for (const name of ["c020", `${long}00`, "4161", "c0"]) {
      expect(decodeMessage(hex(`${header}${name}000c0001`)).damaged).toBe(1);
    }
  });

  it("loses one bad record and keeps the others", () => {
    const bytes = encodeMessage(message);
    const text = Buffer.from(bytes);
    const at = text.indexOf(hex("0a0000ff"));
    bytes[at - 1] = 3; // an A record of three bytes; the fourth becomes garbage before the next
    expect(decodeMessage(bytes).answers).toEqual(message.answers);
    const port = encodeMessage({
      ...message,
      additionals: [
        record({ type: RecordType.a, data: { kind: "opaque", bytes: hex("0a0000") } }),
        ...message.additionals,
      ],
    });
    const decoded = decodeMessage(port);
    expect(decoded.damaged).toBe(1);
    expect(decoded.additionals).toEqual(message.additionals);
  });

  it("E01 E02 keeps dots and service types inside the first label", () => {
    const odd = record({
      type: RecordType.ptr,
      data: { kind: "pointer", name: ["70-35-60-63.1 _foo._tcp.local", ...airplay] },
    });
    const decoded = decodeMessage(encodeMessage({ ...message, answers: [odd] }));
    expect(decoded.answers).toEqual([odd]);
    expect(nameKey(["a.b", "c"])).not.toBe(nameKey(["a", "b", "c"]));
  });

  it("E39 compares names without the case of ASCII letters only", () => {
    expect(nameKey(["GREAT ROOM", "_AIRPLAY", "_TCP", "LOCAL"])).toBe(
      nameKey(["great room", ...airplay]),
    );
    expect(nameKey(["É"])).not.toBe(nameKey(["é"]));
  });

  it("SC-36 cuts a label at 63 bytes between characters, in NFC, and reads xn-- labels", () => {
    expect(instanceLabel("é".normalize("NFD"))).toBe("é");
    expect(instanceLabel(`a${"客".repeat(30)}`)).toBe(`a${"客".repeat(20)}`);
    const name = [`a${"客".repeat(30)}`, ...airplay];
    const decoded = decodeMessage(
      encodeMessage({ ...message, questions: [{ name, type: 16, class: 1, unicast: false }] }),
    );
    expect(decoded.questions[0]?.name[0]).toBe(`a${"客".repeat(20)}`);
    expect(displayLabel("xn--bcher-kva")).toBe("bücher");
  });

  it("SC-11 reads TXT keys without case, binary values, and every kind of empty", () => {
    const strings = encodeTxt([
      ["rpMRtID", "X"],
      ["rpmrtid", "later"],
      ["a", "b=c"],
      ["bt", hex("40ff00")],
      ["empty", ""],
      ["bare", true],
      ["", "no key"],
      ["ключ", "no ASCII"],
    ]);
    const txt = decodeTxt(strings);
    expect([...txt.keys()]).toEqual(["rpmrtid", "a", "bt", "empty", "bare"]);
    expect(txt.get("bt")).toEqual(hex("40ff00"));
    expect(txt.get("bare")).toBe(true);
    expect(txtText(txt.get("a") ?? true)).toBe("b=c");
    expect(txtText(hex("4170706c65c2a05456"))).toBe("Apple TV");
    expect(txtText(hex("4170706c6500a05456"))).toBe("Apple TV");
    expect(txtText(hex("40ff"))).toBe("@\ufffd");
  });
});

function malformed(action: () => unknown): boolean {
  try {
    action();
    return false;
  } catch (error) {
    return isRemoteError(error, "malformed");
  }
}
