import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { SoundJoin, SoundPart } from "../../src/main/protocols/plugin.ts";
import type { SoundEngine, SoundSession } from "../../src/main/sound/engine.ts";
import { createLocalEngine } from "../../src/main/sound/local-engine.ts";
import { noise, type PcmTrack, pcmSource } from "../support/pcm-source.ts";
import type { PyatvFake } from "../support/pyatv-fake.ts";
import { type FakeRaopState, startPyatvFakeRaop } from "../support/pyatv-fake-raop.ts";
import { realRuntime } from "../support/runtime.ts";
import { SpeakerChannel } from "../support/speaker-channel.ts";

/** The cases of pyatv's own tests of RAOP, with our client (parity TS-01, RA-01 to RA-15). */
const runtime = realRuntime();
const samples = noise(2);
/** The fake reads bodies as text where it can, and stumbles over a real picture. */
const picture = { mimeType: "image/jpeg", bytes: Buffer.from("abcd") } as const;
const tracks: Record<string, PcmTrack> = {
  song: { samples, tags: { title: "pyatv", artist: "postlund", album: "raop", picture } },
};
/** Plain samples, which the fake keeps as they come. */
const plain = { et: "0", cn: "0", md: "0,1,2" };

let fake: PyatvFake<FakeRaopState>;
let engine: SoundEngine;
let session: SoundSession;
let channel: SpeakerChannel;
let part: SoundPart | undefined;

beforeAll(async () => {
  fake = await startPyatvFakeRaop();
  engine = createLocalEngine(runtime, pcmSource(tracks));
});

afterAll(async () => {
  await fake.stop();
  await engine.close();
});

afterEach(async () => {
  await part?.leave();
  await session.close();
  part = undefined;
});

interface Options {
  readonly txt?: Record<string, string>;
  readonly password?: string;
  readonly join?: Partial<SoundJoin>;
  readonly fake?: Readonly<Record<string, unknown>>;
}

async function play({ txt = plain, password, join = {}, fake: words = {} }: Options = {}) {
  await fake.do("forget");
  const usual = { feedback: true, info: true, initial_level: null, late_volume: false };
  for (const [name, value] of Object.entries({ ...usual, ...words })) await fake.do(name, value);
  session = await engine.open();
  const secret = password === undefined ? {} : { password };
  channel = await SpeakerChannel.open(runtime, { port: fake.port, txt, ...secret });
  await session.play({ id: "song", source: { kind: "file", path: "song" }, startS: 0 });
  part = await channel.join(session, { volume: 33, ...join });
}
const percent = () => channel.channel.state.value.volume?.percent;
const heardOf = (state: FakeRaopState) => Buffer.from(state.audio, "base64");

describe("pyatv's fake RAOP receiver", () => {
  test("RA-07 RA-10 hears of the song and of the time, and of the end", async () => {
    await play();
    const state = await fake.until(({ title, syncs }) => title !== null && syncs > 1);
    expect(state).toMatchObject({ title: "pyatv", artist: "postlund", album: "raop" });
    await part?.leave();
    expect(await fake.state()).toMatchObject({ teardown: true });
  });

  test.each([
    ["0,1", { title: "pyatv", artwork: "abcd" }],
    ["0", { title: "pyatv", artwork: null }],
    ["", { title: null, artwork: null }],
  ])("RA-01 RA-07 with md %j it is told that and no more", async (md, told) => {
    await play({ txt: { ...plain, md } });
    await fake.until(({ packets }) => packets > 20);
    const state = await fake.until(({ title }) => told.title === null || title !== null);
    if (told.artwork !== null) await fake.until(({ artwork }) => artwork !== null);
    else expect(state.artwork).toBeNull();
    expect(await fake.state()).toMatchObject(told);
  });

  test("RA-08 hears every sample, big-endian, from where it joined", async () => {
    await play();
    const state = await fake.until(({ packets }) => packets > 100);
    const wanted = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength).swap16();
    const heard = heardOf(state);
    const at = wanted.indexOf(heard.subarray(0, 400));
    wanted.swap16();
    expect(at).toBeGreaterThanOrEqual(0);
    const same = Buffer.from(wanted)
      .swap16()
      .subarray(at, at + 352 * 4 * 90);
    expect(heard.subarray(0, same.length).equals(same)).toBe(true);
  });

  test.each([
    ["resends are off", false],
    ["resends are on", true],
  ])("RA-12 two packets are dropped, and %s", async (_what, resends) => {
    await play({ fake: { resends, drop: 0 } });
    await fake.until(({ packets }) => packets > 10);
    await fake.do("drop", 2);
    await fake.until(({ packets }) => packets > 60);
    const counts = async () => {
      const now = await part?.counts();
      return [now?.askedAgain, now?.sentAgain];
    };
    await expect.poll(counts).toEqual(resends ? [2, 2] : [0, 0]);
  });

  test.each([
    ["4", {}, false],
    ["4", { am: "AirPort10,115" }, true],
  ])("RA-03 /auth-setup with et %s and %j", async (et, am, wants) => {
    await play({ txt: { ...plain, et, ...am }, fake: { require_auth: wants } });
    expect((await fake.state()).authSetup).toBe(wants);
    await fake.do("require_auth", false);
  });

  test.each([
    ["test", "test", null],
    [null, undefined, null],
    [null, "test", null],
    ["test", undefined, "password"],
    ["test", "wrong", "password"],
  ])("RA-05 its password is %j and ours %j", async (theirs, ours, subject) => {
    const options = { fake: { password: theirs }, ...(ours !== undefined && { password: ours }) };
    if (subject === null) await play(options);
    else {
      await expect(play(options)).rejects.toMatchObject({ code: "unpaired", details: { subject } });
    }
    await fake.do("password", null);
  });

  test.each([true, false])("RA-07 feedback is asked for, and taken: %s", async (feedback) => {
    await play({ fake: { feedback } });
    expect((await fake.state()).feedbacks).toBe(1);
  });

  test.each<[string, number | null, number | null, number, number]>([
    ["ours", 60, -15, 60, -12],
    ["ours, which is none at all", 0, -15, 0, -144],
    ["the receiver's", null, -15, 50, -15],
    ["the receiver's, which is none at all", null, -144, 0, -144],
    ["the usual one", null, null, 33, -20.1],
  ])("RA-13 QK-11 begins with %s", async (_whose, volume, initial, shown, decibels) => {
    await play({ join: { volume }, fake: { initial_level: initial } });
    expect(percent()).toBeCloseTo(shown);
    expect((await fake.state()).volume).toBeCloseTo(decibels);
  });

  test("RA-13 RB-12 a volume that is refused before the start is set after it", async () => {
    await play({ join: { volume: 9 }, fake: { late_volume: true } });
    expect((await fake.state()).volume).toBeCloseTo(-27.3);
    expect(percent()).toBe(9);
  });

  test("IF-121 IF-122 is set while it plays, in steps up to both ends", async () => {
    await play({ join: { volume: 95 } });
    const { setVolume, volumeStep } = channel.channel.operations;
    await setVolume?.(50);
    expect((await fake.state()).volume).toBeCloseTo(-15);
    await setVolume?.(95);
    await volumeStep?.("up");
    await volumeStep?.("up");
    expect(percent()).toBe(100);
    await setVolume?.(5);
    await volumeStep?.("down");
    await volumeStep?.("down");
    expect([percent(), (await fake.state()).volume]).toEqual([0, -144]);
  });

  test("RB-12 plays without /info", async () => {
    await play({ fake: { info: false } });
    await fake.until(({ packets }) => packets > 10);
  });

  test("IF-091 takes one stream at a time", async () => {
    await play();
    await expect(channel.join(session)).rejects.toMatchObject({ code: "busy" });
  });

  test("IF-030 IF-033 what it plays is ours while it plays, and nobody's before and after", async () => {
    await play();
    const { nowPlaying, features } = channel.channel.state.value;
    expect(nowPlaying).toMatchObject({ state: "playing", kind: "music", title: "pyatv" });
    expect(features).toMatchObject({ stop: "available", pause: "available", title: "available" });
    await channel.channel.operations.media?.("stop");
    expect(channel.commands).toEqual(["stop"]);
    await part?.leave();
    expect(channel.channel.state.value.nowPlaying).toBeUndefined();
    expect(channel.channel.state.value.features).toMatchObject({ pause: "unavailable" });
  });
});
