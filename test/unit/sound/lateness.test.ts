import { expect, test } from "vitest";
import { createLog, type LogRecord } from "../../../src/main/runtime/log.ts";
import { Lateness } from "../../../src/main/sound/send/lateness.ts";
import { SoundRoom } from "../../support/sound-room.ts";

/** A sender with a speaker, and what it has logged. */
async function sending() {
  const room = new SoundRoom();
  const { clock, logged, session, close } = await room.withLog();
  const speaker = await room.receiver("10.0.0.2");
  await room.join(session, speaker);
  await session.play(room.track("a:endless:1"));
  await clock.advance(500);
  const late = async (ms: number) => {
    clock.stall(ms);
    await clock.advance(1000);
  };
  return { clock, logged, late, close };
}

test("RA-09 a sender that does not keep up says so, with how late it is and nothing of what plays", async () => {
  const { logged, late, close } = await sending();
  await late(300);
  expect(logged).toMatchObject([
    { level: "warn", message: "sound leaves late: this computer does not keep up" },
  ]);
  expect(Object.keys(logged[0]?.fields ?? {})).toEqual(["lateMs", "times"]);
  expect(logged[0]?.fields["lateMs"]).toBeGreaterThan(200);
  expect(logged[0]?.fields["times"]).toBe(1);
  await close();
});

test("RA-09 a hiccup of a few packets is no news", async () => {
  const { logged, late, close } = await sending();
  for (let hiccup = 0; hiccup < 20; hiccup++) await late(35);
  expect(logged).toEqual([]);
  await close();
});

test("RA-09 it is said once in a minute, and then how often it was", async () => {
  const { clock, logged, late, close } = await sending();
  for (let stall = 0; stall < 10; stall++) await late(300);
  expect(logged).toHaveLength(1);
  await clock.advance(60_000);
  expect(logged).toHaveLength(1);
  await late(300);
  expect(logged.map(({ fields }) => fields["times"])).toEqual([1, 10]);
  await close();
});

test("RA-09 one that stays behind is late once, not with every packet", () => {
  const said: LogRecord[] = [];
  const lateness = new Lateness(
    createLog(
      (record) => said.push(record),
      () => 0,
    ),
  );
  for (let atMs = 0; atMs < 600_000; atMs += 4) lateness.turned(atMs, 500);
  expect(said).toHaveLength(1);
});
