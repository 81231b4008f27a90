import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { delay, systemClock } from "../../src/main/runtime/clock.ts";
import { bytesOfSamples, noise } from "../support/pcm-source.ts";
import { Shairport, ShairportWorld } from "../support/shairport.ts";
import { type RealSpeaker, SoundHouse } from "../support/sound-house.ts";
import { wavOf } from "../support/wav.ts";

// Debian's shairport-sync 3.3.8 is stopped while it plays: its sockets stay, and nothing comes from it.
const kitchen: RealSpeaker = { id: "AABBCC005901", name: "Kitchen", port: 5901 };

let folder = "";
let world: ShairportWorld;
let receiver: Shairport;
let house: SoundHouse;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "armchair-vanishes-"));
  await writeFile(join(folder, "song.wav"), wavOf(0, bytesOfSamples(noise(120, 6))));
  world = await ShairportWorld.start();
  receiver = await Shairport.start(world, kitchen);
  house = await SoundHouse.open([kitchen]);
});

afterAll(async () => {
  await receiver?.stop();
  await house?.close();
  await world?.stop();
  await rm(folder, { recursive: true, force: true });
});

const phases = () => house.seen.flatMap(({ speakers }) => speakers.map(({ phase }) => phase));
const phase = () => house.now.speakers[0]?.phase;

it("five seconds of silence are no loss", async () => {
  await house.play([join(folder, "song.wav")], [kitchen]);
  await house.until(({ position }) => position !== null);
  house.seen.length = 0;
  for (let gap = 0; gap < 2; gap++) {
    receiver.freeze();
    await delay(systemClock, 5000);
    receiver.thaw();
    await delay(systemClock, 3000);
  }
  expect(phase()).toBe("joined");
  expect(phases().every((one) => one === "joined")).toBe(true);
});

it("silence is told within some ten seconds, and a speaker that is back plays again by itself", async () => {
  const frozenMs = performance.now();
  receiver.freeze();
  const lost = await house.until(({ speakers }) => speakers[0]?.phase === "joining");
  // Eight to ten seconds, and what a busy machine adds.
  expect(performance.now() - frozenMs).toBeLessThan(15_000);
  expect(lost.speakers[0]).toMatchObject({ error: { code: "lost" } });
  receiver.thaw();
  receiver.forget();
  const back = await house.until(({ speakers }) => speakers[0]?.phase === "joined");
  expect(back).toMatchObject({ state: "playing", speakers: [{ error: null }] });
  await receiver.until("it sounds", () => receiver.sound.some((byte) => byte !== 0));
});
