import { describe, expect, it } from "vitest";
import { openAlac } from "../../../src/main/sound/source/alac-packets.ts";
import type { Samples } from "../../../src/main/sound/source/decoder.ts";
import { type AlacVector, alacVector, sha256 } from "../../support/alac-bytes.ts";
import { never } from "../../support/sound-bytes.ts";

const open = ({ cookie }: Pick<AlacVector, "cookie">) =>
  openAlac({ codec: "alac", config: cookie, rate: 8000, channels: 1 }, never);

/** Back to integers: what is not exact has a fraction, or is another number. */
function integers(samples: Samples | null, depth: number): number[] {
  const { channels } = samples ?? { channels: [] };
  return Array.from({ length: (channels[0]?.length ?? 0) * channels.length }, (_, at) => {
    const channel = channels[at % channels.length];
    return (channel?.[Math.floor(at / channels.length)] ?? 0) * 2 ** (depth - 1);
  });
}

describe("RA-15: packets of Apple Lossless", () => {
  it.each([
    ["16 bits, two channels", 16, 2],
    ["20 bits, one channel", 20, 1],
    ["24 bits, two channels", 24, 2],
    ["16 bits, six channels", 16, 6],
  ])("of %s are floats that are exact", async (name, depth, channels) => {
    const vector = alacVector(name);
    const decoder = await open(vector);
    const samples = await decoder.decode(vector.packets, never);
    expect(samples).toMatchObject({ rate: 44_100 });
    expect(samples?.channels.map(({ length }) => length)).toEqual(
      Array(channels).fill(vector.frames),
    );
    const all = integers(samples, depth);
    expect(all.every(Number.isInteger)).toBe(true);
    expect(sha256([all])).toBe(vector.sha256);
    const first = await decoder.decode(vector.packets.slice(0, 1), never);
    const rest = await decoder.decode(vector.packets.slice(1), never);
    expect([...integers(first, depth), ...integers(rest, depth)]).toEqual(all);
    expect(await decoder.flush(never)).toBeNull();
    await decoder.close();
    await decoder.close();
    await expect(decoder.decode(vector.packets, never)).rejects.toMatchObject({ code: "bug" });
  });

  it("of 32 bits are as near as floats are", async () => {
    const vector = alacVector("32 bits, two channels");
    const decoder = await open(vector);
    const samples = await decoder.decode(vector.packets, never);
    expect(samples?.channels[0]).toHaveLength(vector.frames);
    expect(samples?.channels.flatMap((each) => [...each]).every((x) => Math.abs(x) <= 1)).toBe(
      true,
    );
    expect(Math.max(...(samples?.channels[0] ?? []))).toBe(1);
  });

  it("that are none are no samples", async () => {
    const decoder = await open(alacVector("16 bits, two channels"));
    expect(await decoder.decode([], never)).toBeNull();
  });

  it("that are damaged are malformed, and those after them are not", async () => {
    const vector = alacVector("16 bits, two channels");
    const [packet = new Uint8Array(0)] = vector.packets;
    const decoder = await open(vector);
    for (const bad of [packet.subarray(0, 40), new Uint8Array(0), Uint8Array.of(0xff)]) {
      await expect(decoder.decode([packet, bad], never)).rejects.toMatchObject({
        code: "malformed",
      });
    }
    expect((await decoder.decode([packet], never))?.channels[0]).toHaveLength(256);
  });

  it("of another codec, or with a cookie of a later kind or of none, are not begun", async () => {
    const { cookie } = alacVector("16 bits, two channels");
    const aac = { codec: "aac", config: cookie, rate: 44_100, channels: 2 } as const;
    await expect(openAlac(aac, never)).rejects.toMatchObject({ code: "unsupported" });
    const later = Uint8Array.from(cookie);
    later[4] = 1;
    await expect(open({ cookie: later })).rejects.toMatchObject({
      code: "unsupported",
      details: { subject: "Apple Lossless" },
    });
    await expect(open({ cookie: cookie.subarray(1) })).rejects.toMatchObject({ code: "malformed" });
  });

  it("are left when nobody waits any more", async () => {
    const decoder = await open(alacVector("16 bits, two channels"));
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(decoder.decode([], signal)).rejects.toThrow("enough");
    await expect(decoder.flush(signal)).rejects.toThrow("enough");
    const format = { codec: "alac", config: new Uint8Array(0), rate: 0, channels: 0 } as const;
    await expect(openAlac(format, signal)).rejects.toThrow("enough");
  });
});
