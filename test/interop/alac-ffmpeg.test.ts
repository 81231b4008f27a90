import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openAlac } from "../../src/main/sound/source/alac-packets.ts";
import { byFfmpeg, packetsOf } from "../support/alac-file.ts";
import { never } from "../support/sound-bytes.ts";

/** What ffmpeg's encoder makes, decoded by us and by ffmpeg. */
const run = promisify(execFile);
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "armchair-alac-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const pink = "anoisesrc=amplitude=0.5:color=pink:seed=7:duration=0.5:sample_rate=44100";
const white = "anoisesrc=amplitude=1:color=white:seed=3:duration=0.5:sample_rate=44100";
const sine = "sine=frequency=440:sample_rate=48000:duration=0.5";
const silence = "anullsrc=sample_rate=44100:channel_layout=stereo:duration=0.5";
const square = "aevalsrc=if(lt(mod(t\\,0.01)\\,0.005)\\,-1\\,1):sample_rate=44100:duration=0.5";
const apart = "aevalsrc=0.3*sin(880*t)|0.7*random(0)-0.3:sample_rate=44100:duration=0.5";
/** Loud for a moment, and quiet for long: runs of zeros behind codes of any length. */
const clicks =
  "aevalsrc=if(lt(mod(t\\,0.1)\\,0.001)\\,random(0)\\,0):sample_rate=44100:duration=0.5";
const order = (least: number, most = least) =>
  ["-min_prediction_order", least, "-max_prediction_order", most].map(String);
const level = (value: number) => ["-compression_level", String(value)];

/** How many channels, and which of ffmpeg's each of ours is: MPEG's order beside that of WAV. */
const places: Readonly<Record<number, readonly number[]>> = {
  3: [2, 0, 1],
  4: [2, 0, 1, 3],
  5: [2, 0, 1, 3, 4],
  6: [2, 0, 1, 4, 5, 3],
  7: [2, 0, 1, 4, 5, 6, 3],
  8: [2, 6, 7, 0, 1, 4, 5, 3],
};

const cases: readonly (readonly [string, string, number, readonly string[]])[] = [
  ["pink noise", pink, 2, []],
  ["white noise at full scale", white, 2, []],
  ["a sine", sine, 2, []],
  ["silence", silence, 2, []],
  ["a square at full scale", square, 2, []],
  ["two channels that have nothing in common", apart, 2, []],
  ["clicks", clicks, 2, []],
  ["one channel", pink, 1, []],
  ["order 1", pink, 2, order(1)],
  ["order 2 to 8", pink, 2, order(2, 8)],
  ["order 30", pink, 2, order(30)],
  ["order 30 of a sine", sine, 1, order(30)],
  ["plain frames", pink, 2, level(0)],
  ["plain frames of one channel", pink, 1, level(0)],
  ["a fixed predictor", pink, 2, level(1)],
  ["5.1", pink, 6, ["-af", "pan=5.1|FL=c0|FR=0.5*c0|FC=0.25*c0|LFE=0.1*c0|BL=0.3*c0|BR=0.2*c0"]],
  ["192 kHz", pink, 2, ["-ar", "192000"]],
  ["8 kHz", pink, 1, ["-ar", "8000"]],
];

/** All but 5.1, which has its own filter. */
const layouts = [
  ["3.0", 3],
  ["4.0", 4],
  ["5.0(side)", 5],
  ["6.1(back)", 7],
  ["7.1(wide)", 8],
] as const;

async function made(source: string, coding: readonly string[]): Promise<string> {
  const path = join(folder, "sound.m4a");
  const words = ["-v", "error", "-y", "-f", "lavfi", "-i", source, ...coding, "-c:a", "alac", path];
  await run("ffmpeg", words);
  return path;
}

/** The samples of all channels in turn, in WAV's order, as integers. */
async function ours(path: string, depth: number): Promise<Float64Array> {
  const { cookie, packets } = await packetsOf(path);
  const format = { codec: "alac", config: cookie, rate: 0, channels: 0 } as const;
  const decoder = await openAlac(format, never);
  const samples = await decoder.decode(packets, never);
  await decoder.close();
  const { channels } = samples ?? { channels: [] };
  const step = channels.length;
  const all = new Float64Array((channels[0]?.length ?? 0) * step);
  for (const [index, floats] of channels.entries()) {
    const place = places[step]?.[index] ?? index;
    floats.forEach((sample, frame) => {
      all[frame * step + place] = sample * 2 ** (depth - 1);
    });
  }
  return all;
}

/** Where two sounds are first another; -1: nowhere. An assertion on all samples would take minutes. */
function firstOff(a: ArrayLike<number>, b: ArrayLike<number>): number {
  for (let at = 0; at < Math.max(a.length, b.length); at++) if (a[at] !== b[at]) return at;
  return -1;
}

describe.each([
  [16, "s16p"],
  [24, "s32p"],
] as const)("RA-15: Apple Lossless of %i bits", (depth, kind) => {
  it.each(cases)(
    "%s is what ffmpeg makes of it, bit for bit",
    async (_name, source, count, more) => {
      const path = await made(source, ["-ac", String(count), ...more, "-sample_fmt", kind]);
      const [mine, theirs] = [await ours(path, depth), await byFfmpeg(path, depth)];
      expect([mine.length > 0, mine.length]).toEqual([true, theirs.length]);
      expect(firstOff(mine, theirs)).toBe(-1);
    },
  );

  it.each(layouts)("%s has its channels in the order of its kind", async (layout, count) => {
    // Each channel is as much louder as it has a number.
    const names = Array.from({ length: count }, (_, at) => `c${at}=${(at + 1) / 10}*c0`);
    const path = await made(pink, ["-af", `pan=${layout}|${names.join("|")}`, "-sample_fmt", kind]);
    const [mine, theirs] = [await ours(path, depth), await byFfmpeg(path, depth)];
    expect(mine.length).toBe(theirs.length);
    expect(firstOff(mine, theirs)).toBe(-1);
  });
});
