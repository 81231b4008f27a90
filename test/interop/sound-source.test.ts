import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { copyFile, mkdtemp, readFile, rm, stat, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createOpenSource } from "../../src/main/sound/source/create.ts";
import { bundle } from "../support/bundle.ts";
import type { Decoded } from "../support/decode-thread.ts";
import { type FilmServer, serveFilms } from "../support/film-server.ts";
import { electronPath } from "../support/peers.ts";
import { type RadioServer, radioServer } from "../support/radio-server.ts";
import { realRuntime } from "../support/runtime.ts";
import { apart, never, restOf, soundOf } from "../support/sound-bytes.ts";

/** Every format as ffmpeg makes it, beside what ffmpeg itself makes of it; real sockets and pipes. */
const run = promisify(execFile);
const open = createOpenSource(realRuntime());
/** Of every file here; the tests of places within it begin at its half. */
const SECONDS = 2;
const HALF = SECONDS / 2;
const FRAMES = SECONDS * 44_100;
let folder = "";
let script = "";

/** Name, how ffmpeg codes it, and how far apart two decoders may be at most, of 32,768. */
const formats = [
  ["noise.wav", ["-c:a", "pcm_s16le"], 0],
  ["noise.aiff", ["-c:a", "pcm_s16be"], 0],
  ["sowt.aifc", ["-f", "aiff", "-c:a", "pcm_s16le"], 0],
  ["noise24.wav", ["-c:a", "pcm_s24le"], 1],
  ["float.wav", ["-c:a", "pcm_f32le"], 1],
  ["noise.flac", ["-c:a", "flac"], 0],
  ["noise.oga", ["-c:a", "flac", "-f", "ogg"], 0],
  ["alac.m4a", ["-c:a", "alac"], 0],
  ["noise.mp3", ["-c:a", "libmp3lame", "-b:a", "192k"], 2],
  ["vbr.mp3", ["-c:a", "libmp3lame", "-q:a", "4"], 2],
  ["noise.ogg", ["-c:a", "libvorbis", "-q:a", "5"], 2],
  ["aac.m4a", ["-c:a", "aac", "-b:a", "192k"], 2],
  ["noise.aac", ["-c:a", "aac", "-f", "adts"], 2],
] as const;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "armchair-sound-"));
  const noise = `anoisesrc=amplitude=0.5:color=pink:seed=7:duration=${SECONDS}:sample_rate=44100`;
  await run("ffmpeg", ["-v", "error", "-f", "lavfi", "-i", noise, "-ac", "2", path("source.wav")]);
  await Promise.all([
    ...formats.map(([name, coding]) => made(name, coding)),
    made("noise.opus", ["-c:a", "libopus", "-b:a", "128k"]),
  ]);
  script = await bundle("test/support/decode-thread.ts", "decode-thread");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const path = (name: string) => join(folder, name);
const file = (name: string) => ({ kind: "file", path: path(name) }) as const;
const made = (name: string, coding: readonly string[]) =>
  run("ffmpeg", ["-v", "error", "-y", "-i", path("source.wav"), ...coding, path(name)]);

async function byFfmpeg(name: string): Promise<Int16Array> {
  const words = ["-v", "error", "-i", path(name), "-f", "s16le", "-ac", "2", "-ar", "44100", "-"];
  const { stdout } = await run("ffmpeg", words, { encoding: "buffer", maxBuffer: 1e8 });
  return new Int16Array(new Uint8Array(stdout).buffer);
}

async function threads(words: readonly string[], input?: string): Promise<Decoded[]> {
  const child = spawn(process.execPath, [script, ...words], { stdio: ["pipe", "pipe", "inherit"] });
  if (input) createReadStream(input).pipe(child.stdin);
  else child.stdin.end();
  child.stdin.on("error", () => {});
  let printed = "";
  child.stdout.on("data", (chunk: Buffer) => {
    printed += chunk.toString();
  });
  await once(child, "close");
  return printed
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

describe("each format", () => {
  it.each(formats)(
    "RA-15: %s sounds as ffmpeg makes it sound, frame for frame",
    async (name, _c, most) => {
      const [{ pcm }, wanted] = [await soundOf(open, file(name)), await byFfmpeg(name)];
      expect(pcm.length).toBe(wanted.length);
      expect(apart(pcm, wanted)).toBeLessThanOrEqual(most);
    },
  );

  it("RA-15: Opus, which is resampled from 48 kHz, has the length of its source", async () => {
    const { pcm, tags } = await soundOf(open, file("noise.opus"));
    expect(pcm.length / 2).toBe(FRAMES);
    expect(tags.durationS).toBeCloseTo(SECONDS, 3);
  });

  it.each(formats)(
    "%s sounds from its middle as it does when played up to there",
    async (name, _c, most) => {
      const whole = (await soundOf(open, file(name))).pcm;
      const { pcm } = await soundOf(open, file(name), HALF);
      if (/aac/.test(name)) {
        // ffmpeg begins with a frame that lacks the one before it.
        expect(Math.abs(pcm.length - (whole.length - FRAMES))).toBeLessThanOrEqual(4096);
        return;
      }
      expect(pcm.length).toBe(whole.length - FRAMES);
      expect(apart(pcm, whole.subarray(FRAMES))).toBeLessThanOrEqual(most);
    },
  );

  it.each(["noise.flac", "alac.m4a", "aac.m4a", "noise.mp3"])(
    "%s, cut short, is malformed and leaves nothing open",
    async (name) => {
      await copyFile(path(name), path(`cut-${name}`));
      // The index of these MP4 files is at their end.
      await truncate(path(`cut-${name}`), Math.floor((await stat(path(name))).size / 2));
      const [decoded] = await threads([path(`cut-${name}`)]);
      expect(decoded).toMatchObject({ error: "malformed", openMore: 0 });
    },
  );

  it("MP4 with its index in front, cut short, is malformed after what there was", async () => {
    await made("front.m4a", ["-c:a", "aac", "-movflags", "+faststart"]);
    await truncate(path("front.m4a"), Math.floor((await stat(path("front.m4a"))).size / 2));
    const reader = await open(file("front.m4a"), 0, never);
    expect((await reader.read(FRAMES / 4, never)).length).toBe(FRAMES / 2);
    await expect(restOf(reader)).rejects.toMatchObject({ code: "malformed" });
    await reader.close();
  });

  it("has its tags and its cover", async () => {
    const cover = path("cover.jpg");
    await run("ffmpeg", [
      "-v",
      "error",
      "-f",
      "lavfi",
      "-i",
      "testsrc=size=64x64",
      "-frames:v",
      "1",
      cover,
    ]);
    const both = [
      "-i",
      cover,
      "-map",
      "0:a",
      "-map",
      "1:v",
      "-c:v",
      "copy",
      "-disposition:v",
      "attached_pic",
    ];
    const words = [
      "-metadata",
      "title=Das Lied",
      "-metadata",
      "artist=Jemand",
      "-metadata",
      "album=Album",
    ];
    for (const name of ["t.mp3", "t.flac", "t.m4a"]) {
      await made(name, [...both, ...words]);
      const reader = await open(file(name), 0, never);
      const { title, artist, album, picture, durationS } = reader.tags.value;
      await reader.close();
      expect([title, artist, album]).toEqual(["Das Lied", "Jemand", "Album"]);
      expect(picture?.mimeType).toBe("image/jpeg");
      expect(Buffer.from(picture?.bytes ?? [])).toEqual(await readFile(cover));
      expect(durationS).toBeCloseTo(SECONDS, 1);
    }
  });
});

describe.concurrent("a thread of its own, bundled as the program is", () => {
  const all = [...formats.map(([name]) => name), "noise.opus"];

  it("decodes every format in Node, and leaves no file, pipe or process open", async () => {
    // Twice: with the first child process Node opens something for all later ones.
    const decoded = (await threads([...all, ...all].map(path))).slice(all.length);
    expect(decoded.map(({ error }) => error)).toEqual(all.map(() => null));
    expect(decoded.map(({ openMore }) => openMore)).toEqual(all.map(() => 0));
    expect(decoded.every(({ frames }) => frames >= FRAMES)).toBe(true);
  });

  it("decodes every format to the same samples in Electron's own runtime", async () => {
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: "1" };
    const [{ stdout }, here] = await Promise.all([
      run(electronPath(), [script, ...all.map(path)], { env }),
      threads(all.map(path)),
    ]);
    const there: Decoded[] = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(there.map(({ frames, sum }) => [frames, sum])).toEqual(
      here.map(({ frames, sum }) => [frames, sum]),
    );
  });

  it.each(["noise.wav", "noise.mp3", "noise.flac", "noise.opus", "noise.aac"])(
    "reads %s from its standard input, to the same samples as from the file",
    async (name) => {
      const [[fromFile], [fromPipe]] = await Promise.all([
        threads([path(name)]),
        threads(["-"], path(name)),
      ]);
      expect(fromPipe).toMatchObject({ error: null, frames: fromFile?.frames, sum: fromFile?.sum });
    },
  );

  it("stops reading its standard input, which never ends, when it is closed", async () => {
    const [decoded] = await threads(["44100", "-"], "/dev/zero");
    expect(decoded).toMatchObject({ error: "malformed", frames: 0 });
  });

  it("does not grow with what it has opened before", async () => {
    const names = Array.from({ length: 40 }, (_, at) => path(all[at % all.length] ?? ""));
    const decoded = await threads(["4410", ...names]);
    const late = decoded.slice(20).reduce((sum, { memoryMb }) => sum + memoryMb, 0);
    expect(late).toBeLessThan(100);
    expect(decoded.at(-1)?.openMore).toBe(0);
  });
});

describe("a song on a web server", () => {
  let server: FilmServer;
  let parts: string[] = [];
  const songs = [
    ["noise.wav", 0],
    ["noise.aiff", 0],
    ["noise.flac", 0],
    ["noise.oga", 0],
    ["noise.ogg", 2],
    ["noise.mp3", 2],
  ] as const;

  beforeAll(async () => {
    const files: Record<string, Uint8Array> = {};
    await Promise.all([
      made("long.mp3", [
        "-c:a",
        "libmp3lame",
        "-b:a",
        "128k",
        "-af",
        "aloop=-1:88200",
        "-t",
        "120",
      ]),
      made("vary.mp3", ["-c:a", "libmp3lame", "-q:a", "5", "-af", "aloop=-1:88200", "-t", "120"]),
    ]);
    for (const name of [...songs.map(([one]) => one), "long.mp3", "vary.mp3", "aac.m4a"])
      files[name] = await readFile(path(name));
    server = await serveFilms("127.0.0.1", files, ({ range }) => parts.push(range ?? "all"));
  });
  afterAll(() => server?.close());

  const at = (name: string) => ({ kind: "link", url: server.url(name) }) as const;

  it.each(songs)("begins at its half as the file does: %s", async (name, most) => {
    const reader = await open(at(name), HALF, never);
    expect(reader.canSeek).toBe(true);
    expect(reader.tags.value.durationS).toBeCloseTo(SECONDS, 1);
    const pcm = await restOf(reader);
    await reader.close();
    const whole = await byFfmpeg(name);
    const wanted = whole.subarray(HALF * 44_100 * 2, HALF * 44_100 * 2 + pcm.length);
    expect(Math.abs(pcm.length - HALF * 44_100 * 2)).toBeLessThan(2 * 2304);
    expect(apart(pcm.subarray(0, wanted.length), wanted)).toBeLessThanOrEqual(most);
  });

  it.each(["long.mp3", "vary.mp3"])(
    "of two minutes begins at its end without what is before: %s",
    async (name) => {
      parts = [];
      const startS = 110;
      const reader = await open(at(name), startS, never);
      const pcm = await restOf(reader);
      await reader.close();
      expect(parts).toHaveLength(2);
      const { size } = await stat(path(name));
      expect(Number(/bytes=(\d+)-/.exec(parts[1] ?? "")?.[1])).toBeGreaterThan(size * 0.8);
      expect(pcm.length / 2 / 44_100).toBeCloseTo(120 - startS, name === "long.mp3" ? 1 : 0);
    },
  );

  it("in AAC plays from its beginning only, and says so", async () => {
    const reader = await open(at("aac.m4a"), 0, never);
    expect(reader.canSeek).toBe(false);
    expect((await restOf(reader)).length).toBeGreaterThan(FRAMES);
    await reader.close();
  });
});

describe("a radio on the network", () => {
  let radio: RadioServer | undefined;
  const url = () => `http://127.0.0.1:${radio?.port}/live`;
  const link = () => ({ kind: "link", url: url() }) as const;

  it("RA-15: of the kind before HTTP (ICY 200 OK) plays without end, and takes no more than is heard", async () => {
    const song = await readFile(path("noise.mp3"));
    radio = await radioServer(
      "ICY 200 OK\r\nicy-name: Old\r\nContent-Type: audio/mpeg\r\n\r\n",
      async function* () {
        for (;;) yield song;
      },
    );
    const reader = await open(link(), 0, never);
    expect(reader.tags.value.title).toBe("Old");
    expect((await reader.read(441_000, never)).length).toBe(882_000);
    const taken = radio.sentBytes;
    expect(radio.requests[0]).toMatch(/^GET \/live HTTP\/1.1\r\n/);
    // What sockets hold on both ends; an endless song without back pressure would be far beyond it.
    expect(taken).toBeLessThan(24_000_000);
    await reader.close();
    await expect.poll(() => radio?.open).toBe(0);
    await radio.close();
  });

  it("that moved is followed, and one that sends its sound in chunks is understood", async () => {
    const sound = await readFile(path("noise.flac"));
    const target = await radioServer(
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n",
      async function* () {
        yield Buffer.from(`${sound.length.toString(16)}\r\n`);
        yield sound;
        yield Buffer.from("\r\n0\r\n\r\n");
      },
    );
    const moved = `HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:${target.port}/there\r\nContent-Length: 0\r\n\r\n`;
    radio = await radioServer(moved, async function* () {});
    const { pcm } = await soundOf(open, link());
    const wanted = (await soundOf(open, file("noise.flac"))).pcm;
    expect([pcm.length, apart(pcm, wanted)]).toEqual([wanted.length, 0]);
    await radio.close();
    await target.close();
  });

  it("that promises more than it sends is lost; one that is not there is lost; 404 is rejected", async () => {
    const sound = await readFile(path("noise.wav"));
    const head = `HTTP/1.1 200 OK\r\nContent-Length: ${sound.length}\r\n\r\n`;
    radio = await radioServer(head, async function* () {
      yield sound.subarray(0, 100_000);
    });
    const reader = await open(link(), 0, never);
    await expect(restOf(reader)).rejects.toMatchObject({ code: "lost" });
    await reader.close();
    await radio.close();
    await expect(open(link(), 0, never)).rejects.toMatchObject({ code: "lost" });
    radio = await radioServer(
      "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
      async function* () {},
    );
    await expect(open(link(), 0, never)).rejects.toMatchObject({
      code: "rejected",
      details: { deviceCode: 404 },
    });
    await radio.close();
  });

  it("in AAC is decoded as it comes, and ffmpeg is gone when it is closed", async () => {
    const song = await readFile(path("noise.aac"));
    radio = await radioServer(
      "HTTP/1.0 200 OK\r\nContent-Type: audio/aac\r\n\r\n",
      async function* () {
        for (;;) yield song;
      },
    );
    const decoded = await threads(["441000", url(), url()]);
    expect(decoded[1]).toMatchObject({ error: null, frames: 441_000, openMore: 0 });
    await radio.close();
  });
});
