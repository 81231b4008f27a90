import createBplist from "bplist-creator";
import { parseBuffer } from "bplist-parser";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  decodeBplist,
  encodeBplist,
  PlistDate,
  PlistReal,
  PlistUid,
  type PlistValue,
} from "../../../src/main/wire/bplist.ts";

const malformed = expect.objectContaining({ code: "malformed" });
const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, "hex"));

/** Plain data for the other implementation's eyes. */
function plain(value: PlistValue): unknown {
  if (value instanceof Map) {
    return Object.fromEntries([...value].map(([key, item]) => [key, plain(item)]));
  }
  return Array.isArray(value) ? value.map(plain) : value;
}

const scalar = fc.oneof(
  fc.boolean(),
  fc.integer(),
  fc.maxSafeInteger(),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.double({ noInteger: true, noNaN: true, noDefaultInfinity: true }),
);
/** The other implementation reads into plain objects, and those cannot hold this one key. */
const key = fc.string({ maxLength: 12 }).filter((name) => name !== "__proto__");
const tree = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    scalar,
    fc.array(tie("value"), { maxLength: 20 }),
    fc.array(fc.tuple(key, tie("value")), { maxLength: 20 }).map((entries) => new Map(entries)),
  ),
})).value as fc.Arbitrary<PlistValue>;

describe("binary property lists", () => {
  test("reads the list of a device (messages A8: answer to /feedback, tvOS 18.6)", () => {
    const answer =
      "62706c6973743030d101025773747265616d73a0080b130000000000000101000000000000000300000000000000000000000000000014";
    expect(decodeBplist(bytes(answer))).toEqual(new Map([["streams", []]]));
    expect(Buffer.from(encodeBplist({ streams: [] })).toString("hex")).toBe(answer);
  });

  test("reads UTF-16 text of a device (messages A5: the name Séjour)", () => {
    const list = encodeBplist(["Séjour", "Bureau"]);
    expect(Buffer.from(list).toString("hex")).toContain("66005300e9006a006f00750072");
    expect(decodeBplist(list)).toEqual(["Séjour", "Bureau"]);
  });

  test("what we write, another implementation (bplist-parser) reads the same", () => {
    fc.assert(
      fc.property(tree, (value) => {
        const [read] = parseBuffer(Buffer.from(encodeBplist([value])));
        expect(read).toEqual([plain(value)]);
      }),
      { numRuns: 200 },
    );
  });

  test("what another implementation (bplist-creator) writes, we read the same", () => {
    const value = {
      text: "안녕 😀",
      list: [1, -5, 2.5, true, "x".repeat(300)],
      wide: 0x1122334455667788n,
      blob: Buffer.alloc(300, 7),
      uid: { UID: 300 },
    };
    expect(decodeBplist(new Uint8Array(createBplist(value)))).toEqual(
      new Map<string, PlistValue>([
        ["text", value.text],
        ["list", value.list],
        ["wide", value.wide],
        ["blob", new Uint8Array(300).fill(7)],
        ["uid", new PlistUid(300)],
      ]),
    );
  });

  test("decode(encode(x)) is x for every kind of value", () => {
    const value: PlistValue = [
      null,
      true,
      0,
      255,
      65536,
      2 ** 40,
      -1,
      -(2n ** 63n),
      2n ** 64n - 1n,
      0.5,
      "",
      "a".repeat(70_000),
      new Uint8Array(70_000),
      new PlistUid(0),
      new PlistUid(70_000),
      new PlistDate(123.5),
      new Map<string, PlistValue>([["__proto__", 1]]),
      Array.from({ length: 300 }, (_, at) => `text ${at}`),
    ];
    expect(decodeBplist(encodeBplist(value))).toEqual(value);
    const real = new PlistReal(1000);
    expect(decodeBplist(encodeBplist(real), { exact: true })).toEqual(real);
    expect(decodeBplist(encodeBplist(real))).toBe(1000);
  });

  test("every prefix, and a list that contains itself, is malformed", () => {
    const list = encodeBplist({ a: [1, "text", { b: new Uint8Array(20) }] });
    for (let end = 0; end < list.length; end++) {
      expect(() => decodeBplist(list.subarray(0, end))).toThrow(malformed);
    }
    const itself =
      "62706c6973743030a100080000000000000101000000000000000100000000000000000000000000000a";
    expect(() => decodeBplist(bytes(itself))).toThrow(malformed);
  });

  test("a list that doubles at every level is small, not a billion objects", () => {
    // Forty arrays, each of which names the next one twice.
    const body = Buffer.concat(
      Array.from({ length: 40 }, (_, at) => Buffer.from([0xa2, at + 1, at + 1])),
    );
    const whole = Buffer.concat([Buffer.from("bplist00"), body, Buffer.from([0x09])]);
    const table = Buffer.from(Array.from({ length: 41 }, (_, at) => 8 + at * 3));
    const trailer = Buffer.alloc(32);
    trailer[6] = 1;
    trailer[7] = 1;
    trailer[15] = 41;
    trailer[31] = whole.length;
    let value = decodeBplist(new Uint8Array(Buffer.concat([whole, table, trailer])));
    for (let level = 0; level < 40; level++) value = (value as PlistValue[])[1] ?? null;
    expect(value).toBe(true);
  });

  test("numbers and depths that do not fit are refused by the encoder", () => {
    expect(() => encodeBplist(2n ** 64n)).toThrow();
    expect(() => encodeBplist(-(2n ** 63n) - 1n)).toThrow();
    let deep: PlistValue = [];
    for (let level = 0; level < 100; level++) deep = [deep];
    expect(() => encodeBplist(deep)).toThrow();
  });
});
