import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { bytesOfSamples, noise } from "../support/pcm-source.ts";
import { Shairport, ShairportWorld } from "../support/shairport.ts";
import { type RealSpeaker, SoundHouse } from "../support/sound-house.ts";
import { wavOf } from "../support/wav.ts";

// A real thread is really killed while Debian's shairport-sync 3.3.8 plays what it makes.
const kitchen: RealSpeaker = { id: "AABBCC005801", name: "Kitchen", port: 5801 };

let folder = "";
let world: ShairportWorld;
let receiver: Shairport;
let house: SoundHouse;
const path = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "armchair-mortal-"));
  const wav = wavOf(0, bytesOfSamples(noise(30, 5)));
  for (const name of ["exit.wav", "throw.wav", "hang.wav", "song.wav"]) {
    await writeFile(path(name), wav);
  }
  world = await ShairportWorld.start();
  receiver = await Shairport.start(world, kitchen);
  house = await SoundHouse.open([kitchen], "test/support/mortal-sound-worker.ts");
});

afterAll(async () => {
  await house?.close();
  await receiver?.stop();
  await world?.stop();
  await rm(folder, { recursive: true, force: true });
});

const plays = () => house.until(({ state, position }) => state === "playing" && position !== null);

it.each(["exit.wav", "throw.wav"])(
  "%s: why is told, the speaker is let go in order, and the next sound has a thread of its own",
  async (name) => {
    receiver.forget();
    await house.play([path(name), path("song.wav")], [kitchen]);
    await plays();
    const died = await house.until(({ state }) => state === "idle");
    expect(died).toMatchObject({
      lastError: { code: "bug" },
      items: [{ error: null }, { error: null }],
      speakers: [{ phase: "joined", error: null }],
    });
    await receiver.logged(/TEARDOWN/i);
    receiver.forget();
    await house.play([path("song.wav")], [kitchen]);
    await plays();
    expect(house.now).toMatchObject({ state: "playing", lastError: null });
    await receiver.until("it sounds", () => receiver.sound.some((byte) => byte !== 0));
    await house.hub.sound.command("stop");
  },
);

it("a thread that hangs is ended by stop, and the next sound has another", async () => {
  receiver.forget();
  const playing = house.play([path("hang.wav")], [kitchen]).then(
    () => null,
    (error: unknown) => error,
  );
  // Joined it is shown from the time before, too, until this play begins.
  await house.until(
    ({ state, speakers }) => state === "loading" && speakers[0]?.phase === "joined",
  );
  await receiver.logged(/RECORD/i);
  await house.hub.sound.command("stop");
  expect(await playing).toMatchObject({ code: "cancelled" });
  expect(house.now).toMatchObject({ state: "idle", lastError: null });
  await receiver.logged(/TEARDOWN/i);
  await house.play([path("song.wav")], [kitchen]);
  await plays();
  await house.hub.sound.command("stop");
});
