import { expect, it } from "vitest";
import { Paced } from "../../../src/main/ipc/paced.ts";
import { ManualClock } from "../../support/manual-clock.ts";

function paced() {
  const clock = new ManualClock();
  const told: string[] = [];
  return { clock, told, news: new Paced<string>(clock, 16, (value) => told.push(value)) };
}

it("passes the first news on at once, and arms no timer for it", () => {
  const { clock, told, news } = paced();
  news.push("tv", "one");
  expect(told).toEqual(["one"]);
  expect(clock.armedTimers).toBe(0);
});

it("tells of a thousand news in a second no more than a screen can draw, and always the last", async () => {
  const { clock, told, news } = paced();
  for (let at = 1; at <= 1000; at++) {
    news.push("tv", `update ${at}`);
    await clock.advance(1);
  }
  await clock.advance(16);
  expect(told.length).toBeGreaterThan(55);
  expect(told.length).toBeLessThanOrEqual(64);
  expect(told.at(-1)).toBe("update 1000");
  expect(clock.armedTimers).toBe(0);
});

it("does not make one device wait for another", () => {
  const { told, news } = paced();
  news.push("tv", "tv 1");
  news.push("homepod", "homepod 1");
  expect(told).toEqual(["tv 1", "homepod 1"]);
});

it("keeps the order of what it tells about one device", async () => {
  const { clock, told, news } = paced();
  news.push("tv", "one");
  news.push("tv", "two");
  news.push("tv", "three");
  await clock.advance(16);
  news.push("tv", "four");
  expect(told).toEqual(["one", "three"]);
  await clock.advance(16);
  expect(told).toEqual(["one", "three", "four"]);
});
