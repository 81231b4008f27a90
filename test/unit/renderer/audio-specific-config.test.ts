import { describe, expect, it } from "vitest";
import { joined } from "../../../src/renderer/decoder/aac-decoder.ts";
import { readAudioSpecificConfig } from "../../../src/renderer/decoder/audio-specific-config.ts";

const read = (...bytes: readonly number[]) => readAudioSpecificConfig(Uint8Array.from(bytes));

describe("the config of AAC", () => {
  it.each([
    ["LC of 44.1 kHz, as ffmpeg and Apple write it", [0x12, 0x10], [2, 44_100, 2]],
    ["LC of 48 kHz, one channel", [0x11, 0x88], [2, 48_000, 1]],
    ["5.1", [0x12, 0x30], [2, 44_100, 6]],
    ["7.1, which is number 7", [0x12, 0x38], [2, 44_100, 8]],
    ["channels that are told further on", [0x12, 0x00], [2, 44_100, 0]],
    ["SBR that is told of", [0x2b, 0x92, 0x08, 0x00], [5, 22_050, 2]],
    ["PS that is told of", [0xeb, 0x8a, 0x08, 0x00], [29, 22_050, 1]],
    ["a rate of its own", [0x17, 0x80, 0x56, 0x22, 0x10], [2, 44_100, 2]],
    ["a rate that is not in the table", [0x16, 0x90], [2, null, 2]],
    ["an object type beyond 31: USAC", [0xf9, 0x48, 0x80], [42, 44_100, 4]],
  ] as const)("is read: %s", (_what, bytes, [objectType, rate, channels]) => {
    expect(read(...bytes)).toEqual({ objectType, rate, channels });
  });

  it.each([[[]], [[0x12]], [[0x17, 0x80, 0x56]], [[0xf9]]])("ends too early: %j", (bytes) => {
    expect(read(...bytes)).toBeNull();
  });
});

describe("what the codec gave piece by piece", () => {
  const part = (rate: number, ...numbers: readonly number[]) => ({
    rate,
    channels: [Float32Array.from(numbers), Float32Array.from(numbers, (one) => -one)],
  });

  it("is one piece, in order", () => {
    expect(joined([])).toBeNull();
    expect(joined([part(44_100, 1, 2), part(44_100, 3), part(44_100, 4, 5)])).toEqual(
      part(44_100, 1, 2, 3, 4, 5),
    );
  });

  it("begins where the rate was last changed", () => {
    const parts = [part(44_100, 9), part(22_050, 8), part(44_100, 1), part(44_100, 2)];
    expect(joined(parts)).toEqual(part(44_100, 1, 2));
  });
});
