import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Trace } from "../../src/main/runtime/runtime.ts";
import { Occurrence, until } from "../../src/main/runtime/signal.ts";
import type { TvModel } from "../../src/main/virtual-tv/model.ts";
import { VirtualTv, type VirtualTvOptions } from "../../src/main/virtual-tv/virtual-tv.ts";
import { utf8 } from "../../src/main/wire/bytes.ts";
import { type FilmServer, serveFilms } from "../support/film-server.ts";
import { sampleMp4 } from "../support/films.ts";
import { PEER_ADDRESS } from "../support/peers.ts";
import { PyatvClient } from "../support/pyatv-client.ts";
import { realRuntime } from "../support/runtime.ts";

const PIN = "0271";
const AIRPLAY = "com.apple.TVAirPlay";

/** What the TVs are asked, as it comes. */
const asked = new Occurrence<string>();
const trace: Trace = { enabled: true, record: (_direction, _channel, what) => asked.emit(what) };

const startTv = (name: string, model: TvModel, options: Partial<VirtualTvOptions> = {}) =>
  VirtualTv.start({
    runtime: { ...realRuntime(), trace },
    name,
    model,
    pin: PIN,
    interfaces: (entry) => entry.address === PEER_ADDRESS,
    ...options,
  });

/** The film is there, and plays or waits. */
const ready = async (tv: VirtualTv) => {
  const { player } = await until(
    tv.state,
    ({ player }) => player?.app.id === AIRPLAY && player.stage === "ready",
  );
  return player;
};
/**
 * pyatv is between two questions, which it asks a second apart: an answer that it waits for while it is
 * stopped never comes, and it says so instead of ending.
 */
const betweenQuestions = async (client: PyatvClient) => {
  await new Promise<void>((resolve) => {
    const off = asked.on((what) => {
      if (what !== "GET /playback-info") return;
      off();
      resolve();
    });
  });
  // The TV's answer is with it before the next word from here is.
  await client.info();
};
const ended = (tv: VirtualTv) => until(tv.state, ({ player }) => player === null);

/** A film that its sender gave up goes on: the next test would take it for its own. */
const leaveNothingPlaying = async (tv: VirtualTv) => {
  tv.faults.clear();
  tv.scenarios.stopPlaying();
  await ended(tv);
};

let films: FilmServer;

beforeAll(async () => {
  films = await serveFilms(PEER_ADDRESS, {
    "long.mp4": sampleMp4({ seconds: 600 }),
    "short.mp4": sampleMp4({ seconds: 2, headerLast: true }),
    "page.html": utf8("<html>This is no film</html>"),
  });
});

afterAll(() => films?.close());

const itPlaysFilms = (tv: () => VirtualTv, client: () => PyatvClient) => {
  it("plays an address to its end (IF-090)", async () => {
    await client().play(films.url("short.mp4"));
    const player = await ready(tv());
    expect(player?.queue).toMatchObject([{ kind: "video", durationS: 2 }]);
    await ended(tv());
    expect(await client().event("played")).toBeNull();
  });

  it("plays a file that pyatv serves itself (AP-40)", async () => {
    await client().play(films.path("short.mp4"));
    await ready(tv());
    expect(await client().event("played")).toBeNull();
  });

  it("stops when pyatv does (IF-047)", async () => {
    await client().play(films.url("long.mp4"));
    await ready(tv());
    await betweenQuestions(client());
    await client().call("remote_control.stop");
    await ended(tv());
    expect(tv().state.value.openApp).toBeNull();
    expect(await client().event("played")).toBeNull();
  });

  it("is told that somebody stopped it at the TV (AP-44)", async () => {
    await client().play(films.url("long.mp4"));
    await ready(tv());
    tv().scenarios.stopPlaying();
    expect(await client().event("played")).toBeNull();
  });

  it("is told that there is no such film, and that one is none (AP-44)", async () => {
    await client().play(films.url("nothing.mp4"));
    expect(await client().event("played")).toContain("-12938 (CoreMediaErrorDomain)");
    await client().play(films.url("page.html"));
    expect(await client().event("played")).toContain("-11828 (AVFoundationErrorDomain)");
  });

  it("gives up where it is refused (AP-43)", async () => {
    tv().faults.airplay.video.refusals.set("play", 403);
    await client().play(films.url("short.mp4"));
    expect(await client().event("played")).toContain("AuthenticationError");
  });

  it("bears a TV that says nothing of what it plays (RB-14)", async () => {
    tv().faults.airplay.video.emptyInfo = true;
    await client().play(films.url("long.mp4"));
    await ready(tv());
    expect(await client().event("played")).toBeNull();
  });
};

describe("pyatv's client plays videos on the virtual Apple TV 3", () => {
  const name = "Attic (virtual)";
  let tv: VirtualTv;
  let client: PyatvClient;

  beforeAll(async () => {
    tv = await startTv(name, "apple-tv-3", { access: "pairing" });
    client = await PyatvClient.start();
  });

  afterAll(async () => {
    await client?.stop();
    await tv?.close();
  });

  afterEach(() => leaveNothingPlaying(tv));

  it("is asked to pair by PIN, in the way before HAP (SC-57, PA-70 to PA-72)", async () => {
    const [device] = await client.scan(name);
    expect(device?.services["AirPlay"]).toMatchObject({ pairing: "Mandatory", password: false });
    await client.pair("AirPlay");
    await tv.received("show pin");
    expect(tv.screen.value.pin).toBe(PIN);
    await expect(client.finish("9999")).rejects.toThrow();
    await client.scan(name);
    await client.pair("AirPlay");
    expect(await client.finish(PIN)).toBe(true);
    await tv.received("paired");
    expect(tv.screen.value.pin).toBeNull();
    await client.scan(name);
    await client.connect(["AirPlay"]);
  });

  it("proves on each connection that it paired (PA-73)", async () => {
    await client.play(films.url("short.mp4"));
    await tv.received("airplay verified");
    expect(await client.event("played")).toBeNull();
  });

  itPlaysFilms(
    () => tv,
    () => client,
  );

  // By AirPlay 2 pyatv proves its keys a second time on the same connection, and comes no further.
  it("tries again after a 500, and not for ever (AP-43)", async () => {
    tv.faults.airplay.video.errors = 1;
    await client.play(films.url("short.mp4"));
    await ready(tv);
    expect(await client.event("played")).toBeNull();
    tv.faults.airplay.video.errors = 3;
    await client.play(films.url("short.mp4"));
    expect(await client.event("played")).toContain("PlaybackError: Max retries exceeded");
  });

  it("begins where it is told", async () => {
    await client.play(films.url("long.mp4"), 42);
    const player = await ready(tv);
    expect(player?.positionS).toBeGreaterThanOrEqual(42);
    await client.call("remote_control.stop");
    await client.event("played");
  });

  it("is refused when the TV forgot it", async () => {
    tv.faults.forgetPairing();
    await client.play(films.url("short.mp4"));
    expect(await client.event("played")).toContain("470");
  });
});

describe("pyatv's client plays videos on the virtual Apple TV HD", () => {
  const name = "Cellar (virtual)";
  let tv: VirtualTv;
  let client: PyatvClient;

  beforeAll(async () => {
    tv = await startTv(name, "apple-tv-hd-tvos14");
    client = await PyatvClient.start();
    await client.scan(name);
    await client.pair("AirPlay");
    await client.finish(PIN);
    await client.scan(name);
    await client.connect(["AirPlay"]);
  });

  afterAll(async () => {
    await client?.stop();
    await tv?.close();
  });

  afterEach(() => leaveNothingPlaying(tv));

  itPlaysFilms(
    () => tv,
    () => client,
  );

  it("begins where it is told, and waits for a rate (AP-42)", async () => {
    await client.play(films.url("long.mp4"), 42);
    const player = await until(tv.state, (state) => state.player?.playing === true);
    expect(player.player?.positionS).toBeGreaterThanOrEqual(42);
    await client.call("remote_control.stop");
    await client.event("played");
  });
});
