import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Secret } from "../../src/main/runtime/secret.ts";
import type { VirtualTvOptions } from "../../src/main/virtual-tv/virtual-tv.ts";
import { decodeBplist, plistDict } from "../../src/main/wire/bplist.ts";
import { textOf, utf8 } from "../../src/main/wire/bytes.ts";
import { headerOf } from "../../src/main/wire/http.ts";
import { filmShelf, type Shelf, sampleMp4 } from "../support/films.ts";
import { HttpTalk, xmlOf } from "../support/http-talk.ts";
import { TV_ADDRESS, type TvLan, tvLan } from "../support/tv-lan.ts";

const FILM = "http://10.0.0.101/film.mp4";
const SESSION = "5B2C8C8E-2D0C-4A3F-9E57-30C7E2A4B199";
const md5 = (text: string) => createHash("md5").update(text).digest("hex");

describe("AirPlay 1 on the virtual Apple TV 3", () => {
  let world: TvLan;
  let shelf: Shelf;
  let talks: HttpTalk[];

  const start = async (options: Omit<VirtualTvOptions, "runtime"> = {}) => {
    shelf = filmShelf({
      [FILM]: { bytes: sampleMp4({ seconds: 100 }) },
      "http://10.0.0.101/whole.mp4": { bytes: sampleMp4({ seconds: 100 }), ranges: false },
      "http://10.0.0.101/page.mp4": { bytes: utf8("<html>no film</html>") },
      "http://10.0.0.101/gone.mp4": { status: 404 },
    });
    world = await tvLan({ model: "apple-tv-3", ...options }, shelf.fetch);
  };
  const connect = async () => {
    const { airplayPort } = world.tv;
    const talk = await world.run(HttpTalk.connect(world.machine(), TV_ADDRESS, airplayPort));
    talks.push(talk);
    return talk;
  };
  const ask = (talk: HttpTalk, ...asked: Parameters<HttpTalk["ask"]>) =>
    world.run(talk.ask(...asked));
  const play = async (talk: HttpTalk, url = FILM) => {
    const { status } = await ask(talk, "POST", "/play", { body: { "Content-Location": url } });
    expect(status).toBe(200);
  };
  const playing = async () => {
    const talk = await connect();
    await play(talk);
    await world.run(world.tv.received("video ready"));
    return talk;
  };
  const info = async (talk: HttpTalk) => xmlOf(await ask(talk, "GET", "/playback-info"));

  beforeEach(() => {
    talks = [];
  });

  afterEach(async () => {
    for (const talk of talks) talk.stream.close();
    await world.close();
    await world.clock.advance(1_000);
    expect(world.lan.openHandles).toBe(0);
    expect(world.clock.armedTimers).toBe(0);
  });

  it("says who it is, to everybody", async () => {
    await start({ access: "pairing" });
    const talk = await connect();
    const said = xmlOf(await ask(talk, "GET", "/server-info"));
    expect(said).toMatchObject({ model: "AppleTV3,2", deviceid: world.tv.identifiers[1] });
    const more = plistDict(decodeBplist((await ask(talk, "GET", "/info")).body));
    expect(more?.get("sourceVersion")).toBe("220.68");
  });

  it("fetches the film and plays it (SC-66, AP-41)", async () => {
    await start();
    const talk = await playing();
    expect(shelf.asked[0]).toBe(`${FILM} 0-1`);
    expect(world.tv.state.value.player).toMatchObject({
      app: { id: "com.apple.TVAirPlay" },
      playing: true,
    });
    await world.clock.advance(2_500);
    const said = await info(talk);
    expect(said).toMatchObject({ duration: 100, rate: 1, readyToPlay: true });
    expect(said["position"]).toBeCloseTo(2.5, 1);
    expect(said["positionCMTime"]).toMatchObject({ timescale: 1_000_000_000 });
  });

  it("says the keys of a real one, in a list of the same kind (A15)", async () => {
    await start();
    const talk = await playing();
    const answer = await ask(talk, "GET", "/playback-info");
    expect(headerOf(answer, "Content-Type")).toBe("text/x-apple-plist+xml");
    expect(Object.keys(xmlOf(answer)).sort()).toEqual(
      [
        "duration",
        "durationCMTime",
        "loadedTimeRanges",
        "playbackBufferEmpty",
        "playbackBufferFull",
        "playbackLikelyToKeepUp",
        "position",
        "positionCMTime",
        "rate",
        "readyToPlay",
        "readyToPlayMs",
        "seekableTimeRanges",
        "uuid",
      ].sort(),
    );
  });

  it("takes lines of text too, with a fraction to begin at", async () => {
    await start();
    const talk = await connect();
    const body = `Content-Location: ${FILM}\nStart-Position: 0.25\n`;
    await ask(talk, "POST", "/play", { body });
    await world.run(world.tv.received("video ready"));
    expect(world.tv.state.value.player?.positionS).toBeCloseTo(25, 0);
  });

  it("is paused, sped up, moved and stopped", async () => {
    await start();
    const talk = await playing();
    await ask(talk, "POST", "/rate?value=0.000000");
    expect(world.tv.state.value.player?.playing).toBe(false);
    expect(await info(talk)).toMatchObject({ rate: 0 });
    await ask(talk, "POST", "/rate?value=1.000000");
    await ask(talk, "POST", "/scrub?position=42.500000");
    await world.run(world.tv.received("seek 43"));
    const scrub = await ask(talk, "GET", "/scrub");
    expect(textOf(scrub.body)).toMatch(/^duration: 100\.000000\nposition: 42\.\d{6}\n$/);
    expect((await ask(talk, "POST", "/rate?value=fast")).status).toBe(400);
    expect((await ask(talk, "POST", "/stop")).status).toBe(200);
    expect(world.tv.state.value.player).toBeNull();
    expect(await info(talk)).not.toHaveProperty("duration");
  });

  it("tells on a connection turned round what becomes of it", async () => {
    await start();
    const line = await connect();
    const headers = [
      ["Upgrade", "PTTH/1.0"],
      ["Connection", "Upgrade"],
      ["X-Apple-Purpose", "event"],
      ["X-Apple-Session-ID", SESSION],
    ] as const;
    expect((await ask(line, "POST", "/reverse", { headers })).status).toBe(101);
    const talk = await connect();
    const body = { "Content-Location": FILM, "Start-Position": 0.95 };
    await ask(talk, "POST", "/play", { body, headers: [["X-Apple-Session-ID", SESSION]] });
    const next = async () => xmlOf(await world.run(line.requests.next()));
    expect(await next()).toMatchObject({ category: "video", state: "loading" });
    expect(await next()).toMatchObject({ state: "playing" });
    await world.run(world.tv.received("event answered"));
    await world.clock.advance(6_000);
    expect(await next()).toMatchObject({ state: "stopped", reason: "ended" });
    expect(world.tv.state.value.player).toBeNull();
  });

  it("ends the film with the connection that asked for it", async () => {
    await start();
    const talk = await playing();
    talk.stream.close();
    await world.run(world.tv.received("video ended"));
    expect(world.tv.state.value.player).toBeNull();
  });

  it("ends the film when the TV falls asleep", async () => {
    await start();
    const talk = await playing();
    world.tv.scenarios.fallAsleep();
    await world.run(world.tv.received("video ended"));
    expect(world.tv.state.value.view).toBe("home");
    expect(await info(talk)).toMatchObject({ readyToPlay: false });
  });

  it.each([
    ["http://10.0.0.101/gone.mp4", -12938, "CoreMediaErrorDomain"],
    ["http://10.0.0.101/page.mp4", -11828, "AVFoundationErrorDomain"],
    ["http://10.0.0.101/whole.mp4", -12939, "CoreMediaErrorDomain"],
    ["http://10.0.0.250/film.mp4", -1004, "NSURLErrorDomain"],
    ["ftp://10.0.0.101/film.mp4", -1002, "NSURLErrorDomain"],
    ["film.mp4", -1000, "NSURLErrorDomain"],
  ])("says of %s why it does not play", async (url, code, domain) => {
    await start();
    const talk = await connect();
    await play(talk, url);
    await world.run(world.tv.received("video failed"));
    expect(await info(talk)).toMatchObject({ readyToPlay: false, error: { code, domain } });
    expect(world.tv.state.value.player).toBeNull();
  });

  it("stops when the file goes away and somebody jumps in it", async () => {
    await start();
    const talk = await playing();
    await world.run(world.tv.received("video fetched"));
    shelf.clear();
    await ask(talk, "POST", "/scrub?position=80");
    await world.run(world.tv.received("video failed"));
    expect(await info(talk)).toMatchObject({ error: { code: -1004 } });
  });

  it("plays nothing for who did not pair, when its owner wants that: 403", async () => {
    await start({ access: "pairing" });
    const talk = await connect();
    const answer = await ask(talk, "POST", "/play", { body: { "Content-Location": FILM } });
    expect(answer.status).toBe(403);
    expect(world.tv.announcement.services[0]?.txt).toContainEqual(["flags", "0x244"]);
  });

  it("shows a PIN, and takes it away with the connection (PA-70)", async () => {
    await start({ access: "pairing" });
    const talk = await connect();
    expect((await ask(talk, "POST", "/pair-pin-start")).status).toBe(200);
    expect(world.tv.screen.value.pin).toBe("1234");
    talk.stream.close();
    await world.clock.advance(100);
    expect(world.tv.screen.value.pin).toBeNull();
  });

  it("asks for its password, and knows the right one (SC-62)", async () => {
    await start({ access: "password", airplayPassword: new Secret("open sesame") });
    const talk = await connect();
    const body = { "Content-Location": FILM };
    const asked = await ask(talk, "POST", "/play", { body });
    expect(asked.status).toBe(401);
    const challenge = headerOf(asked, "WWW-Authenticate") ?? "";
    const nonce = /nonce="([^"]+)"/.exec(challenge)?.[1] ?? "";
    const shown = (password: string) => {
      const response = md5(`${md5(`AirPlay:airplay:${password}`)}:${nonce}:${md5("POST:/play")}`);
      const fields = `username="AirPlay", realm="airplay", nonce="${nonce}", uri="/play"`;
      return [["Authorization", `Digest ${fields}, response="${response}"`]] as const;
    };
    const wrong = await ask(talk, "POST", "/play", { body, headers: shown("guess") });
    expect(wrong.status).toBe(401);
    const right = await ask(talk, "POST", "/play", { body, headers: shown("open sesame") });
    expect(right.status).toBe(200);
  });

  it("errs as often as it is told to, refuses, is silent and says nothing", async () => {
    await start();
    const { video } = world.tv.faults.airplay;
    const talk = await connect();
    const body = { "Content-Location": FILM };
    video.errors = 2;
    for (const status of [500, 500, 200]) {
      expect((await ask(talk, "POST", "/play", { body })).status).toBe(status);
    }
    video.refusals.set("play", 404);
    expect((await ask(talk, "POST", "/play", { body })).status).toBe(404);
    video.refusals.clear();
    video.emptyInfo = true;
    expect((await ask(talk, "GET", "/playback-info")).body).toHaveLength(0);
    video.silent = true;
    void talk.ask("POST", "/play", { body });
    await world.clock.advance(10_000);
    expect(talk.responses.all.length).toBe(5);
    world.tv.faults.clear();
    expect(video).toMatchObject({ errors: 0, silent: false, emptyInfo: false });
  });

  it("does not know other paths, and hangs up on what is no HTTP", async () => {
    await start();
    const talk = await connect();
    expect((await ask(talk, "GET", "/etc/passwd")).status).toBe(404);
    expect((await ask(talk, "POST", "/play", { body: { nothing: 1 } })).status).toBe(400);
    expect((await ask(talk, "POST", "/reverse")).status).toBe(400);
    talk.stream.write(utf8("nonsense\r\n\r\n"));
    await world.clock.advance(100);
    expect(talk.isClosed).toBe(true);
  });
});
