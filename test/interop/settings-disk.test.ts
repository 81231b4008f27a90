import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { parseSettings } from "../../src/main/storage/parse-settings.ts";
import { bundle } from "../support/bundle.ts";
import { seededRandom } from "../support/seeded-random.ts";

/** Two writers side by side, each killed that often. */
const KILLS = 100;
let program = "";
let directory = "";

beforeAll(async () => {
  program = await bundle("test/support/settings-writer.ts", "settings-writer");
});
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "armchair-disk-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** Starts the writer and kills it once it has acknowledged `after` writes; resolves with all it said. */
async function writeAndKill(directory: string, after: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, [program, directory], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const said: string[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => {
    said.push(line);
    if (said.length >= after) child.kill("SIGKILL");
  });
  await gone(child);
  return said;
}

async function gone(child: ChildProcess): Promise<void> {
  await once(child, "close");
}

/** The one version number that every device in the file carries; throws when the file is not whole. */
function versionOnDisk(directory: string): number {
  const parsed = parseSettings(readFileSync(join(directory, "settings.json"), "utf8"), () => {
    throw new Error("the identity is gone");
  });
  if (parsed.kind !== "whole") throw new Error(`the file is ${parsed.kind}`);
  const versions = new Set(parsed.settings.devices.map(({ name }) => name));
  if (parsed.settings.devices.length !== 40 || versions.size !== 1) throw new Error("mixed");
  return Number([...versions][0]);
}

async function killManyTimes(name: string, seed: number): Promise<void> {
  const own = join(directory, name);
  const dice = seededRandom(seed);
  for (let kill = 0; kill < KILLS; kill++) {
    const said = await writeAndKill(own, 1 + ((dice.bytes(1)[0] ?? 0) % 4));
    expect(said.filter((line) => !/^\d+$/.test(line))).toEqual([]);
    const acknowledged = Number(said.at(-1));
    // The write in flight may have landed too; nothing before it may be missing.
    expect([acknowledged, acknowledged + 1]).toContain(versionOnDisk(own));
  }
  expect(readdirSync(own).filter((entry) => entry.includes("corrupt"))).toEqual([]);
}

describe("a settings file whose writer dies", () => {
  it(`is whole and lacks nothing acknowledged, after ${2 * KILLS} kills during writes`, {
    timeout: 180_000,
  }, async () => {
    await Promise.all([killManyTimes("one", 7), killManyTimes("two", 8)]);
  });
});

describe("a disk in trouble", () => {
  /** Runs the writer in a mount namespace whose settings folder is prepared by `prepare`. */
  async function writeOn(prepare: string): Promise<{ said: string[]; left: string }> {
    const script = `set -e; ${prepare}; "$0" "$1" "$2"; echo; cat "$2/settings.json"`;
    const flags = process.getuid?.() === 0 ? ["--mount"] : ["--mount", "--map-root-user"];
    const child = spawn(
      "unshare",
      [...flags, "bash", "-c", script, process.execPath, program, directory],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    let printed = "";
    child.stdout.on("data", (chunk) => {
      printed += chunk;
    });
    await gone(child);
    const [said = "", left = ""] = printed.split("\n\n");
    return { said: said.split("\n"), left };
  }

  it("that is full says storage, and the last whole version stays", async () => {
    // Room for the file and its predecessor, and not for a third.
    const { said, left } = await writeOn('mount -t tmpfs -o size=28k tmpfs "$2"');
    expect(said.at(-1)).toBe("storage error");
    const parsed = parseSettings(left, () => {
      throw new Error("the identity is gone");
    });
    expect(parsed.kind).toBe("whole");
  });

  it("that is read-only says storage at the start, and the old file stays", async () => {
    await writeAndKill(directory, 2);
    const before = readFileSync(join(directory, "settings.json"), "utf8");
    const { said, left } = await writeOn('mount --bind "$2" "$2"; mount -o remount,ro,bind "$2"');
    expect(said).toEqual(["storage error"]);
    expect(left).toBe(before);
  });
});
