import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Credentials } from "../../src/main/hap/credentials.ts";
import { dmap } from "../../src/main/protocols/dmap/plugin.ts";
import type { Channel } from "../../src/main/protocols/plugin.ts";
import { until } from "../../src/main/runtime/signal.ts";
import { openContext, testIdentity } from "../support/companion-device.ts";
import { dmapDevice, openDmapWith, pairingGuid } from "../support/dmap-device.ts";
import {
  FAKE_HSGID,
  FAKE_PAIRING_GUID,
  PyatvFakeDmap,
  type SeenRemote,
} from "../support/pyatv-fake-dmap.ts";
import { realRuntime } from "../support/runtime.ts";

const runtime = realRuntime();
const ours = { dmap: pairingGuid(FAKE_PAIRING_GUID) };
let fake: PyatvFakeDmap;
let channels: Channel[] = [];

beforeAll(async () => {
  fake = await PyatvFakeDmap.start();
});
afterAll(() => fake.stop());
beforeEach(() => fake.do("reset"));
afterEach(async () => {
  await Promise.all(channels.map((channel) => channel.close()));
  channels = [];
});

async function open(credentials: Credentials = ours, hsgid?: string): Promise<Channel> {
  const device = dmapDevice("127.0.0.1", fake.port, hsgid === undefined ? {} : { hsgid });
  const channel = await openDmapWith(device, credentials, openContext(runtime));
  channels.push(channel);
  return channel;
}

describe("TS-01 TS-12 logging in", () => {
  test("DM-03 DM-14 with the GUID of a pairing; then one question and one long poll", async () => {
    const channel = await open();
    await channel.probe();
    const { logins, polls } = await fake.state();
    expect(logins).toEqual([`pairing-guid=${FAKE_PAIRING_GUID}&hasFP=1`]);
    expect(polls[0]).toBe(0);
  });

  test("DM-03 SC-55 with the Home Sharing group that the device announces, unpaired", async () => {
    await open({}, FAKE_HSGID);
    expect((await fake.state()).logins).toEqual([`hsgid=${FAKE_HSGID}&hasFP=1`]);
  });

  test("a pairing goes before the group", async () => {
    await open(ours, FAKE_HSGID);
    expect((await fake.state()).logins[0]).toMatch(/^pairing-guid=/);
  });

  test("without either there is no way in", () => {
    expect(dmap.plan(dmapDevice("127.0.0.1", fake.port), {})).toEqual([]);
  });

  test("DM-04 a login that fails with 503 is tried twice and means that we are not paired", async () => {
    await fake.do("login_fails", true);
    await expect(open()).rejects.toMatchObject({
      code: "unpaired",
      details: { deviceCode: 503 },
    });
    expect((await fake.state()).logins).toHaveLength(2);
  });

  test("whether the device takes a key can be asked without opening anything", async () => {
    const device = dmapDevice("127.0.0.1", fake.port);
    const context = openContext(runtime);
    expect(await dmap.accepts?.(device, ours, context)).toBe("accepted");
    await fake.do("login_fails", true);
    expect(await dmap.accepts?.(device, ours, context)).toBe("refused");
    expect(await dmap.accepts?.(dmapDevice("127.0.0.1", 1), ours, context)).toBe("unreachable");
  });
});

describe("TS-01 TS-12 a session that ends", () => {
  test("DM-04 an expired session is renewed once, for all requests together", async () => {
    const channel = await open();
    await fake.do("expire", 1234);
    await Promise.all([
      channel.operations.press?.("menu", "tap"),
      channel.operations.artwork?.({ width: 1, height: 1 }),
    ]);
    const { session, button, logins } = await fake.state();
    expect(session).toBe(1234);
    expect(button).toBe("menu");
    expect(logins).toHaveLength(2);
  });

  test("DM-04 being kept out for good ends the channel as unpaired", async () => {
    const channel = await open();
    await fake.do("login_fails", true);
    await fake.do("expire");
    await expect(channel.operations.press?.("menu", "tap")).rejects.toMatchObject({
      code: "unpaired",
    });
    expect(await channel.closed).toMatchObject({ kind: "failed", error: { code: "unpaired" } });
  });

  test("DM-04 a 500 is a no to the command, and not tried again", async () => {
    const channel = await open();
    await fake.do("button_fails", 500);
    await expect(channel.operations.media?.("play")).rejects.toMatchObject({
      code: "unavailable",
      details: { deviceCode: 500 },
    });
    const { logins, paths } = await fake.state();
    expect(logins).toHaveLength(1);
    expect(paths.filter((path) => path.endsWith("/play"))).toHaveLength(1);
  });

  test("DM-15 a server that drops every connection is gone", async () => {
    const channel = await open();
    await fake.do("drop");
    expect(await channel.closed).toMatchObject({ kind: "failed", error: { code: "lost" } });
  });

  test("DM-15 a long poll that breaks off is begun anew", async () => {
    const channel = await open();
    await fake.do("cut_poll");
    await fake.do("video", { title: "after all" });
    await until(channel.state, ({ nowPlaying }) => nowPlaying?.title === "after all");
  });

  test("DM-15 QK-10 errors are survived, and waited after: 1 s, 2 s and longer", async () => {
    const channel = await open();
    await fake.do("status_fails", 500);
    const { pollTimes } = await fake.until(({ polls }) => polls.length >= 5);
    // The third and the fourth are refused for certain; where the second is too, the waits are longer.
    const [third = 0, fourth = 0, fifth = 0] = pollTimes.slice(2);
    expect(fourth - third).toBeGreaterThan(0.99);
    expect(fifth - fourth).toBeGreaterThan(1.99);
    await fake.do("status_fails", null);
    await fake.do("video", { title: "back again" });
    await until(channel.state, ({ nowPlaying }) => nowPlaying?.title === "back again");
    await channel.probe();
  }, 30_000);

  test("QK-10 a server that answers every long poll with 500 is not asked in a loop", async () => {
    await fake.do("impatient", true);
    const channel = await open();
    const startedAt = Date.now();
    await fake.until(({ polls }) => polls.length >= 6);
    // 0 and 1, a second, 0 and 1, two seconds, 0 and 1.
    expect(Date.now() - startedAt).toBeGreaterThan(2500);
    await channel.probe();
  }, 30_000);
});

test("TS-01 closing says so once, and the long poll is over", async () => {
  const channel = await open();
  await fake.until(({ polls }) => polls.length >= 2);
  await Promise.all([channel.close(), channel.close()]);
  expect(await channel.closed).toEqual({ kind: "asked" });
  const { polls } = await fake.state();
  await fake.do("video", { title: "nobody hears of it" });
  // Another one comes and asks; the first asks no more.
  await (await open()).probe();
  const after = (await fake.state()).polls.slice(polls.length);
  expect(after[0]).toBe(0);
  expect(channel.state.value.nowPlaying).toBeNull();
});

describe("pairing with pyatv's fake as the device", () => {
  const begin = async (name: string) => {
    // The fake insists on the GUID 1: fifteen zeros before it, which is what QK-16 is about.
    const one = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 1);
    const bytes = (length: number) => (length === 8 ? one : runtime.random.bytes(length));
    const random = { ...runtime.random, bytes };
    const target = {
      device: dmapDevice("127.0.0.1", fake.port),
      controllerName: name,
      identity: testIdentity,
    };
    const dialogue = dmap.turnedPairing?.(target, { ...runtime, random });
    if (dialogue === undefined) throw new Error("this protocol pairs");
    const { signal } = new AbortController();
    return { dialogue, signal, invitation: await dialogue.begin(signal) };
  };

  test("PA-20 PA-21 PA-22 QK-16 it finds us, calls with the code, and lets us in", async () => {
    const { dialogue, signal, invitation } = await begin("Armchair (test)");
    try {
      const refusals: number[] = [];
      const paired = dialogue.paired(signal, () => refusals.push(refusals.length));
      expect(invitation).toMatchObject({ remoteName: "Armchair (test)" });
      expect(invitation.pin).toMatch(/^\d{4}$/);
      await fake.do("pair", { name: "Armchair (test)", pin: invitation.pin });
      const key = await paired;
      expect(refusals).toEqual([]);
      if (key.kind !== "dmap") throw new Error("another kind of key");
      expect(key.id.expose()).toBe(FAKE_PAIRING_GUID);
      await (await open({ dmap: key })).probe();
    } finally {
      dialogue.close();
    }
  });

  test("PA-21 a wrong code is refused, and the right one still works after it", async () => {
    const { dialogue, signal, invitation } = await begin("Armchair (test)");
    try {
      const refusals: number[] = [];
      const paired = dialogue.paired(signal, () => refusals.push(refusals.length));
      const wrong = invitation.pin === "0000" ? "0001" : "0000";
      const call = fake.do("pair", { name: "Armchair (test)", pin: wrong });
      // A 500 has no body, and the fake expects one.
      await expect(call).rejects.toThrow();
      expect(refusals).toEqual([0]);
      await fake.do("pair", { name: "Armchair (test)", pin: invitation.pin });
      expect((await paired).kind).toBe("dmap");
    } finally {
      dialogue.close();
    }
  });

  test("PA-20 a remote that is no longer waiting has said goodbye", async () => {
    const { dialogue } = await begin("Armchair (gone)");
    const named = async () =>
      ((await fake.do("remotes")) as readonly SeenRemote[]).filter(
        ({ txt }) => txt["DvNm"] === "Armchair (gone)",
      );
    const txt = { RemV: "10000", DvTy: "iPod", RemN: "Remote", txtvers: "1" };
    // One look ends after a second and a half, whether or not our answer was there by then.
    await expect.poll(named).toMatchObject([
      {
        name: expect.stringMatching(/^\d{40}\._touch-remote/),
        txt: { ...txt, Pair: "0000000000000001" },
      },
    ]);
    dialogue.close();
    expect(await named()).toEqual([]);
  });
});
