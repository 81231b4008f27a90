import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AirplayRemote, type AskOptions } from "../support/airplay-remote.ts";
import { filmShelf, type Shelf, sampleMp4 } from "../support/films.ts";
import { xmlOf } from "../support/http-talk.ts";
import { tellTime } from "../support/tell-time.ts";
import { TV_ADDRESS, type TvLan, tvLan } from "../support/tv-lan.ts";

const FILM = "http://10.0.0.101/film.mp4";
const BPLIST = [["Content-Type", "application/x-apple-binary-plist"]] as const;

describe("/play on the virtual Apple TV HD (AP-42)", () => {
  let world: TvLan;
  let shelf: Shelf;
  let remote: AirplayRemote;
  let quiet: () => void;

  const ask = (method: string, target: string, options: AskOptions = {}) =>
    world.run(remote.ask(method, target, options));
  const post = (body: AskOptions["body"]) =>
    ask("POST", "/play", { version: "HTTP/1.1", headers: BPLIST, ...(body && { body }) });
  const play = (seconds = 0) =>
    post({ "Content-Location": FILM, "Start-Position-Seconds": seconds, rate: 1 });
  const open = async () => {
    const clock = await tellTime(world.lan, remote.control.localAddress);
    quiet = clock.close;
    const timing = { timingProtocol: "NTP", timingPort: await world.run(clock.port) };
    await world.run(remote.setupEvents(timing));
    expect((await ask("RECORD", "rtsp://10.0.0.9/1")).status).toBe(200);
  };

  beforeEach(async () => {
    quiet = () => {};
    shelf = filmShelf({ [FILM]: { bytes: sampleMp4({ seconds: 100, headerLast: true }) } });
    world = await tvLan({ model: "apple-tv-hd-tvos14" }, shelf.fetch);
    const credentials = await world.pair();
    const { airplayPort } = world.tv;
    remote = await world.run(AirplayRemote.connect(world.machine(), TV_ADDRESS, airplayPort));
    await world.run(remote.verify(credentials));
  });

  afterEach(async () => {
    remote.close();
    quiet();
    await world.close();
    await world.clock.advance(60_000);
    expect(world.lan.openHandles).toBe(0);
    expect(world.clock.armedTimers).toBe(0);
  });

  it("shows the first picture, and plays once it has a rate", async () => {
    await open();
    expect((await play(30)).status).toBe(200);
    await world.run(world.tv.received("video ready"));
    await world.clock.advance(5_000);
    expect(world.tv.state.value.player).toMatchObject({ playing: false, positionS: 30 });
    const property = { headers: BPLIST, body: { value: true } };
    const set = await ask("PUT", "/setProperty?isInterestedInDateRange", property);
    expect(xmlOf(set)).toEqual({ errorCode: 0 });
    expect((await ask("POST", "/rate?value=1.000000")).status).toBe(200);
    await world.clock.advance(2_000);
    const info = xmlOf(await ask("GET", "/playback-info"));
    expect(info).toMatchObject({ duration: 100, rate: 1, readyToPlay: true });
    expect(info["position"]).toBeCloseTo(32, 0);
  });

  it("moves, comes to its end and says no duration any more (AP-44)", async () => {
    await open();
    await play();
    await world.run(world.tv.received("video ready"));
    await ask("POST", "/rate?value=1.000000");
    await ask("POST", "/scrub?position=97");
    await world.run(world.tv.received("seek 97"));
    await world.clock.advance(4_000);
    expect(world.tv.state.value.player).toBeNull();
    expect(xmlOf(await ask("GET", "/playback-info"))).not.toHaveProperty("duration");
  });

  it("plays on while feedback comes, and stops with TEARDOWN (AP-07)", async () => {
    await open();
    await play();
    await ask("POST", "/rate?value=1.000000");
    for (let at = 0; at < 4; at++) {
      await world.clock.advance(15_000);
      expect((await ask("POST", "/feedback")).status).toBe(200);
    }
    expect(world.tv.state.value.player?.playing).toBe(true);
    expect((await ask("TEARDOWN", "rtsp://10.0.0.9/1")).status).toBe(200);
    expect(world.tv.state.value.player).toBeNull();
  });

  it("refuses a sender that does not tell its time, and one with a clock that nobody knows", async () => {
    const silent = { timingProtocol: "NTP", timingPort: 50_999 };
    expect((await world.run(remote.setup(silent))).status).toBe(400);
    expect((await world.run(remote.setup({ timingProtocol: "NTP" }))).status).toBe(400);
    expect((await world.run(remote.setup({ timingProtocol: "GPS" }))).status).toBe(400);
  });

  it("does not know /play outside of a session, nor the play queue", async () => {
    expect((await play()).status).toBe(404);
    await open();
    const command = { version: "HTTP/1.1", headers: BPLIST, body: { params: {} } } as const;
    expect((await ask("POST", "/command", command)).status).toBe(500);
    const stream = { type: 130, controlType: 1 };
    expect((await world.run(remote.setup({ streams: [stream] }))).status).toBe(501);
  });

  it("makes room for another app, and plays what comes next", async () => {
    await open();
    await play();
    await world.run(world.tv.received("video ready"));
    await ask("POST", "/rate?value=1.000000");
    world.tv.scenarios.play("com.netflix.Netflix");
    await world.run(world.tv.received("video ended"));
    expect(world.tv.state.value.player?.app.id).toBe("com.netflix.Netflix");
    await play();
    await world.run(world.tv.received("video ready"));
    expect(world.tv.state.value.player?.app.id).toBe("com.apple.TVAirPlay");
  });

  it("ends at once when it is told to, and leaves nothing armed", async () => {
    await open();
    await play();
    await world.run(world.tv.received("video ready"));
    world.tv.faults.airplay.videoActions.finish();
    expect(world.tv.state.value.player).toBeNull();
  });

  it("says why a film does not play", async () => {
    await open();
    shelf.clear();
    await play();
    await world.run(world.tv.received("video failed"));
    expect(xmlOf(await ask("GET", "/playback-info"))).toMatchObject({ error: { code: -1004 } });
  });
});
