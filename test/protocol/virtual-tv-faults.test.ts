import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { memoryPairings } from "../../src/main/hap/accessory.ts";
import type { HapCredentials } from "../../src/main/hap/credentials.ts";
import { pairVerify } from "../../src/main/hap/pair-verify.ts";
import { CompanionConnection } from "../../src/main/protocols/companion/connection.ts";
import { companionCipher } from "../../src/main/protocols/companion/frame-cipher.ts";
import { companionMessenger } from "../../src/main/protocols/companion/messenger.ts";
import type { Channel } from "../../src/main/protocols/plugin.ts";
import { Secret } from "../../src/main/runtime/secret.ts";
import { until } from "../../src/main/runtime/signal.ts";
import { TV_ADDRESS, type TvLan, tvLan } from "../support/tv-lan.ts";

const signal = new AbortController().signal;

describe("the virtual Apple TV's faults", () => {
  let world: TvLan;
  let credentials: HapCredentials;

  // One TV that is started again and again: pairing is the slow part, and not what this is about.
  const owner = { seed: new Secret(new Uint8Array(32).fill(9)), pairings: memoryPairings() };

  beforeAll(async () => {
    const first = await tvLan(owner);
    credentials = await first.pair();
    await first.close();
  });

  beforeEach(async () => {
    world = await tvLan(owner);
  });

  afterEach(async () => {
    await world.close();
    await world.clock.advance(60_000);
    expect(world.lan.openHandles).toBe(0);
    expect(world.clock.armedTimers).toBe(0);
  });

  const press = (channel: Channel) =>
    world.run(channel.operations.press?.("up", "tap") ?? Promise.reject(new Error("no press")));

  /** Verified and encrypted, and nothing said yet. */
  async function verifiedLink(): Promise<CompanionConnection> {
    const runtime = world.machine();
    const target = { addresses: [TV_ADDRESS], port: world.tv.port };
    const link = await world.run(CompanionConnection.open(runtime, target, signal));
    const messenger = companionMessenger(link);
    const { random } = runtime;
    link.encrypt(
      companionCipher(await world.run(pairVerify({ messenger, credentials, random, signal }))),
    );
    return link;
  }

  it("drops the connection after so many frames", async () => {
    const channel = await world.open(credentials);
    world.tv.faults.dropAfter(0);
    await expect(press(channel)).rejects.toMatchObject({ code: "lost" });
    await world.run(channel.closed);
  });

  it("resets connections at once", async () => {
    const channel = await world.open(credentials);
    world.tv.faults.reset();
    await world.run(channel.closed);
  });

  it("delays, and sends in pieces of one byte, and everything still works", async () => {
    world.tv.faults.delay(20);
    world.tv.faults.split(1);
    const channel = await world.open(credentials);
    await press(channel);
    await world.tv.received("up");
    expect((await world.run(channel.operations.appList?.() ?? Promise.resolve([]))).length).toBe(
      19,
    );
    await world.run(channel.close());
  });

  it("garbles a frame, which ends the connection", async () => {
    const channel = await world.open(credentials);
    world.tv.faults.garble();
    await expect(press(channel)).rejects.toThrow();
    expect(await world.run(channel.closed)).toMatchObject({
      kind: "failed",
      error: { code: "malformed" },
    });
  });

  it("goes silent without closing, and the probe finds out", async () => {
    const channel = await world.open(credentials);
    world.tv.faults.halfOpen();
    await expect(world.run(channel.probe())).rejects.toMatchObject({ code: "timeout" });
    await world.run(channel.closed);
    world.tv.faults.clear();
    const again = await world.open(credentials);
    await press(again);
    await world.run(again.close());
  });

  it("leaves one request unanswered and delays no other (E71)", async () => {
    world.tv.faults.noAnswer("FetchLaunchableApplicationsEvent");
    const channel = await world.open(credentials);
    const apps = expect(
      world.run(channel.operations.appList?.() ?? Promise.resolve([])),
    ).rejects.toMatchObject({ code: "timeout" });
    await press(channel);
    await apps;
    await world.run(channel.close());
  });

  it("answers under the number of another request, and that answer is not taken", async () => {
    const channel = await world.open(credentials);
    world.tv.faults.staleAnswer("FetchUserAccountsEvent");
    await expect(
      world.run(channel.operations.accountList?.() ?? Promise.resolve([])),
    ).rejects.toMatchObject({ code: "timeout" });
    await press(channel);
    await world.run(channel.close());
  });

  it("does not know FetchAttentionState, and pushes power all the same (E72)", async () => {
    world.tv.faults.noHandler("FetchAttentionState");
    const channel = await world.open(credentials);
    world.tv.scenarios.fallAsleep();
    await world.run(until(channel.state, ({ power }) => power === "off"));
    await world.run(channel.close());
  });

  it("moves to another port and says so", async () => {
    const channel = await world.open(credentials);
    const before = world.tv.port;
    const port = await world.run(world.tv.faults.changePort());
    expect(port).not.toBe(before);
    await world.run(channel.closed);
    const again = await world.open(credentials);
    await world.run(again.close());
  });

  it("closes its ports while a sleep proxy stands in, and wakes again", async () => {
    await world.run(world.tv.faults.sleepProxy());
    expect(world.tv.port).toBe(0);
    expect(world.tv.screen.value.power).toBe("asleep");
    await expect(world.open(credentials)).rejects.toMatchObject({ code: "refused" });
    await world.run(world.tv.faults.sleepProxy(false));
    const channel = await world.open(credentials);
    expect(channel.state.value.power).toBe("on");
    await world.run(channel.close());
  });

  describe("what tvOS does to those who do it wrong", () => {
    it("closes a link without a session after 35 s, and without a word (F1)", async () => {
      const link = await verifiedLink();
      await world.clock.advance(34_000);
      expect(link.isOpen).toBe(true);
      await world.clock.advance(2000);
      expect(link.isOpen).toBe(false);
    });

    it("pushes no status to a remote whose _i is null (CO-05)", async () => {
      const link = await verifiedLink();
      const events: string[] = [];
      link.events.on(({ id }) => events.push(id));
      const about = { _idsID: credentials.ourId, name: "x" };
      await world.run(link.request("_systemInfo", { ...about, _i: null }));
      link.event("_interest", { _regEvents: ["SystemStatus", "TVSystemStatus", "_iMC"] });
      await world.clock.advance(10);
      world.tv.scenarios.fallAsleep();
      world.tv.scenarios.volume("none");
      await world.clock.advance(10);
      expect(new Set(events)).toEqual(new Set(["_iMC"]));
      link.close();
    });

    it("leaves FetchAttentionState unanswered until TVRCSessionStart (E71)", async () => {
      const link = await verifiedLink();
      await world.run(link.request("_systemInfo", { _i: "a", _idsID: credentials.ourId }));
      const session = { _srvT: "com.apple.tvremoteservices", _sid: 1 };
      await world.run(link.request("_sessionStart", session));
      const ask = () => world.run(link.request("FetchAttentionState", {}));
      await expect(ask()).rejects.toMatchObject({ code: "timeout" });
      await world.run(link.request("TVRCSessionStart", { ProtocolVersionKey: "1.2" }));
      await expect(ask()).resolves.toBeDefined();
      link.close();
    });

    it.each([
      ["a button up without a button down", "_hidC", { _hBtS: 2, _hidC: 1 }],
      ["the end of a session that is none", "_sessionStop", { _sid: 1 }],
      ["another service", "_sessionStart", { _srvT: "com.example", _sid: 1 }],
      ["another pairing's identifier", "_systemInfo", { _i: "a", _idsID: "somebody" }],
      ["an app without a session", "_launchApp", { _bundleID: "com.netflix.Netflix" }],
    ])("refuses %s", async (_what, name, content) => {
      const link = await verifiedLink();
      await expect(world.run(link.request(name, content))).rejects.toMatchObject({
        code: "rejected",
      });
      link.close();
    });

    it("has no handler for what it does not know", async () => {
      const link = await verifiedLink();
      await expect(world.run(link.request("FetchNonsense", {}))).rejects.toMatchObject({
        details: { deviceCode: 58_822 },
      });
      link.close();
    });
  });

  it("closes the door of a stranger who sends garbage", async () => {
    const stranger = await world.machine().network.connectTcp({
      host: TV_ADDRESS,
      port: world.tv.port,
    });
    stranger.write(Uint8Array.of(8, 0, 0, 1, 0));
    await world.run(stranger.closed);
  });
});
