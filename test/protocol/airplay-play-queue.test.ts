import { afterEach, describe, expect, test } from "vitest";
import { cmTime } from "../../src/main/protocols/airplay/media/cm-time.ts";
import type { Channel } from "../../src/main/protocols/plugin.ts";
import type { PlistRecord } from "../../src/main/wire/bplist.ts";
import { plistDict } from "../../src/main/wire/bplist.ts";
import { utf8 } from "../../src/main/wire/bytes.ts";
import { encodeHttpRequest, headerOf } from "../../src/main/wire/http.ts";
import { failure, MediaWorld } from "../support/media-world.ts";
import {
  FILM,
  film,
  newTvOs,
  OURS,
  ourKey,
  plistOf,
  RECEIVER,
  type ScriptedMediaReceiver,
} from "../support/scripted-media-receiver.ts";

let world: MediaWorld;
let receiver: ScriptedMediaReceiver;
let channel: Channel;

/** A receiver that plays as soon as it is told to, and knows nothing of `/playback-info`. */
async function start(begins: PlistRecord = { name: "playing" }): Promise<void> {
  world = await MediaWorld.start(newTvOs, { airplay: ourKey });
  ({ receiver, channel } = world);
  receiver.tells({ status: 500 });
  receiver.script = (_, path) => {
    const last = path === "/command" ? receiver.commands().at(-1) : undefined;
    if (last?.get("type") === "setRate" && last.get("rate") === 1) {
      receiver.emit({ type: "playbackState", ...begins });
    }
    return undefined;
  };
}
const nowPlaying = () => channel.state.value.nowPlaying;
const itemId = () => {
  const [command] = receiver.commands("insertPlayQueueItem");
  return plistDict(command?.get("item"))?.get("uuid") ?? null;
};
const playing = () => world.within(0, world.play());
const tell = async (message: PlistRecord) => {
  receiver.emit(message);
  await world.pass(2000);
};

afterEach(() => world.close());

describe("the play queue", () => {
  test("asks for the receiver's own clock, and lists us as its only peer", async () => {
    await start();
    await playing();
    const setup = Object.fromEntries(plistOf(receiver.requests[0]));
    expect(setup).toMatchObject({ timingProtocol: "PTP", macAddress: "02:11:22:33:44:55" });
    const peer = plistDict(setup["timingPeerInfo"]);
    expect(Object.fromEntries(peer ?? [])).toMatchObject({ Addresses: [OURS], DeviceType: 0 });
    expect(setup).not.toHaveProperty("timingPort");
  });

  test("opens a stream of kind 130 without a port, and puts its id on each command", async () => {
    await start();
    await playing();
    expect(receiver.lines.slice(0, 8)).toEqual([
      "SETUP",
      "RECORD",
      "GET /info",
      "SETUP",
      "POST /command",
      "POST /command",
      "POST /command",
      "POST /command",
    ]);
    const streams = plistOf(receiver.asked("SETUP")[1]).get("streams");
    const [stream] = Array.isArray(streams) ? streams : [];
    expect(Object.fromEntries(plistDict(stream) ?? [])).toMatchObject({
      type: 130,
      controlType: 1,
      clientTypeUUID: "A6B27562-B43A-4F2D-B75F-82391E250194",
      channelID: "02:11:22:33:44:55-RCS-1",
    });
    for (const request of receiver.asked("POST /command")) {
      expect(request.version).toBe("HTTP/1.1");
      expect(headerOf(request, "X-Apple-StreamID")).toBe("7");
      expect(headerOf(request, "X-Apple-ProtocolVersion")).toBe("1");
      expect(headerOf(request, "User-Agent")).toBe("AirPlay/870.14.1");
    }
  });

  test("inserts the item, sets two properties, and only then the rate", async () => {
    await start();
    await world.within(0, world.play(film({ startS: 12 })));
    expect(receiver.commands().map((command) => command.get("type"))).toEqual([
      "insertPlayQueueItem",
      "setProperty",
      "setProperty",
      "setRate",
    ]);
    const item = plistDict(receiver.commands()[0]?.get("item"));
    expect(Object.fromEntries(item ?? [])).toMatchObject({
      "Content-Location": FILM,
      mediaType: "file",
      "Start-Position-Seconds": 12,
    });
    expect(Object.fromEntries(plistDict(item?.get("Start-Position")) ?? [])).toEqual(cmTime(12));
    expect(item?.has("HLS-Content-Location")).toBe(false);
  });

  test("a playlist is named as one, or it is played once through", async () => {
    await start();
    const url = "http://10.0.0.1/live.m3u8?token=1";
    await world.within(0, world.play(film({ urlFor: async () => url })));
    const item = plistDict(receiver.commands()[0]?.get("item"));
    expect(item?.get("HLS-Content-Location")).toBe(url);
  });

  test("no sign of life is sent before the queue is loaded", async () => {
    await start({ name: "loading" });
    await playing();
    const at = receiver.lines.indexOf("POST /feedback");
    await world.pass(3000);
    expect(at).toBe(-1);
    expect(receiver.asked("POST /feedback")).not.toEqual([]);
  });

  test("/playback-info is asked once, and its 500 is no error", async () => {
    await start();
    await playing();
    await world.pass(20_000);
    expect(receiver.asked("GET /playback-info")).toHaveLength(1);
    expect(nowPlaying()).toMatchObject({ state: "playing" });
  });

  test("events tell of states, and where it stands", async () => {
    await start({ name: "loading" });
    await playing();
    expect(nowPlaying()).toMatchObject({ state: "loading" });
    await tell({
      type: "playbackState",
      name: "playing",
      params: { playbackState: "playing", position: cmTime(4), duration: cmTime(95) },
    });
    expect(nowPlaying()).toMatchObject({ state: "playing", durationS: 95 });
    expect(nowPlaying()?.position).toMatchObject({ seconds: 4, rate: 1 });
    await tell({ type: "notification", name: "rateChanged", rate: 0, position: cmTime(7) });
    expect(nowPlaying()).toMatchObject({ state: "paused", position: { seconds: 7, rate: 0 } });
    await tell({ type: "notification", name: "timeJumped", position: cmTime(50) });
    expect(nowPlaying()?.position).toMatchObject({ seconds: 50 });
  });

  test("pauses and plays by rate, and seeks by /scrub", async () => {
    await start();
    await playing();
    await world.within(0, Promise.resolve(channel.operations.media?.("pause")));
    await world.within(0, Promise.resolve(channel.operations.seek?.(33)));
    expect(receiver.commands("setRate").map((command) => command.get("rate"))).toEqual([1, 0]);
    expect(receiver.asked("POST /scrub").map(({ target }) => target)).toEqual([
      "/scrub?position=33.000",
    ]);
    expect(nowPlaying()).toMatchObject({ state: "paused", position: { seconds: 33 } });
  });

  test("seeks by command where there is no /scrub", async () => {
    await start();
    await playing();
    receiver.script = (_, path) => (path === "/scrub" ? { status: 501 } : undefined);
    await world.within(0, Promise.resolve(channel.operations.seek?.(33)));
    const [seek] = receiver.commands("seek");
    expect(Object.fromEntries(plistDict(seek?.get("time")) ?? [])).toEqual(cmTime(33));
  });

  test("begins where it should even if the receiver did not listen (QK-30)", async () => {
    await start({ name: "playing", params: { position: cmTime(0), duration: cmTime(90) } });
    await world.within(0, world.play(film({ startS: 40 })));
    expect(receiver.asked("POST /scrub")).toHaveLength(1);
  });

  test.each<[string, PlistRecord, object]>([
    ["played to its end", { type: "notification", name: "itemPlayedToEnd" }, { kind: "finished" }],
    [
      "stopped on the device",
      { type: "playbackState", name: "stopped", reason: "interrupted" },
      { kind: "interrupted" },
    ],
    [
      "stopped at its end",
      { type: "playbackState", name: "stopped", reason: "ended" },
      { kind: "finished" },
    ],
    [
      "an error",
      { type: "error", error: { code: -11_800, domain: "AVFoundationErrorDomain" } },
      { kind: "failed", error: { code: "rejected", details: { deviceCode: -11_800 } } },
    ],
    [
      "a notification of failure",
      { type: "notification", name: "itemFailedToPlayToEnd" },
      { kind: "failed", error: { code: "rejected" } },
    ],
  ])("%s", async (_, event, end) => {
    await start();
    const { ended } = await playing();
    await tell(event);
    expect(await ended).toMatchObject(end);
    expect(receiver.asked("TEARDOWN")).toHaveLength(1);
    expect(channel.state.value.leads).toBeUndefined();
  });

  test("the end of another item is not ours, and garbage is answered and skipped", async () => {
    await start();
    await playing();
    await tell({ type: "notification", name: "itemPlayedToEnd", uuid: { uuid: "ANOTHER" } });
    receiver.emitRaw(
      encodeHttpRequest({
        method: "POST",
        target: "/command",
        version: "RTSP/1.0",
        body: utf8("bplist00 no"),
      }),
    );
    await world.pass(1000);
    expect(nowPlaying()).toMatchObject({ state: "playing" });
    await tell({ type: "notification", name: "itemPlayedToEnd", uuid: { uuid: itemId() } });
    expect(nowPlaying()).toBeUndefined();
  });

  test("stop is TEARDOWN", async () => {
    await start();
    const { ended } = await playing();
    await world.within(1500, Promise.resolve(channel.operations.media?.("stop")));
    expect(await ended).toEqual({ kind: "stopped" });
    expect(receiver.asked("TEARDOWN")).toHaveLength(1);
  });

  test("an error before it plays is final: no other way is tried", async () => {
    await start({ type: "error", error: { code: 7, domain: "d" } });
    expect(await failure(world.within(3000, world.play()))).toMatchObject({
      code: "rejected",
      details: { subject: "media", deviceCode: 7 },
    });
    expect(receiver.asked("POST /play")).toEqual([]);
  });

  test("what loads for half a minute has failed", async () => {
    await start({ name: "loading" });
    const { ended } = await playing();
    await world.pass(32_000);
    expect(await ended).toMatchObject({ kind: "failed", error: { code: "timeout" } });
  });

  test("a receiver that says yes and nothing else has not taken it", async () => {
    await start();
    receiver.script = (_, path) => (path === "/play" ? { status: 404 } : undefined);
    expect(await failure(world.within(40_000, world.play()))).toMatchObject({
      code: "unsupported",
    });
    expect(receiver.asked("POST /play")).toHaveLength(1);
  });

  test.each([
    ["in order, in the middle", () => receiver.hangUp(), { kind: "interrupted" }],
    ["by a reset", () => receiver.lan.cut(RECEIVER), { kind: "failed", error: { code: "lost" } }],
  ])("a connection that ends %s", async (_, cut, end) => {
    await start({ name: "playing", params: { position: cmTime(3), duration: cmTime(90) } });
    const { ended } = await playing();
    cut();
    await world.pass(2000);
    expect(await ended).toMatchObject(end);
  });
});

describe("a playlist that the receiver asks us for", () => {
  const ask = (url: string) =>
    tell({
      type: "unhandledURL",
      kind: "request",
      messageID: 5,
      request: { FCUP_Response_URL: url, FCUP_Response_RequestID: 9 },
    });
  const answer = () => {
    const [command] = receiver.commands("unhandledURL");
    expect(command?.get("kind")).toBe("response");
    expect(command?.get("messageID")).toBe(5);
    return Object.fromEntries(plistDict(command?.get("response")) ?? []);
  };
  const fetched: string[] = [];

  async function startFetching(): Promise<void> {
    await start();
    fetched.length = 0;
    const httpGet = async (url: string) => {
      fetched.push(url);
      return utf8("#EXTM3U\n");
    };
    Object.assign(receiver.runtime, { httpGet });
    await playing();
  }

  test("is fetched from the item's own server", async () => {
    await startFetching();
    await ask("http://10.0.0.1:8080/part.m3u8");
    expect(answer()).toMatchObject({
      FCUP_Response_RequestID: 9,
      FCUP_Response_StatusCode: 200,
      FCUP_Response_Data: utf8("#EXTM3U\n"),
    });
  });

  test.each([
    "http://192.168.1.1/admin",
    "http://10.0.0.1:22/",
    "https://10.0.0.1:8080/part.m3u8",
    "file:///etc/passwd",
    "no address",
  ])("and from nowhere else: %s", async (url) => {
    await startFetching();
    await ask(url);
    expect(answer()).toMatchObject({ FCUP_Response_StatusCode: 403 });
    expect(fetched).toEqual([]);
  });
});
