import { expect, it } from "vitest";
import { watchAttention } from "../../src/main/app/attention.ts";
import { ManualClock } from "../support/manual-clock.ts";

it("looks after a long absence, once, and not at every change of window", async () => {
  const clock = new ManualClock();
  const looks: number[] = [];
  const focused = watchAttention(clock, () => looks.push(clock.now()));
  const startMs = clock.now();
  focused();
  expect(looks).toEqual([]);
  await clock.advance(30_000);
  focused();
  focused();
  await clock.advance(29_999);
  focused();
  expect(looks).toEqual([startMs + 30_000]);
  await clock.advance(1);
  focused();
  expect(looks).toEqual([startMs + 30_000, startMs + 60_000]);
});
