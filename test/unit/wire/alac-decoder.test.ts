import { describe, expect, it } from "vitest";
import { decodeAlac, encodeAlac } from "../../../src/main/wire/alac.ts";
import {
  type AlacConfig,
  airplayAlac,
  checkedAlac,
  decodeAlacConfig,
} from "../../../src/main/wire/alac-config.ts";
import { AlacDecoder } from "../../../src/main/wire/alac-decoder.ts";
import {
  alacVector,
  alacVectors,
  BitWriter,
  elementHead,
  inTurn,
  sha256,
} from "../../support/alac-bytes.ts";

const [SINGLE, PAIR, COUPLING, LOW, BYTES, PROGRAM, FILLING, END] = [0, 1, 2, 3, 4, 5, 6, 7];
const malformed = expect.objectContaining({ code: "malformed" });
const plain: AlacConfig = { ...airplayAlac(4), channels: 1 };
const decoded = (bytes: Uint8Array, config: AlacConfig = plain) =>
  [...new AlacDecoder(config).decode(bytes).channels].map((samples) => [...samples]);

describe("frames of other encoders", () => {
  it.each(alacVectors())("$name ($from) come out bit for bit", ({ cookie, packets, ...wanted }) => {
    const decoder = new AlacDecoder(decodeAlacConfig(cookie));
    const parts = packets.map((packet) => inTurn(decoder.decode(packet)));
    const frames = parts.reduce((sum, { length }) => sum + length, 0) / decoder.config.channels;
    expect([frames, sha256(parts)]).toEqual([wanted.frames, wanted.sha256]);
  });

  const encoded = alacVectors().filter(({ from }) => from !== "random");
  it.each(encoded)("$name ($from), cut before the end of its sound, are malformed", (vector) => {
    const decoder = new AlacDecoder(decodeAlacConfig(vector.cookie));
    for (const packet of vector.packets) {
      const whole = inTurn(decoder.decode(packet));
      // The last byte may hold no more than what says that nothing follows.
      for (let length = 0; length < packet.length - 1; length++) {
        expect(() => decoder.decode(packet.subarray(0, length))).toThrow(malformed);
      }
      expect(inTurn(decoder.decode(packet))).toEqual(whole);
    }
  });

  it("RA-08: those that AirPlay's senders compress are samples of 16 bits in turn", () => {
    const { packets, ...wanted } = alacVector("what AirPlay sends");
    expect(sha256(packets.map((packet) => decodeAlac(packet, 352)))).toBe(wanted.sha256);
    const [packet = new Uint8Array(0)] = packets;
    // Ciphers and lazy senders add what they like.
    expect(decodeAlac(Uint8Array.from([...packet, 1, 2, 3]), 352)).toEqual(decodeAlac(packet, 352));
    // The packet has no count, and there are no more samples in it.
    expect(() => decodeAlac(packet, 16_384)).toThrow(malformed);
  });
});

describe("frames written by hand", () => {
  const element = (...head: Parameters<typeof elementHead>[1]) =>
    elementHead(new BitWriter(), head);
  const low16 = (...samples: number[]) => {
    const writer = element(LOW, samples.length, 0, 1);
    for (const sample of samples) writer.put(sample & 0xffff, 16);
    return writer;
  };

  it("are as long as they say, down to nothing", () => {
    expect(decoded(low16(1, -2, 32_767, -32_768).put(END, 3).bytes)).toEqual([
      [1, -2, 32_767, -32_768],
    ]);
    expect(decoded(low16(7).bytes)).toEqual([[7]]);
    expect(decoded(low16().bytes)).toEqual([[]]);
    expect(() => decoded(low16(1, 2, 3, 4, 5).bytes)).toThrow(malformed);
    expect(() => decoded(element(SINGLE, 0xffff_ffff, 0, 1).put(0, 3200).bytes)).toThrow(malformed);
  });

  it("may hold bytes and filling of any length before their sound", () => {
    const writer = new BitWriter().put(FILLING, 3).put(3, 4).put(0xffffff, 24);
    writer.put(FILLING, 3).put(15, 4).put(2, 8).put(0, 128);
    writer.put(BYTES, 3).put(0, 4).put(0, 1).put(2, 8).put(0xffff, 16);
    // Aligned: 31 + 143 + 32 bits, 16 of head, and 2 to the next byte.
    writer.put(BYTES, 3).put(0, 4).put(1, 1).put(255, 8).put(1, 8).put(0, 2);
    writer.put(0, 256 * 8);
    elementHead(writer, [SINGLE, 1, 0, 1]).put(5, 16);
    expect(decoded(writer.bytes)).toEqual([[5]]);
    for (let length = 0; length < writer.bytes.length; length++) {
      expect(() => decoded(writer.bytes.subarray(0, length))).toThrow(malformed);
    }
  });

  it("hold as many channels as was said, of one length and of known kinds", () => {
    const two = { ...plain, channels: 2 };
    const both = (first: number, second: number | null) => {
      const writer = low16(...Array(first).fill(1));
      elementHead(writer, [SINGLE, second, 0, 1]);
      return writer.put(0, 3 * 16).bytes;
    };
    expect(decoded(both(3, 3), two)).toEqual([
      [1, 1, 1],
      [0, 0, 0],
    ]);
    // The first count holds for what has none.
    expect(decoded(both(3, null), two)).toHaveLength(2);
    expect(() => decoded(both(3, 2), two)).toThrow(malformed);
    expect(() => decoded(low16(1).put(END, 3).put(0, 800).bytes, two)).toThrow(malformed);
    expect(() => decoded(element(PAIR, 1, 0, 1).put(0, 320).bytes)).toThrow(malformed);
    for (const kind of [COUPLING, PROGRAM, END]) {
      expect(() => decoded(element(kind ?? 0, 1, 0, 1).put(0, 320).bytes)).toThrow(malformed);
    }
  });

  it("is silence in a few bits, however long, and no longer than the frame", () => {
    const quiet = (zeros: number) => {
      const writer = element(SINGLE, null, 0, 0).put(0, 16).put(0, 4).put(9, 4).put(4, 3).put(0, 5);
      // One zero; then nine ones and so many more.
      return writer.put(0, 1).put(0x1ff, 9).put(zeros, 16).bytes;
    };
    const config = { ...plain, frameLength: 65_536 };
    const [samples] = new AlacDecoder(config).decode(quiet(65_535)).channels;
    expect([samples?.length, samples?.every((sample) => sample === 0)]).toEqual([65_536, true]);
    expect(() => decoded(quiet(4))).toThrow(malformed);
    expect(decoded(quiet(3))).toEqual([[0, 0, 0, 0]]);
  });

  it("are malformed with a head that none has", () => {
    const compressed = (below: number, mixBits: number, scale: number, order: number) => {
      const writer = element(SINGLE, null, below, 0).put(mixBits, 8).put(0, 8);
      return writer.put(0, 4).put(scale, 4).put(4, 3).put(order, 5).put(0, 4000).bytes;
    };
    // Behind a run, here one of no zeros, a code of 0 is a difference of -1.
    expect(decoded(compressed(0, 0, 9, 4))).toEqual([[0, -1, -2, -3]]);
    expect(decoded(compressed(0, 0, 0, 31))).toEqual([[0, -1, -2, -3]]);
    // Only plain frames have no tunings.
    const bytes = compressed(0, 0, 9, 4);
    expect(() => decoded(bytes, { ...plain, pb: 0, mb: 0, kb: 0 })).toThrow(malformed);
    expect(() => decoded(compressed(3, 0, 9, 4))).toThrow(malformed);
    expect(() => decoded(compressed(2, 0, 9, 4))).toThrow(malformed);
    expect(() => decoded(compressed(0, 32, 9, 4))).toThrow(malformed);
    expect(() => decoded(compressed(0, 0, 0, 4))).toThrow(malformed);
    expect(() =>
      decoded(
        new BitWriter()
          .put(1, 3 + 4 + 12)
          .put(1, 4)
          .put(0, 64).bytes,
      ),
    ).toThrow(malformed);
  });

  it("stand for themselves: the same comes out behind a damaged one", () => {
    const decoder = new AlacDecoder(airplayAlac(4));
    const frame = encodeAlac(Int16Array.of(1, -1, 2, -2, 3, -3, 4, -4), 4);
    expect(() => decoder.decode(frame.subarray(0, 9))).toThrow(malformed);
    expect(inTurn(decoder.decode(frame))).toEqual(Int32Array.of(1, -1, 2, -2, 3, -3, 4, -4));
  });
});

describe("the magic cookie", () => {
  const { cookie } = alacVector("24 bits, two channels");
  const text = (name: string) => [...Buffer.from(name, "latin1")];
  const wanted = {
    frameLength: 256,
    bitDepth: 24,
    pb: 40,
    mb: 10,
    kb: 14,
    channels: 2,
    maxRun: 255,
    rate: 44_100,
  };

  it("is read bare, within its atoms, and with a channel layout behind it", () => {
    const frma = [0, 0, 0, 12, ...text("frmaalac")];
    const alac = [0, 0, 0, 36, ...text("alac"), 0, 0, 0, 0];
    const layout = [0, 0, 0, 24, ...text("chan"), ...Array(16).fill(0)];
    for (const around of [[], alac, [...frma, ...alac], alac.slice(8)]) {
      expect(decodeAlacConfig(Uint8Array.from([...around, ...cookie, ...layout]))).toEqual(wanted);
    }
  });

  it("is malformed when it is cut, or says what no encoder says; a later version is unsupported", () => {
    for (let length = 0; length < cookie.length; length++) {
      expect(() => decodeAlacConfig(cookie.subarray(0, length))).toThrow(malformed);
    }
    const withByte = (at: number, value: number) => {
      const changed = Uint8Array.from(cookie);
      changed[at] = value;
      return () => decodeAlacConfig(changed);
    };
    // The length of a frame, depth, kb, channels, rate.
    for (const [at, value] of [
      [0, 255],
      [1, 2],
      [2, 0],
      [5, 17],
      [5, 255],
      [8, 17],
      [9, 0],
      [9, 9],
      [20, 255],
    ] as const) {
      expect(withByte(at, value)).toThrow(malformed);
    }
    expect(withByte(4, 1)).toThrow(expect.objectContaining({ code: "unsupported" }));
  });

  it("that is made up is refused before any memory is taken", () => {
    for (const frameLength of [0, -1, 1.5, Number.NaN, 65_537, 2 ** 32]) {
      expect(() => new AlacDecoder({ ...wanted, frameLength })).toThrow(malformed);
    }
    expect(checkedAlac(wanted)).toBe(wanted);
  });
});
