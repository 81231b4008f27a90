import { expect, it } from "vitest";
import type { SessionSnapshot } from "../../src/shared/model/session.ts";
import { settle } from "../support/manual-clock.ts";
import { World } from "./whole-path.ts";

const PER_SECOND = 1000;
/** As many updates as milliseconds. */
const FLOOD_MS = 400;
/** The virtual TV makes its changes in handfuls, one each so many ms. */
const TICK_MS = 10;

/** Paired and connected with everything the TV has, while an episode plays. */
async function watching() {
  const world = await World.start();
  await world.paired();
  const session = world.hub.session(world.id);
  const isWhole = () => session.snapshot.value.protocols.includes("mrp");
  await world.until("the tunnel is open", isWhole);
  world.tv.scenarios.playEpisode();
  const title = () => session.snapshot.value.nowPlaying?.title;
  await world.until("the episode shows", () => title() === "The Long Way Round");
  return { world, session, title };
}

const messages = ({ written }: World) =>
  written.filter((line) => line.startsWith("in airplay-data")).length;

it("a thousand updates a second are told once a turn, and the last of them stays", async () => {
  const { world, session, title } = await watching();
  const snapshots: SessionSnapshot[] = [];
  const off = session.snapshot.on((snapshot) => snapshots.push(snapshot));
  const [heard, timers] = [messages(world), world.clock.armedTimers];
  const end = world.tv.scenarios.flood(PER_SECOND);
  await world.clock.advance(FLOOD_MS);
  end();
  await world.until("the last title shows", () => title() === `Update ${FLOOD_MS}`);
  off();
  expect(messages(world) - heard).toBe(FLOOD_MS);
  expect(snapshots.length).toBeGreaterThan(10);
  expect(snapshots.length).toBeLessThanOrEqual(FLOOD_MS / TICK_MS + 1);
  const revisions = snapshots.map(({ revision }) => revision);
  expect(new Set(revisions).size).toBe(snapshots.length);
  expect(revisions).toEqual([...revisions].sort((a, b) => a - b));
  expect(world.clock.armedTimers).toBeLessThanOrEqual(timers);
  await world.close();
});

it("what a flood of titles does not change stays the same object", async () => {
  const { world, session } = await watching();
  const before = session.snapshot.value;
  const end = world.tv.scenarios.flood(PER_SECOND);
  await world.clock.advance(300);
  end();
  await settle();
  const after = session.snapshot.value;
  expect(after.nowPlaying).not.toBe(before.nowPlaying);
  for (const part of [
    "features",
    "owners",
    "protocols",
    "volume",
    "keyboard",
    "outputs",
  ] as const) {
    expect(after[part], part).toBe(before[part]);
  }
  await world.close();
});

it("a press in the middle of a flood arrives, once, before the flood is over", async () => {
  const { world, title } = await watching();
  const end = world.tv.scenarios.flood(PER_SECOND);
  await world.clock.advance(300);
  for (const button of ["up", "select", "menu"] as const) {
    let done = false;
    const press = world.press(button).then(() => {
      done = true;
    });
    // The answer to it comes behind at most one handful of updates.
    await world.until(`${button} is answered`, () => done, 3 * TICK_MS);
    await press;
  }
  expect(world.presses()).toEqual(["up", "select", "menu"]);
  await world.clock.advance(300);
  end();
  await world.until("the flood went on", () => /^Update [6-9]\d\d$/.test(title() ?? ""));
  await world.close();
});
