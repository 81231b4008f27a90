import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { cli, Lines, startCli } from "../support/cli-process.ts";
import { Shairport, ShairportWorld } from "../support/shairport.ts";
import { noiseOf, wavOf } from "../support/wav.ts";

// `stream` as a process of its own, to Debian's shairport-sync 3.3.8: what goes in comes out bit for bit.
const call = promisify(execFile);
/** shairport-sync plays silence for its first nine packets, so what is compared begins behind them. */
const LEAD_FRAMES = 4410;
const noise = noiseOf(44_100, 7);
let home = "";
let world: ShairportWorld;
let kitchen: Shairport;
let bath: Shairport;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "armchair-cli-"));
  writeFileSync(join(home, "noise.wav"), wavOf(LEAD_FRAMES, noise));
  writeFileSync(join(home, "long.wav"), wavOf(44_100 * 60, noise));
  world = await ShairportWorld.start();
  kitchen = await Shairport.start(world, { name: "Kitchen", port: 5100 });
  bath = await Shairport.start(world, { name: "Bath", port: 5200 });
});
afterAll(async () => {
  await kitchen?.stop();
  await bath?.stop();
  await world?.stop();
  rmSync(home, { recursive: true, force: true });
});
beforeEach(() => {
  kitchen.forget();
  bath.forget();
});

const environment = () => ({ ARMCHAIR_HOME: join(home, "settings") });
const file = (name: string) => join(home, name);
const stream = (args: readonly string[], input?: Buffer) =>
  cli(environment(), ["stream", ...args], input);
const isIn = (played: Buffer) => played.includes(noise);
/**
 * It was told to stop, and has: while it is about to, it refuses whoever comes next, and until its
 * player is gone there is silence to come.
 */
async function isOver(speaker: Shairport): Promise<void> {
  const told = await speaker.logged(/Connection \d+: TEARDOWN/);
  const [connection] = /Connection \d+/.exec(told) ?? [];
  await speaker.logged(new RegExp(`${connection}: terminated`));
}

/** Presses a button of the first one over its bus. */
const press = (button: string) => {
  const to = "org.gnome.ShairportSync";
  const method = `${to}.RemoteControl.${button}`;
  const bus = `--bus=${world.environment["DBUS_SYSTEM_BUS_ADDRESS"]}`;
  return call("dbus-send", [
    bus,
    "--print-reply",
    `--dest=${to}`,
    "/org/gnome/ShairportSync",
    method,
  ]);
};

describe("stream", () => {
  it("plays a file on two speakers, bit for bit, and tells about it as JSON", async () => {
    const { status, out, err } = await stream([
      file("noise.wav"),
      "--to",
      "Kitchen,Bath",
      "--json",
    ]);
    expect({ status, err }).toEqual({ status: 0, err: "" });
    const events = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    const kinds = events.map(({ event }) => event);
    expect(kinds).toContain("started");
    expect(events.find(({ event }) => event === "track")).toMatchObject({ title: "noise" });
    const joined = events.filter(({ event, phase }) => event === "speaker" && phase === "joined");
    expect(new Set(joined.map(({ name }) => name))).toEqual(new Set(["Kitchen", "Bath"]));
    expect(events.at(-1)).toMatchObject({
      event: "ended",
      played: 1,
      failed: 0,
      speakersFailed: 0,
    });
    // What it heard is read of pipes of its own.
    await expect.poll(() => [isIn(kitchen.sound), isIn(bath.sound)]).toEqual([true, true]);
    await Promise.all([kitchen, bath].map(isOver));
  });

  it("plays what it is given on the standard input, with the volume that it is told", async () => {
    const given = wavOf(LEAD_FRAMES, noise);
    const { status, out, err } = await stream(["-", "--to", "Kitchen", "--volume", "50%"], given);
    expect({ status, err }).toEqual({ status: 0, err: "" });
    expect(out).toBe("Playing the standard input.\nEnded: 1 track.\n");
    await expect.poll(() => isIn(kitchen.sound)).toBe(true);
    await expect.poll(() => kitchen.told("pvol")).toMatch(/^-15\.00,/);
    expect(bath.sound.length).toBe(0);
    await isOver(kitchen);
  });

  it("obeys the buttons of a speaker; Ctrl-C ends it everywhere in order, with 130", async () => {
    const args = ["stream", file("long.wav"), "--to", "Kitchen,Bath", "--json"];
    const child = startCli(environment(), args);
    const lines = new Lines(child);
    const complaints: Buffer[] = [];
    child.stderr?.on("data", (chunk: Buffer) => complaints.push(chunk));
    const ended = once(child, "exit");
    const orEnded = (wanted: RegExp) =>
      Promise.race([
        lines.next((line) => wanted.test(line)),
        ended.then(() => expect.fail(`it ended: ${Buffer.concat(complaints)}`)),
      ]);
    await orEnded(/"event":"position","state":"playing","positionS":\d/);
    await kitchen.logged(/dacp_server_active set to 1/);
    await press("Pause");
    await orEnded(/"event":"position","state":"paused"/);
    await press("Play");
    await orEnded(/"event":"position","state":"playing"/);
    child.kill("SIGINT");
    expect((await ended)[0]).toBe(130);
    await Promise.all([kitchen, bath].map(isOver));
  });

  it("says that a speaker or a file is not there before anything plays", async () => {
    const speaker = await stream([file("noise.wav"), "--to", "Garage,Kitchen", "--timeout", "1"]);
    expect(speaker).toEqual({ status: 3, out: "", err: 'There is no device "Garage".\n' });
    const missing = await stream([file("gone.wav"), "--to", "Kitchen"]);
    const said = `${file("gone.wav")}: There is no such file.\n`;
    expect(missing).toEqual({ status: 3, out: "", err: said });
    expect(kitchen.log.filter((line) => /ANNOUNCE/.test(line))).toEqual([]);
  });
});
