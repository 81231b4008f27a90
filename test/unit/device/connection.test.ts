import { describe, expect, it } from "vitest";
import {
  type ConnectionEvent,
  type Effect,
  initialMachine,
  type Machine,
  step,
} from "../../../src/main/device/connection.ts";
import { backOffMs, retryDelayMs } from "../../../src/main/device/reconnect.ts";

const WALL = 1_000_000;

/** Feeds events, each at its time in ms. */
function run(...events: (readonly [number, ConnectionEvent])[]): [Machine, readonly Effect[]] {
  let machine = initialMachine;
  let effects: readonly Effect[] = [];
  for (const [nowMs, event] of events)
    [machine, effects] = step(machine, event, { nowMs, wallMs: WALL + nowMs });
  return [machine, effects];
}

const wanted = { type: "wanted" } as const;
const opened = (serial: number) => ({ type: "opened", serial }) as const;
const failed = (serial: number) => ({ type: "failed", serial, cause: "refused" }) as const;
const lost = (serial: number) => ({ type: "lost", serial, cause: "lost" }) as const;

describe("the connection machine", () => {
  it("begins one attempt when somebody wants the device, and none more while it runs", () => {
    const [first, effects] = run([0, wanted]);
    expect(first.connection).toEqual({ phase: "connecting", attempt: 1 });
    expect(effects).toContainEqual({ type: "open", serial: 1 });
    const [, again] = run([0, wanted], [1, wanted]);
    expect(again, "E78").toEqual([]);
  });

  it("is ready with the first open channel and shows which ones are missing", () => {
    const [machine] = run(
      [0, wanted],
      [5, opened(1)],
      [6, { type: "degraded", serial: 1, lost: [{ protocol: "airplay", cause: "lost" }] }],
    );
    expect(machine.connection).toEqual({
      phase: "ready",
      lost: [{ protocol: "airplay", cause: "lost" }],
    });
  });

  it("waits with the cause and the time of the next try after a failure (E79)", () => {
    const [machine, effects] = run([0, wanted], [10, failed(1)]);
    expect(machine.connection).toEqual({
      phase: "waiting",
      attempt: 1,
      cause: "refused",
      retryAtMs: WALL + 10 + 250,
    });
    expect(effects).toContainEqual({ type: "arm-retry", serial: 1, delayMs: 250 });
  });

  it("tries again when the wait is over, and waits longer each time, for ever", () => {
    const [machine] = run(
      [0, wanted],
      [1, failed(1)],
      [251, { type: "retry-due", serial: 1 }],
      [252, failed(2)],
    );
    expect(machine.connection).toMatchObject({ phase: "waiting", attempt: 2 });
    const delays = [];
    for (const delayMs of backOffMs()) if (delays.push(delayMs) === 9) break;
    expect(delays).toEqual([250, 500, 1000, 2000, 4000, 8000, 15_000, 30_000, 30_000]);
    expect(retryDelayMs(5000, "timeout")).toBe(30_000);
  });

  it("does not nag the keychain: a locked one is asked again after five minutes", () => {
    expect(retryDelayMs(1, "locked")).toBe(300_000);
  });

  it("answers the first loss at once", () => {
    const [machine, effects] = run([0, wanted], [5, opened(1)], [60_000, lost(1)]);
    expect(machine.connection).toEqual({ phase: "connecting", attempt: 1 });
    expect(effects).toContainEqual({ type: "open", serial: 2 });
  });

  it("backs off when links keep dying young, instead of spinning (E78)", () => {
    const [machine, effects] = run(
      [0, wanted],
      [5, opened(1)],
      [10, lost(1)],
      [15, opened(2)],
      [20, lost(2)],
    );
    expect(machine.connection.phase).toBe("waiting");
    expect(effects).toContainEqual({ type: "arm-retry", serial: 2, delayMs: 500 });
  });

  it("ignores the late answers of an older attempt", () => {
    const [machine, effects] = run(
      [0, wanted],
      [1, failed(1)],
      [300, wanted],
      [301, opened(1)],
      [302, failed(1)],
      [303, lost(1)],
      [304, { type: "unpaired", serial: 1, cause: "unpaired" }],
    );
    expect(machine.connection).toEqual({ phase: "connecting", attempt: 1 });
    expect(effects).toEqual([]);
  });

  it("tries at once when the network sees the device again, but is not kept busy by it", () => {
    const [machine] = run([0, wanted], [1, failed(1)], [2, { type: "sighted" }]);
    expect(machine.connection.phase).toBe("connecting");
    const [again] = run(
      [0, wanted],
      [1, failed(1)],
      [2, { type: "sighted" }],
      [3, failed(2)],
      [4, { type: "sighted" }],
    );
    expect(again.connection.phase).toBe("waiting");
  });

  it("keeps a working link when the device announces itself or its flags change (E27)", () => {
    const [machine, effects] = run([0, wanted], [1, opened(1)], [2, { type: "sighted" }]);
    expect(machine.connection).toEqual({ phase: "ready", lost: [] });
    // It may announce a protocol that was not there before.
    expect(effects).toEqual([{ type: "reopen-missing", afresh: false }]);
  });

  it("reopens missing channels when the device is seen again", () => {
    const [, effects] = run(
      [0, wanted],
      [1, opened(1)],
      [2, { type: "degraded", serial: 1, lost: [{ protocol: "airplay", cause: "lost" }] }],
      [3, { type: "sighted" }],
    );
    expect(effects).toEqual([{ type: "reopen-missing", afresh: false }]);
  });

  it("asks a ready device for a sign of life when the machine wakes", () => {
    const [machine, effects] = run([0, wanted], [1, opened(1)], [2, { type: "resumed" }]);
    expect(machine.connection.phase).toBe("ready");
    expect(effects).toEqual([{ type: "probe" }]);
  });

  it.each([
    ["waiting", [1, failed(1)]],
    ["connecting", [1, wanted]],
  ] as const)("begins anew when the machine wakes while %s", (_phase, event) => {
    const [machine, effects] = run([0, wanted], event, [2, { type: "resumed" }]);
    expect(machine.connection).toEqual({ phase: "connecting", attempt: 1 });
    expect(effects).toContainEqual({ type: "open", serial: 2 });
  });

  it("asks to pair again only when the device says so, and then stays quiet (E62)", () => {
    const unpaired = { type: "unpaired", serial: 1, cause: "unpaired" } as const;
    const [machine, effects] = run([0, wanted], [1, unpaired]);
    expect(machine.connection).toEqual({ phase: "needs-pairing", cause: "unpaired" });
    expect(effects).toEqual([{ type: "disarm-retry" }, { type: "drop" }]);
    for (const event of [{ type: "sighted" }, { type: "resumed" }] as const) {
      const [still, none] = run([0, wanted], [1, unpaired], [2, event]);
      expect(still.connection.phase).toBe("needs-pairing");
      expect(none).toEqual([]);
    }
    const [after] = run([0, wanted], [1, unpaired], [2, { type: "paired", renewed: false }]);
    expect(after.connection.phase).toBe("connecting");
  });

  it("asks for a password by name, and looks again when the device shows itself (E54)", () => {
    const subject = "password";
    const unpaired = { type: "unpaired", serial: 1, cause: "unpaired", subject } as const;
    const [machine, effects] = run([0, wanted], [1, unpaired]);
    expect(machine.connection).toEqual({ phase: "needs-pairing", cause: "unpaired", subject });
    expect(effects).toEqual([{ type: "disarm-retry" }, { type: "drop" }]);
    const [seen] = run([0, wanted], [1, unpaired], [6000, { type: "sighted" }]);
    expect(seen.connection.phase).toBe("connecting");
    const [resumed] = run([0, wanted], [1, unpaired], [2, { type: "resumed" }]);
    expect(resumed.connection.phase).toBe("needs-pairing");
  });

  it("stops trying when the person closes the device (E78)", () => {
    const [machine, effects] = run([0, wanted], [1, failed(1)], [2, { type: "close" }]);
    expect(machine.connection).toEqual({ phase: "offline" });
    expect(effects).toEqual([{ type: "disarm-retry" }, { type: "drop" }]);
    for (const event of [
      { type: "retry-due", serial: 1 },
      { type: "sighted" },
      { type: "resumed" },
      { type: "paired", renewed: false },
      opened(1),
    ] as const)
      expect(step(machine, event, { nowMs: 3, wallMs: 3 })[0].connection.phase).toBe("offline");
  });

  it("spaces attempts that impatient presses ask for", () => {
    const [machine, effects] = run(
      [0, wanted],
      [1, failed(1)],
      [300, wanted],
      [301, failed(2)],
      [340, wanted],
    );
    expect(machine.connection).toMatchObject({ phase: "waiting", retryAtMs: WALL + 550 });
    expect(effects).toEqual([{ type: "arm-retry", serial: 2, delayMs: 210 }]);
    const [later] = run([0, wanted], [1, failed(1)], [250, wanted]);
    expect(later.connection.phase).toBe("connecting");
  });
});
