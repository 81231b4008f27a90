import { describe, expect, test } from "vitest";
import {
  decodeOpack,
  decodeOpackPrefix,
  encodeOpack,
  OpackDate,
  OpackFloat,
  OpackInt,
  OpackUnknown,
  OpackUuid,
  type OpackValue,
  opackBigInt,
  opackDict,
  opackNumber,
} from "../../../src/main/wire/opack.ts";
import { isRemoteError } from "../../../src/shared/errors.ts";
import { companionVectors } from "../../vectors/companion.ts";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const bytes = (text: string) => new Uint8Array(Buffer.from(text.replaceAll(" ", ""), "hex"));
const content = (value: OpackValue) => opackDict(opackDict(value)?.get("_c"));

function malformed(run: () => unknown): void {
  try {
    run();
  } catch (error) {
    if (isRemoteError(error, "malformed")) return;
    throw error;
  }
  throw new Error("expected `malformed`");
}

describe("messages of real devices", () => {
  for (const [name, vector] of Object.entries(companionVectors)) {
    test(`reads ${name} and, keeping number widths, writes the same bytes`, () => {
      const value = decodeOpack(bytes(vector.hex), { exact: true });
      const again = decodeOpack(encodeOpack(value), { exact: true });
      expect(again).toEqual(value);
      // C3 was written with a reference, which our encoder never emits.
      if (name !== "systemInfo") expect(hex(encodeOpack(value))).toBe(vector.hex);
    });
  }

  test("CO-33 resolves the reference to an earlier key in _systemInfo (C3)", () => {
    const message = decodeOpack(bytes(companionVectors.systemInfo.hex));
    expect(opackDict(message)?.get("_i")).toBe("_systemInfo");
    expect(content(message)?.get("_i")).toBe("cafecafecafe");
    expect(content(message)?.get("_cf")).toBe(512);
    expect(content(message)?.get("_idsID")).toBeInstanceOf(Uint8Array);
  });

  test("E77 reads session ids of four and eight bytes (C5)", () => {
    const old = content(decodeOpack(bytes(companionVectors.sessionStartTvos15.hex)));
    const newer = content(decodeOpack(bytes(companionVectors.sessionStartTvos17.hex)));
    expect(opackBigInt(old?.get("_sid"))).toBe(2413304622n);
    expect(opackBigInt(newer?.get("_sid"))).toBe(1958360593n);
  });

  test("E75 reads an XID above 2^31 as unsigned (C7)", () => {
    const event = opackDict(decodeOpack(bytes(companionVectors.imcEvent.hex)));
    expect(event?.get("_x")).toBe(3950126335);
    expect(opackDict(event?.get("_c"))?.get("_mcF")).toBe(63);
  });

  test("a pairing answer holds its data under a two-byte length (C1)", () => {
    const reply = encodeOpack({ _pd: new Uint8Array(0x19c) });
    expect(hex(reply.subarray(0, 8))).toBe("e1435f7064929c01");
  });
});

describe("CO-30 every type, both ways", () => {
  const rows: [string, OpackValue, string][] = [
    ["true", true, "01"],
    ["false", false, "02"],
    ["null", null, "04"],
    [
      "a UUID",
      new OpackUuid(bytes("00112233445566778899aabbccddeeff")),
      "0500112233445566778899aabbccddeeff",
    ],
    ["an absolute time", new OpackDate(bytes("0102030405060708")), "060102030405060708"],
    ["0", 0, "08"],
    ["39", 39, "2f"],
    ["40", 40, "3028"],
    ["255", 255, "30ff"],
    ["256", 256, "310001"],
    ["65536", 65536, "3200000100"],
    ["2^32", 2 ** 32, "330000000001000000"],
    ["64 bits", 0xfedcba9876543210n, "331032547698badcfe"],
    ["a fraction", 0.5, "36000000000000e03f"],
    ["a negative number, as a float", -10, "3600000000000024c0"],
    ["empty text", "", "40"],
    ["text of 32 bytes", "a".repeat(32), `60${"61".repeat(32)}`],
    ["text of 33 bytes", "a".repeat(33), `6121${"61".repeat(33)}`],
    ["text counted in bytes", "é".repeat(17), `6122${"c3a9".repeat(17)}`],
    ["short text beyond ASCII", "a가", "4461eab080"],
    ["text of 256 bytes", "a".repeat(256), `620001${"61".repeat(256)}`],
    ["empty data", new Uint8Array(0), "70"],
    ["data of 33 bytes", new Uint8Array(33), `9121${"00".repeat(33)}`],
    ["data of 256 bytes", new Uint8Array(256), `920001${"00".repeat(256)}`],
    ["data of 65536 bytes", new Uint8Array(65536), `9300000100${"00".repeat(65536)}`],
    ["an empty list", [], "d0"],
    ["a list of 14", Array(14).fill(1), `de${"09".repeat(14)}`],
    ["a list of 15", Array(15).fill(1), `df${"09".repeat(15)}03`],
    ["an empty dictionary", new Map(), "e0"],
    ["a dictionary", new Map([["a", [true, new Map()]]]), "e14161d201e0"],
    ["a 16-byte number, kept", new OpackUnknown(0x34, new Uint8Array(16)), `34${"00".repeat(16)}`],
  ];
  for (const [name, value, expected] of rows) {
    test(name, () => {
      expect(hex(encodeOpack(value))).toBe(expected);
      expect(decodeOpack(bytes(expected))).toEqual(value);
    });
  }

  test("text of 65536 bytes has a three-byte length", () => {
    const long = "a".repeat(65536);
    expect(hex(encodeOpack(long).subarray(0, 4))).toBe("63000001");
    expect(decodeOpack(encodeOpack(long))).toBe(long);
  });

  test("a dictionary of 15 and more has no count but an end", () => {
    const wide = new Map(Array.from({ length: 40 }, (_, at) => [`key ${at}`, at] as const));
    const encoded = encodeOpack(wide);
    expect(encoded[0]).toBe(0xef);
    expect(encoded.at(-1)).toBe(0x03);
    expect(decodeOpack(encoded)).toEqual(wide);
  });

  test("CO-14 a whole float stays a float", () => {
    expect(hex(encodeOpack(new OpackFloat(1000)))).toBe("360000000000408f40");
    expect(decodeOpack(bytes("360000000000408f40"))).toBe(1000);
    expect(decodeOpack(bytes("360000000000408f40"), { exact: true })).toEqual(new OpackFloat(1000));
    expect(opackNumber(new OpackFloat(1000))).toBe(1000);
    expect(decodeOpack(bytes("350000c03f"))).toBe(1.5);
  });

  test("CO-32 a width of its own is written again", () => {
    const wide = decodeOpack(bytes("33ff2472eb00000000"), { exact: true });
    expect(wide).toEqual(new OpackInt(3950126335, 8));
    expect(hex(encodeOpack(wide))).toBe("33ff2472eb00000000");
  });

  test("a plain object is written in the order of its keys", () => {
    expect(hex(encodeOpack({ b: 1, a: null }))).toBe("e24162094161" + "04");
  });

  test("a key named __proto__ is a key like any other", () => {
    const tricky = new Map([["__proto__", "x"]]);
    expect(decodeOpack(encodeOpack(tricky))).toEqual(tricky);
  });

  test("CO-31 minus one is understood, though we never send its tag", () => {
    expect(decodeOpack(bytes("07"))).toBe(-1);
    expect(encodeOpack(-1)[0]).toBe(0x36);
  });
});

describe("CO-33 QK-14 references follow the decoder's rule", () => {
  const decoded = (text: string) => decodeOpack(bytes(text));

  test("distinct scalars of more than one byte count, single bytes do not", () => {
    // ["ab", 1, true, "", 300, -> 0, -> 1]
    expect(decoded("d7 426162 09 01 40 312c01 a0 a1")).toEqual(["ab", 1, true, "", 300, "ab", 300]);
  });

  test("a repeated scalar is not counted again", () => {
    expect(decoded("d4 4161 4161 4162 a1")).toEqual(["a", "a", "b", "b"]);
  });

  test("containers are not entries", () => {
    // A peer that counted the inner list would mean "b" by a2.
    expect(decoded("d4 4161 d14162 4163 a2")).toEqual(["a", ["b"], "c", "c"]);
  });

  test("data and text of the same bytes are two entries", () => {
    expect(decoded("d4 4161 7161 a0 a1")).toEqual([
      "a",
      Uint8Array.of(0x61),
      "a",
      Uint8Array.of(0x61),
    ]);
  });

  test("a key may be a reference", () => {
    expect(decoded("e2 4161 08 4162 e1 a0 09")).toEqual(
      new Map<string, OpackValue>([
        ["a", 0],
        ["b", new Map([["a", 1]])],
      ]),
    );
  });

  test("references beyond 32 have a length of their own", () => {
    const texts = Array.from({ length: 300 }, (_, at) => `t${at}`);
    const body = Buffer.from(encodeOpack(texts)).subarray(0, -1); // without the end mark
    const list = Buffer.concat([body, bytes("c0 c121 c22b01 c32b0100 c42b010000 03")]);
    const value = decodeOpack(list);
    expect((value as OpackValue[]).slice(300)).toEqual(["t32", "t33", "t299", "t299", "t299"]);
  });

  test("a reference to nothing is malformed", () => {
    malformed(() => decoded("a0"));
    malformed(() => decoded("d2 4161 a1"));
  });

  test("the encoder emits none", () => {
    const repeated = encodeOpack(["abcdef", "abcdef", { abcdef: "abcdef" }]);
    expect(Buffer.from(repeated).toString("latin1").split("abcdef")).toHaveLength(5);
  });
});

describe("what no device sends", () => {
  test("every prefix of a message is malformed", () => {
    for (const vector of Object.values(companionVectors)) {
      const whole = bytes(vector.hex);
      for (let end = 0; end < whole.length; end++)
        malformed(() => decodeOpack(whole.subarray(0, end)));
    }
  });

  test("E59 an empty payload is malformed", () => malformed(() => decodeOpack(new Uint8Array(0))));

  test("bytes after the value are malformed, unless the caller asks where it ended", () => {
    malformed(() => decodeOpack(bytes("0808")));
    expect(decodeOpackPrefix(bytes("41610808"))).toEqual({ value: "a", consumed: 2 });
  });

  test("a tag of unknown length is refused, because nothing after it could be read", () => {
    for (const tag of ["00", "03", "37", "65", "6f", "95", "9f", "c5", "cf", "f0", "ff"]) {
      malformed(() => decodeOpack(bytes(`d2${tag}08`)));
    }
  });

  test("a length beyond the end reserves nothing", () => {
    malformed(() => decodeOpack(bytes("93ffffffff00")));
    malformed(() => decodeOpack(bytes("94ffffffffffffffff00")));
    malformed(() => decodeOpack(bytes("64ffffffff00")));
  });

  test("nesting is bounded", () => {
    malformed(() => decodeOpack(bytes(`${"d1".repeat(1000)}08`)));
    expect(() => decodeOpack(bytes(`${"d1".repeat(60)}08`))).not.toThrow();
  });

  test("the number of values is bounded", () => {
    malformed(() => decodeOpack(new Uint8Array(200_000).fill(0x08).fill(0xdf, 0, 1)));
  });

  test("text that is not UTF-8 is malformed", () => malformed(() => decodeOpack(bytes("41ff"))));

  test("a dictionary key that is a container is malformed", () => {
    malformed(() => decodeOpack(bytes("e1d008")));
  });

  test("numbers that do not fit are refused by the encoder", () => {
    expect(() => encodeOpack(1n << 64n)).toThrow();
    expect(() => encodeOpack(-1n)).toThrow();
    expect(() => encodeOpack(new OpackInt(256, 1))).toThrow();
  });
});
