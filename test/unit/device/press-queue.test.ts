import { describe, expect, it } from "vitest";
import { type Link, type Press, PressQueue } from "../../../src/main/device/press-queue.ts";
import { RemoteError } from "../../../src/shared/errors.ts";
import { ManualClock, settle } from "../../support/manual-clock.ts";

/** A link that is there, and a queue on it. */
function made(link: Partial<Link> = {}) {
  const clock = new ManualClock();
  const suspected: number[] = [];
  const queue = new PressQueue(clock, {
    ready: async () => {},
    isUp: () => true,
    closures: () => 0,
    channels: () => 1,
    suspect: () => suspected.push(clock.now()),
    ...link,
  });
  const sent: string[] = [];
  const press = (key: string, run: () => Promise<void> = async () => {}): Press => ({
    key,
    merges: true,
    run: () => {
      sent.push(key);
      return run();
    },
  });
  return { clock, queue, sent, press, suspected };
}

describe("the press queue", () => {
  it("suspects the link when an answer is late, and leaves no timer when it comes", async () => {
    const { clock, queue, press, suspected } = made();
    let answer = () => {};
    const late = queue.send(
      press(
        "up",
        () =>
          new Promise((resolve) => {
            answer = () => resolve();
          }),
      ),
    );
    await clock.advance(400);
    expect(suspected).toEqual([400]);
    answer();
    await late;
    expect(clock.armedTimers).toBe(0);
  });

  it("does not suspect a hold before its second is over", async () => {
    const { clock, queue, press, suspected } = made();
    void queue.send({ ...press("hold", () => new Promise(() => {})), lastsMs: 1000 });
    await clock.advance(1399);
    expect(suspected).toEqual([]);
    await clock.advance(1);
    expect(suspected).toEqual([1400]);
  });

  /** Each of the first so many sends meets a channel that is dead, which closes of it. */
  function dying(deaths: number, channels: number) {
    let closures = 0;
    const waitedFor: (number | undefined)[] = [];
    const world = made({
      channels: () => channels,
      closures: () => closures,
      ready: async (_deadlineMs, after) => void waitedFor.push(after),
    });
    const press = world.press("select", async () => {
      if (closures >= deaths) return;
      closures += 1;
      throw new RemoteError("lost", "the channel died");
    });
    return { ...world, press, waitedFor };
  }

  it("a press that meets every channel dead is sent on the new link, each time after another closed", async () => {
    const { queue, sent, press, waitedFor } = dying(2, 2);
    await queue.send(press);
    expect(sent).toEqual(["select", "select", "select"]);
    expect(waitedFor).toEqual([-1, 0, 1]);
  });

  it("a press that meets more dead channels than there were is given up", async () => {
    const { queue, sent, press } = dying(9, 2);
    await expect(queue.send(press)).rejects.toMatchObject({ code: "lost" });
    expect(sent.length).toBe(3);
  });

  it("counts each skip, and merges each tap only with the one right before it", async () => {
    const { queue, sent, press } = made();
    const skips = [1, 2, 3].map(() => queue.send({ ...press("skip"), merges: false }));
    const taps = ["up", "up", "left", "up"].map((key) => queue.send(press(key)));
    await Promise.all([...skips, ...taps]);
    expect(sent).toEqual(["skip", "skip", "skip", "up", "left", "up"]);
  });

  it("drops what waited its turn for more than two seconds", async () => {
    const { clock, queue, sent, press } = made();
    let answer = () => {};
    const slow = queue.send(
      press(
        "slow",
        () =>
          new Promise((resolve) => {
            answer = () => resolve();
          }),
      ),
    );
    const stale = queue.send(press("stale")).catch((error) => error.code);
    await clock.advance(2001);
    answer();
    await slow;
    expect(await stale).toBe("lost");
    expect(sent).toEqual(["slow"]);
  });

  it("always sends the end of a hold, unless it is moot", async () => {
    const { clock, queue, sent, press } = made();
    let answer = () => {};
    const slow = queue.send(
      press(
        "down",
        () =>
          new Promise((resolve) => {
            answer = () => resolve();
          }),
      ),
    );
    const up = queue.send({ ...press("up"), neverTooOld: true });
    const moot = queue.send({ ...press("moot"), isMoot: () => true });
    await clock.advance(10_000);
    answer();
    await Promise.all([slow, up, moot]);
    expect(sent).toEqual(["down", "up"]);
  });

  it("does not repeat what the device refused", async () => {
    const { queue, sent, press } = made();
    const refused = queue.send(
      press("up", () => Promise.reject(new RemoteError("rejected", "no"))),
    );
    await expect(refused).rejects.toMatchObject({ code: "rejected" });
    expect(sent).toEqual(["up"]);
  });

  it("goes on after a press that failed in an unexpected way", async () => {
    const { queue, sent, press } = made();
    const broken = queue.send(
      press("broken", () => {
        throw new TypeError("bug");
      }),
    );
    const next = queue.send(press("next"));
    await expect(broken).rejects.toMatchObject({ code: "bug" });
    await next;
    expect(sent).toEqual(["broken", "next"]);
  });

  it("refuses more than a finger can do", async () => {
    const { queue, press } = made({ ready: () => new Promise(() => {}) });
    const codes: string[] = [];
    for (let n = 0; n < 40; n++)
      queue.send(press(`key ${n}`)).catch((error) => codes.push(error.code));
    await settle();
    expect(codes).toEqual(Array(7).fill("busy"));
  });
});
