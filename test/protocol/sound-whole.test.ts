import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Secret } from "../../src/main/runtime/secret.ts";
import type { VirtualTv } from "../../src/main/virtual-tv/virtual-tv.ts";
import { firstSound, placeIn, SoundRoom } from "./sound-room.ts";

const RATE = 44_100;

let room: SoundRoom;
beforeEach(() => {
  room = new SoundRoom();
});
afterEach(async () => {
  await room.close();
  expect(room.lan.openHandles, "nothing is open on the network").toBe(0);
  expect(room.clock.armedTimers, "no timer is armed").toBe(0);
});

const report = (device: VirtualTv) => {
  const { report: one } = device.sound;
  if (!one) throw new Error("nothing was ever sent there");
  return one;
};
const kitchen = () => room.add("Kitchen", { model: "airport-express" });
const bath = () => room.add("Bath", { model: "airport-express" });
const homepod = () => room.add("HomePod", { model: "homepod-mini" });
const sound = () => room.hub.sound;

describe("sound to one speaker, from the queue to the loudspeaker", () => {
  it.each([
    ["airport-express", 1],
    ["apple-tv-3", 1],
    ["homepod-mini", 2],
  ] as const)("IF-091 RA-03 is what the source gave, bit for bit: %s", async (model, airplay) => {
    const device = await room.add("Kitchen", { model });
    await room.play(["song-20"], "Kitchen");
    await room.pass(4000);
    const heard = device.sound.heard();
    const begin = firstSound(heard);
    expect(placeIn(heard, begin, RATE)).toBe(0);
    expect(report(device)).toMatchObject({
      sender: { airplay },
      packets: { missing: 0, late: 0, timeJumps: 0, sealedWrong: 0, malformed: 0, longestBurst: 1 },
      tags: { title: "song-20", artist: "Us" },
    });
    const { position } = room.shown;
    expect(position?.rate).toBe(1);
  });

  it("goes from one item to the next without a gap, and frees the speaker at the end", async () => {
    const device = await kitchen();
    await room.play(["song-2", "song-3"], "Kitchen");
    await room.pass(5000);
    expect(room.shown.items.find(({ id }) => id === room.shown.currentId)?.title).toBe("song-3");
    const heard = device.sound.heard();
    const begin = firstSound(heard);
    expect(placeIn(heard, begin + RATE, RATE)).toBe(RATE);
    expect(placeIn(heard, begin + 2 * RATE, RATE / 2)).toBe(0);
    expect(placeIn(heard, begin + 2 * RATE - 100, 200), "no piece of one song").toBeNull();
    await room.until("it is over", () => room.shown.state === "idle");
    await room.until("the speaker is free", () => report(device).end === "sender");
    expect(room.shown).toMatchObject({ lastError: null, currentId: null });
    expect(room.shown.items).toHaveLength(2);
  });

  it("goes on after a pause with the frame that would have come", async () => {
    const device = await kitchen();
    await room.play(["song-20"], "Kitchen");
    await room.pass(3500);
    await room.run(sound().command("pause"));
    expect(room.shown.state).toBe("paused");
    await room.pass(3000);
    await room.run(sound().command("play"));
    await room.pass(4000);
    const heard = device.sound.heard();
    const begin = firstSound(heard);
    const frames = heard.length / 2 - begin;
    expect(frames, "before and after the pause").toBeGreaterThan(3 * RATE);
    expect(placeIn(heard, begin, frames), "in one piece").toBe(0);
  });

  it("winds to another place, and skips what cannot be read", async () => {
    const device = await kitchen();
    await room.play(["broken", "song-20"], "Kitchen");
    expect(room.shown.items.map(({ error }) => error?.code ?? null)).toEqual(["malformed", null]);
    await room.pass(3000);
    await room.run(sound().seek(10));
    await room.pass(3500);
    const heard = device.sound.heard();
    const last = heard.length / 2 - RATE;
    expect(placeIn(heard, last, RATE / 2)).toBeGreaterThan(10 * RATE);
    expect(room.shown.position?.seconds).toBeGreaterThan(9);
  });

  it("IF-121 RA-13 has a volume before anything sounds, with which it then begins", async () => {
    const device = await kitchen();
    const { commands } = room.session("Kitchen");
    const shown = () => room.session("Kitchen").snapshot.value;
    await room.run(commands.setVolume(20));
    await room.run(commands.volumeStep("up"));
    expect(shown()).toMatchObject({
      volume: { control: "absolute", percent: 25 },
      features: { "set-volume": "available", "volume-up": "available", pause: "unavailable" },
    });
    await room.run(sound().setVolume(room.id("Kitchen"), 40));
    await room.until("both ways are one", () => shown().volume.percent === 40);
    expect(device.sound.report, "nobody was asked").toBeNull();
    await room.play(["song-20"], "Kitchen");
    expect(report(device).volumeDb).toBe(-18);
    await room.run(sound().command("stop"));
    await room.until("it is still known", () => shown().volume.percent === 40);
  });

  it("obeys the buttons of the speaker, and takes its volume", async () => {
    const device = await kitchen();
    await room.play(["song-20", "song-30"], "Kitchen");
    await room.pass(1000);
    expect(await room.run(device.sound.press("pause"))).toBeLessThan(300);
    await room.until("it is paused", () => room.shown.state === "paused");
    await room.run(device.sound.press("nextitem"));
    await room.until("the next one plays", () => room.shown.state === "playing");
    expect(room.shown.currentId).toBe(room.shown.items[1]?.id);
    const { volume } = room.speaker("Kitchen") ?? {};
    await room.run(device.sound.press("volumeup"));
    expect(room.speaker("Kitchen")?.volume).toBe((volume ?? 0) + 5);
    await room.run(sound().setVolume(room.id("Kitchen"), 0));
    await room.until("it is silent", () => report(device).volumeDb === -144);
  });
});

describe("sound to several speakers", () => {
  it("is one session on one timeline, AirPlay 1 beside AirPlay 2", async () => {
    const devices = [await kitchen(), await bath(), await homepod()];
    await room.play(["song-20"], "Kitchen", "Bath", "HomePod");
    await room.pass(3000);
    const [first, ...others] = devices.map((device) => report(device).first?.rtpTime);
    expect(others).toEqual([first, first]);
    const [due, ...dues] = devices.map((device) => device.sound.dueMs(first ?? 0) ?? 0);
    for (const other of dues) expect(Math.abs(other - (due ?? 0))).toBeLessThan(1);
    for (const device of devices)
      expect(report(device).packets).toMatchObject({ missing: 0, late: 0 });
  });

  it("lets one sound later than the others", async () => {
    const [one, other] = [await kitchen(), await bath()];
    await room.play(["song-20"], "Kitchen", "Bath");
    await room.run(sound().setDelay(room.id("Bath"), 150));
    await room.pass(4000);
    const { rtpTime = 0 } = report(one).last ?? {};
    const apart = (other.sound.dueMs(rtpTime) ?? 0) - (one.sound.dueMs(rtpTime) ?? 0);
    expect(apart).toBeCloseTo(150, 0);
  });

  it("has one join and leave while it plays, and the others hear nothing of it", async () => {
    const [one, other] = [await kitchen(), await homepod()];
    await room.play(["song-30"], "Kitchen");
    await room.pass(3000);
    await room.run(sound().join(room.id("HomePod")));
    await room.pass(3000);
    const { rtpTime = 0 } = report(other).first ?? {};
    const apart = (other.sound.dueMs(rtpTime) ?? 0) - (one.sound.dueMs(rtpTime) ?? 0);
    expect(Math.abs(apart)).toBeLessThan(1);
    const heard = other.sound.heard();
    expect(placeIn(heard, firstSound(heard), RATE / 2)).toBeGreaterThan(2.9 * RATE);
    await room.run(sound().leave(room.id("HomePod")));
    expect(report(other).end).toBe("sender");
    await room.pass(2000);
    expect(report(one)).toMatchObject({ end: null, packets: { missing: 0, late: 0 } });
    expect(room.shown).toMatchObject({ state: "playing", speakers: [{ name: "Kitchen" }] });
  });

  it("goes on when one of them is busy (453), wants a password or says nothing (tvOS 27)", async () => {
    const [one, busy, shut, mute] = [
      await kitchen(),
      await bath(),
      await room.add("Hall", {
        model: "homepod-mini",
        access: "password",
        airplayPassword: new Secret("hush"),
      }),
      await homepod(),
    ];
    busy.faults.sound.busy = true;
    mute.faults.sound.silentSetup = "stream";
    await room.play(["song-30"], "Kitchen", "Bath", "Hall", "HomePod");
    await room.until("it was told", () => room.speaker("HomePod")?.phase === "failed", 8000);
    expect(room.speaker("Kitchen")).toMatchObject({ phase: "joined" });
    expect(room.speaker("Bath")?.error).toMatchObject({
      code: "unavailable",
      details: { subject: "in-use" },
    });
    expect(room.speaker("Hall")?.error).toMatchObject({
      code: "unpaired",
      details: { subject: "password" },
    });
    expect(room.speaker("HomePod")?.error).toMatchObject({
      code: "timeout",
      details: { subject: "audio-setup" },
    });
    await room.run(room.hub.setPassword(room.id("Hall"), "hush"));
    busy.faults.sound.busy = false;
    await room.run(sound().join(room.id("Hall")));
    await room.run(sound().join(room.id("Bath")));
    expect(room.speaker("Hall")).toMatchObject({ phase: "joined", error: null });
    await room.pass(1000);
    expect(report(shut).packets.direct).toBeGreaterThan(100);
    expect(report(one)).toMatchObject({ end: null, packets: { missing: 0, late: 0 } });
  });

  it("goes on when somebody else takes one of them", async () => {
    const [one, other] = [await kitchen(), await bath()];
    await room.play(["song-30"], "Kitchen", "Bath");
    await room.pass(1000);
    other.sound.interrupt();
    await room.until("it is told", () => room.speaker("Bath")?.phase !== "joined");
    await room.pass(3000);
    expect(room.speaker("Bath")).toMatchObject({ phase: "interrupted" });
    expect(report(one)).toMatchObject({ end: null, packets: { missing: 0, late: 0 } });
    one.sound.interrupt();
    await room.until("nobody hears it", () => room.shown.state === "paused");
  });

  it("goes on when one of them vanishes, which is tried once more and then told", async () => {
    const [one, other] = [await kitchen(), await homepod()];
    await room.play(["song-60"], "Kitchen", "HomePod");
    await room.pass(1000);
    other.faults.sound.vanished = true;
    await room.until("it is told", () => room.speaker("HomePod")?.phase === "joining", 30_000);
    await room.until("it is given up", () => room.speaker("HomePod")?.phase === "failed", 45_000);
    expect(room.shown.state).toBe("playing");
    expect(report(one)).toMatchObject({ end: null, packets: { missing: 0, late: 0 } });
    other.faults.sound.vanished = false;
    // A minute of sound, packet by packet.
  }, 60_000);
});

describe("the thread that makes the sound dies", () => {
  const die = () => room.threads.at(-1)?.die(new Error("out of memory"));

  it("while it plays: why is told, both kinds of speaker are let go in order, and play begins another", async () => {
    const devices = [await kitchen(), await homepod()];
    await room.play(["song-20", "song-30"], "Kitchen", "HomePod");
    await room.pass(3000);
    die();
    await room.until("it is told", () => room.shown.state === "idle", 100);
    expect(room.shown.lastError).toMatchObject({ code: "bug" });
    for (const device of devices) {
      await room.until("it is free", () => report(device).end === "sender", 1000);
    }
    expect(room.shown.items.map(({ error }) => error)).toEqual([null, null]);
    expect(room.shown.speakers.map(({ phase, error }) => [phase, error])).toEqual([
      ["joined", null],
      ["joined", null],
    ]);
    await room.run(sound().command("play"));
    await room.pass(3000);
    expect(room.threads).toHaveLength(2);
    expect(room.shown).toMatchObject({ state: "playing", lastError: null });
    for (const device of devices) {
      expect(placeIn(device.sound.heard(), firstSound(device.sound.heard()), 4410)).toBe(0);
    }
  });

  it("while it is paused, or a speaker is asked: whoever waits is told, and the speaker is free", async () => {
    const device = await kitchen();
    await room.play(["song-20"], "Kitchen");
    await room.run(sound().command("pause"));
    die();
    await room.until("it is told", () => room.shown.state === "idle", 100);
    await room.until("it is free", () => report(device).end === "sender", 1000);
    device.faults.sound.silentSetup = "stream";
    const playing = room.errorOf(sound().command("play"));
    await room.until("it is asked", () => room.speaker("Kitchen")?.phase === "joining");
    await room.pass(500);
    die();
    expect(await playing).toBe("bug");
    expect(room.shown).toMatchObject({ state: "idle", lastError: { code: "bug" } });
  });
});

describe("an Apple TV with tvOS 26 while sound is sent to it", () => {
  const shown = () => room.session("TV").snapshot.value;

  it("IF-032 IF-033 QK-02 shows the stream beside its remote, and its own again afterwards", async () => {
    const tv = await room.add("TV");
    expect(room.summary("TV")).toMatchObject({ playsSound: true });
    await room.files.offer("song-30");
    const before = await room.errorOf(sound().play([{ offer: "song-30" }], [room.id("TV")]));
    expect(before, "who is not paired with it is told so").toBe("unpaired airplay");
    await room.paired("TV");
    await room.run(room.hub.select(room.id("TV")));
    tv.scenarios.play();
    await room.until("its film is shown", () => shown().nowPlaying !== null);
    const film = shown().nowPlaying?.title;
    const { volume } = shown();
    await room.play(["song-30"], "TV");
    await room.until("the song is shown", () => shown().nowPlaying?.title === "song-30");
    expect(shown().protocols).toEqual(expect.arrayContaining(["mrp", "companion", "raop"]));
    expect(shown().owners).toMatchObject({ pause: "raop", "set-volume": "raop", menu: "mrp" });
    await room.run(room.session("TV").commands.setVolume(25));
    await room.until("it is told its volume", () => report(tv).volumeDb === -22.5);
    expect(shown().volume).toMatchObject({ control: "absolute", percent: 25 });
    await room.run(room.session("TV").commands.media("pause"));
    expect(room.shown.state).toBe("paused");
    await room.run(sound().command("stop"));
    expect(report(tv).end).toBe("sender");
    expect(shown().owners.pause).toBe("mrp");
    expect(shown().nowPlaying?.title, "the song is gone at once").not.toBe("song-30");
    tv.scenarios.play();
    await room.until("its film is shown again", () => shown().nowPlaying?.title === film);
    expect(shown().volume.control).toBe(volume.control);
  });
});
