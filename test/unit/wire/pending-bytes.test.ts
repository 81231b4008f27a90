import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RecordDecoder, RecordEncoder } from "../../../src/main/hap/record.ts";
import { Secret } from "../../../src/main/runtime/secret.ts";
import { DataFrameDecoder, encodeDataFrame } from "../../../src/main/wire/airplay-data-frame.ts";
import { encodeFrame, FrameDecoder } from "../../../src/main/wire/companion-frame.ts";
import { encodeMrpFrame, MrpFrameDecoder } from "../../../src/main/wire/mrp/framing.ts";
import { ownBytes, PendingBytes } from "../../../src/main/wire/pending-bytes.ts";

describe("bytes that wait for the rest of their message", () => {
  test("are the stream, whatever is taken off its front and whenever", () => {
    const steps = fc.array(fc.tuple(fc.uint8Array({ maxLength: 40 }), fc.nat({ max: 60 })));
    fc.assert(
      fc.property(steps, (chunks) => {
        const pending = new PendingBytes();
        let expected: number[] = [];
        for (const [chunk, taken] of chunks) {
          const all = pending.before(chunk);
          expected.push(...chunk);
          expect([...all]).toEqual(expected);
          const from = Math.min(taken, all.length);
          pending.keep(all, from);
          expected = expected.slice(from);
          expect(pending.length).toBe(expected.length);
        }
      }),
    );
  });

  test("do not change when the caller uses its buffer again", () => {
    const pending = new PendingBytes();
    const chunk = Buffer.from([1, 2, 3]);
    pending.keep(pending.before(chunk), 1);
    chunk.fill(9);
    expect([...pending.before(Uint8Array.of(4))]).toEqual([2, 3, 4]);
  });

  test("give a large buffer back once little is left in it", () => {
    const pending = new PendingBytes();
    pending.keep(pending.before(new Uint8Array(600_000)), 0);
    pending.keep(pending.before(new Uint8Array(600_000)), 1_199_999);
    expect(pending.before(Uint8Array.of(4)).buffer.byteLength).toBeLessThan(1000);
  });

  test("ownBytes is no view, not even of a Buffer", () => {
    const buffer = Buffer.from([1, 2, 3, 4]);
    const own = ownBytes(buffer, 1, 3);
    buffer.fill(0);
    expect(own).toEqual(Uint8Array.of(2, 3));
    expect(own.buffer.byteLength).toBe(2);
  });
});

const LONG = 300_000;
const key = () => new Secret(new Uint8Array(32).fill(3));
const streams: readonly [string, Uint8Array, () => { push(chunk: Uint8Array): unknown }][] = [
  ["a MediaRemote message", encodeMrpFrame(new Uint8Array(LONG)), () => new MrpFrameDecoder()],
  [
    "a frame of the data channel",
    encodeDataFrame({ type: "sync", command: "cmnd", seqno: 1n, payload: new Uint8Array(LONG) }),
    () => new DataFrameDecoder(),
  ],
  [
    "a Companion frame",
    encodeFrame({ type: 8, payload: new Uint8Array(LONG) }),
    () => new FrameDecoder(),
  ],
  [
    "records of HAP",
    new RecordEncoder(key()).encode(new Uint8Array(LONG)),
    () => new RecordDecoder(key()),
  ],
];

/** A device that sends a byte at a time must not cost an object a byte: calls take so many arguments. */
test.each(streams)("%s, byte by byte, is whole in the end", (_name, stream, createDecoder) => {
  const decoder = createDecoder();
  let got = 0;
  for (let at = 0; at < stream.length; at++) {
    const found = decoder.push(stream.subarray(at, at + 1));
    const parts = found instanceof Uint8Array ? [found] : (found as (Uint8Array | Payload)[]);
    for (const part of parts) got += part instanceof Uint8Array ? part.length : part.payload.length;
  }
  expect(got).toBe(LONG);
});

interface Payload {
  readonly payload: Uint8Array;
}
