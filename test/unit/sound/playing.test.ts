import { expect, test } from "vitest";
import { SoundRoom, sampleAt } from "../../support/sound-room.ts";

const S = 44_100;

test("RA-08 a track leaves as packets of 352 frames, bit for bit, and ends in silence", async () => {
  const room = new SoundRoom();
  const session = await room.session();
  const speaker = await room.receiver("10.0.0.2");
  await room.join(session, speaker);
  await session.play(room.track(`a:${S}:1`));
  await room.runtime.clock.advance(10_000);

  const { packets, samples } = speaker;
  expect(packets[0]?.first).toBe(true);
  expect(packets.slice(1).some(({ first }) => first)).toBe(false);
  for (const [at, packet] of packets.entries()) {
    expect(packet.sequence).toBe(((packets[0]?.sequence ?? 0) + at) & 0xffff);
    expect(packet.timestamp).toBe(((packets[0]?.timestamp ?? 0) + at * 352) >>> 0);
    expect(packet.ssrc).toBe(0x1234_5678);
  }
  const source = Array.from({ length: S }, (_, frame) => sampleAt(frame, 1)).flat();
  expect(samples.slice(0, S * 2)).toEqual(source);
  const silence = samples.slice(S * 2);
  expect(silence.every((sample) => sample === 0)).toBe(true);
  // The latency, so that the end is heard, and half a second, so that a loss there is noticed.
  expect(silence.length / 2).toBeGreaterThanOrEqual(88_200 + S / 2);
  expect(room.over).toEqual([{ id: "a", code: null }]);
  expect(session.status.value.state).toBe("idle");
  expect(room.runtime.clock.armedTimers).toBe(0);
  await session.close();
  speaker.audio?.close();
  speaker.control?.close();
  expect(room.lan.openHandles).toBe(0);
});
