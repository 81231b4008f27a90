import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Reader } from "../../src/main/wire/reader.ts";
import { decodeVarint, encodeVarint } from "../../src/main/wire/varint.ts";
import { hex } from "../vectors/crypto.ts";

const malformed = expect.objectContaining({ code: "malformed" });

describe("Reader", () => {
  it("reads numbers of every width and order", () => {
    const bytes = hex("0102030405060708");
    const reads: [(reader: Reader) => number | bigint, number | bigint][] = [
      [(reader) => reader.u8(), 0x01],
      [(reader) => reader.u16be(), 0x0102],
      [(reader) => reader.u16le(), 0x0201],
      [(reader) => reader.u24be(), 0x010203],
      [(reader) => reader.u32be(), 0x01020304],
      [(reader) => reader.u32le(), 0x04030201],
      [(reader) => reader.u64be(), 0x0102030405060708n],
      [(reader) => reader.u64le(), 0x0807060504030201n],
    ];
    for (const [read, expected] of reads) expect(read(new Reader(bytes))).toBe(expected);
  });

  it("reads IEEE 754 numbers", () => {
    expect(new Reader(hex("3fc00000")).f32be()).toBe(1.5);
    expect(new Reader(hex("0000c03f")).f32le()).toBe(1.5);
    expect(new Reader(hex("3ff8000000000000")).f64be()).toBe(1.5);
    expect(new Reader(hex("000000000000f83f")).f64le()).toBe(1.5);
  });

  it("reads a view that begins in the middle of its buffer", () => {
    const reader = new Reader(hex("ffff0102").subarray(2));
    expect(reader.u16be()).toBe(0x0102);
    expect(reader.remaining).toBe(0);
  });

  it("never reads past the end, and stays where it was", () => {
    const reader = new Reader(hex("010203"));
    expect(() => reader.u32be()).toThrow(malformed);
    expect(() => reader.bytes(4)).toThrow(malformed);
    expect(() => reader.bytes(-1)).toThrow(malformed);
    expect(() => reader.bytes(0.5)).toThrow(malformed);
    expect(reader.offset).toBe(0);
    expect(reader.rest()).toEqual(hex("010203"));
    expect(() => reader.u8()).toThrow(malformed);
  });
});

describe("varint", () => {
  // Protocol Buffers' documentation of its encoding; 417 begins an MRP message of messages.md M19.
  it("reads and writes known numbers", () => {
    for (const [value, wire] of [
      [0, "00"],
      [1, "01"],
      [150, "9601"],
      [417, "a103"],
    ] as const) {
      expect(encodeVarint(value)).toEqual(hex(wire));
      expect(decodeVarint(hex(wire))).toEqual({ value, length: wire.length / 2 });
    }
  });

  it("gives back what it wrote, at any offset", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 49 - 1 }), fc.nat(5), (value, offset) => {
        const wire = encodeVarint(value);
        const bytes = new Uint8Array(offset + wire.length);
        bytes.set(wire, offset);
        expect(decodeVarint(bytes, offset)).toEqual({ value, length: wire.length });
        expect(decodeVarint(wire.subarray(0, -1))).toBeUndefined();
      }),
    );
  });

  it("refuses what is longer than any length on the wire", () => {
    expect(() => decodeVarint(hex("ffffffffffffff01"))).toThrow(malformed);
    expect(() => encodeVarint(2 ** 49)).toThrow(expect.objectContaining({ code: "bug" }));
    expect(() => encodeVarint(-1)).toThrow(expect.objectContaining({ code: "bug" }));
  });
});
