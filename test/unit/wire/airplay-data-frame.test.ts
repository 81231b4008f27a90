import { describe, expect, test } from "vitest";
import {
  DataFrameDecoder,
  decodeDataPayload,
  encodeDataFrame,
  encodeDataPayload,
  MAX_DATA_FRAME,
} from "../../../src/main/wire/airplay-data-frame.ts";
import { encodeBplist } from "../../../src/main/wire/bplist.ts";
import { concatBytes, hexOf } from "../../../src/main/wire/bytes.ts";
import { MAX_FRAME } from "../../../src/main/wire/mrp/framing.ts";

const malformed = expect.objectContaining({ code: "malformed" });
const sync = {
  type: "sync",
  command: "comm",
  seqno: 0x1_2345_6789n,
  payload: Uint8Array.of(1, 2, 3),
};
const reply = { type: "rply", command: "", seqno: 7n, payload: new Uint8Array(0) };
const payloadOf = (...data: number[]) => encodeBplist({ params: { data: Uint8Array.from(data) } });

describe("AP-06 frames of the data channel", () => {
  test("a frame is size, type, command, sequence number, four zeros, payload", () => {
    expect(hexOf(encodeDataFrame(sync))).toBe(
      `00000023${"73796e63".padEnd(24, "0")}636f6d6d000000012345678900000000010203`,
    );
    expect(hexOf(encodeDataFrame(reply))).toBe(
      `00000020${"72706c79".padEnd(24, "0")}00000000000000000000000700000000`,
    );
  });

  test("gives the same frames however the stream is sliced", () => {
    const frames = [sync, reply, { ...sync, payload: new Uint8Array(200).fill(9) }];
    const stream = concatBytes(...frames.map(encodeDataFrame));
    for (let size = 1; size <= stream.length; size++) {
      const decoder = new DataFrameDecoder();
      const got = [];
      for (let at = 0; at < stream.length; at += size) {
        const chunk = stream.slice(at, at + size);
        got.push(...decoder.push(chunk));
        chunk.fill(0xff);
      }
      expect(got).toEqual(frames);
    }
  });

  test("a length that no device sends is malformed with its fourth byte", () => {
    for (const size of [0, 31, MAX_DATA_FRAME + 1, 0xffff_ffff]) {
      const bytes = Uint8Array.of(size >>> 24, (size >> 16) & 255, (size >> 8) & 255, size & 255);
      expect(() => new DataFrameDecoder().push(bytes)).toThrow(malformed);
      expect(new DataFrameDecoder().push(bytes.subarray(0, 3))).toEqual([]);
    }
  });

  test("the longest message of MediaRemote fits, as a picture of many megabytes needs", () => {
    const payload = new Uint8Array(MAX_FRAME + 1024);
    const [frame] = new DataFrameDecoder().push(encodeDataFrame({ ...sync, payload }));
    expect(frame?.payload.length).toBe(payload.length);
  });

  test("a tag that does not fit is not sent", () => {
    for (const command of ["comma", "é"]) {
      expect(() => encodeDataFrame({ ...sync, command })).toThrow(
        expect.objectContaining({ code: "invalid" }),
      );
    }
  });
});

describe("AP-06 payloads of the data channel", () => {
  test("carry several messages, each behind its length", () => {
    const messages = [Uint8Array.of(8, 4), new Uint8Array(300).fill(8), Uint8Array.of(8, 15, 0)];
    expect(decodeDataPayload(encodeDataPayload(...messages))).toEqual(messages);
  });

  test("carry one message that may come without its length", () => {
    expect(decodeDataPayload(payloadOf(8, 15, 32, 0))).toEqual([Uint8Array.of(8, 15, 32, 0)]);
  });

  test("carry a message of eight bytes, whose length looks like the tag of a type", () => {
    const short = Uint8Array.of(8, 38, 32, 0, 178, 6, 1, 0);
    expect(decodeDataPayload(encodeDataPayload(short))).toEqual([short]);
    expect(decodeDataPayload(encodeDataPayload(short, Uint8Array.of(8, 4)))).toEqual([
      short,
      Uint8Array.of(8, 4),
    ]);
    // Type 8 without its length: the second byte is no tag but the type.
    expect(decodeDataPayload(payloadOf(8, 8, 32, 0))).toEqual([Uint8Array.of(8, 8, 32, 0)]);
  });

  test("may be empty", () => {
    expect(decodeDataPayload(new Uint8Array(0))).toEqual([]);
  });

  test.each([
    ["no property list", Uint8Array.of(1, 2, 3)],
    ["no params", encodeBplist({ data: new Uint8Array(1) })],
    ["text as data", encodeBplist({ params: { data: "text" } })],
    ["a message that ends too early", payloadOf(5, 1, 2)],
    ["a length that does not end", payloadOf(255, 255)],
    ["an empty message", payloadOf(0)],
  ])("with %s are malformed", (_, payload) => {
    expect(() => decodeDataPayload(payload)).toThrow(malformed);
  });
});
