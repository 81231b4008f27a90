import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createMediaFiles } from "../../../src/main/media/create.ts";
import { testRuntime } from "../../support/runtime.ts";

let folder = "";
let film = "";
let files = createMediaFiles(testRuntime());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "armchair-media-"));
  film = join(folder, "film.mp4");
  copyFileSync(resolve("test/vectors/media/h264-aac.mp4"), film);
  files = createMediaFiles(testRuntime());
});
afterEach(async () => {
  await files.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("files that a person chose", () => {
  it("have a name that tells nothing of the disk, the same each time", async () => {
    const offer = await files.offer(film);
    expect(offer).toMatchObject({ name: "film.mp4", bytes: 3587, obstacle: null });
    expect(JSON.stringify(offer)).not.toContain(folder);
    expect((await files.offer(join(folder, ".", "film.mp4"))).id).toBe(offer.id);
    expect(files.find("another")).toBeUndefined();
  });

  it("are refused when they are none", async () => {
    execFileSync("mkfifo", [join(folder, "pipe")]);
    const refused = { code: "invalid" };
    for (const path of [folder, "film.mp4", "", `${film}\0`, "/dev/zero", join(folder, "pipe")]) {
      await expect(files.offer(path)).rejects.toMatchObject(refused);
    }
    await expect(files.offer(join(folder, "none.mp4"))).rejects.toMatchObject({
      code: "not-found",
    });
    await expect(files.offer(join(film, "x"))).rejects.toMatchObject({ code: "not-found" });
  });

  it("are forgotten, the oldest first, when there are many", async () => {
    const first = await files.offer(film);
    for (let index = 0; index < 100; index++) {
      const path = join(folder, `${index}.txt`);
      writeFileSync(path, "x");
      await files.offer(path);
    }
    expect(files.find(first.id)).toBeUndefined();
  });

  it("leave no timer behind", async () => {
    const runtime = testRuntime();
    await createMediaFiles(runtime).offer(film);
    expect(runtime.clock.armedTimers).toBe(0);
  });
});

describe("serving one of them", () => {
  const serve = async () => {
    const { id } = await files.offer(film);
    return () => files.find(id)?.serve("127.0.0.1");
  };

  it("ends by itself, or with the program", async () => {
    const begin = await serve();
    const [one, two] = [await begin(), await begin()];
    expect(one?.url).not.toBe(two?.url);
    expect((await fetch(one?.url ?? "")).status).toBe(200);
    await one?.close();
    await expect(fetch(one?.url ?? "")).rejects.toThrow();
    await files.close();
    await expect(fetch(two?.url ?? "")).rejects.toThrow();
    expect(begin()).toBeUndefined();
  });

  it("does not serve what has taken its place since it was chosen", async () => {
    const begin = await serve();
    renameSync(film, join(folder, "old.mp4"));
    await expect(begin()).rejects.toMatchObject({ code: "storage" });
    symlinkSync("/etc/passwd", film);
    await expect(begin()).rejects.toMatchObject({ code: "storage" });
  });
});
