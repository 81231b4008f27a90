import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bytesOfSamples, noise } from "../support/pcm-source.ts";
import { Shairport, ShairportWorld } from "../support/shairport.ts";
import { type RealSpeaker, SoundHouse } from "../support/sound-house.ts";
import { wavOf } from "../support/wav.ts";

// Files of every kind go through the hub, its queue, the thread and RAOP to Debian's shairport-sync 3.3.8.
const run = promisify(execFile);
const RATE = 44_100;
/** Frames that 3.3.8 replaces by a silence of its own, which is not of zeros. */
const LOST_AT_START = 3168;
const kitchen: RealSpeaker = { id: "AABBCC005301", name: "Kitchen", port: 5301 };
const bath: RealSpeaker = { id: "AABBCC005401", name: "Bath", port: 5401 };
const den: RealSpeaker = { id: "AABBCC005501", name: "Den", port: 5501 };
/** Seconds of each: what follows is named when the one before is heard, two seconds after it left. */
const PIECE_S = 4;

let folder = "";
let world: ShairportWorld;
let house: SoundHouse;
let other: SoundHouse;
let inKitchen: Shairport;
let inBath: Shairport;
let inDen: Shairport;

const path = (name: string) => join(folder, name);
const ffmpeg = (words: readonly string[]) => run("ffmpeg", ["-v", "error", "-y", ...words]);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "armchair-house-"));
  world = await ShairportWorld.start();
  inKitchen = await Shairport.start(world, kitchen);
  [inBath, inDen] = await Promise.all([Shairport.start(world, bath), Shairport.start(world, den)]);
  [house, other] = await Promise.all([SoundHouse.open([kitchen, bath]), SoundHouse.open([den])]);
});

afterAll(async () => {
  await Promise.all([house?.close(), other?.close()]);
  await Promise.all([inKitchen, inBath, inDen].map((one) => one?.stop()));
  await world?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Presses a button of the first receiver over its bus. */
const press = (button: string) => {
  const to = "org.gnome.ShairportSync";
  const bus = `--bus=${world.environment["DBUS_SYSTEM_BUS_ADDRESS"]}`;
  const method = `${to}.RemoteControl.${button}`;
  return run("dbus-send", [
    bus,
    "--print-reply",
    `--dest=${to}`,
    "/org/gnome/ShairportSync",
    method,
  ]);
};

interface Piece {
  readonly name: string;
  /** What has to be heard: 16 bits, little-endian, stereo, 44.1 kHz. */
  readonly wanted: Buffer;
  /** Decibels between it and what may differ; null: every bit is as it was. */
  readonly least: number | null;
}

/** The same noise in each format that keeps every bit, other noise each time. */
async function losslessPieces(): Promise<Piece[]> {
  const kinds = [
    ["noise.wav", []],
    ["noise.aiff", ["-c:a", "pcm_s16be"]],
    ["noise.flac", ["-c:a", "flac"]],
    ["alac.m4a", ["-c:a", "alac"]],
    ["mono.wav", []],
  ] as const;
  const pieces: Piece[] = [];
  for (const [at, [name, coding]] of kinds.entries()) {
    const samples = noise(PIECE_S, at + 10);
    if (name === "mono.wav")
      for (let one = 0; one < samples.length; one += 2) copyLeft(samples, one);
    await writeFile(path(`source-${at}.wav`), wavOf(0, bytesOfSamples(samples)));
    const channels = name === "mono.wav" ? ["-af", "pan=mono|c0=c0"] : [];
    await ffmpeg(["-i", path(`source-${at}.wav`), ...channels, ...coding, path(name)]);
    pieces.push({ name, wanted: bytesOfSamples(samples), least: null });
  }
  return pieces;
}

function copyLeft(samples: Int16Array, at: number): void {
  samples[at + 1] = samples[at] ?? 0;
}

/** A sine on the left and another on the right, in each format that loses something. */
async function lossyPieces(): Promise<Piece[]> {
  const kinds = [
    ["sine.mp3", ["-c:a", "libmp3lame", "-b:a", "192k"]],
    ["sine.m4a", ["-c:a", "aac", "-b:a", "192k"]],
    ["sine.ogg", ["-c:a", "libvorbis", "-q:a", "6"]],
    ["sine.opus", ["-c:a", "libopus", "-b:a", "160k"]],
    ["sine48.wav", ["-ar", "48000", "-c:a", "pcm_s16le"]],
  ] as const;
  const samples = sines(PIECE_S);
  await writeFile(path("sines.wav"), wavOf(0, bytesOfSamples(samples)));
  const outputs = kinds.flatMap(([name, coding]) => [...coding, path(name)]);
  await ffmpeg(["-i", path("sines.wav"), ...outputs]);
  // By which the others are found: after as much silence as the receiver leaves out.
  const mark = bytesOfSamples(noise(0.5, 30));
  await writeFile(path("mark.wav"), wavOf(LOST_AT_START * 2, mark));
  const pieces: Piece[] = [{ name: "mark.wav", wanted: mark, least: null }];
  for (const [name] of kinds) {
    // What is resampled is as long as its source, and as it was but for the codec.
    const isResampled = name === "sine.opus" || name === "sine48.wav";
    const wanted = isResampled ? bytesOfSamples(samples) : await byFfmpeg(name);
    pieces.push({ name, wanted, least: name === "sine.opus" ? 20 : 60 });
  }
  return pieces;
}

function sines(seconds: number): Int16Array {
  const samples = new Int16Array(Math.round(seconds * RATE) * 2);
  for (let at = 0; at < samples.length; at += 2) {
    const turns = (2 * Math.PI * (at / 2)) / RATE;
    samples[at] = Math.round(9000 * Math.sin(turns * 997));
    samples[at + 1] = Math.round(9000 * Math.sin(turns * 613));
  }
  return samples;
}

async function byFfmpeg(name: string): Promise<Buffer> {
  await ffmpeg(["-i", path(name), "-f", "s16le", "-ac", "2", "-ar", "44100", path(`${name}.pcm`)]);
  return readFile(path(`${name}.pcm`));
}

/** Decibels of what is wanted over what is different. */
function nearness(heard: Buffer, wanted: Buffer): number {
  let [signal, error] = [0, 0];
  for (let at = 0; at + 1 < wanted.length; at += 2) {
    const sample = wanted.readInt16LE(at);
    const other = at + 1 < heard.length ? heard.readInt16LE(at) : 0;
    signal += sample ** 2;
    error += (sample - other) ** 2;
  }
  return error === 0 ? Number.POSITIVE_INFINITY : 10 * Math.log10(signal / error);
}

/** Of each piece, whether it was heard exactly where the one before it ends. */
function joined(
  sound: Buffer,
  pieces: readonly Piece[],
): Record<string, boolean | number | string> {
  let at = sound.indexOf(pieces[0]?.wanted ?? "");
  const heard: ReturnType<typeof joined> = {};
  for (const { name, wanted, least } of pieces) {
    const part = at < 0 ? Buffer.alloc(0) : sound.subarray(at, at + wanted.length);
    const decibels = Math.round(nearness(part, wanted));
    heard[name] = least === null ? sameFrames(part, wanted) : decibels >= least || decibels;
    at = at < 0 ? at : at + wanted.length;
  }
  return heard;
}

/** True, or which frames are others. */
function sameFrames(heard: Buffer, wanted: Buffer): true | string {
  if (heard.equals(wanted)) return true;
  const others: number[] = [];
  for (let at = 0; at < wanted.length; at += 4)
    if (!heard.subarray(at, at + 4).equals(wanted.subarray(at, at + 4))) others.push(at / 4);
  return `${others.length} others, ${others[0]} to ${others.at(-1)}`;
}

/** Frames of nothing but zeros in front of the first piece. */
function zerosBefore(sound: Buffer, [first]: readonly Piece[]): number {
  const start = first ? sound.indexOf(first.wanted) : -1;
  let at = start;
  while (at >= 4 && sound.readInt32LE(at - 4) === 0) at -= 4;
  return (start - at) / 4;
}

describe("the hub, its thread and two speakers", () => {
  it("RA-04 RA-15 plays every format, joined to the frame, while another speaker comes and goes", async () => {
    const [lossless, lossy] = await Promise.all([losslessPieces(), lossyPieces()]);
    await writeFile(path("silence.wav"), wavOf(RATE, Buffer.alloc(0)));
    const filesOf = (pieces: readonly Piece[]) => pieces.map(({ name }) => path(name));
    await Promise.all([
      house.play([path("silence.wav"), ...filesOf(lossless)], [kitchen]),
      other.play(filesOf(lossy), [den]),
    ]);
    const { sound } = house.hub;
    await sound.setVolume(kitchen.id, 80);
    await sound.join(bath.id);
    await sound.setVolume(bath.id, 20);
    expect(house.now.speakers.map(({ phase, volume }) => [phase, volume])).toEqual([
      ["joined", 80],
      ["joined", 20],
    ]);
    const fifth = house.now.items[4]?.id;
    await house.until(({ currentId }) => currentId === fifth);
    await sound.leave(bath.id);
    await inBath.logged(/TEARDOWN/);
    expect(house.now.speakers.map(({ deviceId }) => deviceId)).toEqual([kitchen.id]);
    await Promise.all([house, other].map((one) => one.until(({ state }) => state === "idle")));
    await Promise.all([inKitchen, inDen].map((one) => one.logged(/TEARDOWN/)));
    const errors = [house, other].flatMap(({ now }) => now.items.map(({ error }) => error));
    expect(errors).toEqual(errors.map(() => null));
    // The end is read of another pipe than the sound.
    await expect
      .poll(() => ({ ...joined(inKitchen.sound, lossless), ...joined(inDen.sound, lossy) }))
      .toEqual(Object.fromEntries([...lossless, ...lossy].map(({ name }) => [name, true])));
    expect(zerosBefore(inKitchen.sound, lossless)).toBeGreaterThanOrEqual(RATE - LOST_AT_START);
    // Who came later, and went, heard the same meanwhile.
    expect(lossless.slice(1, 3).map(({ wanted }) => inBath.sound.includes(wanted))).toEqual([
      true,
      true,
    ]);
    expect([inKitchen, inBath].map((one) => one.told("pvol")?.split(",")[0])).toEqual([
      "-6.00",
      "-24.00",
    ]);
  });

  it("is told what is wrong with a file that ends too early, and frees the speaker", async () => {
    inKitchen.forget();
    await writeFile(path("whole.wav"), wavOf(0, bytesOfSamples(noise(2, 5))));
    await ffmpeg(["-i", path("whole.wav"), path("cut.flac")]);
    await truncate(path("cut.flac"), Math.floor((await stat(path("cut.flac"))).size / 2));
    await house.play([path("cut.flac")], [kitchen]);
    const last = await house.until(({ state }) => state === "idle");
    expect(last.items.map(({ error }) => error?.code)).toEqual(["malformed"]);
    await inKitchen.logged(/TEARDOWN/);
    const part = bytesOfSamples(noise(2, 5)).subarray(40_000, 80_000);
    await expect.poll(() => inKitchen.sound.includes(part)).toBe(true);
  });

  it("AP-05 obeys the buttons of one speaker, whose volume is its own", async () => {
    inKitchen.forget();
    await writeFile(path("one.wav"), wavOf(0, bytesOfSamples(noise(30, 6))));
    await writeFile(path("two.wav"), wavOf(0, bytesOfSamples(noise(30, 7))));
    const { sound } = house.hub;
    await house.play([path("one.wav"), path("two.wav")], [kitchen, bath]);
    await inKitchen.logged(/dacp_server_active set to 1/);
    await sound.setVolume(kitchen.id, 50);
    await sound.setVolume(bath.id, 30);
    await press("VolumeUp");
    const louder = await house.until(({ speakers }) => speakers[0]?.volume !== 50);
    expect(louder.speakers.map(({ volume }) => volume)).toEqual([55, 30]);
    await press("Next");
    const second = house.now.items[1]?.id;
    await house.until(({ currentId, state }) => currentId === second && state === "playing");
    await press("Pause");
    await house.until(({ state }) => state === "paused");
    await press("Play");
    await house.until(({ state }) => state === "playing");
    // One slider for all keeps who is softer softer.
    await sound.setVolume(null, 100);
    expect(house.now.speakers.map(({ volume }) => Math.round(volume ?? -1))).toEqual([100, 55]);
    await sound.command("stop");
    await Promise.all([inKitchen, inBath].map((one) => one.logged(/TEARDOWN/)));
    expect(house.now.state).toBe("idle");
  });
});
