import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { audioConfigOf, parseAdtsFrame } from "../../../src/main/sound/source/adts-frame.ts";
import { openAdtsTrack } from "../../../src/main/sound/source/adts-track.ts";
import { ByteWindow } from "../../../src/main/sound/source/byte-window.ts";
import { createOpenSource } from "../../../src/main/sound/source/create.ts";
import { concatBytes } from "../../../src/main/wire/bytes.ts";
import { adtsFrame, adtsSong } from "../../support/adts-song.ts";
import { fuzz } from "../../support/fuzz.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { type PlainOptions, PlainPackets, plainPackets } from "../../support/plain-packets.ts";
import { testRuntime } from "../../support/runtime.ts";
import { inParts, type ScriptedAnswer, ScriptedWeb } from "../../support/scripted-stream.ts";
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
  folder = await mkdtemp(join(tmpdir(), "armchair-adts-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const COUNT = 80;
const FRAMES = 1024 * COUNT;
const sound = counting(FRAMES);
const packets = plainPackets(sound.bytes);
const from = (frame: number, to = FRAMES) => sound.pcm.subarray(frame * 2, to * 2);
const LINK = "http://radio.example/aac";

function room(options: PlainOptions = {}) {
  const codec = new PlainPackets(options);
  const open = createOpenSource({ ...testRuntime(), openAac: codec.decoder });
  const of = async (bytes: Uint8Array, startS = 0) => {
    const heard = await soundOf(open, await saved(folder, "a.aac", bytes), startS);
    expect(codec.open).toBe(0);
    return heard;
  };
  return { codec, of };
}

function radio(answer: ScriptedAnswer, options: PlainOptions = {}) {
  const codec = new PlainPackets(options);
  const web = new ScriptedWeb({ [LINK]: answer });
  const clock = new ManualClock();
  const runtime = { ...testRuntime({ clock }), streamFetch: web.fetch, openAac: codec.decoder };
  const open = createOpenSource(runtime);
  return { codec, web, from: (startS: number) => open({ kind: "link", url: LINK }, startS, never) };
}

describe("AAC by itself", () => {
  it.each([
    ["with checksums", adtsSong(packets, { checked: true })],
    ["without", adtsSong(packets)],
    ["after a tag", concatBytes(Buffer.from("ID3\x03\0\0\0\0\0\x05hello"), adtsSong(packets))],
    ["before a tag", concatBytes(adtsSong(packets), Buffer.from("TAG".padEnd(128, "x")))],
    ["after the rest of a frame", concatBytes(sound.bytes.subarray(0, 999), adtsSong(packets))],
    [
      "around what is none of it",
      concatBytes(adtsSong(packets.slice(0, 9)), new Uint8Array(5000), adtsSong(packets.slice(9))),
    ],
  ])("RA-15: is decoded frame by frame, %s", async (_, bytes) => {
    const { codec, of } = room();
    const { pcm, tags, canSeek } = await of(bytes);
    expectSame(pcm, sound.pcm);
    expect(tags.durationS).toBeCloseTo(FRAMES / 44_100, 6);
    expect(canSeek).toBe(true);
    expect(codec.formats).toEqual([
      { codec: "aac", config: Uint8Array.of(0x12, 0x10), rate: 44_100, channels: 2 },
    ]);
  });

  it("begins at the very frame that was sought, and says nothing beyond its end", async () => {
    for (const frame of [1, 1024, 5000, FRAMES - 1]) {
      const { pcm } = await room({ late: 2 }).of(adtsSong(packets), frame / 44_100);
      expectSame(pcm, from(frame));
    }
    expect((await room().of(adtsSong(packets), 99)).pcm.length).toBe(0);
  });

  it("that changes its channels or rate on the way is decoded by another decoder from there on", async () => {
    const { codec, of } = room();
    const halves = [packets.slice(0, 30), packets.slice(30)] as const;
    const bytes = concatBytes(adtsSong(halves[0]), adtsSong(halves[1], { channels: 1 }));
    expectSame((await of(bytes)).pcm, sound.pcm);
    expect(codec.formats.map(({ channels }) => channels)).toEqual([2, 1]);
    expect(codec.runs.reduce((sum, run) => sum + run, 0)).toBe(COUNT);
  });

  it("of twice the rate than it says (HE-AAC) is sought by time", async () => {
    const { of } = room({ doubles: true });
    const { pcm } = await of(adtsSong(packets, { rate: 7 }), 1);
    expect(pcm.length / 2).toBe(FRAMES * 2 - 44_100);
    expect(pcm[0]).toBe(sound.pcm[22_050 * 2]);
  });

  it.each([
    ["has several packets in a frame", { blocks: 2 }],
    ["tells its channels within the sound", { channels: 0 }],
  ])("is left to others when it %s", async (_, shape) => {
    expect(
      await openAdtsTrack(new ByteWindow(bytesAt(adtsSong(packets, shape))), never),
    ).toBeNull();
  });

  it("cut anywhere ends there, or is malformed, and never hangs", async () => {
    const few = plainPackets(sound.bytes.subarray(0, 64 * 20), 16);
    const whole = adtsSong(few);
    const each = whole.length / 20;
    for (let length = 0; length < whole.length; length += 5) {
      const ended = await room()
        .of(whole.subarray(0, length))
        .then(
          ({ pcm }) => pcm.length / 2 / 16,
          (error) => error.code,
        );
      const heads = length % each < 7 && length >= each;
      expect([length, ended]).toEqual([length, heads ? Math.floor(length / each) : "malformed"]);
    }
  });

  fuzz(
    "AAC by itself",
    async (bytes) => {
      const track = await openAdtsTrack(new ByteWindow(bytesAt(bytes)), never);
      for (let runs = 0; track && (await track.next(never)); runs++) expect(runs).toBeLessThan(99);
    },
    { seeds: [adtsSong(plainPackets(sound.bytes.subarray(0, 1000), 32))], runs: 3000 },
  );

  it("says in its heads what a decoder is to know", () => {
    const head = (rate: number, channels: number) =>
      parseAdtsFrame(adtsFrame(new Uint8Array(3), { rate, channels }), 0);
    // ISO/IEC 14496-3, 1.6.2.1: five bits of kind, four of rate, four of channels.
    expect([...audioConfigOf(head(3, 1) ?? expect.fail())]).toEqual([0x11, 0x88]);
    expect([...audioConfigOf(head(11, 7) ?? expect.fail())]).toEqual([0x15, 0xb8]);
    expect(head(13, 2)).toBeNull();
    expect(parseAdtsFrame(adtsFrame(new Uint8Array(0)), 0)).toBeNull();
    expect(parseAdtsFrame(adtsFrame(new Uint8Array(9)).subarray(0, 6), 0)).toBeNull();
  });
});

describe("AAC at an address", () => {
  /** So many bytes of titles that say nothing after each 8,192 of sound. */
  const withTitles = (bytes: Uint8Array) => {
    const parts: Uint8Array[] = [];
    for (let at = 0; at < bytes.length; at += 8192) {
      const part = bytes.subarray(at, at + 8192);
      parts.push(part, ...(part.length === 8192 ? [Uint8Array.of(0)] : []));
    }
    return concatBytes(...parts);
  };

  it("RA-15: is a radio's, which begins anywhere and has titles among it, and plays as it comes", async () => {
    const song = adtsSong(packets);
    const bytes = withTitles(song.subarray(1000));
    const chunks = Array.from({ length: Math.ceil(bytes.length / 3000) }, (_, at) =>
      bytes.subarray(at * 3000, at * 3000 + 3000),
    );
    const headers = { "icy-metaint": "8192", "content-type": "audio/aac" };
    const { codec, web, from: at } = radio({ headers, chunks, after: "silence" });
    const reader = await at(0);
    expect(reader.canSeek).toBe(false);
    expect(reader.tags.value.durationS).toBeNull();
    // All that there is, though more is waited for.
    expectSame(await reader.read(77 * 1024, never), from(1024, 78 * 1024));
    await reader.close();
    expect([codec.open, web.open]).toEqual([0, 0]);
  });

  it("is played on after what cannot be decoded, unless there is no end of that", async () => {
    const chunks = Array.from({ length: COUNT / 10 }, (_, at) =>
      adtsSong(packets.slice(at * 10, at * 10 + 10)),
    );
    const passing = radio({ chunks }, { fails: (call) => call === 2 });
    const reader = await passing.from(0);
    const { length } = await restOf(reader);
    expect(length).toBeLessThan(FRAMES * 2);
    expect(length).toBeGreaterThan(FRAMES);
    await reader.close();
    expect(passing.codec.formats).toHaveLength(2);
    const lasting = radio({ chunks }, { fails: (call) => call > 1 });
    const second = await lasting.from(0);
    await expect(restOf(second)).rejects.toMatchObject({ code: "malformed" });
    await second.close();
    expect([passing.codec.open, lasting.codec.open, lasting.web.open]).toEqual([0, 0, 0]);
  });

  it("is sought by the bytes of a second where its server gives parts: exactly, where all are alike", async () => {
    const song = adtsSong(packets);
    const { codec, web, from: at } = radio(inParts(song));
    const reader = await at(1.5);
    expect(reader.tags.value.durationS).toBeCloseTo(FRAMES / 44_100, 2);
    const wanted = 1.5 * 44_100;
    expectSame(await reader.read(1024, never), from(wanted, wanted + 1024));
    await reader.close();
    expect([codec.open, web.open]).toEqual([0, 0]);
  });
});
