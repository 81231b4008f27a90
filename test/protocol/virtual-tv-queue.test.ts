import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { VirtualTvOptions } from "../../src/main/virtual-tv/virtual-tv.ts";
import { type PlistRecord, plistDict } from "../../src/main/wire/bplist.ts";
import { utf8 } from "../../src/main/wire/bytes.ts";
import { AirplayRemote, bodyOf } from "../support/airplay-remote.ts";
import { filmShelf, type Shelf, sampleMp4 } from "../support/films.ts";
import { tellTime } from "../support/tell-time.ts";
import { TV_ADDRESS, type TvLan, tvLan } from "../support/tv-lan.ts";
import {
  command,
  ITEM,
  insert,
  openQueue,
  queueEvent,
  queueState,
  queueStateEvent,
} from "../support/video-client.ts";

const FILM = "http://10.0.0.101/film.mp4";
const LIST = "http://10.0.0.101/film.m3u8";
const PLAYLIST = "#EXTM3U\n#EXTINF:6.0,\na.ts\n#EXTINF:4.5,\nb.ts\n#EXT-X-ENDLIST\n";

const peer = { ID: ITEM, Addresses: ["10.0.0.101"], DeviceType: 0 };
const ptp: PlistRecord = { timingProtocol: "PTP", timingPeerInfo: peer, timingPeerList: [peer] };

describe("the play queue of the virtual Apple TV 4K (SC-66)", () => {
  let world: TvLan;
  let shelf: Shelf;
  let remote: AirplayRemote;
  let more: (() => void)[];

  const start = async (options: Omit<VirtualTvOptions, "runtime"> = {}) => {
    shelf = filmShelf({
      [FILM]: { bytes: sampleMp4({ seconds: 100 }) },
      [LIST]: { bytes: utf8(PLAYLIST) },
      "http://10.0.0.101/a.ts": { bytes: new Uint8Array(500) },
    });
    world = await tvLan(options, shelf.fetch);
    const credentials = await world.pair();
    const runtime = world.machine();
    remote = await world.run(AirplayRemote.connect(runtime, TV_ADDRESS, world.tv.airplayPort));
    await world.run(remote.verify(credentials));
  };
  const session = async (timing: PlistRecord = ptp) => {
    await world.run(remote.setupEvents(timing));
    await world.run(remote.ask("RECORD", "rtsp://10.0.0.9/1"));
    const stream = bodyOf(await world.run(openQueue(remote))).get("streams");
    return Array.isArray(stream) ? plistDict(stream[0]) : undefined;
  };
  const say = async (message: PlistRecord) => (await world.run(command(remote, message))).status;
  const state = () => world.run(queueState(remote));
  const play = async (url = FILM, item: PlistRecord = {}) => {
    await session();
    expect(await say(insert(url, item))).toBe(200);
    expect(await say({ type: "setRate", rate: 1 })).toBe(200);
  };

  beforeEach(() => {
    more = [];
  });

  afterEach(async () => {
    remote.close();
    for (const close of more) close();
    await world.close();
    await world.clock.advance(60_000);
    expect(world.lan.openHandles).toBe(0);
    expect(world.clock.armedTimers).toBe(0);
  });

  it("gives a stream without a port, and takes commands only with it", async () => {
    await start();
    await world.run(remote.setupEvents(ptp));
    expect(await say(insert(FILM))).toBe(500);
    await world.run(remote.ask("RECORD", "rtsp://10.0.0.9/1"));
    const streams = bodyOf(await world.run(openQueue(remote))).get("streams");
    const stream = Array.isArray(streams) ? plistDict(streams[0]) : undefined;
    expect(stream?.get("streamID")).toBeTypeOf("number");
    expect(stream?.has("dataPort")).toBe(false);
    expect(await say(insert(FILM))).toBe(200);
  });

  it("says that it loads, plays and pauses, and MediaRemote's player is the same", async () => {
    await start();
    await play();
    const playing = await world.run(queueStateEvent(remote, "playing"));
    expect(plistDict(playing.get("item"))?.get("uuid")).toBe(ITEM);
    expect(plistDict(plistDict(playing.get("params"))?.get("duration"))?.get("value")).toBe(100e9);
    expect(world.tv.state.value.player).toMatchObject({
      app: { id: "com.apple.TVAirPlay", name: "AirPlay" },
      playing: true,
      queue: [{ durationS: 100 }],
    });
    await say({ type: "setRate", rate: 0 });
    expect(await state()).toBe("paused");
  });

  it("waits for a rate, and says nothing before it", async () => {
    await start();
    await session();
    await say(insert(FILM, { "Start-Position-Seconds": 30 }));
    await world.run(world.tv.received("video ready"));
    expect(world.tv.state.value.player).toMatchObject({ playing: false, positionS: 30 });
    await say({ type: "setRate", rate: 1 });
    expect(await state()).toBe("paused");
    expect(await state()).toBe("playing");
  });

  it("says that it came to the end, and then that it stopped", async () => {
    await start();
    await play(FILM, { "Start-Position-Seconds": 95 });
    await world.run(queueStateEvent(remote, "playing"));
    await world.clock.advance(6_000);
    const names = async () => (await world.run(queueEvent(remote, "notification"))).get("name");
    expect(await names()).toBe("itemPlayedToEnd");
    const last = await world.run(queueEvent(remote, "playbackState"));
    expect(last.get("name")).toBe("stopped");
    expect(world.tv.state.value.player).toBeNull();
    expect(world.tv.state.value.view).toBe("home");
  });

  it("says that it was stopped at the TV", async () => {
    await start();
    await play();
    await state();
    expect(await state()).toBe("playing");
    world.tv.scenarios.stopPlaying();
    const last = await world.run(queueEvent(remote, "playbackState"));
    expect(last.get("name")).toBe("stopped");
    expect(last.get("reason")).toBe("interrupted");
  });

  it("answers requests on the event channel: seek and playbackInfo", async () => {
    await start();
    await play();
    await state();
    await state();
    const time = { value: 40_000, timescale: 1000, flags: 1, epoch: 0 };
    expect(await say({ type: "seek", kind: "request", messageID: 7, time })).toBe(200);
    await world.run(world.tv.received("seek 40"));
    const seek = await world.run(queueEvent(remote, "seek"));
    expect(seek.get("kind")).toBe("response");
    expect(seek.get("messageID")).toBe(7);
    await say({ type: "playbackInfo", kind: "request", messageID: 8 });
    const info = plistDict((await world.run(queueEvent(remote, "playbackInfo"))).get("info"));
    expect(info?.get("playbackState")).toBe("playing");
  });

  it("answers 500 to /playback-info, and 200 to /play, of which nothing comes", async () => {
    await start();
    await world.run(remote.setupEvents(ptp));
    await world.run(remote.ask("RECORD", "rtsp://10.0.0.9/1"));
    const body = { "Content-Location": FILM, "Start-Position-Seconds": 0 };
    const headers = [["Content-Type", "application/x-apple-binary-plist"]] as const;
    const answer = await world.run(
      remote.ask("POST", "/play", { version: "HTTP/1.1", headers, body }),
    );
    expect(answer.status).toBe(200);
    expect((await world.run(remote.ask("GET", "/playback-info"))).status).toBe(500);
    expect(world.tv.state.value.player).toBeNull();
    expect(shelf.asked).toEqual([]);
  });

  it("asks the sender's clock for NTP, refuses it when nobody answers", async () => {
    await start();
    const began = world.clock.now();
    const refused = await world.run(remote.setup({ timingProtocol: "NTP", timingPort: 50_999 }));
    expect(refused.status).toBe(400);
    expect(world.clock.now() - began).toBeGreaterThanOrEqual(30_000);
  });

  it("takes a queue under NTP, says nothing of it, and lets go of it after 20 s", async () => {
    await start();
    const clock = await tellTime(world.lan, remote.control.localAddress);
    more.push(clock.close);
    await session({ timingProtocol: "NTP", timingPort: await world.run(clock.port) });
    await say(insert(FILM));
    await say({ type: "setRate", rate: 1 });
    await world.clock.advance(10_000);
    expect(world.tv.state.value.player?.playing).toBe(true);
    await world.clock.advance(11_000);
    expect(remote.isClosed("control")).toBe(true);
    expect(remote.events.all).toEqual([]);
    expect(world.tv.state.value.player).toBeNull();
  });

  it("ends with TEARDOWN, with the connection, and when its sender falls silent", async () => {
    await start();
    await play();
    await state();
    await state();
    await world.run(remote.ask("TEARDOWN", "rtsp://10.0.0.9/1"));
    expect(world.tv.state.value.player).toBeNull();
    await play();
    await world.run(world.tv.received("video ready"));
    await world.clock.advance(25_000);
    expect(world.tv.state.value.player?.playing).toBe(true);
    await world.run(remote.ask("POST", "/feedback"));
    await world.clock.advance(25_000);
    expect(world.tv.state.value.player?.playing).toBe(true);
    await world.clock.advance(6_000);
    expect(remote.isClosed("control")).toBe(true);
    expect(world.tv.state.value.player).toBeNull();
  });

  it("asks the sender for a playlist, and plays what it gets", async () => {
    await start();
    world.tv.faults.airplay.video.asksSender = true;
    await play(LIST, { "HLS-Content-Location": LIST });
    const asked = await world.run(queueEvent(remote, "unhandledURL"));
    const request = plistDict(asked.get("request"));
    expect(request?.get("FCUP_Response_URL")).toBe(LIST);
    const response = {
      FCUP_Response_RequestID: request?.get("FCUP_Response_RequestID") ?? 0,
      FCUP_Response_URL: LIST,
      FCUP_Response_StatusCode: 200,
      FCUP_Response_Data: utf8(PLAYLIST),
    };
    expect(await say({ type: "unhandledURL", kind: "response", response })).toBe(200);
    await world.run(world.tv.received("video ready"));
    expect(world.tv.state.value.player?.queue).toMatchObject([{ durationS: 10.5 }]);
    expect(shelf.asked).not.toContain(LIST);
  });

  it("tells why a film does not play", async () => {
    await start();
    await play("http://10.0.0.101/nothing.mp4");
    const error = plistDict((await world.run(queueEvent(remote, "error"))).get("error"));
    expect(error?.get("domain")).toBe("NSURLErrorDomain");
    expect(await state()).toBe("stopped");
  });

  it.each([
    ["setup", 453],
    ["command", 501],
  ] as const)("refuses at %s with %i when it is told to", async (step, status) => {
    await start();
    world.tv.faults.airplay.video.refusals.set(step, status);
    if (step === "setup") {
      expect((await world.run(remote.setup(ptp))).status).toBe(status);
      return;
    }
    await session();
    expect(await say(insert(FILM))).toBe(status);
  });

  it("takes no way of playing at all, as tvOS 27, and remote control still", async () => {
    await start();
    world.tv.faults.airplay.video.refusesAll = true;
    expect((await world.run(remote.setup(ptp))).status).toBe(501);
    await world.run(remote.openTunnel());
    await world.run(world.tv.received("tunnel open"));
  });

  it("is reset in the middle, and says states inside of params, when it is told to", async () => {
    await start();
    world.tv.faults.airplay.video.statesInParams = true;
    await play();
    await state();
    expect(await state()).toBe("playing");
    world.tv.faults.airplay.videoActions.reset();
    await world.clock.advance(100);
    expect(remote.isClosed("control")).toBe(true);
    expect(world.tv.state.value.player).toBeNull();
  });

  it("is no way of a HomePod", async () => {
    shelf = filmShelf({});
    world = await tvLan({ model: "homepod-mini" }, shelf.fetch);
    const runtime = world.machine();
    remote = await world.run(AirplayRemote.connect(runtime, TV_ADDRESS, world.tv.airplayPort));
    await world.run(remote.transient());
    // A session for sound may begin like this; films have no place in it.
    expect((await world.run(remote.setup(ptp))).status).toBe(200);
    expect((await world.run(remote.ask("POST", "/play"))).status).toBe(404);
  });
});
