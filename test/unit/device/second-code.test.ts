import { afterEach, describe, expect, it } from "vitest";
import { RemoteError } from "../../../src/shared/errors.ts";
import type { PairingStep } from "../../../src/shared/model/pairing.ts";
import type { ProtocolId } from "../../../src/shared/model/protocol.ts";
import { fakePlugin } from "../../support/fake-plugin.ts";
import { found, hubWorld } from "../../support/hub-world.ts";
import { settle } from "../../support/manual-clock.ts";

type Verdict = "accepted" | "refused" | "unreachable" | "not-needed";

/** An Apple TV with these protocols that judges our key so; refused keys open no channel either. */
async function world(
  verdicts: Partial<Record<ProtocolId, Verdict>>,
  protocols: readonly ProtocolId[],
) {
  const made = hubWorld({
    plugins: (tv) => [
      fakePlugin("mrp", tv, {
        needsOwnKey: true,
        anyKey: true,
        ways: [{ protocol: "mrp", way: "direct", rank: 2 }],
      }),
      fakePlugin("companion", tv),
      fakePlugin("airplay", tv, {
        needsOwnKey: true,
        anyKey: true,
        ways: [{ protocol: "mrp", way: "tunnel", rank: 1 }],
      }),
    ],
  });
  const { tv, hub, discovery } = made;
  for (const [id, verdict] of Object.entries(verdicts)) {
    tv.verdicts.set(id as ProtocolId, verdict);
    const way = id === "airplay" ? "mrp tunnel" : "mrp direct";
    if (verdict === "refused") tv.wayRefusals.set(way, "unpaired");
    if (verdict === "unreachable") tv.wayRefusals.set(way, "refused");
  }
  discovery.devices.set([found({ protocols })]);
  const steps: PairingStep[] = [];
  hub.pairing.snapshot.on(({ pairing }) => steps.push(pairing));
  const begin = async () => {
    hub.startPairing("AA:BB");
    await settle();
  };
  const enter = async (pin: string) => {
    hub.pairing.submitPin(pin);
    await settle();
  };
  /** From now on the device takes a key that was made with its own code. */
  const takesOwnKey = () => tv.wayRefusals.clear();
  const now = () => hub.pairing.snapshot.value.pairing;
  const keys = async () => Object.keys(await made.credentials.get("AA:BB")).sort();
  const lost = () => {
    const { connection } = hub.session("AA:BB");
    return connection.phase === "ready" ? connection.lost : connection.phase;
  };
  return { ...made, steps, begin, enter, takesOwnKey, now, keys, lost };
}

let made: Awaited<ReturnType<typeof world>>;
afterEach(async () => {
  await made.hub.close();
  expect(made.clock.armedTimers).toBe(0);
});

const tvOS26 = ["companion", "airplay"] as const;
const tvOS14 = ["companion", "mrp", "airplay"] as const;

describe("one PIN", () => {
  it("is enough when the device takes Companion's key for AirPlay, too", async () => {
    made = await world({ airplay: "accepted" }, tvOS26);
    await made.begin();
    await made.enter("1234");
    expect(made.steps.map(({ step }) => step)).toEqual([
      "starting",
      "enter-pin",
      "checking",
      "paired",
    ]);
    expect(made.now()).toMatchObject({ step: "paired", limited: [] });
    expect(made.tv.dialogues).toBe(1);
    expect(await made.keys()).toEqual(["airplay", "companion"]);
    expect(made.lost()).toEqual([]);
  });

  it("is enough where no key is needed", async () => {
    made = await world({ airplay: "not-needed" }, tvOS26);
    await made.begin();
    await made.enter("1234");
    expect(made.now()).toMatchObject({ step: "paired", limited: [] });
    expect(made.tv.dialogues).toBe(1);
  });

  it("is enough for now when AirPlay does not answer: the session goes on trying the key", async () => {
    made = await world({ airplay: "unreachable" }, tvOS26);
    await made.begin();
    await made.enter("1234");
    expect(made.now()).toMatchObject({ step: "paired", limited: [] });
    expect(await made.keys()).toEqual(["companion"]);
    expect(made.lost()).toEqual([{ protocol: "mrp", cause: "refused" }]);
    made.tv.wayRefusals.clear();
    await made.clock.advance(2000);
    expect(made.lost()).toEqual([]);
    expect(await made.keys()).toEqual(["airplay", "companion"]);
  });

  it("waits eight seconds for a verdict, and no longer", async () => {
    made = await world({}, tvOS26);
    made.tv.verdictGate = new Promise(() => {});
    made.tv.wayRefusals.set("mrp tunnel", "timeout");
    await made.begin();
    await made.enter("1234");
    expect(made.now().step).toBe("checking");
    await made.clock.advance(7999);
    expect(made.now().step).toBe("checking");
    await made.clock.advance(1);
    expect(made.now()).toMatchObject({ step: "paired", limited: [] });
  });
});

describe("a second code", () => {
  it("is asked for only when the device refuses the key, and says whose and after which", async () => {
    made = await world({ airplay: "refused" }, tvOS26);
    await made.begin();
    await made.enter("1234");
    expect(made.now()).toMatchObject({
      step: "enter-pin",
      protocol: "airplay",
      second: "companion",
      previous: null,
    });
    expect(made.lost(), "what is paired works already").toEqual([
      { protocol: "mrp", cause: "unpaired" },
    ]);
    made.takesOwnKey();
    await made.enter("1234");
    expect(made.now()).toMatchObject({ step: "paired", limited: [] });
    expect(await made.keys()).toEqual(["airplay", "companion"]);
    expect(made.lost()).toEqual([]);
  });

  it("can be skipped: the device is paired, and it is said what is missing", async () => {
    made = await world({ airplay: "refused" }, tvOS26);
    await made.begin();
    await made.enter("1234");
    made.hub.pairing.skip();
    expect(made.now()).toMatchObject({
      step: "paired",
      limited: [{ protocol: "mrp", cause: "unpaired" }],
    });
    expect(made.tv.dialoguesClosed).toBe(2);
    expect(() => made.hub.pairing.skip()).toThrow(expect.objectContaining({ code: "invalid" }));
  });

  it("can be cancelled like the first: the device stays paired", async () => {
    made = await world({ airplay: "refused" }, tvOS26);
    await made.begin();
    await made.enter("1234");
    made.hub.pairing.cancel();
    expect(made.now().step).toBe("idle");
    expect(made.hub.devices.value.devices[0]).toMatchObject({ paired: true });
    expect(made.lost()).toEqual([{ protocol: "mrp", cause: "unpaired" }]);
  });

  it("that is wrong is asked for again, and says so", async () => {
    made = await world({ airplay: "refused" }, tvOS26);
    await made.begin();
    await made.enter("1234");
    await made.enter("9999");
    expect(made.now()).toMatchObject({
      step: "enter-pin",
      protocol: "airplay",
      second: "companion",
      previous: { code: "wrong-pin" },
    });
    expect(await made.keys()).toEqual(["companion"]);
  });

  it("backs off like the first; starting again asks for it alone, and skipping ends it", async () => {
    made = await world({ airplay: "refused" }, tvOS26);
    await made.begin();
    const backOff = () =>
      made.tv.beginErrors.push(new RemoteError("backoff", "wait", { retryAfterS: 32 }));
    backOff();
    await made.enter("1234");
    // The first dialogue had begun: it is the second code's that backs off.
    expect(made.now()).toMatchObject({ step: "backing-off" });
    await made.begin();
    expect(made.now()).toMatchObject({
      step: "enter-pin",
      protocol: "airplay",
      second: "companion",
    });
    backOff();
    await made.enter("9999");
    expect(made.now()).toMatchObject({ step: "backing-off" });
    made.hub.pairing.skip();
    expect(made.now()).toMatchObject({
      step: "paired",
      limited: [{ protocol: "mrp", cause: "unpaired" }],
    });
  });

  it("that the device does not show leaves it paired, with the reason", async () => {
    made = await world({ airplay: "refused" }, tvOS26);
    await made.begin();
    made.tv.beginErrors.push(new RemoteError("unavailable", "no code is shown"));
    await made.enter("1234");
    expect(made.now()).toMatchObject({
      step: "paired",
      limited: [{ protocol: "mrp", cause: "unavailable" }],
    });
  });

  it("is asked for later when somebody starts pairing a device that is limited", async () => {
    made = await world({ airplay: "refused" }, tvOS26);
    await made.begin();
    await made.enter("1234");
    made.hub.pairing.skip();
    await made.begin();
    expect(made.now()).toMatchObject({
      step: "enter-pin",
      protocol: "airplay",
      second: "companion",
    });
    expect(made.tv.dialogues).toBe(3);
  });

  it("is not what is missing when the device forgot the first key only: that one is made anew", async () => {
    made = await world({ airplay: "refused" }, tvOS26);
    await made.begin();
    await made.enter("1234");
    made.takesOwnKey();
    await made.enter("1234");
    expect(made.lost()).toEqual([]);
    made.tv.wayRefusals.set("companion fake", "unpaired");
    made.tv.open.find(({ protocol }) => protocol === "companion")?.die();
    await made.clock.advance(1000);
    expect(made.lost()).toEqual([{ protocol: "companion", cause: "unpaired" }]);
    await made.begin();
    expect(made.now()).toMatchObject({ step: "enter-pin", protocol: "companion", second: null });
    made.tv.wayRefusals.clear();
    await made.enter("1234");
    expect(made.now()).toMatchObject({ step: "paired", limited: [] });
    expect(made.lost()).toEqual([]);
  });

  it("is not asked for what opens without it, nor a third time", async () => {
    made = await world({ airplay: "refused", mrp: "accepted" }, tvOS14);
    await made.begin();
    await made.enter("1234");
    expect(made.now()).toMatchObject({ step: "paired", limited: [] });
    expect(made.tv.dialogues).toBe(1);
    await made.hub.close();

    made = await world({ airplay: "refused", mrp: "refused" }, tvOS14);
    await made.begin();
    await made.enter("1234");
    expect(made.now()).toMatchObject({ step: "enter-pin", protocol: "mrp", second: "companion" });
    await made.enter("1234");
    expect(made.now()).toMatchObject({ step: "paired", limited: [] });
    expect(made.tv.dialogues).toBe(2);
  });
});

describe("which protocol is paired with first", () => {
  it("is MediaRemote where Companion promises no code (tvOS 14), and its key is tried on AirPlay", async () => {
    made = await world({ airplay: "accepted" }, tvOS14);
    made.discovery.devices.set([found({ protocols: tvOS14, pairing: "optional" })]);
    await made.begin();
    expect(made.now()).toMatchObject({ step: "enter-pin", protocol: "mrp", second: null });
    await made.enter("1234");
    expect(made.now()).toMatchObject({ step: "paired", limited: [] });
    expect(await made.keys()).toEqual(["airplay", "mrp"]);
  });
});
