import { execFile } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { CHANNELS, SAMPLE_RATE } from "../../src/main/sound/source/source.ts";
import { VirtualTv } from "../../src/main/virtual-tv/virtual-tv.ts";
import type { Bridge } from "../../src/shared/ipc/bridge.ts";
import { electronPath } from "../support/peers.ts";
import { realRuntime } from "../support/runtime.ts";
import { type RunningApp, Stage } from "../support/stage.ts";
import { withoutProgram } from "../support/without-program.ts";
import { dragIn } from "./given.ts";

const run = promisify(execFile);
const KITCHEN = "Kitchen";
const WAIT_MS = 20_000;

// One after the other in one app, which has no ffmpeg: each test goes on where the one before ended.
let stage: Stage;
let kitchen: VirtualTv;
let app: RunningApp;
let remote: Page;
let folder: string;

const path = (name: string) => join(folder, name);
const ffmpeg = (...words: readonly string[]) => run("ffmpeg", ["-v", "error", "-y", ...words]);

beforeAll(async () => {
  kitchen = await VirtualTv.start({
    runtime: realRuntime(),
    model: "airport-express",
    name: KITCHEN,
  });
  stage = await Stage.open();
  folder = stage.folder();
  // Noise: no two places of it are alike. The noise that a decoder makes up (PNS) is not to be compared.
  for (const [seed, name] of ["one.m4a", "two.m4a", "three.aac"].entries()) {
    const noise = `anoisesrc=d=4:a=0.3:r=44100:seed=${seed}[a];anoisesrc=d=4:a=0.3:r=44100:seed=${seed + 10}[b];[a][b]amerge`;
    const coding = ["-ac", "2", "-c:a", "aac", "-aac_pns", "0", "-b:a", "256k"];
    await ffmpeg("-f", "lavfi", "-i", noise, ...coding, path(name));
  }
  const executable = withoutProgram("ffmpeg", electronPath(), path("start.sh"));
  app = await stage.launch({ executable, args: [resolve(".")] });
  remote = await app.window("remote");
});
afterEach(async ({ task }) => {
  if (task.result?.state === "fail") await stage.keepEvidence(task.name);
});
afterAll(async () => {
  await stage?.close();
  await kitchen?.close();
});

/** As ffmpeg decodes it, as it is sent. */
async function byFfmpeg(name: string): Promise<Int16Array> {
  const words = ["-v", "error", "-i", path(name), "-f", "s16le", "-ac", "2", "-ar", "44100", "-"];
  const { stdout } = await run("ffmpeg", words, { encoding: "buffer", maxBuffer: 1e8 });
  return new Int16Array(Uint8Array.from(stdout).buffer);
}

/** Two decoders may round apart. */
const CLOSE = 2;

/** Where `wanted` begins in what arrived, in samples; -1: nowhere. */
function placeOf(wanted: Int16Array, arrived: Int16Array): number {
  const isThere = (at: number) =>
    wanted.every((sample, offset) => Math.abs(sample - (arrived[at + offset] ?? 1e6)) <= CLOSE);
  for (let at = 0; at + wanted.length <= arrived.length; at += CHANNELS) if (isThere(at)) return at;
  return -1;
}

const seconds = (count: number) => count * SAMPLE_RATE * CHANNELS;
const arrived = () => kitchen.sound.received();
const until = (test: () => boolean) => expect.poll(test, { timeout: WAIT_MS }).toBe(true);
const call = (name: string, args: readonly unknown[]) =>
  remote.evaluate(
    ([wanted, given]) => {
      const { armchair } = globalThis as unknown as { armchair: Bridge };
      return armchair.call(wanted as never, given as never);
    },
    [name, args] as const,
  );
/** Addresses of the pages of all windows, shown or not. */
const pages = () =>
  app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => ({
      address: window.webContents.getURL(),
      isVisible: window.isVisible(),
    })),
  );
const decoders = async () =>
  (await pages()).filter(({ address }) => address.startsWith("app://decoder/"));

describe("AAC without ffmpeg", () => {
  it("is shown where there is none", async () => {
    const there = withoutProgram("ffmpeg", "/usr/bin/env", path("env.sh"));
    await run(there, ["echo"]);
    await expect(run(there, ["ffmpeg", "-version"])).rejects.toThrow(/permission denied/i);
  });

  it("sounds as ffmpeg decodes it, and the next song follows without a gap (RA-15)", async () => {
    expect(await decoders()).toEqual([]);
    await remote.getByRole("button", { name: new RegExp(KITCHEN) }).click();
    await remote.getByRole("button", { name: "Play something here…" }).waitFor();
    await dragIn(remote, path("one.m4a"), path("two.m4a"));
    // ffmpeg does not leave away what the encoder filled its last packet with.
    const one = (await byFfmpeg("one.m4a")).subarray(0, seconds(4));
    const two = (await byFfmpeg("two.m4a")).subarray(0, seconds(2));
    await until(() => arrived().length > seconds(1));
    expect(await decoders()).toEqual([expect.objectContaining({ isVisible: false })]);
    // A packet that got lost comes once more, a moment later.
    const isWhole = () => kitchen.sound.report?.packets.missing === 0;
    await until(() => arrived().length >= one.length + seconds(3) && isWhole());
    const sound = arrived();
    expect(placeOf(one, sound)).toBe(0);
    expect(placeOf(two, sound)).toBe(one.length);
    expect(kitchen.sound.report?.packets).toMatchObject({ missing: 0, timeJumps: 0 });
  });

  it("is wound to a place, exactly", async () => {
    await call("sound.command", ["stop"]);
    await until(() => kitchen.sound.report?.end !== null);
    await dragIn(remote, path("one.m4a"));
    await until(() => kitchen.sound.report?.end === null && arrived().length > seconds(1));
    const flushes = () => kitchen.sound.report?.flushes.length ?? 0;
    const before = flushes();
    expect(await call("sound.seek", [2])).toMatchObject({ ok: true });
    await until(() => flushes() > before);
    const wanted = (await byFfmpeg("one.m4a")).subarray(seconds(2), seconds(3));
    await expect.poll(() => placeOf(wanted, arrived()), { timeout: WAIT_MS }).toBeGreaterThan(0);
  });

  it("is a stream by itself as well (ADTS)", async () => {
    const wanted = await byFfmpeg("three.aac");
    await dragIn(remote, path("three.aac"));
    const middle = wanted.subarray(seconds(1), seconds(2));
    await expect.poll(() => placeOf(middle, arrived()), { timeout: WAIT_MS }).toBeGreaterThan(0);
  });

  it("goes on in a new window when that process dies, with the next song", async () => {
    // In a session of its own: what was heard of the first song before is not to be found again below.
    await call("sound.command", ["stop"]);
    await until(() => kitchen.sound.report?.end !== null);
    await dragIn(remote, path("two.m4a"));
    const wanted = (await byFfmpeg("two.m4a")).subarray(seconds(1), seconds(2));
    await expect.poll(() => placeOf(wanted, arrived()), { timeout: WAIT_MS }).toBeGreaterThan(0);
    await app.electron.evaluate(({ webContents }) => {
      for (const contents of webContents.getAllWebContents()) {
        if (contents.getURL().startsWith("app://decoder/")) contents.forcefullyCrashRenderer();
      }
    });
    await expect.poll(decoders).toEqual([]);
    await dragIn(remote, path("one.m4a"));
    const next = (await byFfmpeg("one.m4a")).subarray(seconds(1), seconds(2));
    await expect.poll(() => placeOf(next, arrived()), { timeout: WAIT_MS }).toBeGreaterThan(0);
    expect(await decoders()).toHaveLength(1);
  });

  it("leaves no window behind", async () => {
    await call("sound.command", ["stop"]);
    await expect.poll(decoders, { timeout: WAIT_MS }).toEqual([]);
    expect(await pages()).toHaveLength(1);
  });

  it("keeps no program open whose windows a person closed", async () => {
    await dragIn(remote, path("one.m4a"));
    await expect.poll(decoders, { timeout: WAIT_MS }).toHaveLength(1);
    const ended = once(app.electron.process(), "exit");
    await app.electron.evaluate(({ BrowserWindow }) => {
      for (const window of BrowserWindow.getAllWindows()) if (window.isVisible()) window.destroy();
    });
    await ended;
    await expect.poll(() => kitchen.sound.report?.requests.at(-1)).toBe("TEARDOWN");
  });

  it("ends no program that has no other window", async () => {
    const hidden = await stage.launch({ args: ["--hidden"] });
    const [windows, quits] = await hidden.electron.evaluate(async ({ app, BrowserWindow }) => {
      let asked = 0;
      app.on("before-quit", () => asked++);
      new BrowserWindow({ show: false }).destroy();
      await new Promise((resolve) => setImmediate(resolve));
      return [BrowserWindow.getAllWindows().length, asked];
    });
    expect([windows, quits]).toEqual([0, 0]);
  });
});
