import { describe, expect, test } from "vitest";
import { PendingRequests } from "../../../src/main/protocols/pending-requests.ts";
import { RemoteError } from "../../../src/shared/errors.ts";
import { ManualClock } from "../../support/manual-clock.ts";

const options = { timeoutMs: 5000 };
const nothing = () => {};

function setUp() {
  const clock = new ManualClock();
  return { clock, pending: new PendingRequests<number, string>(clock) };
}

describe("PendingRequests", () => {
  test("is registered before it is sent, so no answer comes too early", async () => {
    const { pending, clock } = setUp();
    const answer = pending.request(1, () => pending.resolve(1, "at once"), options);
    expect(await answer).toBe("at once");
    expect(clock.armedTimers).toBe(0);
  });

  test("answers go to whom they belong, in any order", async () => {
    const { pending } = setUp();
    const first = pending.request(1, nothing, options);
    const second = pending.request(2, nothing, options);
    pending.resolve(2, "b");
    pending.resolve(1, "a");
    expect(await Promise.all([first, second])).toEqual(["a", "b"]);
    expect(pending.size).toBe(0);
  });

  test("times out on the injected clock, forgets the request, and a late answer is harmless", async () => {
    const { pending, clock } = setUp();
    const answer = pending.request(1, nothing, options).catch((error: unknown) => error);
    await clock.advance(5000);
    expect(await answer).toMatchObject({ code: "timeout" });
    expect(pending.resolve(1, "late")).toBe(false);
    expect(pending.size).toBe(0);
  });

  test("failAll rejects what waits and what is asked later, and leaves no timer armed", async () => {
    const { pending, clock } = setUp();
    const lost = new RemoteError("lost", "gone");
    const waiting = pending.request(1, nothing, options);
    pending.failAll(lost);
    await expect(waiting).rejects.toBe(lost);
    await expect(pending.request(2, nothing, options)).rejects.toBe(lost);
    expect(clock.armedTimers).toBe(0);
  });

  test("an abort rejects with its reason", async () => {
    const { pending, clock } = setUp();
    const abort = new AbortController();
    const waiting = pending.request(1, nothing, { ...options, signal: abort.signal });
    abort.abort(new RemoteError("cancelled", "never mind"));
    await expect(waiting).rejects.toMatchObject({ code: "cancelled" });
    const { signal } = abort;
    await expect(pending.request(2, nothing, { ...options, signal })).rejects.toMatchObject({
      code: "cancelled",
    });
    expect(clock.armedTimers).toBe(0);
  });

  test("a send that throws rejects the request and forgets it", async () => {
    const { pending, clock } = setUp();
    const send = () => {
      throw new RemoteError("lost", "no socket");
    };
    await expect(pending.request(1, send, options)).rejects.toMatchObject({ code: "lost" });
    expect(pending.size).toBe(0);
    expect(clock.armedTimers).toBe(0);
  });

  test("one key is for one request at a time", async () => {
    const { pending } = setUp();
    const first = pending.request(1, nothing, options);
    await expect(pending.request(1, nothing, options)).rejects.toMatchObject({ code: "bug" });
    pending.resolve(1, "still mine");
    expect(await first).toBe("still mine");
  });
});
