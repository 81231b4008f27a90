import { expect, test } from "vitest";
import { SENDER, SoundRoom } from "../../support/sound-room.ts";

async function sending() {
  const room = new SoundRoom();
  const { clock, logged, session, close } = await room.withLog();
  const leg = await room.join(session, await room.receiver("10.0.0.2"));
  const seen = { gone: "no" };
  void leg.gone.then((error) => {
    seen.gone = error?.code ?? "closed";
  });
  await session.play(room.track("a:endless:1"));
  await clock.advance(1000);
  return { room, clock, session, logged, seen, close };
}

test("a network that is gone for five seconds is told once, and the speaker stays", async () => {
  const { room, clock, logged, seen, close } = await sending();
  for (let gap = 0; gap < 3; gap++) {
    room.lan.unroute(SENDER);
    await clock.advance(5000);
    room.lan.unroute(SENDER, false);
    await clock.advance(3000);
  }
  expect(seen.gone).toBe("no");
  expect(logged).toMatchObject([
    { message: "a packet of sound could not leave", fields: { reason: "send ENETUNREACH" } },
  ]);
  await close();
});

test("when nothing but errors came for six seconds the speaker is lost, and the log has few lines of it", async () => {
  const { room, clock, session, logged, seen, close } = await sending();
  room.lan.unroute(SENDER);
  await clock.advance(5900);
  expect(seen.gone).toBe("no");
  await clock.advance(1200);
  expect(seen.gone).toBe("lost");
  expect(session.status.value.state, "for others it plays on").toBe("playing");
  await clock.advance(10_000);
  expect(logged).toHaveLength(1);
  await close();
});

test("what could not leave is told again a minute later, with how much it was", async () => {
  const { room, clock, logged, close } = await sending();
  const gap = async () => {
    room.lan.unroute(SENDER);
    await clock.advance(3500);
    room.lan.unroute(SENDER, false);
  };
  await gap();
  await clock.advance(61_000);
  await gap();
  expect(logged).toHaveLength(2);
  expect(logged[0]?.fields["times"]).toBe(1);
  // The others of the first gap, and the first one of this.
  expect(logged[1]?.fields["times"]).toBeGreaterThan(2);
  await close();
});
