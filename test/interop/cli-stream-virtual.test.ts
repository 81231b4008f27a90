import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Lines, startCli } from "../support/cli-process.ts";
import { TvProcess } from "../support/tv-process.ts";
import { noiseOf, wavOf } from "../support/wav.ts";

// `stream` to virtual devices that are processes of their own, one for each AirPlay, found by mDNS.
let home = "";
let express: TvProcess;
let pod: TvProcess;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "armchair-cli-"));
  writeFileSync(join(home, "long.wav"), wavOf(44_100 * 60, noiseOf(4410, 3)));
  express = await TvProcess.start("--model", "airport-express", "--name", "Virtual Express");
  pod = await TvProcess.start("--model", "homepod-mini", "--name", "Virtual Pod");
});
afterAll(async () => {
  await express?.stop();
  await pod?.stop();
  rmSync(home, { recursive: true, force: true });
});

it("SIGTERM ends it on every speaker in order, with 130", async () => {
  const to = ["--to", "Virtual Express,Virtual Pod", "--volume", "40"];
  const environment = { ARMCHAIR_HOME: join(home, "settings") };
  const child = startCli(environment, ["stream", join(home, "long.wav"), ...to, "--json"]);
  const lines = new Lines(child);
  const complaints: Buffer[] = [];
  child.stderr?.on("data", (chunk: Buffer) => complaints.push(chunk));
  const ended = once(child, "close");
  await Promise.race([
    lines.next((line) => /"event":"position","state":"playing","positionS":\d/.test(line)),
    ended.then(() => expect.fail(`it ended: ${Buffer.concat(complaints)}`)),
  ]);
  for (const device of [express, pod]) {
    const { volumePercent } = await device.shows(({ playing }) => playing);
    expect(Math.round(volumePercent)).toBe(40);
  }
  child.kill("SIGTERM");
  expect((await ended)[0]).toBe(130);
  for (const device of [express, pod]) {
    await device.shows(({ playing, openApp }) => !playing && openApp === null);
  }
  expect(Buffer.concat(complaints).toString()).toMatch(/Interrupted/);
});
