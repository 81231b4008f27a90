import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { DmapCredentials } from "../../src/main/hap/credentials.ts";
import type { Channel } from "../../src/main/protocols/plugin.ts";
import { settle } from "../support/manual-clock.ts";
import { inTime, operation } from "./companion-world.ts";
import { type DmapWorld, dmapWorld, REMOTE_NAME } from "./dmap-world.ts";

let world: DmapWorld;
let key: DmapCredentials;
let channel: Channel;
beforeEach(async () => {
  world = await dmapWorld();
  key = await world.pair();
  channel = await world.open(key);
  await settle();
});
afterEach(async () => {
  await channel.close();
  await world.close();
  await settle();
  expect(world.lan.openHandles).toBe(0);
});

/** Lets time pass until the channel says so. */
async function shows(fact: (state: Channel["state"]["value"]) => boolean): Promise<void> {
  const until = (async () => {
    while (!fact(channel.state.value)) await new Promise((next) => setImmediate(next));
  })();
  await inTime(world.clock, until, 60_000);
}

describe("the virtual Apple TV 3 over DMAP", () => {
  it.each(["up", "down", "left", "right", "select", "menu", "top-menu"] as const)(
    "DM-07 DM-12 hears %s",
    async (button) => {
      await operation(channel, "press")(button, "tap");
      expect((await world.tv.received(button)).what).toBe(button);
    },
  );

  it("DM-05 tells what plays, and when it is something else", async () => {
    world.tv.scenarios.playSongs();
    await shows(({ nowPlaying }) => nowPlaying?.kind === "music");
    const song = channel.state.value.nowPlaying?.title;
    await operation(channel, "media")("next");
    await shows(({ nowPlaying }) => nowPlaying != null && nowPlaying.title !== song);
    await operation(channel, "media")("pause");
    await shows(({ nowPlaying }) => nowPlaying?.state === "paused");
    world.tv.scenarios.stopPlaying();
    await shows(({ nowPlaying }) => nowPlaying === null);
  });

  it("DM-08 DM-13 seeks and skips", async () => {
    world.tv.scenarios.playSongs();
    await shows(({ nowPlaying }) => nowPlaying?.position != null);
    await operation(channel, "media")("pause");
    await operation(channel, "seek")(30);
    await shows(({ nowPlaying }) => nowPlaying?.position?.seconds === 30);
    await operation(channel, "skip")(10);
    await shows(({ nowPlaying }) => nowPlaying?.position?.seconds === 40);
  });

  it("DM-09 sends its picture", async () => {
    world.tv.scenarios.playSongs();
    await shows(({ nowPlaying }) => nowPlaying?.artworkId != null);
    const picture = await operation(channel, "artwork")({ width: 300, height: 300 });
    expect(picture?.mimeType).toBe("image/png");
  });

  it("DM-04 logs in again when its session has run out, while it waits for news too", async () => {
    world.tv.faults.expireSessions();
    await operation(channel, "press")("menu", "tap");
    await world.tv.received("menu");
    world.tv.scenarios.playSongs();
    await shows(({ nowPlaying }) => nowPlaying != null);
  });

  it("DM-15 QK-10 survives polls that are cut off", async () => {
    world.tv.faults.dmap.dropsPolls = true;
    world.tv.faults.dropPolls();
    await world.pass(20_000);
    world.tv.faults.dmap.dropsPolls = false;
    world.tv.scenarios.playSongs();
    await shows(({ nowPlaying }) => nowPlaying != null);
    await channel.probe();
  });

  it("DM-15 survives an answer that is damaged", async () => {
    world.tv.faults.dmap.garblesNext = true;
    world.tv.scenarios.playSongs();
    await shows(({ nowPlaying }) => nowPlaying != null);
  });

  it("DM-04 a 500 is told as unavailable, and the next press arrives", async () => {
    world.tv.faults.dmap.refusals = { status: 500, times: 1, command: "controlpromptentry" };
    const refused = operation(channel, "press")("select", "tap");
    await expect(refused).rejects.toMatchObject({ code: "unavailable" });
    await operation(channel, "press")("menu", "tap");
    await world.tv.received("menu");
  });
});

describe("pairing with the virtual Apple TV 3", () => {
  it("PA-21 tells of a wrong code, and takes the right one after it", async () => {
    const pairing = world.dialogue();
    const { signal } = new AbortController();
    const { pin } = await pairing.begin(signal);
    let refusals = 0;
    const paired = pairing.paired(signal, () => {
      refusals += 1;
    });
    world.tv.faults.dmap.typesWrongPin = true;
    expect(await inTime(world.clock, world.tv.pairRemote({ name: REMOTE_NAME, pin }))).toBe(
      "refused",
    );
    expect(refusals).toBe(1);
    world.tv.faults.dmap.typesWrongPin = false;
    const typed = world.tv.pairRemote({ name: REMOTE_NAME, pin });
    expect((await inTime(world.clock, paired)).kind).toBe("dmap");
    expect(await inTime(world.clock, typed)).toBe("paired");
    pairing.close();
    await world.tv.closeRemotes();
  });

  it("a remote that gave up is no longer in the TV's list", async () => {
    const pairing = world.dialogue();
    await pairing.begin(new AbortController().signal);
    world.tv.openRemotes();
    await world.clock.advance(5000);
    pairing.close();
    await world.clock.advance(5000);
    const choice = world.tv.pairRemote({ name: REMOTE_NAME, pin: "1234" });
    expect(await inTime(world.clock, choice, 120_000)).toBe("not-found");
    await world.tv.closeRemotes();
  });
});
