import { afterEach, describe, expect, test } from "vitest";
import type { Channel } from "../../src/main/protocols/plugin.ts";
import { encodeBplist } from "../../src/main/wire/bplist.ts";
import { textOf } from "../../src/main/wire/bytes.ts";
import { headerOf } from "../../src/main/wire/http.ts";
import { RemoteError } from "../../src/shared/errors.ts";
import type { Txt } from "../support/advertised.ts";
import { settle } from "../support/manual-clock.ts";
import { failure, MediaWorld } from "../support/media-world.ts";
import {
  FILM,
  film,
  firstGeneration,
  idle,
  infoAnswer,
  newTvOs,
  olderTvOs,
  playing,
  plistOf,
  RECEIVER,
  type ScriptedMediaReceiver,
  thirdParty,
  xmlEvent,
} from "../support/scripted-media-receiver.ts";

let world: MediaWorld;
let receiver: ScriptedMediaReceiver;
let channel: Channel;

async function start(txt: Txt): Promise<void> {
  world = await MediaWorld.start(txt, txt === firstGeneration ? {} : undefined);
  ({ receiver, channel } = world);
}
const play = (...item: Parameters<MediaWorld["play"]>) => world.play(...item);
const within = <T>(ms: number, work: Promise<T>): Promise<T> => world.within(ms, work);
const nowPlaying = () => channel.state.value.nowPlaying;
const media = (command: "play" | "pause" | "play-pause" | "stop") =>
  channel.operations.media?.(command);

afterEach(() => world.close());

describe("AP-41 AirPlay 1", () => {
  test("sends /play from the beginning, as a property list with our session (QK-30)", async () => {
    await start(firstGeneration);
    receiver.tells(playing());
    await within(0, play(film({ startS: 40 })));
    const [request] = receiver.asked("POST /play");
    const body = Object.fromEntries(plistOf(request));
    expect(request).toMatchObject({ version: "HTTP/1.1" });
    expect(request && headerOf(request, "User-Agent")).toBe("MediaControl/1.0");
    expect(body).toMatchObject({ "Content-Location": FILM, "Start-Position": 0 });
    expect(body["X-Apple-Session-ID"]).toBe(request && headerOf(request, "X-Apple-Session-ID"));
    expect(receiver.asked("POST /scrub").map(({ target }) => target)).toEqual([
      "/scrub?position=40.000000",
    ]);
  });

  test("IF-030 what plays leads, with its title, kind, length and clock", async () => {
    await start(firstGeneration);
    receiver.tells(playing());
    expect(channel.state.value).toMatchObject({
      features: { "play-url": "available", pause: "unavailable" },
    });
    expect(channel.state.value.leads).toBeUndefined();
    await within(0, play());
    expect(channel.state.value).toMatchObject({
      features: { "play-url": "available", pause: "available", "set-position": "available" },
      leads: ["media", "press", "seek", "skip"],
      nowPlaying: { title: "Holiday", kind: "video", state: "playing", durationS: 90.5 },
    });
    expect(nowPlaying()?.position).toMatchObject({ seconds: 1.5, rate: 1 });
  });

  test("a receiver that reads no property list is told in text", async () => {
    await start(firstGeneration);
    receiver.tells(playing());
    receiver.script = (request, path) =>
      path === "/play" && headerOf(request, "Content-Type") !== "text/parameters"
        ? { status: 400 }
        : undefined;
    await within(0, play());
    const [, second] = receiver.asked("POST /play");
    expect(second && textOf(second.body)).toBe(
      `Content-Location: ${FILM}\nStart-Position: 0.000000\n`,
    );
  });

  test("controls it with /rate, /scrub and /stop", async () => {
    await start(firstGeneration);
    let rate = 1;
    receiver.tells(() => playing({ rate, position: 10 }));
    const { ended } = await within(0, play());
    rate = 0;
    await within(0, Promise.resolve(media("pause")));
    expect(nowPlaying()).toMatchObject({ state: "paused", position: { rate: 0 } });
    rate = 1;
    await within(0, Promise.resolve(media("play-pause")));
    expect(nowPlaying()).toMatchObject({ state: "playing" });
    await within(0, Promise.resolve(channel.operations.skip?.(30)));
    await within(0, Promise.resolve(channel.operations.press?.("play-pause", "tap")));
    await within(1000, Promise.resolve(media("stop")));
    expect(await ended).toEqual({ kind: "stopped" });
    const targets = receiver.requests.map(({ target }) => target);
    expect(targets.filter((target) => !/info|reverse|play$/.test(target))).toEqual([
      "/rate?value=0.000000",
      "/rate?value=1.000000",
      "/scrub?position=40.000000",
      "/rate?value=0.000000",
      "/stop",
    ]);
    expect(channel.state.value.nowPlaying).toBeUndefined();
    await expect(channel.operations.seek?.(1)).rejects.toMatchObject({ code: "unavailable" });
  });

  test("survives a receiver that hangs up after each answer", async () => {
    await start(firstGeneration);
    receiver.tells(playing());
    receiver.script = () => {
      void Promise.resolve().then(() => receiver.hangUp());
      return undefined;
    };
    await within(0, play());
    await receiver.runtime.clock.advance(3000);
    expect(nowPlaying()).toMatchObject({ state: "playing" });
    expect(receiver.connections.length).toBeGreaterThan(3);
  });

  test("events of /reverse are heard at once", async () => {
    await start(firstGeneration);
    receiver.tells(playing());
    receiver.script = (_, path) => (path === "/reverse" ? { status: 101 } : undefined);
    const { ended } = await within(0, play());
    const reverse = receiver.connections[1];
    reverse?.send(xmlEvent("paused"));
    await settle();
    expect(nowPlaying()).toMatchObject({ state: "paused" });
    reverse?.send(xmlEvent("stopped", "ended"));
    await receiver.runtime.clock.advance(1000);
    expect(await ended).toEqual({ kind: "finished" });
  });

  test("a second item ends the first, which was interrupted", async () => {
    await start(firstGeneration);
    receiver.tells(playing());
    const first = await within(0, play());
    const again = play(film({ title: "Second", mimeType: "audio/mpeg" }));
    await within(1000, again);
    expect(await first.ended).toEqual({ kind: "interrupted" });
    expect(nowPlaying()).toMatchObject({ title: "Second", kind: "music" });
    expect(receiver.asked("POST /stop")).toHaveLength(1);
  });

  test("a film that cannot be served is the end of it", async () => {
    await start(firstGeneration);
    const urlFor = () => Promise.reject(new RemoteError("storage", "the file is gone"));
    expect(await failure(within(0, play(film({ urlFor }))))).toMatchObject({ code: "storage" });
    expect(receiver.asked("POST /play")).toEqual([]);
  });
});

describe("AP-42 /play of AirPlay 2", () => {
  test("sets up a session with our clock, plays, and starts what stays paused otherwise", async () => {
    await start(olderTvOs);
    receiver.tells(playing({ position: 20 }));
    await within(0, play(film({ startS: 20 })));
    expect(receiver.lines.slice(0, 9)).toEqual([
      "SETUP",
      "RECORD",
      "POST /play",
      "PUT /setProperty",
      "PUT /setProperty",
      "POST /rate",
      "PUT /setProperty",
      "PUT /setProperty",
      "GET /playback-info",
    ]);
    expect(Object.fromEntries(plistOf(receiver.requests[0]))).toMatchObject({
      timingProtocol: "NTP",
      timingPort: expect.any(Number),
      deviceID: "02:11:22:33:44:55",
      name: "Armchair (test)",
      sourceVersion: "690.7.1",
    });
    const [request] = receiver.asked("POST /play");
    expect(request).toMatchObject({ version: "HTTP/1.1" });
    expect(Object.fromEntries(plistOf(request))).toMatchObject({
      "Content-Location": FILM,
      "Start-Position-Seconds": 20,
      mediaType: "file",
      rate: 1,
      SenderMACAddress: "02:11:22:33:44:55",
      clientBundleID: "armchair",
    });
    expect(receiver.asked("POST /scrub")).toEqual([]);
  });

  test("E70 leaves RECORD out where the receiver says so", async () => {
    await start(olderTvOs);
    receiver.tells(playing());
    receiver.script = ({ method }) =>
      method === "SETUP" ? { status: 200, body: encodeBplist({ skipRecord: true }) } : undefined;
    await within(0, play());
    expect(receiver.asked("RECORD")).toEqual([]);
  });

  test("stops by TEARDOWN, and nothing is left", async () => {
    await start(olderTvOs);
    receiver.tells(playing());
    const { ended } = await within(0, play());
    await within(1000, Promise.resolve(media("stop")));
    expect(await ended).toEqual({ kind: "stopped" });
    expect(receiver.asked("TEARDOWN")).toHaveLength(1);
    expect(receiver.runtime.clock.armedTimers).toBe(0);
  });

  test("AP-07 asks for feedback while it plays, and two silences are the end", async () => {
    await start(olderTvOs);
    receiver.tells(playing());
    const { ended } = await within(0, play());
    await receiver.runtime.clock.advance(10_000);
    expect(receiver.asked("POST /feedback").length).toBeGreaterThan(3);
    receiver.lan.silence(RECEIVER);
    await receiver.runtime.clock.advance(20_000);
    expect(await ended).toMatchObject({ kind: "failed", error: { code: "timeout" } });
  });
});

describe.each([
  ["AirPlay 1", firstGeneration],
  ["AirPlay 2", olderTvOs],
])("AP-43 AP-44 faults of %s", (_, txt) => {
  test("500 is asked again, a second apart, three times in all", async () => {
    await start(txt);
    receiver.tells(playing());
    let troubles = 2;
    receiver.script = (__, path) =>
      path === "/play" && troubles-- > 0 ? { status: 500 } : undefined;
    await within(2000, play());
    expect(receiver.asked("POST /play")).toHaveLength(3);
    expect(nowPlaying()).toMatchObject({ state: "playing" });
  });

  test("an error of the player is a failure in its own words, and no other way is tried", async () => {
    await start(txt);
    receiver.tells(infoAnswer({ error: { code: -12860, domain: "CoreMediaErrorDomain" } }));
    expect(await failure(within(1000, play()))).toMatchObject({
      code: "rejected",
      details: { subject: "media", deviceCode: -12860, deviceDomain: "CoreMediaErrorDomain" },
    });
    expect(receiver.asked("POST /play")).toHaveLength(1);
    expect(receiver.commands()).toEqual([]);
  });

  test("an error later ends it", async () => {
    await start(txt);
    receiver.tells(playing());
    const { ended } = await within(0, play());
    receiver.tells(infoAnswer({ error: { code: 1, domain: "d" } }));
    await receiver.runtime.clock.advance(2000);
    expect(await ended).toMatchObject({ kind: "failed", error: { code: "rejected" } });
  });

  test("it is finished when its duration is gone", async () => {
    await start(txt);
    receiver.tells(playing({ position: 89 }));
    const { ended } = await within(0, play());
    receiver.tells(idle());
    await receiver.runtime.clock.advance(2000);
    expect(await ended).toEqual({ kind: "finished" });
    expect(channel.state.value.leads).toBeUndefined();
  });

  test("gone long before its end, somebody stopped it there", async () => {
    await start(txt);
    receiver.tells(playing({ position: 10 }));
    const { ended } = await within(0, play());
    receiver.tells(idle());
    await receiver.runtime.clock.advance(2000);
    expect(await ended).toEqual({ kind: "interrupted" });
  });

  test("two answers without content harm nothing, three end it", async () => {
    await start(txt);
    receiver.tells(playing());
    const { ended } = await within(0, play());
    receiver.tells({ status: 200 });
    await receiver.runtime.clock.advance(2000);
    receiver.tells(playing());
    await receiver.runtime.clock.advance(1000);
    expect(nowPlaying()).toMatchObject({ state: "playing" });
    receiver.tells({ status: 403 });
    await receiver.runtime.clock.advance(4000);
    expect(await ended).toEqual({ kind: "interrupted" });
  });

  test("what never starts fails after half a minute, not before", async () => {
    await start(txt);
    receiver.tells(idle());
    const { ended } = await within(0, play());
    await receiver.runtime.clock.advance(29_000);
    expect(nowPlaying()).toMatchObject({ state: "loading" });
    await receiver.runtime.clock.advance(3000);
    expect(await ended).toMatchObject({ kind: "failed", error: { code: "timeout" } });
    expect(nowPlaying()).toBeUndefined();
  });

  test("silence is a failure, and everything is closed", async () => {
    await start(txt);
    receiver.script = () => "silence";
    const work = play();
    expect(await failure(within(120_000, work))).toMatchObject({ code: "timeout" });
    expect(channel.state.value.nowPlaying).toBeUndefined();
  });

  test("a reset in the middle is the end of it", async () => {
    await start(txt);
    receiver.tells(playing());
    const { ended } = await within(0, play());
    await receiver.close();
    receiver.lan.cut(RECEIVER);
    await receiver.runtime.clock.advance(8000);
    expect(await ended).toMatchObject({ kind: "failed" });
  });

  test("nobody there is `refused` at once, and no second way is tried", async () => {
    await start(txt);
    await receiver.close();
    expect(await failure(within(0, play()))).toMatchObject({ code: "refused" });
  });

  test("can be taken back while it starts", async () => {
    await start(txt);
    receiver.script = (__, path) => (path === "/play" ? "silence" : undefined);
    const abort = new AbortController();
    const work = failure(play(film(), abort.signal));
    await settle();
    abort.abort();
    await receiver.runtime.clock.advance(2000);
    expect(await work).toMatchObject({ code: "cancelled" });
  });

  test("403 says that it is not for us", async () => {
    await start(txt);
    receiver.script = (request) => (request.target === "*" ? undefined : { status: 403 });
    expect(await failure(within(5000, play()))).toMatchObject({
      code: "unavailable",
      details: { subject: "access-restricted" },
    });
  });

  test.each([404, 501])("%d to everything: no way is left", async (status) => {
    await start(txt);
    receiver.script = () => ({ status });
    expect(await failure(within(5000, play()))).toMatchObject({ code: "unsupported" });
  });

  test("453 is somebody else", async () => {
    await start(txt);
    receiver.script = () => ({ status: 453 });
    expect(await failure(within(5000, play()))).toMatchObject({ code: "busy" });
  });

  test("probes with a question of its own, and closes when nobody answers", async () => {
    await start(txt);
    await within(0, channel.probe());
    expect(receiver.lines).toEqual([txt === firstGeneration ? "GET /server-info" : "GET /info"]);
    receiver.lan.silence(RECEIVER);
    expect(await failure(within(6000, channel.probe(2000)))).toMatchObject({ code: "timeout" });
    expect(await channel.closed).toMatchObject({ kind: "failed" });
  });
});

describe("one way after the other (docs/decisions/0031)", () => {
  const first = () => receiver.lines.filter((line) => /play$|command/.test(line))[0];

  test("tvOS before 26 is asked with /play first, and with the queue when it refuses", async () => {
    await start(olderTvOs);
    receiver.script = (_, path) => {
      if (path === "/play") return { status: 404 };
      if (path === "/command") receiver.emit({ type: "playbackState", name: "playing" });
      return undefined;
    };
    receiver.tells({ status: 500 });
    await within(0, play());
    expect(first()).toBe("POST /play");
    expect(receiver.commands().length).toBe(4);
    expect(nowPlaying()).toMatchObject({ state: "playing" });
  });

  test("a yes to /play means nothing where nobody knows of it", async () => {
    await start(olderTvOs);
    receiver.script = (_, path) => {
      if (path === "/command") receiver.emit({ type: "playbackState", name: "playing" });
      return undefined;
    };
    receiver.tells({ status: 500 });
    await within(4000, play());
    expect(receiver.asked("POST /play")).toHaveLength(1);
    expect(receiver.commands("insertPlayQueueItem")).toHaveLength(1);
  });

  test("tvOS 26 is asked with the queue first: by its own clock, by ours, then with /play", async () => {
    await start(newTvOs);
    receiver.script = (_, path) => (path === "/command" ? { status: 500 } : undefined);
    receiver.tells(playing());
    await within(0, play());
    const setups = receiver
      .asked("SETUP")
      .map((request) => plistOf(request).get("timingProtocol"))
      .filter((protocol) => protocol !== undefined);
    expect(setups).toEqual(["PTP", "NTP", "NTP"]);
    expect(receiver.asked("POST /play")).toHaveLength(1);
    expect(nowPlaying()).toMatchObject({ state: "playing" });
  });

  test("tvOS 27, which takes nothing any more, is named", async () => {
    await start({ ...newTvOs, osvers: "27.0" });
    receiver.script = () => ({ status: 500 });
    expect(await failure(within(10_000, play()))).toMatchObject({
      code: "unsupported",
      details: { subject: "tvOS 27" },
    });
  });

  test("a third party's receiver is asked in every way, the old one last", async () => {
    await start(thirdParty);
    receiver.plainFrom = 3;
    receiver.script = ({ method }) => (method === "SETUP" ? { status: 400 } : { status: 501 });
    expect(await failure(within(5000, play()))).toMatchObject({ code: "unsupported" });
    expect(receiver.asked("SETUP")).toHaveLength(3);
    expect(receiver.asked("POST /play")).toHaveLength(1);
  });
});
