import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { HapCredentials } from "../../src/main/hap/credentials.ts";
import type { VirtualTvOptions } from "../../src/main/virtual-tv/virtual-tv.ts";
import { utf8 } from "../../src/main/wire/bytes.ts";
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

describe("AirPlay on the virtual devices", () => {
  let world: TvLan;
  let remotes: AirplayRemote[];

  const start = async (options: Omit<VirtualTvOptions, "runtime"> = {}) => {
    world = await tvLan(options);
  };
  const connect = async () => {
    const runtime = world.machine();
    const remote = await world.run(
      AirplayRemote.connect(runtime, TV_ADDRESS, world.tv.airplayPort),
    );
    remotes.push(remote);
    return remote;
  };
  const verified = async (credentials: HapCredentials) => {
    const remote = await connect();
    await world.run(remote.verify(credentials));
    return remote;
  };
  const pin = () => world.tv.screen.value.pin ?? "";

  beforeEach(() => {
    remotes = [];
  });

  afterEach(async () => {
    for (const remote of remotes) remote.close();
    await world.close();
    await world.clock.advance(60_000);
    expect(world.lan.openHandles).toBe(0);
    expect(world.clock.armedTimers).toBe(0);
  });

  describe("pairing with an Apple TV", () => {
    beforeEach(() => start());

    it("shows the PIN that opens it, for the name that asked (PA-62)", async () => {
      const remote = await connect();
      const credentials = await world.run(remote.pair(pin, "Armchair"));
      await world.run(world.tv.received("PIN for Armchair"));
      expect(world.tv.screen.value.pin).toBeNull();
      const again = await verified(credentials);
      const info = await world.run(again.ask("GET", "/info"));
      expect(bodyOf(info).get("model")).toBe("AppleTV14,1");
    });

    it("pairs without a start of its own, and takes the PIN away with the connection", async () => {
      const remote = await connect();
      remote.send("POST", "/pair-pin-start", { version: "HTTP/1.1" });
      await world.run(world.tv.received("show pin"));
      expect(pin()).toMatch(/^\d{4}$/);
      remote.close();
      await world.clock.advance(100);
      expect(world.tv.screen.value.pin).toBeNull();
    });

    it("refuses transient pairing with 470 before it looks at it (AP-08)", async () => {
      const remote = await connect();
      await expect(world.run(remote.transient())).rejects.toThrow("470");
    });

    it("opens for a key that Companion's PIN made", async () => {
      const credentials = await world.pair();
      const remote = await verified(credentials);
      await world.run(remote.openTunnel());
      await world.run(world.tv.received("tunnel open"));
    });

    it("refuses a remote that it forgot", async () => {
      const credentials = await world.pair();
      world.tv.faults.forgetPairing();
      await expect(verified(credentials)).rejects.toMatchObject({ code: "unpaired" });
    });
  });

  describe("a verified session", () => {
    let credentials: HapCredentials;
    let remote: AirplayRemote;

    beforeEach(async () => {
      await start();
      credentials = await world.pair();
      remote = await verified(credentials);
    });

    it("answers /info with what it announces, under the number that asked (AP-20)", async () => {
      const answer = await world.run(remote.ask("GET", "/info"));
      expect(headerOf(answer, "cseq")).toBe("0");
      expect(headerOf(answer, "server")).toBe("AirTunes/920.10.2");
      const info = bodyOf(answer);
      expect(info.get("features")).toBe(0x3c177fde4a7fdfd5n);
      expect(world.tv.identifiers).toEqual([info.get("psi"), info.get("deviceID")]);
      expect(info.get("osBuildVersion")).toBe("23L471");
    });

    it("says what changed on the event channel (AP-05)", async () => {
      await world.run(remote.setupEvents());
      const first = await world.run(remote.events.next());
      expect(first).toMatchObject({ method: "POST", target: "/command", version: "RTSP/1.0" });
      expect(bodyOf(first).get("type")).toBe("updateInfo");
      world.tv.scenarios.volume("absolute", 100);
      const next = bodyOf(await world.run(remote.events.next())).get("value");
      expect(next instanceof Map && next.get("initialVolume")).toBe(0);
    });

    it("drops the session when an event is not answered for 30 s (AP-05)", async () => {
      remote.answersEvents = false;
      await world.run(remote.openTunnel());
      await world.clock.advance(29_000);
      expect(remote.isClosed("control")).toBe(false);
      await world.clock.advance(2_000);
      for (const which of ["control", "events", "data"] as const) {
        expect(remote.isClosed(which)).toBe(true);
      }
    });

    it("keeps a session whose events are answered (AP-05)", async () => {
      await world.run(remote.openTunnel());
      await world.run(world.tv.received("event answered"));
      await world.clock.advance(60_000);
      expect(remote.isClosed("control")).toBe(false);
    });

    it("wants RECORD before the stream, and a session before RECORD (AP-04)", async () => {
      expect((await world.run(remote.ask("RECORD", "rtsp://tv/1"))).status).toBe(455);
      await world.run(remote.setupEvents());
      expect((await world.run(remote.setupStream(1n))).status).toBe(455);
      const record = await world.run(remote.ask("RECORD", "rtsp://tv/1"));
      expect(headerOf(record, "audio-latency")).toBe("0");
      expect((await world.run(remote.setupStream(1n))).status).toBe(200);
    });

    it("plays no sound in a session that is for remote control alone", async () => {
      await world.run(remote.setupEvents());
      expect((await world.run(remote.setupStream(1n, 96))).status).toBe(455);
    });

    it("answers every frame under its number and what is asked in it (AP-06)", async () => {
      await world.run(remote.openTunnel());
      remote.sendMessages(deviceInfo);
      const reply = await world.run(remote.frames.next());
      expect(reply).toMatchObject({ type: "rply", command: "", seqno: 77n });
      expect(reply.payload).toHaveLength(0);
      const answer = await world.run(remote.messages.next());
      expect(answer).toMatchObject({ type: MessageType.DeviceInfo, identifier: "1" });
      const frame = remote.frames.all.find(({ type }) => type === "sync");
      expect(frame?.command).toBe("cmnd");
    });

    it("derives the stream's keys from the whole of a 64-bit seed (PA-54)", async () => {
      await world.run(remote.setupEvents());
      await world.run(remote.ask("RECORD", "rtsp://tv/1"));
      await world.run(remote.setupData(2n ** 64n - 1n));
      remote.sendMessages(deviceInfo);
      await world.run(remote.messages.next());
    });

    it("answers feedback, and everything else that it does not know, with 404 (AP-07)", async () => {
      const feedback = await world.run(remote.ask("POST", "/feedback"));
      expect(bodyOf(feedback).get("streams")).toEqual([]);
      expect((await world.run(remote.ask("POST", "/nothing"))).status).toBe(404);
    });

    it("answers in order although one answer takes longer than the next", async () => {
      remote.send("SETUP", "rtsp://tv/1", { body: { isRemoteControlOnly: true } });
      remote.send("POST", "/feedback");
      const [first, second] = [
        await world.run(remote.responses.next()),
        await world.run(remote.responses.next()),
      ];
      expect(headerOf(first, "cseq")).toBe("0");
      expect(headerOf(second, "cseq")).toBe("1");
    });

    it("ends the stream, then everything, on TEARDOWN", async () => {
      await world.run(remote.openTunnel());
      const streams = { body: { streams: [{ type: 130 }] } };
      expect((await world.run(remote.ask("TEARDOWN", "rtsp://tv/1", streams))).status).toBe(200);
      await world.clock.advance(100);
      expect([remote.isClosed("data"), remote.isClosed("events")]).toEqual([true, false]);
      await world.run(remote.ask("TEARDOWN", "rtsp://tv/1"));
      await world.clock.advance(100);
      expect([remote.isClosed("events"), remote.isClosed("control")]).toEqual([true, false]);
      expect((await world.run(remote.setupStream(1n))).status).toBe(455);
      await world.run(remote.openTunnel());
      await world.run(world.tv.received("tunnel open"));
    });

    it("leaves no port open behind a session that was torn down", async () => {
      const before = world.lan.openHandles;
      for (let round = 0; round < 20; round++) {
        await world.run(remote.openTunnel());
        await world.run(remote.ask("TEARDOWN", "rtsp://tv/1"));
        await world.clock.advance(100);
      }
      expect(world.lan.openHandles).toBe(before);
    });

    it("lets the channels go with the control connection", async () => {
      await world.run(remote.openTunnel());
      remote.control.close();
      await world.run(world.tv.received("tunnel closed"));
      await world.clock.advance(100);
      expect([remote.isClosed("data"), remote.isClosed("events")]).toEqual([true, true]);
    });

    it("gives a channel to the first that comes, and to nobody else", async () => {
      await world.run(remote.setupEvents());
      const port = remote.eventStream.remotePort;
      const other = await world.machine().network.connectTcp({ host: TV_ADDRESS, port });
      await world.run(other.closed);
      expect(remote.isClosed("events")).toBe(false);
    });

    it.each([
      ["events", () => remote.eventStream],
      ["data", () => remote.dataStream],
    ] as const)("hangs up on %s that do not decrypt", async (which, stream) => {
      await world.run(remote.openTunnel());
      stream().write(Uint8Array.from([4, 0, ...new Uint8Array(20)]));
      await world.clock.advance(100);
      expect(remote.isClosed(which)).toBe(true);
    });
  });

  describe("whoever is not verified", () => {
    beforeEach(() => start());

    it("gets 403, in the protocol and with the number that asked", async () => {
      const remote = await connect();
      const answer = await world.run(remote.ask("POST", "/feedback"));
      expect(answer).toMatchObject({ status: 403, version: "RTSP/1.0" });
      expect(headerOf(answer, "cseq")).toBe("0");
      expect((await world.run(remote.setup({ isRemoteControlOnly: true }))).status).toBe(403);
      const http = await world.run(remote.ask("GET", "/playback-info", { version: "HTTP/1.1" }));
      expect(http).toMatchObject({ status: 403, version: "HTTP/1.1" });
    });

    it("is told 400 for a body that is none, and hung up on for a line that is none", async () => {
      const remote = await connect();
      const body = utf8("nonsense");
      const answer = await world.run(remote.ask("POST", "/pair-verify", { body }));
      expect(answer.status).toBe(400);
      remote.raw(utf8("\u0001\u0002\r\n\r\n"));
      await world.clock.advance(100);
      expect(remote.isClosed("control")).toBe(true);
    });

    it("cannot make it keep more than so many requests", async () => {
      const remote = await connect();
      for (let sent = 0; sent < 200; sent++)
        remote.raw(utf8("GET /info RTSP/1.0\r\n\r\n".repeat(9)));
      remote.raw(utf8("GET /info RTSP/1.0\r\n\r\n".repeat(100)));
      await world.clock.advance(100);
      expect(remote.isClosed("control")).toBe(true);
    });
  });

  describe("who may use it", () => {
    it("is nobody but the owner's home: 470 and 403 (SC-57)", async () => {
      await start({ access: "home-only" });
      const remote = await connect();
      const airplay = world.tv.announcement.services.find(({ type }) => type === "_airplay._tcp");
      expect(new Map(airplay?.txt).get("acl")).toBe("1");
      expect((await world.run(remote.ask("POST", "/pair-setup"))).status).toBe(470);
      expect((await world.run(remote.ask("POST", "/pair-verify"))).status).toBe(470);
      expect((await world.run(remote.ask("GET", "/info"))).status).toBe(403);
    });

    it("is whoever has the password: 401 (SC-62, AP-22)", async () => {
      await start({ access: "password" });
      const airplay = world.tv.announcement.services.find(({ type }) => type === "_airplay._tcp");
      expect(new Map(airplay?.txt).get("pw")).toBe("true");
      const remote = await verified(await world.pair());
      const answer = await world.run(remote.setup({ isRemoteControlOnly: true }));
      expect(answer.status).toBe(401);
      expect(headerOf(answer, "WWW-Authenticate")).toMatch(/^Digest realm="airplay", nonce="/);
    });
  });

  it("of a HomePod its password takes the place of the PIN that everybody knows (E54)", async () => {
    await start({ access: "password", model: "homepod-mini" });
    const stranger = world.run((await connect()).transient());
    await expect(stranger).rejects.toMatchObject({ code: "wrong-pin" });
    await world.run(world.tv.received("wrong password"));
  });

  it("leaves RECORD out when the TV says so, as tvOS 27 does", async () => {
    await start({ skipRecord: true });
    const remote = await verified(await world.pair());
    const answer = await world.run(remote.setupEvents());
    expect([...answer.keys()].sort()).toEqual(["eventPort", "skipRecord"]);
    await world.run(remote.setupData(9n));
    await world.run(world.tv.received("tunnel open"));
  });

  describe("a HomePod mini", () => {
    beforeEach(() => start({ model: "homepod-mini" }));

    it("is opened by transient pairing, without a PIN (PA-63)", async () => {
      const remote = await connect();
      await world.run(remote.ask("POST", "/pair-pin-start", { version: "HTTP/1.1" }));
      await world.run(remote.transient());
      expect(world.tv.screen.value.pin).toBeNull();
      await world.run(remote.openTunnel());
      remote.sendMessages(deviceInfo);
      const answer = await world.run(remote.messages.next());
      expect(answer.type).toBe(MessageType.DeviceInfo);
    });

    it("refuses a PIN on AirPlay and on Companion", async () => {
      const remote = await connect();
      await expect(world.run(remote.pair(pin))).rejects.toThrow("470");
      await expect(world.pair()).rejects.toMatchObject({ code: "unavailable" });
      expect(world.tv.screen.value.pin).toBeNull();
    });
  });
});
