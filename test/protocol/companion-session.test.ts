import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { companion } from "../../src/main/protocols/companion/plugin.ts";
import type { Channel } from "../../src/main/protocols/plugin.ts";
import { Secret } from "../../src/main/runtime/secret.ts";
import { openContext, pairWith, testIdentity } from "../support/companion-device.ts";
import { settle } from "../support/manual-clock.ts";
import {
  type CompanionWorld,
  companionWorld,
  operation,
  stateOf,
  TV_PIN,
  inTime as withinTime,
} from "./companion-world.ts";

let world: CompanionWorld;
let channel: Channel | undefined;

beforeEach(async () => {
  world = await companionWorld();
  channel = undefined;
});
afterEach(async () => {
  if (channel) await inTime(channel.close());
  await world.close();
});

async function open(): Promise<Channel> {
  channel = await world.open();
  return channel;
}

const inTime = <T>(work: Promise<T>, ms?: number) => withinTime(world.clock, work, ms);

describe("planning", () => {
  test("CO-03 without keys there is no channel, and without the service neither", () => {
    expect(companion.plan(world.device(), {})).toEqual([]);
    const elsewhere = { ...world.device(), services: [] };
    expect(companion.plan(elsewhere, { companion: world.credentials })).toEqual([]);
  });
});

describe("pairing", () => {
  test("PA-35 QK-08 the TV lists us under the name that we were given", async () => {
    expect(world.tv.state.value.pin).toBeNull();
    await pairWith(world.device(), TV_PIN, world.runtime);
    await world.tv.received("paired");
  });

  test("E58 a device that never answers is given up after five seconds", async () => {
    world.tv.faults.halfOpen();
    const pairing = pairWith(world.device(), TV_PIN, world.runtime);
    await expect(inTime(pairing, 5050)).rejects.toMatchObject({ code: "timeout" });
    expect(world.clock.armedTimers).toBe(0);
  });

  test("a wrong PIN, and back-off with its seconds", async () => {
    await expect(pairWith(world.device(), "0000", world.runtime)).rejects.toMatchObject({
      code: "wrong-pin",
    });
    world.tv.faults.backoff(180);
    await expect(pairWith(world.device(), TV_PIN, world.runtime)).rejects.toMatchObject({
      code: "backoff",
      details: { retryAfterS: 180 },
    });
  });

  test("closing the dialogue before it has begun to answer leaves nothing open", async () => {
    const before = world.lan.openHandles;
    const target = { device: world.device(), controllerName: "x", identity: testIdentity };
    const dialogue = companion.pairing?.(target, world.runtime);
    const begun = dialogue?.begin(new AbortController().signal).catch((error: unknown) => error);
    dialogue?.close();
    expect(await begun).toMatchObject({ code: "cancelled" });
    await settle();
    expect(world.lan.openHandles).toBe(before);
  });
});

describe("opening", () => {
  test("a TV that forgot us is `unpaired`", async () => {
    world.tv.faults.forgetPairing();
    await settle();
    await expect(open()).rejects.toMatchObject({ code: "unpaired" });
  });

  test("keys that are not ours are refused", async () => {
    const other = { ...world.credentials, ourPrivateKey: new Secret(new Uint8Array(32).fill(9)) };
    await expect(world.planWith(other).open(openContext(world.runtime))).rejects.toMatchObject({
      code: "unpaired",
    });
  });

  test("E71 a silent TVRCSessionStart delays the opening a second and blocks no button", async () => {
    world.tv.faults.noAnswer("TVRCSessionStart");
    world.tv.faults.noAnswer("FetchAttentionState");
    channel = await inTime(world.open(), 1100);
    await operation(channel, "press")("menu", "tap");
    await world.tv.received("menu");
    expect(channel.state.value.power).toBe("unknown");
    await world.clock.advance(10_000);
  });

  test("E72 CO-08 without FetchAttentionState the power state comes with the first event", async () => {
    world.tv.faults.noHandler("FetchAttentionState");
    const opened = await open();
    expect(opened.state.value.features["power-state"]).toBe("unsupported");
    world.tv.scenarios.fallAsleep();
    await stateOf(opened, ({ power }) => power === "off");
    expect(opened.state.value.features["power-state"]).toBe("available");
  });

  test("a refused _touchStart costs the touch pad and nothing else", async () => {
    world.tv.faults.noHandler("_touchStart");
    const opened = await open();
    expect(opened.state.value.features).toMatchObject({
      swipe: "unsupported",
      touch: "unsupported",
      up: "available",
    });
    await operation(opened, "press")("up", "tap");
  });

  test("a refused _sessionStart is the end, with the reason", async () => {
    world.tv.faults.noHandler("_sessionStart");
    await expect(open()).rejects.toMatchObject({ code: "unsupported" });
  });

  test("E73 a TV that hangs up at once is `lost`, not a hang", async () => {
    world.tv.faults.dropAfter(2);
    await expect(open()).rejects.toMatchObject({ code: "lost" });
  });

  test("frames in pieces make the same session", async () => {
    world.tv.faults.split(1);
    const opened = await open();
    await operation(opened, "press")("select", "tap");
    expect((await operation(opened, "appList")()).length).toBeGreaterThan(5);
  });
});

describe("requests", () => {
  test("a request that stays silent delays no other, and ends after five seconds", async () => {
    const opened = await open();
    world.tv.faults.noAnswer("FetchLaunchableApplicationsEvent");
    const apps = operation(opened, "appList")().catch((error: unknown) => error);
    await operation(opened, "press")("right", "tap");
    await operation(opened, "accountList")();
    await world.clock.advance(5000);
    expect(await apps).toMatchObject({ code: "timeout" });
    expect((await operation(opened, "accountList")()).length).toBeGreaterThan(0);
  });

  test("an answer under an old number answers nothing", async () => {
    const opened = await open();
    world.tv.faults.staleAnswer("FetchUserAccountsEvent");
    await expect(inTime(operation(opened, "accountList")(), 5050)).rejects.toMatchObject({
      code: "timeout",
    });
    await operation(opened, "press")("up", "tap");
  });

  test("E74 an app that cannot open is rejected with the system's code and the app's name", async () => {
    const opened = await open();
    world.tv.scenarios.refuseLaunch("com.netflix.Netflix");
    await expect(operation(opened, "launchApp")("com.netflix.Netflix")).rejects.toMatchObject({
      code: "rejected",
      details: {
        deviceCode: 4,
        deviceDomain: "FBSOpenApplicationErrorDomain",
        subject: "com.netflix.Netflix",
      },
    });
  });

  test("an operation that the TV has no handler for is withdrawn", async () => {
    const opened = await open();
    world.tv.faults.noHandler("FetchUserAccountsEvent");
    await expect(operation(opened, "accountList")()).rejects.toMatchObject({ code: "unsupported" });
    expect(opened.state.value.features["account-list"]).toBe("unsupported");
  });

  test("a frame that does not decrypt ends the connection", async () => {
    const opened = await open();
    world.tv.faults.garble();
    await expect(operation(opened, "press")("up", "tap")).rejects.toMatchObject({
      code: "malformed",
    });
    expect(await opened.closed).toMatchObject({ kind: "failed", error: { code: "malformed" } });
  });
});

describe("the probe", () => {
  test("is answered while the TV refuses what it asks", async () => {
    world.tv.faults.noHandler("FetchAttentionState");
    await (await open()).probe();
  });

  test("uses another request when the TV never answered the first kind", async () => {
    world.tv.faults.noAnswer("FetchAttentionState");
    channel = await inTime(world.open(), 1100);
    await world.clock.advance(10_000);
    await channel.probe();
  });

  test("a half-open link is found out within two seconds, and fails with `timeout`", async () => {
    const opened = await open();
    await settle();
    world.tv.faults.halfOpen();
    await expect(inTime(opened.probe(), 2050)).rejects.toMatchObject({ code: "timeout" });
    expect(await opened.closed).toMatchObject({ kind: "failed", error: { code: "timeout" } });
  });
});
