import { describe, expect, test } from "vitest";
import { cmTime, secondsOf } from "../../../src/main/protocols/airplay/media/cm-time.ts";
import { isPlaylist } from "../../../src/main/protocols/airplay/media/media-requests.ts";
import { mediaState } from "../../../src/main/protocols/airplay/media/media-state.ts";
import { readPlaybackAnswer } from "../../../src/main/protocols/airplay/media/playback-info.ts";
import { Progress } from "../../../src/main/protocols/airplay/media/progress.ts";
import { readQueueEvent } from "../../../src/main/protocols/airplay/media/queue-events.ts";
import { playsMedia, waysToPlay } from "../../../src/main/protocols/airplay/media/ways.ts";
import { airPlayService } from "../../../src/main/protocols/rtsp/access.ts";
import { decodeBplist, encodeBplist, type PlistRecord } from "../../../src/main/wire/bplist.ts";
import type { Txt } from "../../support/advertised.ts";
import { fuzz } from "../../support/fuzz.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import {
  firstGeneration,
  newTvOs,
  olderTvOs,
  ourKey,
  ScriptedMediaReceiver,
  thirdParty,
} from "../../support/scripted-media-receiver.ts";
import { playbackInfoA15 } from "../../vectors/playback-info.ts";

const answer = (body: Uint8Array, status = 200) =>
  readPlaybackAnswer({
    kind: "response",
    version: "HTTP/1.1",
    status,
    reason: "",
    headers: [],
    body,
  });
const event = (message: PlistRecord) => encodeBplist({ params: { data: encodeBplist(message) } });

async function serviceOf(txt: Txt) {
  const receiver = await ScriptedMediaReceiver.start(txt);
  const service = airPlayService(receiver.device);
  await receiver.close();
  if (service === undefined) throw new Error("a service");
  return service;
}

describe("/playback-info", () => {
  test("A15 AP-44 of an Apple TV", () => {
    expect(answer(playbackInfoA15)).toEqual({
      kind: "info",
      info: {
        durationS: 300.0330666666667,
        positionS: 2.613043417,
        rate: 1,
        readyToPlay: true,
      },
    });
  });

  test("AP-44 an error has a number and a domain", () => {
    const error = { code: -12_860, domain: "CoreMediaErrorDomain" };
    expect(answer(encodeBplist({ error }))).toEqual({ kind: "info", info: { error } });
  });

  test.each([
    ["an error's status", 500, playbackInfoA15],
    ["no content", 200, new Uint8Array(0)],
    ["no property list", 200, Uint8Array.of(1, 2, 3)],
    ["a list", 200, encodeBplist([1])],
  ])("%s says nothing", (_, status, body) => {
    expect(answer(body, status)).toEqual({ kind: "nothing", status });
  });
});

describe("moments", () => {
  test("there and back", () => {
    expect(secondsOf(decodeBplist(encodeBplist(cmTime(12.345))))).toBe(12.345);
    expect(secondsOf(7)).toBe(7);
  });

  test("live television has no length", () => {
    const indefinite = new Map<string, number>([
      ["value", 0],
      ["timescale", 0],
      ["flags", 17],
      ["epoch", 0],
    ]);
    expect(secondsOf(indefinite)).toBeUndefined();
    expect(secondsOf(Number.NaN)).toBeUndefined();
    expect(secondsOf("12")).toBeUndefined();
  });
});

describe("events of the play queue", () => {
  test.each<[PlistRecord, object | undefined]>([
    [
      { type: "playbackState", name: "paused" },
      { kind: "state", report: { state: "paused" } },
    ],
    [
      { type: "playbackState", params: { playbackState: "playing", rate: 1 } },
      { kind: "state", report: { state: "playing" } },
    ],
    [{ type: "playbackState", name: "dancing" }, undefined],
    [{ type: "notification", name: "itemPlayedToEnd" }, { kind: "finished" }],
    [{ type: "notification", name: "currentItemChanged" }, { kind: "sign" }],
    [{ type: "error" }, { kind: "failed", error: {} }],
    [{ type: "updateInfo", value: {} }, undefined],
    [{ type: "unhandledURL", kind: "response" }, undefined],
    [
      {
        type: "unhandledURL",
        kind: "request",
        messageID: [1, [2]],
        request: { FCUP_Response_URL: "http://a/b", FCUP_Response_RequestID: "c" },
      },
      { kind: "fetch", request: { url: "http://a/b", requestId: "c", messageId: 0 } },
    ],
  ])("%j", (message, expected) => {
    expect(readQueueEvent(event(message), "ME")).toEqual(expected);
  });

  fuzz("readQueueEvent", (bytes) => readQueueEvent(bytes, "ME"), {
    seeds: [
      event({ type: "playbackState", name: "playing", params: { position: cmTime(3) } }),
      event({ type: "unhandledURL", kind: "request", request: { FCUP_Response_URL: "http://a/" } }),
    ],
    runs: 3000,
  });
});

describe("FE-08 who takes media", () => {
  test.each([
    ["bit 0 in features", { features: "0x1" }, "available"],
    ["bit 49 in ft", { ft: "0x0,0x20000" }, "available"],
    ["neither", { features: "0x4A7FCA00,0xBC354BD0" }, "unsupported"],
    ["nothing said", {}, "unsupported"],
  ])("%s", async (_, txt, expected) => {
    expect(playsMedia(await serviceOf(txt as Txt))).toBe(expected);
  });

  test("of a device that is only remembered an Apple TV may", async () => {
    const service = { ...(await serviceOf(newTvOs)), advertised: null };
    expect(playsMedia(service)).toBe("unknown");
    expect(playsMedia({ ...service, facts: { rawModel: "Mac14,2" } })).toBe("unsupported");
  });
});

describe("ways to play, by what the device says (docs/decisions/0031)", () => {
  const key = { kind: "hap", credentials: ourKey } as const;

  test.each([
    ["SC-66 AirPlay 1", firstGeneration, { kind: "none" } as const, ["v1"]],
    ["tvOS before 26", olderTvOs, key, ["v2", "queue-ptp", "queue-ntp"]],
    ["tvOS 26", newTvOs, key, ["queue-ptp", "queue-ntp", "v2"]],
    [
      "srcvers 900 without a version",
      { ...olderTvOs, osvers: "", srcvers: "905.1" },
      key,
      ["queue-ptp", "queue-ntp", "v2"],
    ],
    ["a third party's", thirdParty, key, ["v2", "queue-ptp", "queue-ntp", "v1"]],
    [
      "a third party's with the old way alone",
      { model: "QN65", features: "0x1,0x10000" },
      key,
      ["v1", "v2", "queue-ptp", "queue-ntp"],
    ],
  ])("%s", async (_, txt, access, expected) => {
    const service = await serviceOf(txt as Txt);
    expect(waysToPlay({ service, access }).map(({ name }) => name)).toEqual(expected);
  });
});

describe("what plays", () => {
  test("a report that says nothing new tells nobody", () => {
    const clock = new ManualClock();
    const progress = new Progress(clock, 60);
    progress.report({ state: "playing", positionS: 3 });
    const told = progress.status.value;
    progress.report({ state: "playing", positionS: 3.4, durationS: 60 });
    expect(progress.status.value).toBe(told);
    progress.report({ state: "playing", positionS: 20 });
    expect(progress.status.value.position).toMatchObject({ seconds: 20, rate: 1 });
  });

  test.each([
    ["video/mp4", "video"],
    ["application/vnd.apple.mpegurl", "video"],
    ["audio/mpeg", "music"],
    ["audio/x-mpegurl", "video"],
    [null, "unknown"],
  ])("%s is %s", (mimeType, kind) => {
    const status = { state: "playing", position: null, durationS: null } as const;
    const state = mediaState("available", { id: "1", item: { title: "t", mimeType }, status });
    expect(state.nowPlaying?.kind).toBe(kind);
  });

  test("a playlist is known by the end of its path", () => {
    expect(isPlaylist("http://a/x.M3U8?y=.mp4#z")).toBe(true);
    expect(isPlaylist("http://a/x.mp4?y=.m3u8")).toBe(false);
  });
});
