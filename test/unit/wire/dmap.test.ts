import { describe, expect, it } from "vitest";
import {
  type DmapItem,
  decodeDmap,
  dmapItems,
  dmapNumber,
  dmapText,
  dmapValue,
  encodeDmap,
} from "../../../src/main/wire/dmap.ts";
import { dmapTags } from "../../../src/main/wire/dmap-tags.ts";
import { fuzz } from "../../support/fuzz.ts";
import { filmStatus, idleStatus, loginAnswer } from "../../vectors/dmap.ts";

const bytesOf = (hex: string) => new Uint8Array(Buffer.from(hex, "hex"));
const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const film: DmapItem[] = [["cmst", filmStatus]];

describe("DM-01 DMAP messages", () => {
  it.each([
    ["X3, an idle Apple TV", idleStatus],
    ["X4, a login", loginAnswer],
  ])("%s reads as what it says, and is written the same", (_name, { hex, items }) => {
    expect(decodeDmap(bytesOf(hex))).toEqual(items);
    expect(hexOf(encodeDmap(items))).toBe(hex);
  });

  it("X1, a film on an Apple TV 3, comes back as it was", () => {
    expect(decodeDmap(encodeDmap(film))).toEqual(film);
  });

  it("every tag of the table comes back as it was, in the width of its kind", () => {
    const samples = {
      u8: 200,
      u16: 40_000,
      u32: 4_000_000_000,
      u64: 2n ** 63n + 5n,
      bool: true,
      text: "Überraschung",
      bytes: Uint8Array.of(1, 2, 3),
      container: [["mstt", 200]] as DmapItem[],
    };
    const items = Object.entries(dmapTags).map(([tag, [kind]]): DmapItem => [tag, samples[kind]]);
    expect(items.length).toBeGreaterThan(95);
    expect(decodeDmap(encodeDmap(items))).toEqual(items);
  });

  it("reads a number in whatever width it is sent", () => {
    expect(decodeDmap(bytesOf("636170730000000104"))).toEqual([["caps", 4]]);
    expect(decodeDmap(bytesOf("636170730000000400000004"))).toEqual([["caps", 4]]);
    expect(decodeDmap(bytesOf("63617073000000080000000000000004"))).toEqual([["caps", 4n]]);
  });

  it("keeps tags that it does not know, and numbers that are none, as bytes", () => {
    const items = decodeDmap(bytesOf("7a7a7a7a00000002beef6361707300000000"));
    expect(items).toEqual([
      ["zzzz", Uint8Array.of(0xbe, 0xef)],
      ["caps", new Uint8Array(0)],
    ]);
    expect(hexOf(encodeDmap(items))).toBe("7a7a7a7a00000002beef6361707300000000");
  });

  it("is true for 1 only", () => {
    for (const [hex, value] of [
      ["00", false],
      ["01", true],
      ["02", false],
    ] as const) {
      expect(decodeDmap(bytesOf(`6361766300000001${hex}`))).toEqual([["cavc", value]]);
    }
    expect(decodeDmap(bytesOf("63617663000000080000000000000001"))).toEqual([["cavc", true]]);
  });

  it("takes no longer over a number or a flag of a length that none has", () => {
    for (const length of [0, 9, 3_000_000]) {
      const content = new Uint8Array(length).fill(255);
      const number = dmapValue(decodeDmap(encodeDmap([["cmpg", content]])), "cmpg");
      expect(number instanceof Uint8Array && number.length).toBe(length);
      expect(decodeDmap(encodeDmap([["cavc", content]]))).toEqual([["cavc", false]]);
    }
  });

  it("finds values by their path, the first of several", () => {
    const items: DmapItem[] = [
      [
        "caci",
        [
          [
            "mlcl",
            [
              ["mlit", [["miid", 7]]],
              ["mlit", [["miid", 8]]],
            ],
          ],
        ],
      ],
      ["minm", "first"],
      ["minm", "second"],
    ];
    expect(dmapNumber(items, "caci", "mlcl", "mlit", "miid")).toBe(7);
    expect(dmapText(items, "minm")).toBe("first");
    expect(dmapItems(items, "caci", "mlcl")).toHaveLength(2);
    expect(dmapValue(items, "minm", "mlcl")).toBeUndefined();
    expect(dmapNumber(items, "minm")).toBeUndefined();
    expect(dmapText(items, "caci")).toBeUndefined();
    expect(dmapNumber([["cmpg", 2n ** 60n]], "cmpg")).toBeUndefined();
  });

  it("every beginning of a message is shorter or refused, never something else", () => {
    const whole = encodeDmap(film);
    for (let length = 1; length < whole.length; length++) {
      expect(() => decodeDmap(whole.subarray(0, length))).toThrow(
        expect.objectContaining({ code: "malformed" }),
      );
    }
    expect(decodeDmap(new Uint8Array(0))).toEqual([]);
  });

  it("refuses what is nested too deep, too many or too long", () => {
    let deep: Uint8Array = new Uint8Array(0);
    for (let level = 0; level < 9; level++) deep = encodeDmap([["mlit", deep]]);
    const many = encodeDmap(Array.from({ length: 20_001 }, () => ["caps", 1]));
    const long = encodeDmap([["canp", new Uint8Array(4 * 1024 * 1024)]]);
    for (const bytes of [deep, many, long]) {
      expect(() => decodeDmap(bytes)).toThrow(expect.objectContaining({ code: "malformed" }));
    }
  });

  it("does not write what a tag cannot hold", () => {
    const wrong: DmapItem[] = [
      ["caps", 256],
      ["caps", -1],
      ["caps", "four"],
      ["cann", 4],
      ["zzzz", 4],
      ["long tag", new Uint8Array(1)],
      ["mlit", true],
    ];
    for (const item of wrong) {
      expect(() => encodeDmap([item])).toThrow(expect.objectContaining({ code: "bug" }));
    }
  });
});

fuzz("the DMAP decoder", decodeDmap, {
  seeds: [bytesOf(idleStatus.hex), bytesOf(loginAnswer.hex), encodeDmap(film)],
});
