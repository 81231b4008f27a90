import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createLog, type LogRecord } from "../../src/main/runtime/log.ts";
import type { SoundEngine, SoundSession } from "../../src/main/sound/engine.ts";
import { createLocalEngine } from "../../src/main/sound/local-engine.ts";
import { SAMPLE_RATE } from "../../src/main/sound/source/source.ts";
import { bytesOfSamples, noise, type PcmTrack, pcmSource } from "../support/pcm-source.ts";
import { pngOf } from "../support/png.ts";
import { realRuntime } from "../support/runtime.ts";
import { Shairport, ShairportWorld } from "../support/shairport.ts";
import { SpeakerChannel, type SpeakerPlace } from "../support/speaker-channel.ts";

/** Packets that 3.3.8 replaces by silence at the start and after each FLUSH: 3168 frames. */
const LOST_AT_START = 9;
const PACKET_BYTES = 352 * 4;

/**
 * It loses some of its own requests as well, and asks for nothing at all for 0.3 s after each. By default it
 * has time for four tries, a second before the sound; so it has for over thirty.
 */
const PERSISTENT =
  "audio_backend_buffer_desired_length_in_seconds = 0.2; resend_control_check_interval_time = 0.05;";

const logged: LogRecord[] = [];
const log = createLog((record) => logged.push(record), Date.now);
const runtime = { ...realRuntime(), log };
const fewSeconds = noise(5);
const cover = pngOf(8, 8, 3000);
const tracks: Record<string, PcmTrack> = {
  noise: { samples: fewSeconds },
  song: {
    samples: noise(60, 2),
    tags: { title: "Prélude “Été”", picture: { mimeType: "image/png", bytes: cover } },
  },
  next: { samples: noise(60, 3), tags: { title: "Nocturne", picture: null } },
};
const track = (path: string, startS = 0) => ({
  id: path,
  source: { kind: "file" as const, path },
  startS,
});

let world: ShairportWorld;
let engine: SoundEngine;
let session: SoundSession;
const receivers: Shairport[] = [];

beforeAll(async () => {
  world = await ShairportWorld.start();
  engine = createLocalEngine(runtime, pcmSource(tracks));
});

afterAll(async () => {
  await Promise.all(receivers.map((receiver) => receiver.stop()));
  await world.stop();
  await engine.close();
});

async function receiver(port: number, options: object = {}): Promise<Shairport> {
  const started = await Shairport.start(world, { name: `S${port}`, port, ...options });
  receivers.push(started);
  return started;
}
const speaker = (place: SpeakerPlace) => SpeakerChannel.open(runtime, place);

/** Packets of the noise that did not come out as they went in, of those that can; null: none did. */
function missingPackets(sound: Buffer, wanted: Buffer): number[] | null {
  const packet = (at: number) => wanted.subarray(at * PACKET_BYTES, (at + 1) * PACKET_BYTES);
  const count = Math.ceil(wanted.length / PACKET_BYTES);
  const all = Array.from({ length: count - LOST_AT_START }, (_, at) => at + LOST_AT_START);
  const known = all.find((at) => sound.includes(packet(at)));
  if (known === undefined) return null;
  const start = sound.indexOf(packet(known)) - known * PACKET_BYTES;
  return all.filter((at) => {
    const [wants, from] = [packet(at), start + at * PACKET_BYTES];
    return from < 0 || !sound.subarray(from, from + wants.length).equals(wants);
  });
}

/**
 * Packets at the very start that its own diagnostics dropped, as its log says: it plays from the first one
 * that it keeps, and asks for none before that. Its dice (drand48 without a seed) always begin with two
 * losses, which hit sync packets as a rule, and sound where that comes first.
 */
function neverKnown({ log }: Shairport): number {
  const numberOf = (wanted: RegExp) =>
    Number(log.flatMap((text) => wanted.exec(text)?.[1] ?? []).at(0));
  const [first, kept] = [/flush to (\d+)/, /first_packet_time set for frame (\d+)/].map(numberOf);
  return (((kept ?? Number.NaN) - (first ?? Number.NaN)) >>> 0) / 352;
}

/** Nothing but the noise that it puts into its silence. */
function isSilent(sound: Buffer): boolean {
  for (let at = 0; at + 1 < sound.length; at += 2) {
    if (Math.abs(sound.readInt16LE(at)) > 2) return false;
  }
  return sound.length > 0;
}

/** Plays to the end, and waits until it was heard. */
async function playWhole(path: string): Promise<void> {
  const over = new Promise<void>((heard) => {
    const off = session.trackOver.on(({ id }) => {
      if (id !== path) return;
      off();
      heard();
    });
  });
  await session.play(track(path));
  await over;
}

/**
 * A receiver whose own thread came to its first packet too late throws away all that it has, two seconds,
 * and says so: nothing that it played can be compared. It has 0.2 s for that with the settings above.
 */
async function playWholeInTime(path: string): Promise<void> {
  const wasLate = ({ log }: Shairport) =>
    log.some((text) => /First packet is \d+ nanoseconds late/.test(text));
  await playWhole(path);
  for (let again = 0; again < 2 && receivers.some(wasLate); again++) {
    for (const one of receivers) one.forget();
    await playWhole(path);
  }
}

describe("Debian's shairport-sync 3.3.8", () => {
  test("RA-04 RA-08 RA-12 five receivers of one session play every bit: both codecs, with keys and without, and one that loses packets", async () => {
    const kinds = [
      { port: 5101, txt: { et: "0", cn: "1" } },
      { port: 5102, txt: { et: "1", cn: "1" } },
      { port: 5103, txt: { et: "0", cn: "0" } },
      { port: 5104, txt: { et: "1", cn: "0" } },
    ];
    const drop = "diagnostics = { drop_this_fraction_of_audio_packets = 0.03; };";
    await Promise.all(kinds.map(({ port }) => receiver(port)));
    const lossy = await receiver(5105, { config: drop, general: PERSISTENT });
    session = await engine.open();
    const speakers = await Promise.all([...kinds, { port: 5105 }].map((place) => speaker(place)));
    const parts = await Promise.all(speakers.map((one) => one.join(session)));
    await playWholeInTime("noise");
    const wanted = bytesOfSamples(fewSeconds);
    /** What is not there although the receiver could know of it. */
    const missing = (one: Shairport) => {
      const unknown = one.port === 5105 ? neverKnown(one) : 0;
      return missingPackets(one.sound, wanted)?.filter((at) => at >= LOST_AT_START + unknown);
    };
    const isWhole = (one: Shairport) => missing(one)?.length === 0;
    await Promise.all(
      receivers.map((one) => one.until("the end", () => isWhole(one)).catch(() => {})),
    );
    const byPort = [...receivers].sort((a, b) => a.port - b.port);
    const heard = byPort.map((one) => [one.port, missing(one)]);
    const lost = await parts.at(-1)?.counts();
    await Promise.all(parts.map((part) => part.leave()));
    await session.close();
    const lossyLog = lossy.log.filter((text) => !/service|rtsp\.c|shairport\.c/.test(text));
    expect(heard, lossyLog.slice(-40).join("\n")).toEqual(
      [5101, 5102, 5103, 5104, 5105].map((port) => [port, []]),
    );
    expect(byPort.slice(0, 4).map(neverKnown)).toEqual([0, 0, 0, 0]);
    expect(neverKnown(lossy)).toBeLessThanOrEqual(2);
    expect(lost?.askedAgain).toBeGreaterThan(0);
    expect(lost?.sentAgain).toBe(lost?.askedAgain);
    for (const one of receivers) await one.logged(/TEARDOWN/);
  });

  test("RA-07 RA-13 is told what plays, its cover, where it stands, and how loud", async () => {
    const one = await receiver(5111, { usesVolume: true });
    session = await engine.open();
    const loud = await speaker({ port: 5111 });
    await session.play(track("song", 10));
    const part = await loud.join(session, { volume: 50 });
    await one.until("the title", () => one.told("minm") === "Prélude “Été”");
    await one.until("the cover", () => one.told("PICT") !== undefined);
    expect(one.metadata.find(({ code }) => code === "PICT")?.content).toEqual(Buffer.from(cover));
    await one.until("the progress", () => one.told("prgr") !== undefined);
    const [start = 0, now = 0, end = 0] = (one.told("prgr") ?? "").split("/").map(Number);
    expect((end - start) >>> 0).toBe(60 * SAMPLE_RATE);
    expect(Math.abs(((now - start) >>> 0) / SAMPLE_RATE - 10)).toBeLessThan(3);
    expect(["asar", "asal", "asgn"].map((code) => one.told(code))).toEqual([
      "Claude",
      "Images",
      "Piano",
    ]);
    expect(one.told("pvol")).toMatch(/^-15\.00,/);
    expect([one.told("daid"), one.told("acre")]).toEqual(["0011223344556677", "1234567"]);
    const lately = () => one.sound.subarray(-4 * 4410);
    await one.until("it sounds", () => one.sound.length > 0 && !isSilent(lately()));
    await loud.channel.operations.setVolume?.(0);
    await one.until("it is silent", () => isSilent(lately()));
    await loud.channel.operations.setVolume?.(20);
    await one.until("it is not", () => one.told("pvol")?.startsWith("-24.00,") === true);
    await session.play(track("next"));
    await one.until("the next title", () => one.told("minm") === "Nocturne");
    const flushes = () => one.metadata.filter(({ code }) => code === "pfls").length;
    const before = flushes();
    await session.pause();
    await one.until("it flushed", () => flushes() > before);
    await part.leave();
    await one.until("the end", () => one.metadata.some(({ code }) => code === "pend"));
    await session.close();
  });

  test("RA-13 adopts the volume that the receiver has, and it answers the challenge", async () => {
    const one = await receiver(5112, { usesVolume: true });
    session = await engine.open();
    const loud = await speaker({ port: 5112 });
    const part = await loud.join(session, { volume: null });
    const percent = loud.channel.state.value.volume?.percent ?? -1;
    expect(percent).toBeGreaterThan(0);
    expect(percent).toBeLessThanOrEqual(100);
    const answers = logged.filter(({ message }) => message.includes("our challenge"));
    expect(answers.length).toBeGreaterThan(0);
    for (const { fields } of answers) expect(fields).toEqual({ isRight: true });
    await part.leave();
    await one.logged(/TEARDOWN/);
    await session.close();
  });

  test("RA-05 plays with its password, and says that it needs one", async () => {
    const one = await receiver(5113, { password: "sesame" });
    session = await engine.open();
    for (const password of [{}, { password: "open" }]) {
      const locked = await speaker({ port: 5113, ...password });
      await expect(locked.join(session)).rejects.toMatchObject({
        code: "unpaired",
        details: { subject: "password" },
      });
    }
    const open = await speaker({ port: 5113, password: "sesame" });
    const part = await open.join(session);
    await session.play(track("song"));
    const wanted = bytesOfSamples(tracks["song"]?.samples ?? fewSeconds);
    const first = wanted.subarray(20 * PACKET_BYTES, 21 * PACKET_BYTES);
    await one.until("it sounds", () => one.sound.includes(first));
    await part.leave();
    await session.close();
  });

  test("is busy with somebody else (453), who hears nothing of it", async () => {
    await receiver(5114);
    session = await engine.open();
    const [first, second] = [await speaker({ port: 5114 }), await speaker({ port: 5114 })];
    const part = await first.join(session);
    await expect(second.join(session)).rejects.toMatchObject({
      code: "unavailable",
      details: { subject: "in-use" },
    });
    expect(first.channel.state.value.leads).toBeDefined();
    await part.leave();
    await session.close();
  });

  test("gives its place to another one where that is allowed: interrupted", async () => {
    const config = 'sessioncontrol = { allow_session_interruption = "yes"; };';
    await receiver(5115, { config });
    session = await engine.open();
    const [first, second] = [await speaker({ port: 5115 }), await speaker({ port: 5115 })];
    const part = await first.join(session);
    const other = await second.join(session);
    expect(await part.ended).toEqual({ kind: "interrupted" });
    expect(first.channel.state.value.leads).toBeUndefined();
    await other.leave();
    await session.close();
  });
});
