import { afterEach, describe, expect, test } from "vitest";
import type { HapCredentials } from "../../src/main/hap/credentials.ts";
import type { Channel } from "../../src/main/protocols/plugin.ts";
import { until } from "../../src/main/runtime/signal.ts";
import type { VirtualTvOptions } from "../../src/main/virtual-tv/virtual-tv.ts";
import { hapKey } from "../support/hap-key.ts";
import { settle } from "../support/manual-clock.ts";
import { type AirPlayWorld, airPlayWorld, TV_PIN } from "./airplay-world.ts";
import { inTime } from "./companion-world.ts";

let world: AirPlayWorld;
const never = new AbortController().signal;
const failure = (work: Promise<unknown>) => work.catch((error: unknown) => error);

afterEach(async () => {
  await inTime(world.clock, world.close());
  await settle();
  expect(world.lan.openHandles).toBe(0);
});

/** Paired as people are: with Companion's PIN, which AirPlay takes too. */
async function paired(options: Partial<VirtualTvOptions> = {}) {
  world = await airPlayWorld(options);
  const companion = await world.pairCompanion();
  await settle();
  return { companion, open: () => world.planWith({ companion }).open(world.context()) };
}

async function closing(channel: Channel): Promise<void> {
  await inTime(world.clock, channel.close());
}

describe("MediaRemote through the tunnel of an Apple TV", () => {
  test("AP-01 A2 opens with the key that Companion made, and no second PIN", async () => {
    const { open } = await paired();
    const channel = await open();
    await world.tv.received("airplay verified");
    expect(channel.protocol).toBe("mrp");
    await channel.probe();
    await closing(channel);
    expect(await channel.closed).toEqual({ kind: "asked" });
  });

  test("AP-05 answers the device's events, for longer than it waits for answers", async () => {
    const { open } = await paired();
    const channel = await open();
    await world.tv.received("event answered");
    await world.clock.advance(60_000);
    await channel.probe();
    await closing(channel);
  });

  test("AP-05 a flood of events is answered in order", async () => {
    const { open } = await paired();
    world.tv.faults.airplay.events = "flood";
    const channel = await open();
    await settle();
    await world.clock.advance(40_000);
    await channel.probe();
    await closing(channel);
  });

  test("QK-13 an event that makes no sense ends the channel with a typed error", async () => {
    const { open } = await paired();
    world.tv.faults.airplay.events = "malformed";
    const outcome = failure(
      open().then((channel) => channel.closed.then(Promise.reject.bind(Promise))),
    );
    const error = await inTime(world.clock, outcome, 60_000);
    const reason = error as { code?: string; error?: { code: string } };
    expect(reason.code ?? reason.error?.code).toBe("malformed");
  });

  test("E70 leaves RECORD out for a device that says so", async () => {
    const { open } = await paired({ skipRecord: true });
    const channel = await open();
    await channel.probe();
    await closing(channel);
  });

  test("pyatv 2893: answers to feedback that always come late keep it open", async () => {
    const { open } = await paired();
    const channel = await open();
    world.tv.faults.airplay.feedback = "late";
    await world.clock.advance(60_000);
    world.tv.faults.airplay.feedback = "sound";
    await channel.probe();
    await closing(channel);
  });

  test.each(["silent", "error"] as const)(
    "AP-07 feedback that is %s twice ends it with `lost`",
    async (feedback) => {
      const { open } = await paired();
      const channel = await open();
      world.tv.faults.airplay.feedback = feedback;
      await world.clock.advance(10_100);
      expect(await channel.closed).toMatchObject({ kind: "failed", error: { code: "lost" } });
    },
  );

  test.each(["control", "events", "data"] as const)(
    "a reset of the %s connection ends it with `lost`",
    async (connection) => {
      const { open } = await paired();
      const channel = await open();
      world.tv.faults.airplay.reset(connection);
      expect(await channel.closed).toMatchObject({ kind: "failed", error: { code: "lost" } });
    },
  );

  test.each(["control", "events", "data"] as const)(
    "RB-06 a changed byte on the %s connection ends it with `malformed`",
    async (connection) => {
      const { open } = await paired();
      const channel = await open();
      world.tv.faults.airplay.wire[connection].garbleNext = true;
      // Something to say on each of them.
      world.tv.scenarios.play();
      world.tv.scenarios.volume("absolute", 30);
      const probing = failure(channel.probe());
      await world.clock.advance(5000);
      await probing;
      expect(await channel.closed).toMatchObject({ kind: "failed", error: { code: "malformed" } });
    },
  );

  test("AP-06 messages without their length are taken", async () => {
    const { open } = await paired();
    world.tv.faults.airplay.unprefixed = true;
    const channel = await open();
    await channel.probe();
    await closing(channel);
  });

  test("bytes that come one by one change nothing", async () => {
    const { open } = await paired();
    for (const wire of Object.values(world.tv.faults.airplay.wire)) wire.pieceBytes = 7;
    const channel = await open();
    await channel.probe();
    await closing(channel);
  });
});

describe("a tunnel that does not open", () => {
  test("is tried again after 0.5, 1.5 and 5 seconds, because devices that wake up refuse", async () => {
    const { open } = await paired();
    world.tv.faults.airplay.tunnelRefusals = 3;
    const started = world.clock.now();
    const channel = await inTime(world.clock, open());
    const tookMs = world.clock.now() - started;
    expect(world.tv.faults.airplay.tunnelRefusals).toBe(0);
    expect(tookMs).toBeGreaterThanOrEqual(7000);
    expect(tookMs).toBeLessThan(7500);
    await channel.probe();
    await closing(channel);
  });

  test("is given up after four attempts", async () => {
    const { open } = await paired();
    world.tv.faults.airplay.tunnelRefusals = 9;
    const error = await inTime(world.clock, failure(open()), 20_000);
    expect(error).toMatchObject({ code: "rejected" });
    expect(world.tv.faults.airplay.tunnelRefusals).toBe(5);
  });

  test("E62 is not tried again when the device forgot us", async () => {
    const { open } = await paired();
    world.tv.faults.forgetPairing();
    expect(await failure(open())).toMatchObject({ code: "unpaired" });
    expect(world.clock.now()).toBe(0);
  });

  test.each([
    ["home-only", 470, "unavailable", "home-only"],
    ["password", 401, "unpaired", "password"],
  ] as const)("AP-08 AP-22 says why, when access is %s", async (access, status, code, subject) => {
    world = await airPlayWorld({ access });
    const companion = await world.pairCompanion();
    const error = await failure(world.planWith({ companion }).open(world.context()));
    expect(error).toMatchObject({
      code,
      details: { deviceCode: status, subject },
    });
    expect(world.clock.now()).toBe(0);
  });
});

describe("whether the device takes a key", () => {
  const ask = async (keys: { companion?: HapCredentials; airplay?: HapCredentials }) =>
    world.airplay.accepts?.(world.device(), keys, world.context());

  test("A2 Companion's is accepted, and nothing stays open", async () => {
    const { companion } = await paired();
    const before = world.lan.openHandles;
    expect(await ask({ companion })).toBe("accepted");
    await settle();
    expect(world.lan.openHandles).toBe(before);
  });

  test("AP-01 a device that takes only AirPlay's own refuses it, and takes the second", async () => {
    const { companion } = await paired();
    world.tv.faults.airplay.ownKeysOnly = true;
    expect(await ask({ companion })).toBe("refused");
    const dialogue = world.pairingDialogue();
    await dialogue.begin(never);
    const airplay = hapKey(await dialogue.finish(TV_PIN, never));
    expect(await ask({ companion, airplay })).toBe("accepted");
    const channel = await world.planWith({ companion, airplay }).open(world.context());
    await channel.probe();
    await closing(channel);
  });

  test("one that lets nobody in refuses it, one that is gone does not", async () => {
    world = await airPlayWorld({ access: "home-only" });
    const companion = await world.pairCompanion();
    expect(await ask({ companion })).toBe("refused");
    world.lan.silence(world.deviceAddress);
    expect(await ask({ companion })).toBe("unreachable");
    world.lan.silence(world.deviceAddress, false);
  });

  test("one that takes itself for another device refuses it: only its own PIN helps", async () => {
    const { companion } = await paired();
    expect(await ask({ companion: { ...companion, theirId: "somebody else" } })).toBe("refused");
  });

  test("an abort is no answer", async () => {
    const { companion } = await paired();
    const abort = new AbortController();
    const context = world.context(abort.signal);
    const asking = world.airplay.accepts?.(world.device(), { companion }, context);
    abort.abort(new Error("enough"));
    await expect(asking).rejects.toThrow("enough");
  });

  test("PA-63 a HomePod needs none", async () => {
    world = await airPlayWorld({ model: "homepod-mini" });
    expect(await ask({})).toBe("not-needed");
  });
});

describe("pairing over AirPlay", () => {
  test("PA-62 E53 shows the PIN with our name, and makes a key", async () => {
    world = await airPlayWorld();
    world.tv.faults.airplay.needsClientName = true;
    const dialogue = world.pairingDialogue();
    await dialogue.begin(never);
    await world.tv.received("PIN for Armchair (test)");
    await until(world.tv.screen, ({ pin }) => pin === TV_PIN);
    const airplay = hapKey(await dialogue.finish(TV_PIN, never));
    const channel = await world.planWith({ airplay }).open(world.context());
    await channel.probe();
    await closing(channel);
  });

  test("a wrong PIN is `wrong-pin`, and the next dialogue works after the wait", async () => {
    world = await airPlayWorld();
    const first = world.pairingDialogue();
    await first.begin(never);
    expect(await failure(first.finish("9999", never))).toMatchObject({ code: "wrong-pin" });
    await world.clock.advance(60_000);
    const second = world.pairingDialogue();
    await second.begin(never);
    await second.finish(TV_PIN, never);
  });

  test("E60 a device that lets in only its home is not asked at all", async () => {
    world = await airPlayWorld({ access: "home-only" });
    const error = await failure(world.pairingDialogue().begin(never));
    expect(error).toMatchObject({ code: "unavailable", details: { subject: "home-only" } });
  });

  test("PA-63 nobody is asked for the PIN of a HomePod", async () => {
    world = await airPlayWorld({ model: "homepod-mini" });
    expect(await failure(world.pairingDialogue().begin(never))).toMatchObject({
      code: "unsupported",
    });
  });

  test("an abort while the PIN is asked for leaves nothing open", async () => {
    world = await airPlayWorld();
    const abort = new AbortController();
    const dialogue = world.pairingDialogue();
    const before = world.lan.openHandles;
    const beginning = failure(dialogue.begin(abort.signal));
    abort.abort(new Error("enough"));
    expect(await beginning).toMatchObject({ message: "enough" });
    dialogue.close();
    await settle();
    expect(world.lan.openHandles).toBe(before);
  });
});

describe("a HomePod", () => {
  test("AP-01 PA-63 is controlled without any key", async () => {
    world = await airPlayWorld({ model: "homepod-mini" });
    const channel = await world.planWith({}).open(world.context());
    await channel.probe();
    await closing(channel);
  });
});
