import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { memoryPairings } from "../../src/main/hap/accessory.ts";
import type { HapCredentials } from "../../src/main/hap/credentials.ts";
import { Secret } from "../../src/main/runtime/secret.ts";
import type { AirplayFaults } from "../../src/main/virtual-tv/airplay-faults.ts";
import { headerOf } from "../../src/main/wire/http.ts";
import { MessageType } from "../../src/main/wire/mrp/numbers.ts";
import { AirplayRemote, bodyOf } from "../support/airplay-remote.ts";
import { TV_ADDRESS, type TvLan, tvLan } from "../support/tv-lan.ts";

const deviceInfo = {
  type: MessageType.DeviceInfo,
  identifier: "1",
  uniqueIdentifier: "2",
  deviceInfo: { uniqueIdentifier: "us", name: "Armchair" },
};

describe("the faults of the virtual Apple TV's AirPlay", () => {
  // One TV that is started again and again: pairing is the slow part, and not what this is about.
  const owner = { seed: new Secret(new Uint8Array(32).fill(5)), pairings: memoryPairings() };
  let credentials: HapCredentials;
  let world: TvLan;
  let remote: AirplayRemote;
  let faults: AirplayFaults;

  beforeAll(async () => {
    const first = await tvLan(owner);
    credentials = await first.pair();
    await first.close();
  });

  const connect = () =>
    world.run(AirplayRemote.connect(world.machine(), TV_ADDRESS, world.tv.airplayPort));

  beforeEach(async () => {
    world = await tvLan(owner);
    faults = world.tv.faults.airplay;
    remote = await connect();
  });

  afterEach(async () => {
    remote.close();
    await world.close();
    await world.clock.advance(60_000);
    expect(world.lan.openHandles).toBe(0);
    expect(world.clock.armedTimers).toBe(0);
  });

  const verify = () => world.run(remote.verify(credentials));
  const open = async () => {
    await verify();
    await world.run(remote.openTunnel());
  };
  const soon = () => world.clock.advance(100);

  it("refuses Companion's key and takes the one of its own PIN", async () => {
    faults.ownKeysOnly = true;
    await expect(verify()).rejects.toMatchObject({ code: "unpaired" });
    const pairing = await connect();
    const own = await world.run(pairing.pair(() => world.tv.screen.value.pin ?? ""));
    const second = await connect();
    await world.run(second.verify(own));
    expect((await world.run(second.ask("GET", "/info"))).status).toBe(200);
    pairing.close();
    second.close();
  });

  it("shows no PIN to whoever does not say a name, as tvOS 27", async () => {
    faults.needsClientName = true;
    const ask = (headers: [string, string][]) =>
      world.run(remote.ask("POST", "/pair-pin-start", { version: "HTTP/1.1", headers }));
    await ask([]);
    expect(world.tv.screen.value.pin).toBeNull();
    await ask([["X-Apple-Client-Name", "Armchair"]]);
    expect(world.tv.screen.value.pin).toMatch(/^\d{4}$/);
  });

  describe("on the event channel", () => {
    it("says nothing", async () => {
      faults.events = "silent";
      await open();
      await world.clock.advance(60_000);
      expect(remote.events.all).toEqual([]);
      expect(remote.isClosed("control")).toBe(false);
    });

    it("sends what is no request, and ends the session that does not answer it", async () => {
      await open();
      await world.run(remote.events.next());
      faults.events = "malformed";
      let failed = false;
      remote.onMalformed = () => {
        failed = true;
      };
      world.tv.scenarios.volume("absolute", 10);
      await soon();
      expect(failed).toBe(true);
      await world.clock.advance(31_000);
      expect(remote.isClosed("control")).toBe(true);
    });

    it("asks hundreds of things at once, and bears their answers", async () => {
      faults.events = "flood";
      await open();
      await soon();
      expect(remote.events.all).toHaveLength(500);
      await world.clock.advance(60_000);
      expect(remote.isClosed("control")).toBe(false);
    });

    it("flips a bit, cuts in pieces, or resets", async () => {
      await verify();
      faults.wire.events.pieceBytes = 3;
      await world.run(remote.setupEvents());
      await world.run(remote.events.next());
      let failed = false;
      remote.onMalformed = () => {
        failed = true;
      };
      faults.wire.events.garbleNext = true;
      world.tv.scenarios.volume("absolute", 10);
      await soon();
      expect(failed).toBe(true);
      faults.reset("events");
      await soon();
      expect(remote.isClosed("events")).toBe(true);
    });
  });

  describe("on the data channel", () => {
    it("leaves the length of a message out (AP-06)", async () => {
      faults.unprefixed = true;
      await open();
      remote.sendMessages(deviceInfo);
      const answer = await world.run(remote.messages.next());
      expect(answer.type).toBe(MessageType.DeviceInfo);
      const frame = remote.frames.all.find(({ type }) => type === "sync");
      const data = bodyOf({ body: frame?.payload ?? new Uint8Array(0) }).get("params");
      const bytes = data instanceof Map ? data.get("data") : undefined;
      expect(bytes instanceof Uint8Array && bytes[0]).toBe(0x08);
    });

    it("cuts a frame in its middle", async () => {
      await open();
      faults.cutNext = true;
      remote.sendMessages(deviceInfo);
      await soon();
      expect(remote.frames.all).toEqual([]);
      expect([remote.isClosed("data"), remote.isClosed("control")]).toEqual([true, false]);
    });

    it("sends in pieces of a byte", async () => {
      faults.wire.data.pieceBytes = 1;
      await open();
      remote.sendMessages(deviceInfo);
      const answer = await world.run(remote.messages.next());
      expect(answer.identifier).toBe("1");
    });

    it("flips a bit", async () => {
      await open();
      let failed = false;
      remote.onMalformed = () => {
        failed = true;
      };
      faults.wire.data.garbleNext = true;
      remote.sendMessages(deviceInfo);
      await soon();
      expect(failed).toBe(true);
    });

    it("is reset alone", async () => {
      await open();
      faults.reset("data");
      await world.run(world.tv.received("tunnel closed"));
      await soon();
      expect([remote.isClosed("data"), remote.isClosed("control")]).toEqual([true, false]);
    });
  });

  describe("of feedback", () => {
    beforeEach(() => verify());
    const ask = () => remote.send("POST", "/feedback");

    it("gives no answer", async () => {
      faults.feedback = "silent";
      const before = remote.responses.all.length;
      ask();
      await soon();
      expect(remote.responses.all).toHaveLength(before);
    });

    it("answers with 500", async () => {
      faults.feedback = "error";
      expect((await world.run(remote.ask("POST", "/feedback"))).status).toBe(500);
    });

    it("answers the one before when the next comes, under the number of that one (pyatv 2893)", async () => {
      faults.feedback = "late";
      const before = remote.responses.all.length;
      ask();
      await soon();
      expect(remote.responses.all).toHaveLength(before);
      ask();
      const late = await world.run(remote.responses.next());
      expect(headerOf(late, "cseq")).toBe("0");
      faults.feedback = "sound";
      ask();
      const [second, third] = [
        await world.run(remote.responses.next()),
        await world.run(remote.responses.next()),
      ];
      expect([headerOf(second, "cseq"), headerOf(third, "cseq")]).toEqual(["1", "2"]);
    });
  });

  it("refuses the tunnel once after it woke up, and so often as told", async () => {
    faults.refusesTunnelAfterWake = true;
    world.tv.scenarios.fallAsleep();
    world.tv.scenarios.wake();
    await verify();
    await world.run(remote.setupEvents());
    await world.run(remote.ask("RECORD", "rtsp://tv/1"));
    const status = async () => (await world.run(remote.setupStream(1n))).status;
    expect([await status(), await status()]).toEqual([503, 200]);
    faults.tunnelRefusals = 2;
    expect([await status(), await status(), await status()]).toEqual([503, 503, 200]);
  });

  it("goes silent with everything else when the TV is half open", async () => {
    await open();
    await world.run(world.tv.received("event answered"));
    world.tv.faults.halfOpen();
    const before = remote.responses.all.length;
    remote.send("POST", "/feedback");
    await world.clock.advance(10_000);
    expect(remote.responses.all).toHaveLength(before);
    expect(remote.isClosed("control")).toBe(false);
  });

  it("resets the control connection, and the channels with it", async () => {
    await open();
    faults.reset("control");
    await soon();
    for (const which of ["control", "events", "data"] as const) {
      expect(remote.isClosed(which)).toBe(true);
    }
  });

  it("forgets all of it when the faults are cleared", async () => {
    faults.ownKeysOnly = true;
    faults.feedback = "error";
    faults.tunnelRefusals = 3;
    faults.wire.data.pieceBytes = 1;
    world.tv.faults.clear();
    await open();
    expect((await world.run(remote.ask("POST", "/feedback"))).status).toBe(200);
    expect(faults.wire.data.pieceBytes).toBe(0);
  });
});
