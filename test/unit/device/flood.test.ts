import { expect, it } from "vitest";
import { pairedWorld } from "../../support/hub-world.ts";
import { settle } from "../../support/manual-clock.ts";

/** A paired, connected TV, and every session event that the windows get. */
async function world() {
  const made = await pairedWorld();
  await made.session.connect();
  await settle();
  const revisions: number[] = [];
  made.hub.sessionChanged.on(({ revision }) => revisions.push(revision));
  const level = (percent: number) =>
    made.tv.channel.set({ volume: { control: "absolute", percent } });
  return { ...made, revisions, level };
}

it("a thousand updates in one turn are one event, which shows the last of them", async () => {
  const { session, revisions, level, hub } = await world();
  for (let n = 1; n <= 1000; n++) level(n / 10);
  expect(session.snapshot.value.volume.percent, "whoever asks sees it at once").toBe(100);
  expect(revisions).toEqual([]);
  await settle();
  expect(revisions).toEqual([session.snapshot.value.revision]);
  await hub.close();
});

it("updates in turns of their own are told one by one, in rising revisions, and leave nothing behind", async () => {
  const { tv, revisions, level, clock, hub } = await world();
  const timers = clock.armedTimers;
  for (let n = 1; n <= 200; n++) {
    level(n / 2);
    await settle();
  }
  expect(revisions).toHaveLength(200);
  expect(revisions).toEqual([...revisions].sort((a, b) => a - b));
  expect(clock.armedTimers).toBe(timers);
  expect(tv.channel.state.listenerCount).toBe(1);
  await hub.close();
});

it("a press does not wait for the updates that came before it", async () => {
  const { session, tv, revisions, level, hub } = await world();
  for (let n = 1; n <= 1000; n++) level(n / 10);
  await session.commands.press("select", "tap");
  expect(tv.received).toEqual(["companion tap select"]);
  expect(revisions, "the device has it before any window is told").toEqual([]);
  await hub.close();
});

it("an update that changes nothing is no event", async () => {
  const { revisions, level, hub } = await world();
  level(10);
  await settle();
  for (let n = 0; n < 10; n++) {
    level(10);
    await settle();
  }
  expect(revisions).toHaveLength(1);
  await hub.close();
});

it("what is told last is told even when the session ends in the same turn", async () => {
  const { session, hub } = await world();
  const phases: string[] = [];
  hub.sessionChanged.on(({ connection }) => phases.push(connection.phase));
  await session.close();
  expect(phases).toEqual(["offline"]);
  await hub.close();
});
