import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createOpenSource } from "../../../src/main/sound/source/create.ts";
import { testRuntime } from "../../support/runtime.ts";
import {
  apart,
  counting,
  loudest,
  never,
  pitchOf,
  restOf,
  saved,
  soundOf,
  wave,
} from "../../support/sound-bytes.ts";

const open = createOpenSource(testRuntime());
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "armchair-source-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const vector = (name: string) =>
  ({ kind: "file", path: resolve("test/vectors/sound", name) }) as const;

describe("a WAV file", () => {
  it("RA-15: of 44.1 kHz, 16 bits and two channels is sent bit for bit", async () => {
    const { pcm, bytes } = counting(10_000);
    const sound = await soundOf(open, await saved(folder, "a.wav", wave(bytes)));
    expect(sound.pcm).toEqual(pcm);
    expect(sound.tags.durationS).toBeCloseTo(10_000 / 44_100, 6);
  });

  it("gives exactly as many frames as were asked for until its end, and then none", async () => {
    const { pcm, bytes } = counting(1000);
    const reader = await open(await saved(folder, "b.wav", wave(bytes)), 0, never);
    const parts = [await reader.read(352, never), await reader.read(352, never)];
    expect(parts.map(({ length }) => length / 2)).toEqual([352, 352]);
    const last = await reader.read(352, never);
    expect(last.length / 2).toBe(1000 - 704);
    expect(last).toEqual(pcm.subarray(1408));
    expect((await reader.read(352, never)).length).toBe(0);
    await reader.close();
  });

  it("begins at the very frame that was sought, also at and beyond its end", async () => {
    const { pcm, bytes } = counting(44_100);
    const source = await saved(folder, "c.wav", wave(bytes));
    const sound = await soundOf(open, source, 0.5);
    expect(sound.canSeek).toBe(true);
    expect(sound.pcm).toEqual(pcm.subarray(44_100));
    expect((await soundOf(open, source, 1)).pcm.length).toBe(0);
    expect((await soundOf(open, source, 99)).pcm.length).toBe(0);
  });

  it.each([
    ["8 bits", { bits: 8 }, Uint8Array.of(128, 255, 0), [0, 127 * 256, -32_768]],
    [
      "24 bits",
      { bits: 24 },
      Uint8Array.of(0, 0, 64, 0, 0, 128, 255, 255, 255),
      [16_384, -32_768, 0],
    ],
    ["32 bits", { bits: 32 }, Uint8Array.of(0, 0, 0, 64, 0, 0, 0, 128), [16_384, -32_768]],
    [
      "floats",
      { bits: 32, tag: 3 },
      new Uint8Array(Float32Array.of(0.5, -1, 2).buffer),
      [16_384, -32_768, 32_767],
    ],
    [
      "long floats",
      { bits: 64, tag: 3 },
      new Uint8Array(Float64Array.of(0.5, -2).buffer),
      [16_384, -32_768],
    ],
  ])(
    "is read with samples of %s, of one channel that goes to both sides",
    async (_name, options, bytes, values) => {
      const source = await saved(folder, "d.wav", wave(bytes, { channels: 1, ...options }));
      const { pcm } = await soundOf(open, source);
      expect([...pcm]).toEqual(values.flatMap((value) => [value, value]));
    },
  );

  it("is read by the kind within WAVE_FORMAT_EXTENSIBLE", async () => {
    const { pcm, bytes } = counting(100);
    const source = await saved(folder, "e.wav", wave(bytes, { extensible: true }));
    expect((await soundOf(open, source)).pcm).toEqual(pcm);
  });

  it("of six channels is mixed down: centre to both sides, the low channel to none", async () => {
    const centre = wave(new Uint8Array(Int16Array.of(0, 0, 10_000, 20_000, 0, 0).buffer), {
      channels: 6,
    });
    const { pcm } = await soundOf(open, await saved(folder, "f.wav", centre));
    // A third of what left, centre and surround come to together: 0.707 of 1 + 0.707 + 0.707.
    expect([...pcm]).toEqual([2929, 2929]);
  });

  it("RA-15: of another rate is resampled, to the same length and pitch", async () => {
    const samples = Int16Array.from({ length: 48_000 }, (_, at) =>
      Math.round(10_000 * Math.sin((2 * Math.PI * 1000 * at) / 48_000)),
    );
    const bytes = wave(new Uint8Array(samples.buffer), { rate: 48_000, channels: 1 });
    const { pcm } = await soundOf(open, await saved(folder, "g.wav", bytes));
    expect(pcm.length / 2).toBe(44_100);
    expect(pitchOf(pcm)).toBeCloseTo(1000, -1);
    expect(loudest(pcm)).toBeGreaterThan(9900);
    expect(loudest(pcm)).toBeLessThan(10_100);
  });

  it("that does not know its own length, because it came from a pipe, goes to its end", async () => {
    const { pcm, bytes } = counting(500);
    const source = await saved(folder, "h.wav", wave(bytes, { claimed: 0xffff_ffff }));
    expect((await soundOf(open, source)).pcm).toEqual(pcm);
  });

  it("in a coding that is none of ours is unsupported", async () => {
    const source = await saved(folder, "i.wav", wave(new Uint8Array(64), { tag: 0x55 }));
    await expect(open(source, 0, never)).rejects.toMatchObject({ code: "unsupported" });
  });
});

describe("a file that was cut", () => {
  it.each(["tone.mp3", "tone.flac", "tone.ogg", "tone.opus", "tone-flac.ogg", "tone.m4a"])(
    "at any place of %s is malformed, or ends, and never hangs",
    async (name) => {
      const whole = await readFile(vector(name).path);
      const all = (await soundOf(open, vector(name))).pcm.length;
      const step = Math.ceil(whole.length / 50);
      for (let length = 0; length < whole.length; length += step) {
        const source = await saved(folder, `cut-${name}`, whole.subarray(0, length));
        const ended = await soundOf(open, source).then(
          ({ pcm }) => (pcm.length <= all ? "ended" : "too long"),
          (error) => error.code,
        );
        expect(["malformed", "unsupported", "ended"]).toContain(ended);
      }
    },
  );

  it.each(["tone.mp3", "tone.flac", "tone.opus", "tone.ogg", "tone.m4a"])(
    "in the middle of its sound tells so (%s), after what there was of it",
    async (name) => {
      const whole = await readFile(vector(name).path);
      const source = await saved(folder, `half-${name}`, whole.subarray(0, whole.length - 100));
      const reader = await open(source, 0, never);
      await expect(restOf(reader)).rejects.toMatchObject({ code: "malformed" });
      await reader.close();
    },
  );

  it("as WAV tells so, and gives what there was before", async () => {
    const { pcm, bytes } = counting(1000);
    const whole = wave(bytes);
    const source = await saved(folder, "cut.wav", whole.subarray(0, whole.length - 400));
    const reader = await open(source, 0, never);
    expect(await reader.read(900, never)).toEqual(pcm.subarray(0, 1800));
    await expect(reader.read(100, never)).rejects.toMatchObject({ code: "malformed" });
    await reader.close();
  });

  it("or damaged in one byte is played on, or malformed", async () => {
    for (const name of ["tone.mp3", "tone.flac", "tone.ogg", "tone.opus", "tone.m4a"]) {
      const whole = await readFile(vector(name).path);
      for (let at = 0; at < whole.length; at += Math.ceil(whole.length / 20)) {
        const bytes = new Uint8Array(whole);
        bytes[at] = (bytes[at] ?? 0) ^ 0xff;
        const source = await saved(folder, `bad-${name}`, bytes);
        const ended = await soundOf(open, source).then(
          () => "ended",
          (error) => error.code,
        );
        expect(["malformed", "unsupported", "ended"]).toContain(ended);
      }
    }
  });
});

describe("a file", () => {
  it.each([
    ["tone.mp3", 44_100],
    ["tone.flac", 44_100],
    ["tone.ogg", 44_100],
    ["tone-flac.ogg", 44_100],
    ["tone.opus", 44_100],
    ["tone.m4a", 44_100],
  ])("RA-15: %s is decoded, without what its encoder added, and has its tags", async (name) => {
    const { pcm, tags } = await soundOf(open, vector(name));
    expect(Math.abs(pcm.length / 2 - 13_230)).toBeLessThanOrEqual(1);
    expect(pitchOf(pcm)).toBeCloseTo(440, -1);
    expect(tags).toMatchObject({ title: "Tone", artist: "Nobody", onAir: null });
    expect(tags.durationS).toBeCloseTo(0.3, 2);
  });

  it("is known by what it is and not by its name", async () => {
    const flac = await readFile(vector("tone.flac").path);
    const { pcm } = await soundOf(open, await saved(folder, "song.mp3", flac));
    expect(pcm).toEqual((await soundOf(open, vector("tone.flac"))).pcm);
  });

  it("of each seekable format sounds from the middle as it does when played up to there", async () => {
    for (const name of ["tone.flac", "tone.mp3", "tone.ogg", "tone-flac.ogg", "tone.m4a"]) {
      const whole = (await soundOf(open, vector(name))).pcm;
      const half = (await soundOf(open, vector(name), 0.15)).pcm;
      expect(half.length).toBe(whole.length - 6615 * 2);
      expect(apart(half, whole.subarray(6615 * 2))).toBeLessThanOrEqual(1);
    }
  });

  it("that is none is not-found; a folder is invalid; nothing is malformed", async () => {
    const missing = { kind: "file", path: join(folder, "none.wav") } as const;
    await expect(open(missing, 0, never)).rejects.toMatchObject({ code: "not-found" });
    const directory = { kind: "file", path: folder } as const;
    await expect(open(directory, 0, never)).rejects.toMatchObject({ code: "invalid" });
    const empty = await saved(folder, "empty", new Uint8Array(0));
    await expect(open(empty, 0, never)).rejects.toMatchObject({ code: "malformed" });
  });

  it("that is no sound is refused soon, however large it is", async () => {
    const noise = Uint8Array.from({ length: 3_000_000 }, (_, at) => (at * 37 + (at >> 8)) & 0x7f);
    const source = await saved(folder, "text.txt", noise);
    await expect(open(source, 0, never)).rejects.toMatchObject({ code: "malformed" });
  });

  it("that we know and cannot decode is unsupported, by its name", async () => {
    const source = await saved(folder, "x", Buffer.from("wvpk0123456789012345"));
    await expect(open(source, 0, never)).rejects.toMatchObject({
      code: "unsupported",
      details: { subject: "WavPack" },
    });
  });

  it("is not opened when nobody wants it any more, and an aborted read loses nothing", async () => {
    const gone = AbortSignal.abort(new Error("changed my mind"));
    await expect(open(vector("tone.flac"), 0, gone)).rejects.toThrow("changed my mind");
    const { pcm, bytes } = counting(1000);
    const reader = await open(await saved(folder, "j.wav", wave(bytes)), 0, never);
    await expect(reader.read(10, gone)).rejects.toThrow("changed my mind");
    expect(await reader.read(1000, never)).toEqual(pcm);
    await reader.close();
  });

  it("says nothing after it was closed, and closes twice", async () => {
    const reader = await open(vector("tone.mp3"), 0, never);
    await reader.close();
    await reader.close();
    await expect(reader.read(10, never)).rejects.toMatchObject({ code: "cancelled" });
  });

  it("with a tag that claims four gigabytes is read without it", async () => {
    const mp3 = await readFile(vector("tone.mp3").path);
    const id3 = mp3.indexOf("ID3");
    expect(id3).toBe(0);
    const bytes = new Uint8Array(mp3);
    // The size of the first frame of the tag.
    bytes.set([0x7f, 0x7f, 0x7f, 0x7f], 14);
    await writeFile(join(folder, "tag.mp3"), bytes);
    const { pcm, tags } = await soundOf(open, { kind: "file", path: join(folder, "tag.mp3") });
    expect(pcm.length / 2).toBe(13_230);
    expect(tags.picture).toBeNull();
  });
});
