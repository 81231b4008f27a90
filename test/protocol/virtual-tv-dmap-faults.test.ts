import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { DmapCredentials } from "../../src/main/hap/credentials.ts";
import type { Channel } from "../../src/main/protocols/plugin.ts";
import { until } from "../../src/main/runtime/signal.ts";
import { obey, TvCommand } from "../../src/main/virtual-tv/commands.ts";
import { type DmapWorld, dmapWorld, REMOTE_NAME } from "./dmap-world.ts";

describe("our client and what is wrong with the virtual Apple TV 3's Home Sharing", () => {
  let world: DmapWorld;
  let key: DmapCredentials;
  let channel: Channel;
  let handlesBefore: number;

  beforeEach(async () => {
    world = await dmapWorld();
    key = await world.pair();
    handlesBefore = world.lan.openHandles;
    channel = await world.open(key);
    await world.tv.received("login");
    await world.tv.received("poll");
  });

  afterEach(async () => {
    await world.run(channel.close());
    await world.pass(60_000);
    expect(world.lan.openHandles).toBe(handlesBefore);
    await world.close();
    expect([world.lan.openHandles, world.clock.armedTimers]).toEqual([0, 0]);
  });

  /** As a line on its standard input. */
  const fault = (line: object) => obey(world.tv, TvCommand.parse(line));
  const press = () => channel.operations.press?.("menu", "tap") ?? Promise.reject();
  const pressed = async () => {
    await world.run(press());
    await world.tv.received("menu");
  };
  const plays = (title: string) =>
    world.run(until(channel.state, ({ nowPlaying }) => nowPlaying?.title === title));
  const hearsOfChanges = async () => {
    world.tv.scenarios.playEpisode({ title: "Still here" });
    await plays("Still here");
  };

  it("a 500 is about that command alone (DM-04)", async () => {
    await fault({ do: "dmap-refuse", status: 500 });
    await expect(world.run(press())).rejects.toMatchObject({ code: "unavailable" });
    await pressed();
    await hearsOfChanges();
  });

  it("another refusal is overcome by logging in again, once (DM-04)", async () => {
    await fault({ do: "dmap-refuse", status: 403, times: 1 });
    await pressed();
    await world.tv.received("login");
    await fault({ do: "dmap-refuse", status: 403, times: 2 });
    await expect(world.run(press())).rejects.toMatchObject({ code: "rejected" });
    await pressed();
  });

  it("a session that ran out is renewed, for presses and for what plays (DM-03, DM-05)", async () => {
    await fault({ do: "dmap-expire-sessions" });
    await pressed();
    await hearsOfChanges();
  });

  it("being kept out ends it as not paired (DM-04)", async () => {
    await fault({ do: "dmap-refuse-login" });
    await fault({ do: "dmap-expire-sessions" });
    await expect(world.run(press())).rejects.toMatchObject({ code: "unpaired" });
    expect(await channel.closed).toMatchObject({ kind: "failed", error: { code: "unpaired" } });
  });

  it("a pairing that the TV forgot ends it as not paired", async () => {
    await fault({ do: "forget-pairing" });
    expect(await world.run(channel.closed)).toMatchObject({ error: { code: "unpaired" } });
  });

  it("QK-10 long polls that are cut off are asked for ever more slowly, and nothing is lost", async () => {
    await fault({ do: "dmap-drop-polls" });
    let polls = 0;
    world.tv.inputs.on(({ what }) => {
      if (what === "poll") polls += 1;
    });
    await world.pass(60_000);
    expect(polls).toBeLessThan(10);
    await pressed();
    await fault({ do: "clear-faults" });
    await world.pass(30_000);
    await hearsOfChanges();
  });

  it("an answer that is no DMAP spoils that answer alone (DM-01)", async () => {
    await fault({ do: "dmap-garble" });
    world.tv.scenarios.playSongs();
    await plays("Slack Water");
    await pressed();
  });

  it("half-open: the sign of life does not come, and that ends it", async () => {
    await fault({ do: "half-open" });
    await expect(world.run(channel.probe())).rejects.toMatchObject({ code: "timeout" });
    expect((await channel.closed).kind).toBe("failed");
    await fault({ do: "clear-faults" });
    // Connections that it swallowed are reset, as by a host that came back.
    await fault({ do: "reset" });
  });

  it("a reset of all connections is overcome, the session stays", async () => {
    await fault({ do: "reset" });
    await hearsOfChanges();
    await pressed();
  });

  it("a restart costs the session and nothing else", async () => {
    await world.run(world.tv.restart());
    await hearsOfChanges();
    await pressed();
  });

  it("answers in pieces, and late, are answers", async () => {
    await fault({ do: "split", bytes: 3 });
    await fault({ do: "delay", ms: 700 });
    await hearsOfChanges();
    await pressed();
  });
});

describe("our pairing and a virtual Apple TV 3 that does not do as it should", () => {
  let world: DmapWorld;
  const { signal } = new AbortController();

  beforeEach(async () => {
    world = await dmapWorld();
  });

  afterEach(async () => {
    await world.close();
    expect([world.lan.openHandles, world.clock.armedTimers]).toEqual([0, 0]);
  });

  it("a wrong code is told, and the right one still pairs (PA-21, PA-22)", async () => {
    const pairing = world.dialogue();
    const { pin, remoteName } = await world.run(pairing.begin(signal));
    let refusals = 0;
    const paired = pairing.paired(signal, () => {
      refusals += 1;
    });
    const line = { do: "pair-remote", name: remoteName, pin };
    await obey(world.tv, TvCommand.parse({ do: "dmap-wrong-pin" }));
    await world.run(obey(world.tv, TvCommand.parse(line)));
    await world.tv.received("remote refused");
    expect(refusals).toBe(1);
    expect(world.tv.screen.value.remotes).toMatchObject({
      tv: "Attic",
      seen: [{ name: REMOTE_NAME }],
      outcome: "refused",
    });
    await obey(world.tv, TvCommand.parse({ do: "clear-faults" }));
    await world.run(obey(world.tv, TvCommand.parse(line)));
    await world.tv.received("paired");
    expect((await world.run(paired)).kind).toBe("dmap");
    pairing.close();
    await world.run(obey(world.tv, TvCommand.parse({ do: "close-remotes" })));
    expect(world.tv.screen.value.remotes).toBeNull();
  });

  it("a device that never calls is a time-out, after five minutes", async () => {
    const pairing = world.dialogue();
    const { pin } = await world.run(pairing.begin(signal));
    const paired = pairing.paired(signal, () => {});
    const outcome = paired.catch((error: unknown) => error);
    await obey(world.tv, TvCommand.parse({ do: "dmap-never-calls" }));
    await obey(world.tv, TvCommand.parse({ do: "pair-remote", pin }));
    await world.clock.advance(299_000);
    await world.clock.advance(2_000);
    expect(await outcome).toMatchObject({ code: "timeout" });
    pairing.close();
    await world.clock.advance(2_000);
  });

  it("finds nobody where no remote asks, and leaves nothing open", async () => {
    expect(await world.run(world.tv.pairRemote({ pin: "0000" }))).toBe("not-found");
    await world.run(world.tv.closeRemotes());
  });

  it("sees a remote come and go", async () => {
    world.tv.openRemotes();
    const pairing = world.dialogue();
    const { remoteName } = await world.run(pairing.begin(signal));
    const seen = (count: number) =>
      world.run(until(world.tv.screen, ({ remotes }) => remotes?.seen.length === count));
    expect((await seen(1)).remotes?.seen[0]?.name).toBe(remoteName);
    pairing.close();
    await seen(0);
    await world.run(world.tv.closeRemotes());
  });
});
