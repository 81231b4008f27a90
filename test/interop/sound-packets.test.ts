import { execFile } from "node:child_process";
import { copyFile, mkdtemp, readFile, rm, stat, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createOpenSource } from "../../src/main/sound/source/create.ts";
import type { OpenPacketDecoder } from "../../src/main/sound/source/packet-decoder.ts";
import { RemoteError } from "../../src/shared/errors.ts";
import { openAacByFfmpeg } from "../support/ffmpeg-packets.ts";
import { type FilmServer, serveFilms } from "../support/film-server.ts";
import { radioServer } from "../support/radio-server.ts";
import { realRuntime } from "../support/runtime.ts";
import { apart, expectSame, never, restOf, soundOf } from "../support/sound-bytes.ts";

/**
 * Files as ffmpeg makes them, taken apart by us. Apple Lossless is decoded by us as well; packets of AAC go
 * to an ffmpeg that sees nothing but them, so that what is compared is where they are, when, and what of
 * them is the song.
 */
const run = promisify(execFile);
const open = createOpenSource({ ...realRuntime(), openAac: openAacByFfmpeg });
const SECONDS = 2;
const FRAMES = SECONDS * 44_100;
const HALF = 1;
let folder = "";

const wide = "pan=5.1|FL=FL|FR=FR|FC=0.5*FL|LFE=0.2*FR|BL=0.3*FL|BR=0.3*FR";
/** Name, how ffmpeg codes it: without noise that is another one each time (PNS). */
const songs = [
  ["alac.m4a", ["-c:a", "alac"]],
  ["alac.mov", ["-c:a", "alac"]],
  ["front.m4a", ["-c:a", "alac", "-movflags", "+faststart"]],
  ["aac.m4a", ["-c:a", "aac", "-b:a", "192k", "-aac_pns", "0"]],
  ["aac-front.m4a", ["-c:a", "aac", "-aac_pns", "0", "-movflags", "+faststart"]],
  ["aac.mov", ["-c:a", "aac", "-aac_pns", "0"]],
  ["aac-six.m4a", ["-af", wide, "-c:a", "aac", "-aac_pns", "0"]],
] as const;
/** The same samples as WAV, which go the same way from there on. */
const exact = [
  [
    "alac24.m4a",
    "alac24.wav",
    ["-ar", "48000", "-c:a", "alac", "-sample_fmt", "s32p"],
    "pcm_s24le",
    0,
  ],
  ["alac-mono.m4a", "alac-mono.wav", ["-ac", "1", "-c:a", "alac"], "pcm_s16le", 0],
  ["alac-six.m4a", "alac-six.wav", ["-af", wide, "-c:a", "alac"], "pcm_s16le", 1],
] as const;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "armchair-packets-"));
  const noise = `anoisesrc=amplitude=0.5:color=pink:seed=7:duration=${SECONDS}:sample_rate=44100`;
  await run("ffmpeg", ["-v", "error", "-f", "lavfi", "-i", noise, "-ac", "2", path("source.wav")]);
  await Promise.all([
    ...songs.map(([name, coding]) => made("source.wav", name, coding)),
    made("source.wav", "adts.aac", ["-c:a", "aac", "-aac_pns", "0"]),
    made("source.wav", "other.mp4", ["-c:a", "ac3", "-movflags", "+faststart"]),
    made("source.wav", "pieces.m4a", [
      ...["-c:a", "aac", "-aac_pns", "0", "-frag_duration", "300000"],
      ...["-movflags", "+frag_keyframe+empty_moov"],
    ]),
  ]);
  for (const [name, wav, coding, samples] of exact) {
    await made("source.wav", name, coding);
    await made(name, wav, ["-c:a", samples]);
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const path = (name: string) => join(folder, name);
const file = (name: string) => ({ kind: "file", path: path(name) }) as const;
const made = (from: string, name: string, coding: readonly string[]) =>
  run("ffmpeg", ["-v", "error", "-y", "-i", path(from), ...coding, path(name)]);

async function byFfmpeg(name: string): Promise<Int16Array> {
  // Mixed by us: ffmpeg's own weights are others.
  const { pcm } = await soundOf(open, file(name));
  await made(name, `${name}.wav`, ["-c:a", "pcm_f32le"]);
  const wanted = (await soundOf(open, file(`${name}.wav`))).pcm;
  expect(pcm.length).toBeLessThanOrEqual(wanted.length);
  return wanted;
}

describe("a song in packets", () => {
  it.each(songs)(
    "RA-15: %s is as long as its source, and sounds as ffmpeg makes it sound",
    async (name) => {
      const { pcm, tags, canSeek } = await soundOf(open, file(name));
      expect(pcm.length / 2).toBe(FRAMES);
      expect([tags.durationS, canSeek]).toEqual([SECONDS, true]);
      expect(apart(pcm, await byFfmpeg(name))).toBeLessThanOrEqual(
        /alac|^front/.test(name) ? 0 : 2,
      );
    },
  );

  it.each(songs)("%s sounds from its middle as it does when played up to there", async (name) => {
    const { pcm } = await soundOf(open, file(name));
    for (const startS of [HALF, 0.01, 1.9]) {
      const rest = (await soundOf(open, file(name), startS)).pcm;
      expect(rest.length).toBe(pcm.length - Math.round(startS * 44_100) * 2);
      expect(apart(rest, pcm.subarray(pcm.length - rest.length))).toBeLessThanOrEqual(1);
    }
  });

  it.each(exact)("RA-15: %s has the very samples that WAV has", async (name, wav, _c, _s, most) => {
    const { pcm } = await soundOf(open, file(name));
    const wanted = (await soundOf(open, file(wav))).pcm;
    expect(pcm.length).toBe(wanted.length);
    expect(apart(pcm, wanted)).toBeLessThanOrEqual(most);
  });

  it("told in pieces is ffmpeg's frame for frame, from its middle too", async () => {
    const { pcm } = await soundOf(open, file("pieces.m4a"));
    const wanted = await byFfmpeg("pieces.m4a");
    expect(pcm.length).toBe(wanted.length);
    expect(apart(pcm, wanted)).toBeLessThanOrEqual(2);
    const rest = (await soundOf(open, file("pieces.m4a"), HALF)).pcm;
    expect(apart(rest, pcm.subarray(44_100 * 2))).toBeLessThanOrEqual(1);
    expect(rest.length).toBe(pcm.length - 44_100 * 2);
  });

  it("of AAC by itself is ffmpeg's frame for frame, from its middle too", async () => {
    const { pcm, tags } = await soundOf(open, file("adts.aac"));
    const wanted = await byFfmpeg("adts.aac");
    expect(pcm.length).toBe(wanted.length);
    expect(tags.durationS).toBe(pcm.length / 2 / 44_100);
    expect(apart(pcm, wanted)).toBeLessThanOrEqual(2);
    const rest = (await soundOf(open, file("adts.aac"), HALF)).pcm;
    expect(apart(rest, pcm.subarray(44_100 * 2))).toBeLessThanOrEqual(1);
    expect(rest.length).toBe(pcm.length - 44_100 * 2);
  });

  it("goes to ffmpeg as a whole where what decodes AAC here does not decode this", async () => {
    let asked = 0;
    const refuses: OpenPacketDecoder = async () => {
      asked += 1;
      throw new RemoteError("unsupported", "not this kind", { subject: "AAC" });
    };
    const other = createOpenSource({ ...realRuntime(), openAac: refuses });
    for (const name of ["aac.m4a", "adts.aac"]) {
      const { pcm } = await soundOf(other, file(name));
      const wanted = await byFfmpeg(name);
      expectSame(pcm, wanted);
    }
    expect(asked).toBe(2);
  });

  it.each(["alac.m4a", "aac.m4a", "front.m4a", "aac-front.m4a"])(
    "%s, cut short, is malformed",
    async (name) => {
      await copyFile(path(name), path(`cut-${name}`));
      await truncate(path(`cut-${name}`), Math.floor((await stat(path(name))).size / 2));
      await expect(soundOf(open, file(`cut-${name}`))).rejects.toMatchObject({ code: "malformed" });
    },
  );
});

describe("a song in packets on a web server", () => {
  const names = ["alac.m4a", "front.m4a", "aac.m4a", "aac-front.m4a"] as const;
  let server: FilmServer;

  beforeAll(async () => {
    const files: Record<string, Uint8Array> = {};
    for (const name of [...names, "adts.aac"]) files[name] = await readFile(path(name));
    server = await serveFilms("127.0.0.1", files, () => {});
  });
  afterAll(() => server?.close());

  it.each(names)("%s begins at its half as the file does", async (name) => {
    const reader = await open({ kind: "link", url: server.url(name) }, HALF, never);
    expect([reader.canSeek, reader.tags.value.durationS]).toEqual([true, SECONDS]);
    const pcm = await restOf(reader);
    await reader.close();
    expectSame(pcm, (await soundOf(open, file(name), HALF)).pcm);
  });

  it("in AAC by itself begins near its half", async () => {
    const reader = await open({ kind: "link", url: server.url("adts.aac") }, HALF, never);
    expect(reader.canSeek).toBe(true);
    expect(reader.tags.value.durationS).toBeCloseTo(SECONDS, 1);
    const pcm = await restOf(reader);
    await reader.close();
    expect(pcm.length / 2 / 44_100).toBeCloseTo(SECONDS - HALF, 0);
  });
});

describe("a song in packets that comes once", () => {
  /** From a server that gives no parts. */
  async function onceFrom(name: string) {
    const song = await readFile(path(name));
    const head = `HTTP/1.1 200 OK\r\nContent-Length: ${song.length}\r\nConnection: close\r\n\r\n`;
    const radio = await radioServer(head, async function* () {
      yield song;
    });
    try {
      return await soundOf(open, { kind: "link", url: `http://127.0.0.1:${radio.port}/song` });
    } finally {
      await radio.close();
    }
  }

  it.each(["front.m4a", "aac-front.m4a"])("is ours with its index in front: %s", async (name) => {
    const { pcm, canSeek, tags } = await onceFrom(name);
    expect([canSeek, tags.durationS]).toEqual([false, SECONDS]);
    expectSame(pcm, (await soundOf(open, file(name))).pcm);
  });

  it("is ours as well where it is told in pieces", async () => {
    const { pcm, canSeek } = await onceFrom("pieces.m4a");
    expect(canSeek).toBe(false);
    expectSame(pcm, (await soundOf(open, file("pieces.m4a"))).pcm);
    expect(apart(pcm, await byFfmpeg("pieces.m4a"))).toBeLessThanOrEqual(2);
    expect(pcm.length / 2).toBeGreaterThanOrEqual(FRAMES);
  });

  it("is ffmpeg's in another codec, from its first byte", async () => {
    const { pcm, canSeek } = await onceFrom("other.mp4");
    expect(canSeek).toBe(false);
    expect(apart(pcm, await byFfmpeg("other.mp4"))).toBeLessThanOrEqual(1);
    expect(pcm.length / 2).toBeGreaterThanOrEqual(FRAMES);
  });

  it("is not played with its index at its end, and says why", async () => {
    await expect(onceFrom("alac.m4a")).rejects.toMatchObject({
      code: "unsupported",
      details: { subject: "an MP4 stream with its index at its end" },
    });
  });
});
