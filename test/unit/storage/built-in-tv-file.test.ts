import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BUILT_IN_TV_FILE, openTvMemory } from "../../../src/main/storage/built-in-tv-file.ts";
import { testRuntime } from "../../support/runtime.ts";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "armchair-tv-"));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const path = () => join(directory, BUILT_IN_TV_FILE);
const open = (seed = 1) => openTvMemory(directory, testRuntime({ seed }));
const key = (byte: number) => new Uint8Array(32).fill(byte);

async function stored(test: (text: string) => boolean): Promise<string> {
  for (;;) {
    const text = await readFile(path(), "utf8").catch(() => "");
    if (test(text)) return text;
  }
}

describe("the built-in TV's file", () => {
  it("makes the next start the same TV with the same remotes, for the owner's eyes alone", async () => {
    const first = await open(1);
    first.pairings.add("remote", key(7));
    first.pairings.add("other", key(8));
    first.pairings.remove("other");
    await stored((text) => text.includes("remote") && !text.includes("other"));
    const second = await open(2);
    expect(second.seed.expose()).toEqual(first.seed.expose());
    expect(second.pairings.get("remote")).toEqual(key(7));
    expect(second.pairings.list()).toHaveLength(1);
    expect((await stat(path())).mode & 0o777).toBe(0o600);
  });

  it.each(["", "{", "[]", '{"version":2}', '{"version":1,"seed":"00","pairings":[]}'])(
    "makes a new TV of a file that it cannot use: %s",
    async (text) => {
      const first = await open(1);
      await writeFile(path(), text);
      const second = await open(2);
      expect(second.seed.expose()).not.toEqual(first.seed.expose());
      expect(second.pairings.list()).toEqual([]);
      expect((await open(3)).seed.expose()).toEqual(second.seed.expose());
    },
  );

  it("remembers the newest fifty remotes", async () => {
    const { pairings } = await open();
    for (let at = 0; at < 60; at++) pairings.add(`remote ${at}`, key(at));
    await stored((text) => text.includes("remote 59"));
    const ids = (await open()).pairings.list().map(([id]) => id);
    expect([ids.length, ids[0], ids.at(-1)]).toEqual([50, "remote 10", "remote 59"]);
  });

  it("is a TV that forgets when the disk refuses", async () => {
    await writeFile(join(directory, "plain"), "");
    const memory = await openTvMemory(join(directory, "plain"), testRuntime());
    memory.pairings.add("remote", key(1));
    expect(memory.pairings.get("remote")).toEqual(key(1));
  });
});
