import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  channelKeyNames,
  deriveChannelKeys,
  otherSide,
} from "../../../src/main/hap/session-keys.ts";
import { MessageCipher } from "../../../src/main/protocols/mrp/message-cipher.ts";
import { Secret } from "../../../src/main/runtime/secret.ts";
import { encodeMrpFrame, MAX_FRAME, MrpFrameDecoder } from "../../../src/main/wire/mrp/framing.ts";

describe("PA-56 framing", () => {
  test("QK-15 RB-07 the same payloads come out however the stream is sliced", () => {
    const payloads = [1, 0, 127, 128, 300, 2].map((length) => new Uint8Array(length).fill(length));
    const stream = Buffer.concat(payloads.map(encodeMrpFrame));
    for (let size = 1; size <= stream.length; size++) {
      const decoder = new MrpFrameDecoder();
      const got: Uint8Array[] = [];
      for (let at = 0; at < stream.length; at += size) {
        got.push(...decoder.push(new Uint8Array(stream.subarray(at, at + size))));
      }
      expect(got).toEqual(payloads);
      expect(decoder.pending).toBe(0);
    }
  });

  test("QK-15 slices of any sizes at once", () => {
    const payloads = fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 8 });
    const cuts = fc.array(fc.nat({ max: 500 }), { maxLength: 20 });
    fc.assert(
      fc.property(payloads, cuts, (sent, sizes) => {
        const stream = new Uint8Array(Buffer.concat(sent.map(encodeMrpFrame)));
        const decoder = new MrpFrameDecoder();
        const got: Uint8Array[] = [];
        let at = 0;
        for (const size of [...sizes, stream.length]) {
          got.push(...decoder.push(stream.subarray(at, at + size)));
          at += size;
        }
        expect(got).toEqual(sent);
      }),
    );
  });

  test("a length that no device sends is malformed, one of eight bytes as well", () => {
    const malformed = expect.objectContaining({ code: "malformed" });
    const length = encodeMrpFrame(new Uint8Array(0));
    expect(length).toEqual(Uint8Array.of(0));
    expect(() => new MrpFrameDecoder().push(Uint8Array.of(0xff, 0xff, 0xff, 0x7f))).toThrow(
      malformed,
    );
    expect(() => new MrpFrameDecoder().push(new Uint8Array(8).fill(0xff))).toThrow(malformed);
    expect(() => encodeMrpFrame(new Uint8Array(MAX_FRAME + 1))).toThrow("too long");
  });

  test("a message of a mebibyte in small pieces costs its length, not its square", () => {
    const payload = new Uint8Array(1024 * 1024).fill(3);
    const frame = encodeMrpFrame(payload);
    const decoder = new MrpFrameDecoder();
    const got: Uint8Array[] = [];
    for (let at = 0; at < frame.length; at += 64) {
      got.push(...decoder.push(frame.subarray(at, at + 64)));
    }
    expect(got.map(({ length }) => length)).toEqual([payload.length]);
  });
});

describe("PA-50 encryption", () => {
  const shared = new Secret(new Uint8Array(32).fill(5));
  const device = () => new MessageCipher(otherSide(deriveChannelKeys(shared, channelKeyNames.mrp)));
  const plain = Uint8Array.of(8, 42);

  test("what one side seals, in order, the other opens", () => {
    const ours = MessageCipher.forController(shared);
    const theirs = device();
    for (let time = 0; time < 3; time++) {
      expect(theirs.open(ours.seal(plain))).toEqual(plain);
      expect(ours.open(theirs.seal(plain))).toEqual(plain);
    }
  });

  test("a flipped bit anywhere, and a message sent twice, are refused", () => {
    const malformed = expect.objectContaining({ code: "malformed" });
    const sealed = MessageCipher.forController(shared).seal(plain);
    for (let at = 0; at < sealed.length; at++) {
      const damaged = sealed.slice();
      damaged[at] = (damaged[at] ?? 0) ^ 1;
      expect(() => device().open(damaged)).toThrow(malformed);
    }
    const theirs = device();
    theirs.open(sealed);
    expect(() => theirs.open(sealed)).toThrow(malformed);
  });
});
