import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ByteWindow } from "../../../src/main/sound/source/byte-window.ts";
import { createOpenSource } from "../../../src/main/sound/source/create.ts";
import { editOf } from "../../../src/main/sound/source/mp4-edit.ts";
import { parseSoundEntry } from "../../../src/main/sound/source/mp4-entry.ts";
import { type Boxes, readSoundMovie } from "../../../src/main/sound/source/mp4-movie.ts";
import { SampleTables } from "../../../src/main/sound/source/mp4-tables.ts";
import { openDecoder } from "../../../src/main/sound/source/open-decoder.ts";
import { fuzz } from "../../support/fuzz.ts";
import {
  AAC_CONFIG,
  alacConfig,
  box,
  esds,
  iTunSmpb,
  mp4Song,
  type SongShape,
} from "../../support/mp4-song.ts";
import { type PlainOptions, PlainPackets, plainPackets } from "../../support/plain-packets.ts";
import { testRuntime } from "../../support/runtime.ts";
import {
  bytesAt,
  counting,
  expectSame,
  never,
  restOf,
  saved,
  soundOf,
} from "../../support/sound-bytes.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "armchair-mp4-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const FRAMES = 1024 * 80;
const sound = counting(FRAMES);
const packets = plainPackets(sound.bytes);
const from = (frame: number, to = FRAMES) => sound.pcm.subarray(frame * 2, to * 2);

function room(options: PlainOptions = {}) {
  const codec = new PlainPackets(options);
  const open = createOpenSource({ ...testRuntime(), openAac: codec.decoder });
  const of = async (shape: Partial<SongShape>, startS = 0) => {
    const source = await saved(folder, "a.m4a", mp4Song({ packets, ...shape }));
    const heard = await soundOf(open, source, startS);
    expect(codec.open).toBe(0);
    return heard;
  };
  return { codec, open, of };
}

describe("the packets of an MP4 file", () => {
  it.each([
    ["with its index in front", {}],
    ["with its index at the end", { indexFirst: false }],
    ["with other things between its chunks", { gap: 3000 }],
    ["with each packet in a chunk of its own", { perChunk: 1 }],
    ["in one chunk", { perChunk: 1000 }],
    ["with small sizes", { sizes: "small" }],
    ["with packets of one size", { sizes: "one" }],
    ["with wide places", { wideOffsets: true }],
    [
      "within QuickTime's first form",
      { entryVersion: 1, details: [box("wave", box("frma"), esds(AAC_CONFIG))] },
    ],
    ["within QuickTime's second form", { entryVersion: 2 }],
  ] as const)("RA-15: are found and decoded in order, %s", async (_, shape) => {
    const { codec, of } = room();
    const { pcm, tags, canSeek } = await of(shape);
    expectSame(pcm, sound.pcm);
    expect(tags.durationS).toBeCloseTo(FRAMES / 44_100, 6);
    expect(canSeek).toBe(true);
    expect(codec.formats).toEqual([
      { codec: "aac", config: AAC_CONFIG, rate: 44_100, channels: 2 },
    ]);
    expect(Math.max(...codec.runs)).toBe(33);
  });

  it.each([0, 1, 5])(
    "begin at the very frame that was sought, with a decoder late by %i",
    async (late) => {
      for (const frame of [1, 1023, 1024, 50_000, FRAMES - 1]) {
        const { of } = room({ late });
        expectSame((await of({}, frame / 44_100)).pcm, from(frame));
      }
      expect((await room({ late }).of({}, 99)).pcm.length).toBe(0);
    },
  );

  it("are decoded from three before the place on, which the first ones lack", async () => {
    const { codec, of } = room();
    await of({}, (50 * 1024) / 44_100);
    expect(codec.runs.reduce((sum, run) => sum + run, 0)).toBe(80 - 47);
  });

  it.each([
    ["its edit list", { edits: [[1000, 2112]] }, 2112, 2112 + 44_100],
    [
      "the first row of it that is no pause",
      {
        edits: [
          [500, -1],
          [1000, 2112],
        ],
      },
      2112,
      2112 + 44_100,
    ],
    ["its last packet, which is short", { edits: [[3000, 1024]], last: 100 }, 1024, FRAMES - 924],
    ["iTunes' own tag", { more: [iTunSmpb(2112, 300, FRAMES - 2412)] }, 2112, FRAMES - 300],
    [
      "its edit list rather than the tag",
      { edits: [[0, 1024]], more: [iTunSmpb(2112, 0, 5000)] },
      1024,
      FRAMES,
    ],
  ] as const)("are cut as %s says, also after seeking", async (_, shape, first, last) => {
    const { of } = room({ late: 1 });
    const { pcm, tags } = await of(shape as Partial<SongShape>);
    expectSame(pcm, from(first, last));
    expect(tags.durationS).toBeCloseTo((last - first) / 44_100, 6);
    const rest = await of(shape as Partial<SongShape>, 0.5);
    expectSame(rest.pcm, from(first + 22_050, last));
  });

  it("are all heard where their times are not those of their sound, as in songs put together", async () => {
    expectSame((await room().of({ first: 1, edits: [[5000, 0]] })).pcm, sound.pcm);
    expectSame((await room().of({ first: 1, edits: [[1000, 0]] })).pcm, from(0, 44_100));
  });

  it("are cut by time where what is decoded has twice the rate (HE-AAC)", async () => {
    const { of } = room({ doubles: true });
    const shape: Partial<SongShape> = { edits: [[1000, 2048]], scale: 22_050 };
    const config = Uint8Array.of(0x13, 0x90);
    const { pcm } = await of({ ...shape, details: [esds(config)] });
    expect(pcm.length / 2).toBe(44_100);
    const twice = (frame: number) => [
      pcm[frame * 2],
      pcm[frame * 2 + 2],
      sound.pcm[(2048 + frame / 2) * 2],
    ];
    expect(twice(1000)).toEqual(Array(3).fill(sound.pcm[(2048 + 500) * 2]));
    const rest = await of({ ...shape, details: [esds(config)] }, 0.5);
    expectSame(rest.pcm, pcm.subarray(44_100));
  });

  it("that are cut off are malformed after what there was, whichever way the file is read", async () => {
    const whole = mp4Song({ packets, indexFirst: true });
    const { codec, open } = room();
    const reader = await open(
      await saved(folder, "c.m4a", whole.subarray(0, -4096 * 50 - 7)),
      0,
      never,
    );
    expect(await reader.read(29 * 1024, never)).toEqual(from(0, 29 * 1024));
    await expect(reader.read(1024, never)).rejects.toMatchObject({ code: "malformed" });
    await reader.close();
    expect(codec.open).toBe(0);
  });

  it("that cannot be decoded are the end of a file, and a decoder is not left open", async () => {
    const { of, codec } = room({ fails: (call) => call === 2 });
    await expect(of({})).rejects.toMatchObject({ code: "malformed" });
    expect([codec.formats.length, codec.open]).toEqual([1, 0]);
  });

  it("are not lost when a read is aborted while they are decoded", async () => {
    const { codec, open } = room();
    const reader = await open(await saved(folder, "d.m4a", mp4Song({ packets })), 0, never);
    let release = () => {};
    codec.gate = new Promise((resolve) => {
      release = resolve;
    });
    const stop = new AbortController();
    const reading = reader.read(100, stop.signal);
    await expect.poll(() => codec.runs.length).toBe(1);
    stop.abort(new Error("changed my mind"));
    await expect(reading).rejects.toThrow("changed my mind");
    release();
    expectSame(await restOf(reader), sound.pcm);
    await reader.close();
    expect(codec.open).toBe(0);
  });
});

/** Decodes bytes in memory to their end. */
async function drained(bytes: Uint8Array, { decoder: openAac }: PlainPackets): Promise<void> {
  const decoder = await openDecoder(new ByteWindow(bytesAt(bytes)), { path: null, openAac }, never);
  try {
    while (await decoder.next(never)) {}
  } finally {
    await decoder.close();
  }
}

describe("an MP4 file", () => {
  it("of Apple's protection says so, whatever would decode it", async () => {
    for (const [entry, subject] of [
      ["drms", "songs protected by Apple (FairPlay)"],
      ["enca", "protected songs"],
    ] as const) {
      await expect(room().of({ entry })).rejects.toMatchObject({
        code: "unsupported",
        details: { subject },
      });
    }
  });

  it("without sound, or without an index, is malformed", async () => {
    await expect(room().of({ handler: "vide" })).rejects.toMatchObject({ code: "malformed" });
    const { open } = room();
    const head = await saved(
      folder,
      "e.m4a",
      mp4Song({ packets, indexFirst: false }).subarray(0, 9000),
    );
    await expect(soundOf(open, head)).rejects.toMatchObject({ code: "malformed" });
  });

  it("whose tables promise more than there is, or contradict each other, is malformed and soon", async () => {
    const good = mp4Song({ packets, perChunk: 10 });
    const view = new DataView(good.buffer);
    const at = (type: string) => Buffer.from(good).indexOf(type, 0, "latin1") + 4;
    const damages: readonly (readonly [string, number, number])[] = [
      ["stsz", 8, 0xffff_ffff],
      ["stsz", 12, 2_000_000],
      ["stco", 4, 0x7fff_ffff],
      ["stco", 4, 1],
      ["stsc", 4, 0xffff],
      ["stsc", 8, 0],
      ["stsc", 8, 9],
      ["stsc", 12, 0],
      ["stsc", 12, 1],
      ["stts", 4, 0xffff_ffff],
      ["stts", 8, 1],
      ["mdhd", 12, 0],
      ["moov", -8, 0xffff_ffff],
      ["stbl", 0, 4],
    ];
    for (const [type, offset, value] of damages) {
      const place = at(type) + offset;
      const before = view.getUint32(place);
      view.setUint32(place, value);
      const { open, codec } = room();
      const ended = await soundOf(open, await saved(folder, "f.m4a", good)).then(
        () => "played",
        (error) => error.code,
      );
      expect([type, offset, ended]).toEqual([type, offset, "malformed"]);
      expect(codec.open).toBe(0);
      view.setUint32(place, before);
    }
    const { pcm } = await soundOf(room().open, await saved(folder, "f.m4a", good));
    expectSame(pcm, sound.pcm);
  });

  it("with millions of packets of one size at one place is played from there without memory for them", async () => {
    const shape = { packets: plainPackets(sound.bytes.subarray(0, 8192)), sizes: "one" } as const;
    const good = mp4Song(shape);
    const view = new DataView(good.buffer);
    const at = (type: string) => Buffer.from(good).indexOf(type, 0, "latin1") + 4;
    view.setUint32(at("stsz") + 8, 1 << 24);
    view.setUint32(at("stts") + 8, 1 << 24);
    view.setUint32(at("stsc") + 12, 1 << 24);
    const reader = await room().open(await saved(folder, "g.m4a", good), 0, never);
    await expect(restOf(reader)).rejects.toMatchObject({ code: "malformed" });
    await reader.close();
  });

  it("cut anywhere is malformed, or ends sooner, and never hangs", async () => {
    const few = plainPackets(sound.bytes.subarray(0, 64 * 40), 16);
    for (const indexFirst of [true, false]) {
      const whole = mp4Song({ packets: few, indexFirst, each: 16 });
      for (let length = 0; length < whole.length; length += 3) {
        const codec = new PlainPackets();
        const ended = await drained(whole.subarray(0, length), codec).then(
          () => "whole",
          (error) => error.code,
        );
        expect([length, ended]).toEqual([length, "malformed"]);
        expect(codec.open).toBe(0);
      }
    }
  });
});

describe("the description of the sound in an MP4 file", () => {
  const described = (shape: Partial<SongShape>) => {
    const file = Buffer.from(mp4Song({ packets: [], ...shape }));
    const at = file.indexOf("stsd") + 4;
    return parseSoundEntry(new Uint8Array(file.subarray(at, at + file.readUInt32BE(at - 8) - 8)));
  };

  it("says what Apple Lossless is, also as QuickTime wraps it", () => {
    const details = [box("alac", new Uint8Array(4), alacConfig())];
    const format = { codec: "alac", config: alacConfig(), rate: 44_100, channels: 2 };
    const wanted = { name: "Apple Lossless", format, isProtected: false };
    expect(described({ entry: "alac", details })).toEqual(wanted);
    const wave = [box("wave", box("frma", new Uint8Array(4)), ...details, box("\0\0\0\0"))];
    expect(described({ entry: "alac", entryVersion: 1, details: wave })).toEqual(wanted);
    expect(described({ entry: "alac", details: [] })?.format).toBeNull();
  });

  it("says which AAC it is, with rates that have no index", () => {
    const of = (...config: number[]) =>
      described({ details: [esds(Uint8Array.from(config))] })?.format;
    expect(of(0x11, 0x88)).toMatchObject({ rate: 48_000, channels: 1 });
    expect(of(0x17, 0x80, 0x01, 0xf4, 0x10)).toMatchObject({ rate: 1000, channels: 2 });
    // Channels that are told within the sound: those of the entry.
    expect(of(0x12, 0x00)).toMatchObject({ rate: 44_100, channels: 2 });
    expect(of(0x16, 0x90)).toBeNull();
    expect(of(0x12)).toBeNull();
  });

  it("leaves to others what is no AAC, and what has another type", () => {
    const mp3 = described({ details: [esds(AAC_CONFIG, 0x6b)] });
    expect(mp3).toEqual({ name: "MP3 in MP4", format: null, isProtected: false });
    expect(described({ entry: "ac-3" })).toMatchObject({ name: "Dolby Digital", format: null });
    expect(described({ entry: "what" })).toMatchObject({ name: "MP4", format: null });
  });
});

describe("the tables of an MP4 file", () => {
  const boxesOf = (file: Uint8Array): Boxes => {
    const buffer = Buffer.from(file);
    const kinds = ["stts", "stsc", "stsz", "stz2", "stco", "co64"];
    return new Map(
      kinds.flatMap((type) => {
        const at = buffer.indexOf(type, 0, "latin1") + 4;
        if (at < 4) return [];
        return [
          [type, [new Uint8Array(buffer.subarray(at, at + buffer.readUInt32BE(at - 8) - 8))]],
        ];
      }),
    );
  };
  const some = Array.from({ length: 23 }, (_, size) => new Uint8Array(size + 1));

  it("find every packet from every other one on, and its time", () => {
    for (const perChunk of [1, 4, 23, 100]) {
      const tables = new SampleTables(boxesOf(mp4Song({ packets: some, perChunk, last: 7 })));
      const all = [...tables.placesFrom(0)];
      expect(all.map(({ size }) => size)).toEqual(some.map(({ length }) => length));
      for (let packet = 0; packet < some.length; packet++) {
        expect([...tables.placesFrom(packet)]).toEqual(all.slice(packet));
        expect(tables.packetAt(tables.tickOf(packet))).toBe(packet);
        expect(tables.packetAt(tables.tickOf(packet) + (packet === 22 ? 6 : 1023))).toBe(packet);
      }
      expect([...tables.placesFrom(99)]).toEqual([]);
      expect([tables.length, tables.count, tables.packetAt(1e9)]).toEqual([22 * 1024 + 7, 23, 22]);
    }
  });

  fuzz(
    "a whole file with its tables",
    async (bytes) => {
      const movie = await readSoundMovie(new ByteWindow(bytesAt(bytes)), never);
      if (!movie?.track) return;
      parseSoundEntry(movie.track.get("stsd")?.[0] ?? new Uint8Array(0));
      const tables = new SampleTables(movie.track);
      editOf(movie.track, movie.movie, tables.length);
      let left = 1000;
      for (const _ of tables.placesFrom(tables.packetAt(5000))) if (--left === 0) break;
    },
    {
      seeds: [
        mp4Song({ packets: some, edits: [[10, 5]], more: [iTunSmpb(1, 2, 3)] }),
        mp4Song({ packets: some, sizes: "small", wideOffsets: true, indexFirst: false }),
      ],
      runs: 3000,
    },
  );
});
