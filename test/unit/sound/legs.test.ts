import { expect, test } from "vitest";
import { openBlocks } from "../../../src/main/crypto/aes-cbc.ts";
import { open } from "../../../src/main/crypto/chacha.ts";
import { decodeAlac } from "../../../src/main/wire/alac.ts";
import { ntpTime } from "../../../src/main/wire/ntp-timing.ts";
import {
  decodeResendAnswer,
  encodeResendRequest,
  encodeSoundPacket,
} from "../../../src/main/wire/rtp-sound.ts";
import { SENDER, SoundRoom, sampleAt } from "../../support/sound-room.ts";

const S = 44_100;
const LATENCY_MS = 2000;

async function playing() {
  const room = new SoundRoom();
  const session = await room.session();
  const speaker = await room.receiver("10.0.0.2");
  return { room, session, speaker, clock: room.runtime.clock };
}

test("RA-10 a sync packet comes first and each second, saying what sounds when a frame leaves", async () => {
  const { room, session, speaker, clock } = await playing();
  await room.join(session, speaker);
  const wallMs = clock.wallMs();
  await session.play(room.track("a:endless:1"));
  await clock.advance(3500);
  const { syncs, packets } = speaker;
  expect(syncs.map(({ first }) => first)).toEqual([true, false, false, false]);
  const start = packets[0]?.timestamp ?? 0;
  for (const sync of syncs) {
    expect((sync.sending - sync.sounding) >>> 0).toBe(77_175);
    const frame = (sync.sending - start) >>> 0;
    expect(sync.clock).toBe("ntp");
    const leavesMs = wallMs + (frame * 1000) / S;
    expect(Math.abs(Number(sync.time - ntpTime(leavesMs))) / 2 ** 32).toBeLessThan(0.000_01);
  }
  await session.close();
});

test("a speaker's delay shifts the time its sync packets say, and nothing else", async () => {
  const { room, session, speaker, clock } = await playing();
  const late = await room.receiver("10.0.0.3");
  await room.join(session, speaker);
  const leg = await room.join(session, late, {}, { delayMs: 120 });
  await session.play(room.track("a:endless:1"));
  await clock.advance(500);
  expect(late.packets.map(({ timestamp }) => timestamp)).toEqual(
    speaker.packets.map(({ timestamp }) => timestamp),
  );
  const shift = () => Number((late.syncs.at(-1)?.time ?? 0n) - (speaker.syncs.at(-1)?.time ?? 0n));
  expect(late.syncs[0]?.sending).toBe(speaker.syncs[0]?.sending);
  expect(shift() / 2 ** 32).toBeCloseTo(0.12, 4);
  const before = late.syncs.length;
  leg.setDelay(-50);
  await clock.advance(1);
  expect(late.syncs.length).toBe(before + 1);
  await session.close();
});

test("who joins while it plays starts at the current frame, and who leaves gets no more", async () => {
  const { room, session, speaker, clock } = await playing();
  const first = await room.join(session, speaker);
  await session.play(room.track("a:endless:1"));
  await clock.advance(3000);
  const other = await room.receiver("10.0.0.3");
  await room.join(session, other);
  await clock.advance(1000);
  expect(other.syncs[0]).toMatchObject({ first: true });
  expect(other.packets[0]).toMatchObject({ first: true });
  const join = speaker.packets.find(({ timestamp }) => timestamp === other.packets[0]?.timestamp);
  expect(join?.atMs).toBe(other.packets[0]?.atMs);
  expect(join?.payload).toEqual(other.packets[0]?.payload);
  await first.close();
  await expect(first.gone).resolves.toBeNull();
  const before = speaker.packets.length;
  await clock.advance(1000);
  expect(speaker.packets.length).toBe(before);
  expect(other.packets.length).toBeGreaterThan(240);
  await session.close();
});

test("RA-12 what is asked for again comes again, whole, and is counted", async () => {
  const { room, session, speaker, clock } = await playing();
  const leg = await room.join(session, speaker);
  await session.play(room.track("a:endless:1"));
  await clock.advance(1000);
  const lost = speaker.packets[20];
  if (lost === undefined) throw new Error("a packet");
  const asked = encodeResendRequest({ first: lost.sequence, count: 2 });
  speaker.control?.send(asked, SENDER, leg.ports.control);
  await clock.advance(1);
  expect(speaker.others).toHaveLength(2);
  const { atMs: _, ...packet } = lost;
  expect(decodeResendAnswer(speaker.others[0] ?? new Uint8Array(0))).toEqual(packet);
  expect(await leg.counts()).toMatchObject({ askedAgain: 2, sentAgain: 2 });
  await session.close();
});

test("RA-12 what is not there, or asked by somebody else, is not sent", async () => {
  const { room, session, speaker, clock } = await playing();
  const stranger = await room.receiver("10.0.0.9");
  const leg = await room.join(session, speaker);
  await session.play(room.track("a:endless:1"));
  await clock.advance(1000);
  const newest = speaker.packets.at(-1)?.sequence ?? 0;
  const ask = (who: typeof speaker, first: number) =>
    who.control?.send(encodeResendRequest({ first, count: 1 }), SENDER, leg.ports.control);
  ask(speaker, (newest + 50) & 0xffff);
  ask(stranger, newest);
  await clock.advance(1);
  expect(speaker.others).toEqual([]);
  expect(stranger.others).toEqual([]);
  expect(await leg.counts()).toMatchObject({ askedAgain: 1, sentAgain: 0 });
  await session.close();
});

test("RA-11 the time is told to whoever asks for it", async () => {
  const { room, session, speaker, clock } = await playing();
  const leg = await room.join(session, speaker);
  const question = Uint8Array.from(
    Buffer.from(`80d20007${"00".repeat(20)}e5a1b2c3d4000000`, "hex"),
  );
  speaker.control?.send(question, SENDER, leg.ports.timing);
  await clock.advance(1);
  const answer = Buffer.from(speaker.others[0] ?? []);
  expect(answer.subarray(0, 16).toString("hex")).toBe("80d3000700000000e5a1b2c3d4000000");
  expect(answer.readBigUInt64BE(16)).toBe(ntpTime(clock.wallMs() - 1));
  await session.close();
});

test("AES-CBC covers whole blocks of a packet, with the IV anew for each", async () => {
  const { room, session, speaker, clock } = await playing();
  const key = new Uint8Array(16).fill(7);
  const iv = new Uint8Array(16).fill(9);
  await room.join(session, speaker, { cipher: { kind: "aes-cbc", key, iv } });
  await session.play(room.track("a:endless:1"));
  await clock.advance(100);
  for (const [at, { payload }] of speaker.packets.entries()) {
    const samples = decodeAlac(openBlocks(key, iv, payload), 352);
    expect([...samples.subarray(0, 2)]).toEqual([...sampleAt(at * 352, 1)]);
  }
  await session.close();
});

test("PA-59 an AirPlay 2 packet has its nonce at its end and authenticates time and SSRC; again it is the same", async () => {
  const { room, session, speaker, clock } = await playing();
  const key = new Uint8Array(32).fill(3);
  const leg = await room.join(session, speaker, { cipher: { kind: "chacha20-poly1305", key } });
  await session.play(room.track("a:endless:1"));
  await clock.advance(100);
  for (const [at, packet] of speaker.packets.entries()) {
    const whole = encodeSoundPacket(packet);
    const { payload } = packet;
    const nonce = new Uint8Array(12);
    nonce.set(payload.subarray(-8), 4);
    expect(nonce[4]).toBe(at);
    const plain = open(key, nonce, payload.subarray(0, -8), whole.subarray(4, 12));
    expect([...decodeAlac(plain, 352).subarray(0, 2)]).toEqual([...sampleAt(at * 352, 1)]);
  }
  const { atMs: _, ...lost } = speaker.packets[3] ?? { atMs: 0 };
  const first = speaker.packets[3]?.sequence ?? 0;
  speaker.control?.send(encodeResendRequest({ first, count: 1 }), SENDER, leg.ports.control);
  await clock.advance(1);
  expect(decodeResendAnswer(speaker.others[0] ?? new Uint8Array(0))).toEqual(lost);
  await session.close();
});

test("RA-08 PCM is sent most significant byte first", async () => {
  const { room, session, speaker, clock } = await playing();
  await room.join(session, speaker, { codec: "pcm" });
  await session.play(room.track("a:endless:1"));
  await clock.advance(10);
  const payload = Buffer.from(speaker.packets[0]?.payload ?? []);
  expect(payload.length).toBe(1408);
  expect([payload.readInt16BE(0), payload.readInt16BE(2)]).toEqual([...sampleAt(0, 1)]);
  await session.close();
});

test("a buffered speaker is told when its first frame sounds, and is filled three seconds ahead", async () => {
  const { room, session, speaker, clock } = await playing();
  const stream = await room.bufferedReceiver(speaker);
  const key = new Uint8Array(32).fill(5);
  await room.join(session, speaker, {
    transport: "buffered",
    dataPort: stream.port,
    controlPort: null,
    cipher: { kind: "chacha20-poly1305", key },
  });
  const startMs = clock.wallMs();
  await session.play(room.track("a:endless:1"));
  await clock.advance(1000);
  const { packets } = stream;
  const leftMs = (packets.length * 352 * 1000) / S;
  expect(leftMs).toBeGreaterThan(3700);
  expect(leftMs).toBeLessThan(4200);
  const [first] = packets;
  expect(speaker.said[0]).toEqual({
    anchor: {
      rtpTime: first?.timestamp,
      networkNs: BigInt(startMs + LATENCY_MS) * 1_000_000n,
    },
  });
  for (const [at, { payload, associated, sequence }] of packets.entries()) {
    const nonce = new Uint8Array(12);
    nonce.set(payload.subarray(-8), 4);
    const plain = open(key, nonce, payload.subarray(0, -8), associated);
    expect([...decodeAlac(plain, 352).subarray(0, 2)]).toEqual([...sampleAt(at * 352, 1)]);
    expect(sequence).toBe(((first?.sequence ?? 0) + at) & 0x7f_ffff);
  }
  await session.pause();
  const last = packets.at(-1);
  expect(speaker.said.slice(1)).toEqual([
    { anchor: null },
    {
      flush: {
        sequence: ((last?.sequence ?? 0) + 1) & 0x7f_ffff,
        rtpTime: ((last?.timestamp ?? 0) + 352) >>> 0,
      },
    },
  ]);
  await session.close();
  await stream.close();
});

test("a buffered speaker that does not read on is not written to without bound", async () => {
  const { room, session, speaker, clock } = await playing();
  const stream = await room.bufferedReceiver(speaker);
  const buffered = { transport: "buffered", dataPort: stream.port, controlPort: null } as const;
  await room.join(session, speaker, buffered);
  room.lan.fill(speaker.address);
  await session.play(room.track("a:endless:1"));
  await clock.advance(1500);
  expect(stream.packets.length * 1450).toBeLessThan(80_000);
  room.lan.fill(speaker.address, false);
  await clock.advance(1500);
  expect(stream.packets.length).toBeGreaterThan(500);
  await session.close();
  await stream.close();
});

test("a buffered speaker that hangs up is gone with an error", async () => {
  const { room, session, speaker } = await playing();
  const stream = await room.bufferedReceiver(speaker);
  const buffered = { transport: "buffered", dataPort: stream.port, controlPort: null } as const;
  const leg = await room.join(session, speaker, buffered);
  room.lan.cut(speaker.address);
  await expect(leg.gone).resolves.toMatchObject({ code: "lost" });
  await session.close();
  await stream.close();
});
