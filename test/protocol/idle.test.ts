import { afterEach, describe, expect, it } from "vitest";
import { settle } from "../support/manual-clock.ts";
import { TV_ADDRESS, World } from "./whole-path.ts";

const MINUTES = 5;
/** The sign of life once a minute, its time-out, and what discovery does; nothing comes every second. */
const TIMERS_A_MINUTE = 12;

describe("an Apple TV 3 that nobody uses", () => {
  let world: World;
  afterEach(async () => {
    await world.close();
    expect([world.lan.openHandles, world.clock.armedTimers]).toEqual([0, 0]);
  });

  const start = async () => {
    world = await World.start({ model: "apple-tv-3" });
  };
  /** As `World.pass`, in steps that suit minutes. */
  const rest = async (seconds: number) => {
    for (let second = 0; second < seconds; second++) {
      await world.clock.advance(1000);
      for (let turn = 0; turn < 20; turn++) await settle();
    }
  };
  /** What we asked the TV in that time, without the queries, and how many timers came due a minute. */
  const idle = async (minutes = MINUTES) => {
    const [before, fired] = [world.written.length, world.hubClock.fired];
    await rest(minutes * 60);
    const asked = world.written
      .slice(before)
      .flatMap((line) => /(?:GET|POST) (\/?[\w/-]+)/.exec(line)?.[1] ?? []);
    return { asked, timers: (world.hubClock.fired - fired) / minutes };
  };
  const count = (asked: readonly string[], part: string) =>
    asked.filter((path) => path.includes(part)).length;

  describe("paired with, over Home Sharing", () => {
    const paired = async () => {
      await start();
      await world.pairedTurned();
      await world.until("all are open", () => world.shown.protocols.length === 3);
      await rest(30);
    };

    it("is asked once a minute whether it lives, and for nothing else", async () => {
      await paired();
      const { asked, timers } = await idle();
      expect(count(asked, "playstatusupdate")).toBeGreaterThanOrEqual(MINUTES - 1);
      expect(count(asked, "playstatusupdate")).toBeLessThanOrEqual(MINUTES + 1);
      expect(asked.length).toBeLessThanOrEqual(2 * (MINUTES + 1));
      expect(count(asked, "server-info"), "AirPlay is left in peace").toBe(0);
      expect(timers).toBeLessThanOrEqual(TIMERS_A_MINUTE);
    });

    it("tells of a song by itself, after minutes, and no sooner asked (DM-05)", async () => {
      await paired();
      await rest(170);
      world.tv.scenarios.playSongs();
      const tookMs = await world.until(
        "it is shown",
        () => world.shown.nowPlaying?.title === "Slack Water",
      );
      expect(tookMs).toBeLessThanOrEqual(200);
    });

    it("is asked more and more rarely where it drops whoever waits (QK-10)", async () => {
      await paired();
      world.tv.faults.dropPolls();
      const { asked } = await idle(10);
      expect(count(asked, "playstatusupdate")).toBeLessThanOrEqual(100);
      world.tv.faults.dropPolls(false);
      await rest(31);
      const after = await idle();
      expect(count(after.asked, "playstatusupdate")).toBeLessThanOrEqual(MINUTES + 2);
    });

    it("is back within a second of a restart, and then rests again", async () => {
      await paired();
      await world.run(world.tv.restart());
      await world.until("it is back", () => world.phase() === "ready", 1000);
      await world.run(world.press("up"));
      expect(world.presses()).toEqual(["up"]);
      const { asked } = await idle();
      expect(count(asked, "playstatusupdate")).toBeLessThanOrEqual(MINUTES + 2);
    });

    it("that lost its power is noticed within a minute and some seconds, and found again", async () => {
      await paired();
      world.lan.silence(TV_ADDRESS);
      await world.until("it is missed", () => world.phase() !== "ready", 70_000);
      const { timers } = await idle();
      expect(timers).toBeLessThanOrEqual(60);
      world.lan.silence(TV_ADDRESS, false);
      await world.until("it is back", () => world.phase() === "ready", 36_000);
    });
  });

  describe("that nobody paired with, and that only plays", () => {
    const connected = async () => {
      await start();
      await world.listed();
      await world.run(world.hub.session(world.id).connect());
      expect(world.shown).toMatchObject({
        connection: { phase: "ready", lost: [{ protocol: "dmap", cause: "unpaired" }] },
      });
      await world.until("it plays and sounds", () => world.opened("airplay", "raop"));
      await rest(30);
    };

    it("is asked once a minute over a connection that does not stay", async () => {
      await connected();
      const before = world.lan.openHandles;
      const { asked, timers } = await idle(10);
      expect(count(asked, "server-info") + count(asked, "*"), "by one of its channels").toBe(10);
      expect(world.lan.openHandles).toBe(before);
      expect(world.phase()).toBe("ready");
      expect(timers).toBeLessThanOrEqual(TIMERS_A_MINUTE);
    });

    it("is missed within a minute and some seconds when it loses its power, and found again", async () => {
      await connected();
      world.lan.silence(TV_ADDRESS);
      await world.until("it is missed", () => world.phase() !== "ready", 70_000);
      world.lan.silence(TV_ADDRESS, false);
      await world.until("it is back", () => world.phase() === "ready", 36_000);
    }, 30_000);

    it("is missed at once when it says good-bye", async () => {
      await connected();
      const closed = world.tv.close();
      await world.until("it is missed", () => world.phase() !== "ready", 3000);
      await world.run(closed);
    });

    it("is not woken by that while a sleep proxy answers for it", async () => {
      await connected();
      await world.run(world.tv.faults.sleepProxy());
      // Its records are asked for again when they grow old, and then it is known to sleep.
      await rest(130);
      expect(world.hub.devices.value.devices).toMatchObject([{ asleep: true }]);
      const { asked } = await idle();
      expect(asked).toEqual([]);
    });
  });
});
