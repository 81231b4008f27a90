import { describe, expect, it } from "vitest";
import type { Operations } from "../../../src/main/protocols/plugin.ts";
import { RemoteError } from "../../../src/shared/errors.ts";
import { fakeFeatures } from "../../support/fake-plugin.ts";
import { pairedWorld } from "../../support/hub-world.ts";
import { settle } from "../../support/manual-clock.ts";

/** A connected TV that also does `operations`, available. */
async function world(operations: Partial<Operations>) {
  const made = await pairedWorld();
  await made.session.connect();
  await settle();
  const { channel } = made.tv;
  Object.assign(channel.operations, operations);
  channel.set({
    features: {
      ...fakeFeatures,
      "set-position": "available",
      "set-volume": "available",
      "set-shuffle": "available",
      "output-volume": "available",
      artwork: "available",
    },
  });
  return { ...made, channel };
}

/** An operation that is answered when the test says so; every one that began, in order. */
function gated() {
  const begun: number[] = [];
  const answers: (() => void)[] = [];
  const run = (value: number) => {
    begun.push(value);
    return new Promise<void>((resolve) => answers.push(resolve));
  };
  const answer = async () => {
    answers.shift()?.();
    await settle();
  };
  return { begun, run, answer };
}

describe("a scrub", () => {
  it("sends the first position at once and then only the newest: none is queued (IF-051)", async () => {
    const { begun, run, answer } = gated();
    const { session, hub } = await world({ seek: run });
    const scrubs = [10, 20, 30, 40].map((seconds) => session.commands.seek(seconds));
    await settle();
    expect(begun).toEqual([10]);
    await answer();
    expect(begun).toEqual([10, 40]);
    await answer();
    await Promise.all(scrubs);
    expect(begun).toEqual([10, 40]);
    await hub.close();
  });

  it("that the device refuses tells whoever asked for it or for one it replaced (QK-23)", async () => {
    const { session, hub } = await world({
      seek: async () => {
        throw new RemoteError("rejected", "no seeking here", { deviceCode: 4 });
      },
    });
    const scrubs = await Promise.allSettled([1, 2, 3].map((at) => session.commands.seek(at)));
    expect(scrubs.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    expect(session.snapshot.value.lastError).toMatchObject({ code: "rejected" });
    await session.commands.press("up", "tap");
    expect(session.snapshot.value.lastError).toBeNull();
    await hub.close();
  });

  it("older than two seconds is dropped, and never arrives later", async () => {
    const { begun, run } = gated();
    const { session, tv, clock, hub } = await world({ seek: run });
    tv.refusal = "refused";
    tv.channel.die();
    await settle();
    const scrub = session.commands.seek(10).catch(({ code }) => code);
    await clock.advance(2000);
    expect(await scrub).toBe("refused");
    tv.refusal = null;
    await clock.advance(60_000);
    expect(begun).toEqual([]);
    await hub.close();
  });

  it("and a slider do not wait for each other, nor do two speakers", async () => {
    const seek = gated();
    const volume = gated();
    const speaker = gated();
    const { session, hub } = await world({
      seek: seek.run,
      setVolume: volume.run,
      setOutputVolume: (_id, percent) => speaker.run(percent),
    });
    const { commands } = session;
    const all = [
      commands.seek(1),
      commands.setVolume(2),
      commands.setOutputVolume("a", 3),
      commands.setOutputVolume("b", 4),
      commands.setOutputVolume("b", 5),
    ];
    await settle();
    expect([seek.begun, volume.begun, speaker.begun]).toEqual([[1], [2], [3, 4]]);
    for (const { answer } of [seek, volume, speaker, speaker, speaker]) await answer();
    expect(speaker.begun).toEqual([3, 4, 5]);
    await Promise.all(all);
    await hub.close();
  });
});

describe("a picture", () => {
  const picture = {
    id: "a",
    mimeType: "image/png",
    width: 1,
    height: 1,
    bytes: new Uint8Array(1),
  } as const;

  it("comes at the size that was asked for", async () => {
    const { session, hub } = await world({
      artwork: async ({ width, height }) => ({ ...picture, width, height }),
    });
    expect(await session.commands.artwork({ width: 512, height: 0 })).toMatchObject({ width: 512 });
    await hub.close();
  });

  it("that does not come is no error to show, and undoes none that is shown", async () => {
    const { session, hub } = await world({
      artwork: async () => {
        throw new RemoteError("timeout", "no picture");
      },
      setShuffle: async () => {
        throw new RemoteError("rejected", "no");
      },
    });
    const ask = () => session.commands.artwork({ width: 1, height: 1 });
    await expect(ask()).rejects.toMatchObject({ code: "timeout" });
    expect(session.snapshot.value.lastError).toBeNull();
    await expect(session.commands.setShuffle("songs")).rejects.toMatchObject({ code: "rejected" });
    await expect(ask()).rejects.toMatchObject({ code: "timeout" });
    expect(session.snapshot.value.lastError).toMatchObject({ code: "rejected" });
    await hub.close();
  });

  it("neither wakes nor reconnects a device, and is null where nothing has one", async () => {
    const { session, tv, hub } = await world({});
    expect(await session.commands.artwork({ width: 1, height: 1 })).toBeNull();
    await session.disconnect();
    await expect(session.commands.artwork({ width: 1, height: 1 })).rejects.toMatchObject({
      code: "lost",
    });
    expect(tv.opens).toBe(1);
    await hub.close();
  });
});

it("a volume button goes to the channel that changes the volume, even if it has no buttons", async () => {
  const { session, tv, channel, hub } = await world({});
  await session.commands.press("volume-up", "tap");
  delete channel.operations.press;
  await session.commands.press("volume-up", "tap");
  expect(tv.received).toEqual(["companion tap volume-up", "companion volume up"]);
  await hub.close();
});
