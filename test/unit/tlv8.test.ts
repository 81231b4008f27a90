import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decodeTlv8,
  encodeTlv8,
  type TlvItem,
  TlvTag,
  tlvValue,
} from "../../src/main/wire/tlv8.ts";
import { hex } from "../vectors/crypto.ts";
import { refusals, setupM1, verifyM1, verifyM2, verifyM4 } from "../vectors/hap.ts";

const malformed = expect.objectContaining({ code: "malformed" });
const filled = (length: number, byte = 0x61) => new Uint8Array(length).fill(byte);

describe("TLV8", () => {
  it("PA-31 writes pair-setup M1 as clients send it", () => {
    expect(
      encodeTlv8([
        [TlvTag.Method, Uint8Array.of(0)],
        [TlvTag.State, Uint8Array.of(1)],
      ]),
    ).toEqual(setupM1);
  });

  it("PA-40 reads and writes the pair-verify messages of an Apple TV, order kept", () => {
    expect(decodeTlv8(verifyM1).map(([tag]) => tag)).toEqual([TlvTag.State, TlvTag.PublicKey]);
    const m2 = decodeTlv8(verifyM2);
    expect(m2.map(([tag, value]) => [tag, value.length])).toEqual([
      [TlvTag.EncryptedData, 120],
      [TlvTag.State, 1],
      [TlvTag.PublicKey, 32],
    ]);
    expect(decodeTlv8(verifyM4)).toEqual([[TlvTag.State, Uint8Array.of(4)]]);
    for (const message of [verifyM1, verifyM2, verifyM4, ...Object.values(refusals)]) {
      expect(encodeTlv8(decodeTlv8(message))).toEqual(message);
    }
  });

  it("keeps tags it does not know, such as 0x1b in a real M2", () => {
    expect(decodeTlv8(hex("060102 1b0101"))).toEqual([
      [TlvTag.State, Uint8Array.of(2)],
      [0x1b, Uint8Array.of(1)],
    ]);
  });

  // HAP specification 14.1.2, example 2.
  it("joins the fragments of a long value and divides it again", () => {
    const wire = hex(`060103 09ff ${"61".repeat(255)} 092d ${"61".repeat(45)} 010568656c6c6f`);
    const items: TlvItem[] = [
      [TlvTag.State, Uint8Array.of(3)],
      [TlvTag.Certificate, filled(300)],
      [TlvTag.Identifier, hex("68656c6c6f")],
    ];
    expect(decodeTlv8(wire)).toEqual(items);
    expect(encodeTlv8(items)).toEqual(wire);
  });

  it("writes exactly 255 bytes as one fragment, and reads an empty last fragment too", () => {
    const wire = hex(`03ff ${"61".repeat(255)}`);
    expect(encodeTlv8([[3, filled(255)]])).toEqual(wire);
    expect(decodeTlv8(wire)).toEqual([[3, filled(255)]]);
    expect(decodeTlv8(hex(`03ff ${"61".repeat(255)} 0300`))).toEqual([[3, filled(255)]]);
  });

  it("keeps an empty value, as separators are", () => {
    const wire = hex("010161 ff00 010162");
    const items: TlvItem[] = [
      [TlvTag.Identifier, Uint8Array.of(0x61)],
      [TlvTag.Separator, new Uint8Array(0)],
      [TlvTag.Identifier, Uint8Array.of(0x62)],
    ];
    expect(decodeTlv8(wire)).toEqual(items);
    expect(encodeTlv8(items)).toEqual(wire);
    expect(decodeTlv8(new Uint8Array(0))).toEqual([]);
  });

  it("keeps short neighbours of one tag apart, and finds the first", () => {
    const items = decodeTlv8(hex("010161 010162"));
    expect(items).toHaveLength(2);
    expect(tlvValue(items, TlvTag.Identifier)).toEqual(Uint8Array.of(0x61));
    expect(tlvValue(items, TlvTag.Salt)).toBeUndefined();
  });

  it("refuses to write neighbours that would read as one value", () => {
    const items: TlvItem[] = [
      [3, filled(255)],
      [3, filled(1)],
    ];
    expect(() => encodeTlv8(items)).toThrow(expect.objectContaining({ code: "bug" }));
  });

  it("refuses a length beyond the end, at every prefix that cuts an item", () => {
    const ends = new Set([0, 122, 125, 159]);
    for (let length = 0; length <= verifyM2.length; length++) {
      const prefix = verifyM2.subarray(0, length);
      if (ends.has(length)) expect(decodeTlv8(prefix).length).toBe([...ends].indexOf(length));
      else expect(() => decodeTlv8(prefix)).toThrow(malformed);
    }
  });

  it("gives back any list that it wrote", () => {
    const item = fc.tuple(fc.integer({ min: 0, max: 255 }), fc.uint8Array({ maxLength: 800 }));
    fc.assert(
      fc.property(fc.array(item, { maxLength: 8 }), (items) => {
        const separated = items.filter(([tag], at) => tag !== items[at - 1]?.[0]);
        expect(decodeTlv8(encodeTlv8(separated))).toEqual(separated);
      }),
    );
  });
});
