import { afterEach, describe, expect, it, test } from "vitest";
import type { Credentials } from "../../src/main/hap/credentials.ts";
import { volumeParameter } from "../../src/main/protocols/raop/parameters.ts";
import { soundReceiver } from "../../src/main/protocols/raop/receiver.ts";
import { startSound } from "../../src/main/protocols/raop/start-sound.ts";
import type { StreamKind } from "../../src/main/protocols/raop/v2/receiver-info.ts";
import { startAirPlay2 } from "../../src/main/protocols/raop/v2/start.ts";
import { FinalRefusal, type RunningSound } from "../../src/main/protocols/raop/way.ts";
import { Secret } from "../../src/main/runtime/secret.ts";
import type { SoundSession } from "../../src/main/sound/engine.ts";
import { createLocalEngine } from "../../src/main/sound/local-engine.ts";
import type { VirtualTvOptions } from "../../src/main/virtual-tv/virtual-tv.ts";
import { openContext } from "../support/companion-device.ts";
import { joinOf } from "../support/scripted-sound.ts";
import { FakeTrack, sampleAt } from "../support/sound-room.ts";
import { TV_ADDRESS, type TvLan, tvLan } from "../support/tv-lan.ts";
import { describeTv } from "./airplay-world.ts";

const TRACK_S = 3;
const FRAMES = TRACK_S * 44_100;

/** A virtual HomePod, and our engine on another machine of the same LAN. */
class Room {
  readonly world: TvLan;
  readonly session: SoundSession;
  readonly #runtime: ReturnType<TvLan["machine"]>;
  readonly #close: () => Promise<void>;
  readonly sounds: RunningSound[] = [];

  static async open(options: Omit<VirtualTvOptions, "runtime"> = {}): Promise<Room> {
    const world = await tvLan({ model: "homepod-mini", ...options });
    const runtime = world.machine();
    const engine = createLocalEngine(runtime, async (_, startS) => {
      return new FakeTrack(FRAMES, 1, startS);
    });
    const close = async () => {
      await engine.close();
      await world.close();
    };
    return new Room(world, runtime, await engine.open(), close);
  }

  private constructor(
    world: TvLan,
    runtime: ReturnType<TvLan["machine"]>,
    session: SoundSession,
    close: () => Promise<void>,
  ) {
    this.world = world;
    this.#runtime = runtime;
    this.session = session;
    this.#close = close;
  }

  /** One way, whichever the device would take first. */
  async by(timing: "ntp" | "ptp", stream: StreamKind): Promise<RunningSound> {
    const target = { addresses: [TV_ADDRESS], port: this.world.tv.airplayPort };
    const way = { target, access: { kind: "transient" }, timing, patienceMs: 5000 } as const;
    return this.#kept(
      startAirPlay2({ ...way, streams: [stream] }, this.join(), openContext(this.#runtime)),
    );
  }

  /** Whatever leads there. */
  async start(credentials: Credentials = {}, join = this.join()): Promise<RunningSound> {
    const receiver = soundReceiver(describeTv(this.world.tv), credentials);
    if (receiver === undefined) throw new Error("it takes no sound");
    return this.#kept(startSound(receiver, join, openContext(this.#runtime)));
  }

  join() {
    return joinOf(this.session, { volume: 50 });
  }

  async play(seconds: number): Promise<void> {
    await this.world.run(this.session.play({ id: "1", source: { kind: "input" }, startS: 0 }));
    await this.world.clock.advance(seconds * 1000);
  }

  get report() {
    const { report } = this.world.tv.sound;
    if (report === null) throw new Error("nothing was sent there");
    return report;
  }

  async close(): Promise<void> {
    const closing = Promise.all(this.sounds.map((sound) => sound.leave()));
    await this.world.run(closing);
    await this.world.run(this.#close());
    await this.world.clock.advance(1000);
  }

  async #kept(work: Promise<RunningSound>): Promise<RunningSound> {
    const sound = await this.world.run(work);
    this.sounds.push(sound);
    return sound;
  }
}

/** What the track sounds like, from one frame up to another. */
function track(from: number, to: number): Int16Array {
  const frames = Array.from({ length: to - from }, (_, at) => [...sampleAt(from + at, 1)]);
  return Int16Array.from(frames.flat());
}

let room: Room;
afterEach(async () => {
  await room.close();
  expect(room.world.lan.openHandles).toBe(0);
  expect(room.world.clock.armedTimers).toBe(0);
});

describe("sound on a virtual HomePod", () => {
  test.each<["ntp" | "ptp", StreamKind]>([
    ["ntp", "realtime-alac"],
    ["ptp", "realtime-alac"],
    ["ntp", "realtime-pcm"],
    ["ptp", "buffered-alac"],
  ])("PA-59 RA-08 by %s, %s, every frame arrives as it is", async (timing, stream) => {
    room = await Room.open();
    await room.by(timing, stream);
    await room.play(TRACK_S + 4);
    const [transport, codec] = stream.split("-");
    expect(room.report.format).toMatchObject({
      transport,
      codec: codec === "pcm" ? "l16" : codec,
      timing,
      cipher: "chacha20-poly1305",
    });
    expect(room.report.packets).toMatchObject({ missing: 0, sealedWrong: 0, timeJumps: 0 });
    const received = room.world.tv.sound.received().subarray(0, FRAMES * 2);
    expect(received).toEqual(track(0, FRAMES));
  });

  it("RA-07 RA-13 RA-14 is told its volume, kept alive, and let go", async () => {
    room = await Room.open();
    const sound = await room.start();
    await room.play(5);
    await room.world.run(sound.setParameter(volumeParameter(100)));
    expect(room.report.volumes).toEqual([-15, 0]);
    expect(room.report.feedbacks).toBeGreaterThanOrEqual(2);
    await room.world.run(sound.leave());
    expect(await sound.ended).toEqual({ kind: "left" });
    expect(room.report).toMatchObject({ phase: "over", end: "sender" });
  });

  it("takes it up again where it was paused, and nothing twice in between", async () => {
    room = await Room.open();
    await room.by("ntp", "realtime-alac");
    await room.play(3);
    await room.world.run(room.session.pause());
    await room.world.clock.advance(5000);
    await room.world.run(room.session.resume());
    await room.world.clock.advance(6000);
    expect(room.report.flushes).toHaveLength(2);
    const heard = room.world.tv.sound.heard().filter((sample) => sample !== 0);
    expect(heard).toEqual(track(0, FRAMES));
  });

  it("plays by the other clock where the first is answered with nothing", async () => {
    room = await Room.open();
    room.world.tv.faults.sound.emptySetup = "ntp";
    await room.start();
    expect(room.report.format?.timing).toBe("ptp");
  });

  it("wants the owner's password, and takes it in place of the PIN", async () => {
    room = await Room.open({ password: "sesame" });
    const failure = await room.start().catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "unpaired", details: { subject: "password" } });
    const wrong = await room
      .start({ password: new Secret("open") })
      .catch((error: unknown) => error);
    expect(wrong).toMatchObject({ code: "unpaired", details: { subject: "password" } });
    await room.start({ password: new Secret("sesame") });
    expect(room.report.phase).toBe("recording");
  });

  test.each(["session", "stream"] as const)(
    "silence after the SETUP of the %s is told by name and at once ends the search (E70)",
    async (step) => {
      room = await Room.open();
      room.world.tv.faults.sound.silentSetup = step;
      const failure = await room.start().catch((error: unknown) => error);
      expect(failure).not.toBeInstanceOf(FinalRefusal);
      expect(failure).toMatchObject({ code: "timeout", details: { subject: "audio-setup" } });
    },
  );

  it("serves somebody else: that is said, and no other way is tried", async () => {
    room = await Room.open();
    room.world.tv.faults.sound.busy = true;
    const failure = await room.start().catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "unavailable", details: { subject: "in-use" } });
  });

  it("is taken over by another sender", async () => {
    room = await Room.open();
    const sound = await room.start();
    await room.play(1);
    room.world.tv.sound.interrupt();
    expect(await room.world.run(sound.ended)).toEqual({ kind: "interrupted" });
  });

  it("vanishes, and is missed within ten seconds", async () => {
    room = await Room.open();
    const sound = await room.start();
    await room.play(1);
    room.world.tv.faults.sound.vanished = true;
    await room.world.clock.advance(10_500);
    expect(await room.world.run(sound.ended)).toMatchObject({
      kind: "failed",
      error: { code: "lost" },
    });
  });

  it("RA-12 gets again what was lost on the way", async () => {
    room = await Room.open();
    room.world.tv.faults.sound.loss = 0.05;
    const sound = await room.by("ntp", "realtime-alac");
    await room.play(TRACK_S + 4);
    const { packets } = room.report;
    expect(packets.recovered).toBeGreaterThan(0);
    expect(packets.missing).toBe(0);
    const { askedAgain, sentAgain } = await sound.counts();
    expect(sentAgain).toBe(askedAgain);
  });
});
