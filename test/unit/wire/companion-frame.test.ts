import { describe, expect, test } from "vitest";
import {
  encodeFrame,
  type FrameAead,
  FrameCipher,
  FrameDecoder,
  FrameType,
  MAX_FRAME_PAYLOAD,
} from "../../../src/main/wire/companion-frame.ts";

const frame = (type: number, ...payload: number[]) => ({ type, payload: Uint8Array.from(payload) });

/** Records what it is given instead of encrypting; the real cipher has tests of its own. */
function recordingAead(): FrameAead & { readonly nonces: string[]; readonly aads: string[] } {
  const nonces: string[] = [];
  const aads: string[] = [];
  const note = (nonce: Uint8Array, aad: Uint8Array) => {
    nonces.push(Buffer.from(nonce).toString("hex"));
    aads.push(Buffer.from(aad).toString("hex"));
  };
  return {
    nonces,
    aads,
    seal(nonce, plain, aad) {
      note(nonce, aad);
      return Uint8Array.from([...plain, ...new Uint8Array(16)]);
    },
    open(nonce, sealed, aad) {
      note(nonce, aad);
      return sealed.slice(0, -16);
    },
  };
}

describe("CO-01 framing", () => {
  test("a frame is its type, a length of three bytes and the payload (C2)", () => {
    const m4 = Buffer.from("e1435f706473060104", "hex");
    const bytes = encodeFrame({ type: FrameType.PvNext, payload: m4 });
    expect(Buffer.from(bytes).toString("hex")).toBe(`06000009${m4.toString("hex")}`);
    expect(new FrameDecoder().push(bytes)).toEqual([{ type: 6, payload: new Uint8Array(m4) }]);
  });

  test("gives the same frames however the stream is sliced", () => {
    const frames = [frame(8, 1, 2, 3), frame(8), frame(99, ...Array(300).fill(7)), frame(1)];
    const stream = Buffer.concat(frames.map(encodeFrame));
    for (let size = 1; size <= stream.length; size++) {
      const decoder = new FrameDecoder();
      const got = [];
      for (let at = 0; at < stream.length; at += size) {
        got.push(...decoder.push(new Uint8Array(stream.subarray(at, at + size))));
      }
      expect(got).toEqual(frames);
      expect(decoder.pending).toBe(0);
    }
  });

  test("a prefix is incomplete, and says how much it holds", () => {
    const decoder = new FrameDecoder();
    expect(decoder.push(Uint8Array.of(8, 0, 0))).toEqual([]);
    expect(decoder.push(Uint8Array.of(2, 0xaa))).toEqual([]);
    expect(decoder.pending).toBe(5);
    expect(decoder.push(Uint8Array.of(0xbb))).toEqual([frame(8, 0xaa, 0xbb)]);
  });

  test("a length that no TV sends is malformed", () => {
    expect(() => new FrameDecoder().push(Uint8Array.of(8, 0xff, 0xff, 0xff))).toThrow("length");
    const tooLong = { type: 8, payload: new Uint8Array(MAX_FRAME_PAYLOAD + 1) };
    expect(() => encodeFrame(tooLong)).toThrow("too long");
  });
});

describe("PA-57 encryption", () => {
  test("counts nonces from 0 in twelve little-endian bytes, apart in each direction", () => {
    const output = recordingAead();
    const input = recordingAead();
    const cipher = new FrameCipher(output, input);
    cipher.seal(frame(8, 1));
    cipher.seal(frame(8, 2));
    cipher.open({ type: 8, payload: new Uint8Array(20) });
    expect(output.nonces).toEqual(["000000000000000000000000", "010000000000000000000000"]);
    expect(input.nonces).toEqual(["000000000000000000000000"]);
  });

  test("authenticates the header, whose length includes the tag", () => {
    const output = recordingAead();
    const input = recordingAead();
    const cipher = new FrameCipher(output, input);
    const sealed = cipher.seal(frame(8, 1, 2, 3));
    expect(Buffer.from(sealed.subarray(0, 4)).toString("hex")).toBe("08000013");
    expect(output.aads).toEqual(["08000013"]);
    const [received] = new FrameDecoder().push(sealed);
    if (received === undefined) throw new Error("no frame");
    expect(cipher.open(received)).toEqual(frame(8, 1, 2, 3));
    expect(input.aads).toEqual(["08000013"]);
  });

  test("leaves an empty payload alone and spends no nonce on it", () => {
    const output = recordingAead();
    const cipher = new FrameCipher(output, recordingAead());
    expect(cipher.seal(frame(1))).toEqual(Uint8Array.of(1, 0, 0, 0));
    expect(cipher.open(frame(1))).toEqual(frame(1));
    expect(output.nonces).toEqual([]);
  });

  test("a payload without room for a tag is malformed", () => {
    const cipher = new FrameCipher(recordingAead(), recordingAead());
    expect(() => cipher.open(frame(8, 1, 2))).toThrow("tag");
  });
});
