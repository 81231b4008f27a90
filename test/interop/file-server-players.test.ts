import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createMediaFiles } from "../../src/main/media/create.ts";
import type { ServedFile } from "../../src/main/media/media-files.ts";
import { realRuntime } from "../support/runtime.ts";
import { patterned, ServedTestFile } from "../support/served-file.ts";

const run = promisify(execFile);
const content = Buffer.from(patterned(1_000_000));
let served: ServedTestFile;
beforeAll(async () => {
  served = await ServedTestFile.start(content);
});
afterAll(() => served.remove());

const curl = async (...args: readonly string[]) => {
  const { stdout } = await run("curl", ["--silent", ...args], {
    encoding: "buffer",
    maxBuffer: 1e8,
  });
  return stdout;
};
const address = () => served.url.href;
const status = async (...args: readonly string[]) =>
  Number(await curl("-o", "/dev/null", "-w", "%{http_code}", ...args, address()));

describe("curl at our file server", () => {
  it("sees its head, and takes it whole", async () => {
    const head = (await curl("--head", address())).toString();
    expect(head).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(head).toMatch(/\r\nContent-Length: 1000000\r\n/i);
    expect((await curl(address())).equals(content)).toBe(true);
  });

  it("takes parts, the end, and nothing beyond it", async () => {
    expect((await curl("-r", "500-1499", address())).equals(content.subarray(500, 1500))).toBe(
      true,
    );
    expect((await curl("-r", "-100", address())).equals(content.subarray(-100))).toBe(true);
    expect([await status("-r", "0-0"), await status("-r", "1000000-")]).toEqual([206, 416]);
    expect(await status("-X", "POST")).toBe(405);
  });

  it("goes on where it stopped", async () => {
    const file = join(served.folder, "part.mp4");
    await curl("-r", "0-99999", "-o", file, address());
    await curl("--continue-at", "-", "-o", file, address());
    expect(readFileSync(file).equals(content)).toBe(true);
  });

  it("may take it slowly, while others take it quickly", async () => {
    const slow = curl("--limit-rate", "500k", address());
    const others = await Promise.all(Array.from({ length: 8 }, () => curl(address())));
    for (const bytes of [...others, await slow]) expect(bytes.equals(content)).toBe(true);
  });
});

describe("a media player at our file server", () => {
  let offered: ServedFile;
  const files = createMediaFiles(realRuntime());
  const film = async (name: string) => {
    const path = join(served.folder, name);
    const tone = ["-f", "lavfi", "-i", "sine=frequency=440:duration=20"];
    const picture = ["-f", "lavfi", "-i", "testsrc=size=160x90:rate=10:duration=20"];
    const codecs = [
      "-c:v",
      "libx264",
      "-preset",
      "ultrafast",
      "-pix_fmt",
      "yuv420p",
      "-g",
      "20",
      "-c:a",
      "aac",
    ];
    await run("ffmpeg", ["-v", "error", "-y", ...picture, ...tone, ...codecs, path]);
    return path;
  };
  afterAll(() => files.close());

  it("finds in it what inspection found, and seeks in it", async () => {
    const offer = await files.offer(await film("twenty seconds (ü).mp4"));
    expect(offer).toMatchObject({ mimeType: "video/mp4", kind: "video", obstacle: null });
    expect(offer.durationS).toBeCloseTo(20, 0);
    const found = files.find(offer.id);
    if (!found) throw new Error("the offer is gone");
    offered = await found.serve("127.0.0.1");
    const { stdout } = await run("ffprobe", [
      ...["-v", "error", "-show_entries", "format=duration:stream=codec_name", "-of", "json"],
      offered.url,
    ]);
    const probe = JSON.parse(stdout);
    expect(Number(probe.format.duration)).toBeCloseTo(offer.durationS ?? 0, 1);
    expect(probe.streams.map(({ codec_name: name }: { codec_name: string }) => name)).toEqual([
      "h264",
      "aac",
    ]);
    const seeked = await run("ffmpeg", [
      ...["-v", "error", "-ss", "15", "-i", offered.url, "-map", "0:v", "-f", "framemd5", "-"],
    ]);
    const frames = seeked.stdout.split("\n").filter((line) => /^0,/.test(line));
    expect(frames.length).toBeGreaterThanOrEqual(49);
    expect(frames.length).toBeLessThanOrEqual(51);
  });

  it("finds nothing when playback has ended", async () => {
    await offered.close();
    await expect(run("ffprobe", ["-v", "error", offered.url])).rejects.toThrow();
  });

  it("reads everything else that inspection calls playable", async () => {
    for (const name of ["h264-aac.mov", "hvc1-ac3.mp4", "alac.m4a", "tone.mp3", "tone.wav"]) {
      const offer = await files.offer(resolve("test/vectors/media", name));
      const one = await files.find(offer.id)?.serve("127.0.0.1");
      await run("ffmpeg", ["-v", "error", "-xerror", "-i", one?.url ?? "", "-f", "null", "-"]);
      await one?.close();
    }
  });
});
