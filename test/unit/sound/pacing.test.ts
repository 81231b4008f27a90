import { expect, test } from "vitest";
import type { Clock, Timer } from "../../../src/main/runtime/clock.ts";
import { Backlog } from "../../../src/main/sound/send/backlog.ts";
import { Pacer } from "../../../src/main/sound/send/pacer.ts";
import { Timeline } from "../../../src/main/sound/send/timeline.ts";

/** Time that goes from one timer to the next, without a turn of the event loop between. */
class JumpingClock implements Clock {
  nowMs = 0;
  next: { readonly atMs: number; readonly action: () => void } | null = null;

  now = () => this.nowMs;
  wallMs = () => this.nowMs;

  /** A timer of whole milliseconds, as Node has. */
  after(delayMs: number, action: () => void): Timer {
    const entry = { atMs: this.nowMs + Math.max(1, Math.trunc(delayMs)), action };
    this.next = entry;
    const cancel = () => {
      if (this.next === entry) this.next = null;
    };
    return { cancel };
  }

  soon(action: () => void): Timer {
    return this.after(0, action);
  }

  /** Up to `endMs`; each timer fires `lateMs` after it is due. */
  run(endMs: number, lateMs = 0): void {
    while (this.next !== null && this.next.atMs <= endMs) {
      const { atMs, action } = this.next;
      this.next = null;
      this.nowMs = Math.max(this.nowMs, atMs + lateMs);
      action();
    }
    this.nowMs = Math.max(this.nowMs, endMs);
  }
}

function pacing(clock: JumpingClock) {
  const timeline = new Timeline(0);
  timeline.restart(0, clock.now());
  const sent: number[] = [];
  const skipped: number[] = [];
  const pacer = new Pacer(clock, {
    nextAtMs: () => timeline.leavesAt(sent.length * 352),
    send: () => {
      sent.push(clock.now());
      return true;
    },
    skipTo: (nowMs) => {
      skipped.push(nowMs);
      timeline.restart(sent.length * 352, nowMs);
    },
    turned: () => {},
  });
  pacer.start();
  return { pacer, sent, skipped };
}

test("RA-09 after an hour not a packet too few or too many has left, and each at its time", () => {
  const clock = new JumpingClock();
  const { pacer, sent } = pacing(clock);
  const hourMs = 3_600_000;
  clock.run(hourMs);
  pacer.stop();
  // The last one may be a millisecond early, as every one may.
  const due = Math.floor((hourMs * 44.1) / 352) + 1;
  expect(Math.abs(sent.length - due)).toBeLessThanOrEqual(1);
  let latest = 0;
  let earliest = 0;
  for (const [at, leftMs] of sent.entries()) {
    const lateMs = leftMs - (at * 352) / 44.1;
    latest = Math.max(latest, lateMs);
    earliest = Math.min(earliest, lateMs);
  }
  expect(earliest).toBeGreaterThanOrEqual(-1.001);
  expect(latest).toBeLessThanOrEqual(1);
  expect(clock.next).toBeNull();
});

test("RA-09 after a stall at most two packets leave at once, until none is late", () => {
  const clock = new JumpingClock();
  const { pacer, sent } = pacing(clock);
  clock.run(1000);
  clock.nowMs += 300;
  clock.run(3000);
  pacer.stop();
  const together = new Map<number, number>();
  for (const leftMs of sent) together.set(leftMs, (together.get(leftMs) ?? 0) + 1);
  expect(Math.max(...together.values())).toBe(2);
  expect(Math.abs(sent.length - Math.floor((3000 * 44.1) / 352) - 1)).toBeLessThanOrEqual(1);
  const recovered = sent.findIndex((leftMs, at) => at > 130 && leftMs - (at * 352) / 44.1 < 1);
  expect(sent[recovered]).toBeLessThan(1500);
});

test("what was slept through is not sent after all", () => {
  const clock = new JumpingClock();
  const { pacer, sent, skipped } = pacing(clock);
  clock.run(1000);
  const before = sent.length;
  clock.nowMs += 600_000;
  clock.run(clock.nowMs + 100);
  pacer.stop();
  expect(skipped).toHaveLength(1);
  expect(sent.length - before).toBeLessThan(20);
});

test("QK-18 RA-12 the last thousand packets are found by their number, over the end of its 16 bits", () => {
  const backlog = new Backlog(4);
  const first = 65_000;
  for (let at = 0; at < 1500; at++) {
    backlog.next().set([at >> 8, at & 0xff]);
    backlog.keep((first + at) & 0xffff, 2);
  }
  const indexOf = (sequence: number) => {
    const packet = backlog.find(sequence & 0xffff);
    return packet && (packet[0] ?? 0) * 256 + (packet[1] ?? 0);
  };
  for (let at = 0; at < 1500; at++) {
    expect(indexOf(first + at)).toBe(at < 500 ? undefined : at);
  }
  expect(indexOf(first + 1500)).toBeUndefined();
  expect(new Backlog(4).find(0)).toBeUndefined();
});
