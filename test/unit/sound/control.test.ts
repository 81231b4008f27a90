import { expect, test } from "vitest";
import { SoundRoom, sampleAt } from "../../support/sound-room.ts";

const S = 44_100;

async function room(frames: number | "endless" = "endless") {
  const world = new SoundRoom();
  const session = await world.session();
  const speaker = await world.receiver("10.0.0.2");
  const leg = await world.join(session, speaker);
  await session.play(world.track(`a:${frames}:1`));
  const { clock } = world.runtime;
  return { world, session, speaker, leg, clock };
}

/** Frame of track 1 that the first sample of `at` says. */
function frameOf(samples: readonly number[], at: number): number {
  return (samples[at] ?? 0) - 1 + ((samples[at + 1] ?? 0) - 1000 - 1) * 30_000;
}

test("pausing says FLUSH, sends no more, and going on sends again what nobody heard", async () => {
  const { session, speaker, clock, world } = await room();
  await clock.advance(5000);
  const before = speaker.packets.length;
  await session.pause();
  expect(session.status.value.state).toBe("paused");
  expect(session.status.value.position?.seconds).toBeCloseTo(3, 1);
  expect(session.status.value.position?.rate).toBe(0);
  expect(world.runtime.clock.armedTimers).toBe(0);
  await clock.advance(60_000);
  expect(speaker.packets.length).toBe(before);
  const last = speaker.packets.at(-1);
  const next = ((last?.timestamp ?? 0) + 352) >>> 0;
  const sequence = ((last?.sequence ?? 0) + 1) & 0xffff;
  expect(speaker.said).toEqual([{ flush: { sequence, rtpTime: next } }]);

  await session.resume();
  await clock.advance(1000);
  const again = speaker.packets[before];
  expect(again).toMatchObject({ first: true, sequence, timestamp: next });
  expect(frameOf(speaker.samples, before * 704) / S).toBeCloseTo(3, 1);
  await clock.advance(2000);
  expect(session.status.value.position?.rate).toBe(1);
  await session.close();
});

test("two seconds after it was sent it is heard, and the position moves from then on", async () => {
  const { session, clock } = await room(S * 10);
  expect(session.status.value).toMatchObject({ state: "playing", trackId: "a" });
  expect(session.status.value.position).toMatchObject({ seconds: 0, rate: 0 });
  const wallMs = clock.wallMs();
  await clock.advance(2100);
  const { position, rtp } = session.status.value;
  expect(position?.rate).toBe(1);
  const zeroAt = (position?.wallMs ?? 0) - (position?.seconds ?? 0) * 1000;
  expect(Math.abs(zeroAt - wallMs - 2000)).toBeLessThan(1);
  expect(((rtp?.end ?? 0) - (rtp?.start ?? 0)) >>> 0).toBe(S * 10);
  await session.close();
});

test("seeking flushes, goes on from there, and RTP time only grows", async () => {
  const { session, speaker, clock } = await room(S * 60);
  await clock.advance(4000);
  const before = speaker.packets.length;
  await session.seek(30);
  await clock.advance(3000);
  expect(speaker.said).toHaveLength(1);
  expect(frameOf(speaker.samples, before * 704)).toBe(30 * S);
  expect(speaker.packets[before]?.first).toBe(true);
  const times = speaker.packets.map(({ timestamp }) => timestamp);
  for (let at = 1; at < times.length; at++) {
    expect(((times[at] ?? 0) - (times[at - 1] ?? 0)) >>> 0).toBe(352);
  }
  expect(session.status.value.position?.seconds).toBeCloseTo(30, 1);
  await session.close();
});

test("what follows begins with the very next frame", async () => {
  const { world, session, speaker, clock } = await room(S * 5 + 17);
  session.follow([world.track(`b:${S * 2}:2`)]);
  await clock.advance(7500);
  expect(session.status.value.trackId).toBe("b");
  expect(world.over).toEqual([{ id: "a", code: null }]);
  const { samples } = speaker;
  const end = (S * 5 + 17) * 2;
  expect(samples.slice(end - 2, end)).toEqual([...sampleAt(S * 5 + 16, 1)]);
  expect(samples.slice(end, end + 2)).toEqual([...sampleAt(0, 2)]);
  expect(world.tracks.get(`a:${S * 5 + 17}:1`)?.isClosed).toBe(true);
  await session.close();
});

test("what follows and cannot be opened is over when its turn comes", async () => {
  const { world, session, clock } = await room(S * 2);
  world.broken.add("b:1:1");
  session.follow([world.track("b:1:1")]);
  await clock.advance(3900);
  expect(world.over).toEqual([]);
  await clock.advance(4000);
  expect(world.over).toEqual([
    { id: "a", code: null },
    { id: "b", code: "not-found" },
  ]);
  expect(session.status.value.state).toBe("idle");
});

test("something else follows after all, as long as nothing of the first was sent", async () => {
  const { world, session, speaker, clock } = await room(S * 4);
  session.follow([world.track(`b:${S * 9}:2`)]);
  // Read ahead by now, and not sent: the end of the first is a second away.
  await clock.advance(3000);
  session.follow([world.track(`c:${S}:3`)]);
  await clock.advance(3500);
  expect(session.status.value.trackId).toBe("c");
  expect(speaker.samples.slice(S * 8, S * 8 + 2)).toEqual([...sampleAt(0, 3)]);
  expect(world.tracks.get(`b:${S * 9}:2`)?.isClosed).toBe(true);
  await session.close();
});

test("a track that cannot be opened leaves what plays as it is", async () => {
  const { world, session, speaker, clock } = await room();
  await clock.advance(3000);
  world.broken.add("b:1:1");
  await expect(session.play(world.track("b:1:1"))).rejects.toMatchObject({ code: "not-found" });
  await clock.advance(1000);
  expect(session.status.value).toMatchObject({ state: "playing", trackId: "a" });
  expect(speaker.said).toEqual([]);
  await session.close();
});

test("a radio that stalls is silence meanwhile, and goes on where it was", async () => {
  const { world, session, speaker, clock } = await room();
  await clock.advance(1000);
  const radio = world.tracks.get("a:endless:1");
  if (radio) radio.isStalled = true;
  // Three seconds are read ahead; two later it is heard that there are no more.
  await clock.advance(8000);
  expect(session.status.value.state).toBe("stalled");
  const stalledAt = session.status.value.position?.seconds ?? 0;
  radio?.goOn();
  await clock.advance(4000);
  expect(session.status.value.state).toBe("playing");
  expect(session.status.value.position?.seconds).toBeCloseTo(stalledAt, 1);
  const heard = speaker.samples.filter((sample, at) => at % 2 === 0 && sample !== 0);
  const isNext = (sample: number, at: number) =>
    at === 0 || sample - (heard[at - 1] ?? 0) === (sample === 1 ? -29_999 : 1);
  expect(heard.every(isNext)).toBe(true);
  expect(world.over).toEqual([]);
  await session.close();
});

test("a track that breaks off is heard as far as it came, and is over with its error", async () => {
  const { world, session, clock } = await room();
  await clock.advance(1000);
  const radio = world.tracks.get("a:endless:1");
  if (radio) radio.failsAt = 0;
  await clock.advance(12_000);
  expect(world.over).toEqual([{ id: "a", code: "lost" }]);
  expect(session.status.value.state).toBe("idle");
  expect(clock.armedTimers).toBe(0);
});

test("a speaker that never answers FLUSH holds up the rest for two seconds", async () => {
  const { session, speaker, clock } = await room();
  await clock.advance(3000);
  speaker.onFlush = () => new Promise(() => {});
  let isPaused = false;
  void session.pause().then(() => {
    isPaused = true;
  });
  await clock.advance(1900);
  expect(isPaused).toBe(false);
  await clock.advance(200);
  expect(isPaused).toBe(true);
  await session.close();
});
