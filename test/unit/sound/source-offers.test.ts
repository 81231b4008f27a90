import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSoundFiles } from "../../../src/main/sound/source/create.ts";
import { testRuntime } from "../../support/runtime.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "armchair-offers-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const files = () => createSoundFiles(testRuntime());
const put = (name: string, vector = "tone.flac") =>
  copyFile(`test/vectors/sound/${vector}`, join(folder, name));

describe("offers of sound", () => {
  it("are one for a file, with its tags, and the same one the second time", async () => {
    await put("a.mp3", "tone.mp3");
    const sounds = files();
    const [offer] = await sounds.offer(join(folder, "a.mp3"));
    expect(offer).toMatchObject({
      kind: "file",
      title: "Tone",
      artist: "Nobody",
      hasPicture: false,
    });
    expect(offer?.durationS).toBeCloseTo(0.3, 1);
    expect(sounds.find(offer?.id ?? "")).toEqual({ kind: "file", path: join(folder, "a.mp3") });
    expect((await sounds.offer(join(folder, "a.mp3")))[0]?.id).toBe(offer?.id);
    expect(await sounds.picture(offer?.id ?? "")).toBeNull();
    expect(sounds.find("another")).toBeUndefined();
    expect(await sounds.picture("another")).toBeNull();
  });

  it("are one for each that sounds in a folder and below, in the order of their names", async () => {
    await mkdir(join(folder, "b"));
    for (const name of ["10.flac", "9.flac", "b/1.flac", "z.flac", ".hidden.flac"]) await put(name);
    await writeFile(join(folder, "cover.jpg"), Buffer.from([0xff, 0xd8, 0xff, 0xe0]));
    await writeFile(join(folder, "words.txt"), "no sound");
    await symlink(folder, join(folder, "round"));
    const sounds = files();
    const offers = await sounds.offer(folder);
    expect(offers.map(({ id }) => sounds.find(id))).toEqual(
      ["9.flac", "10.flac", "b/1.flac", "z.flac"].map((name) => ({
        kind: "file",
        path: join(folder, name),
      })),
    );
  });

  it("are one for each entry of a playlist that is there", async () => {
    await put("one.flac");
    const list = [
      "#EXTM3U",
      "#EXTINF:3,Called so",
      "http://radio.example/a",
      "one.flac",
      "gone.flac",
    ];
    await writeFile(join(folder, "list.m3u8"), list.join("\r\n"));
    const sounds = files();
    const offers = await sounds.offer(join(folder, "list.m3u8"));
    expect(offers.map(({ kind, title }) => [kind, title])).toEqual([
      ["link", "Called so"],
      ["file", "Tone"],
    ]);
  });

  it("are refused for what is not there, no whole path, or no sound", async () => {
    await writeFile(join(folder, "words.txt"), "no sound");
    await mkdir(join(folder, "empty"));
    const sounds = files();
    await expect(sounds.offer(join(folder, "gone"))).rejects.toMatchObject({ code: "not-found" });
    await expect(sounds.offer("words.txt")).rejects.toMatchObject({ code: "invalid" });
    await expect(sounds.offer(join(folder, "words.txt"))).rejects.toMatchObject({
      code: "invalid",
    });
    await expect(sounds.offer(join(folder, "empty"))).rejects.toMatchObject({ code: "invalid" });
  });

  it("are made of addresses of http and https only, and of the standard input", () => {
    const sounds = files();
    expect(sounds.link(" https://radio.example/live ")).toMatchObject({
      kind: "link",
      title: "radio.example",
      durationS: null,
    });
    for (const url of ["ftp://a/b", "file:///etc/passwd", "radio", ""]) {
      expect(() => sounds.link(url)).toThrow(expect.objectContaining({ code: "invalid" }));
    }
    expect(sounds.find(sounds.input().id)).toEqual({ kind: "input" });
  });
});
