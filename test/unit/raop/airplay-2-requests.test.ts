import { describe, expect, test } from "vitest";
import {
  AudioFormat,
  readSoundInfo,
  streamsToAsk,
} from "../../../src/main/protocols/raop/v2/receiver-info.ts";
import { remoteCommand } from "../../../src/main/protocols/raop/v2/remote-events.ts";
import {
  anchorRequest,
  flushUntil,
  readStreamPorts,
  setupAnswer,
  soundSetup,
  streamSetup,
  timingPeers,
} from "../../../src/main/protocols/raop/v2/requests.ts";
import {
  decodeBplist,
  encodeBplist,
  type PlistValue,
  plistDict,
} from "../../../src/main/wire/bplist.ts";
import type { HttpRequest, HttpResponse } from "../../../src/main/wire/http.ts";
import { seededRandom } from "../../support/seeded-random.ts";

const identity = { rpId: "0123456789AB", deviceId: "02:11:22:33:44:55" };
const sender = { identity, controllerName: "Armchair (test)" };

function answer(body: PlistValue | null, status = 200): HttpResponse {
  return {
    kind: "response",
    version: "RTSP/1.0",
    status,
    reason: "",
    headers: [],
    body: body === null ? new Uint8Array(0) : encodeBplist(body),
  };
}

function event(body: PlistValue | null): HttpRequest {
  return {
    kind: "request",
    method: "POST",
    target: "/command",
    version: "RTSP/1.0",
    headers: [],
    body: body === null ? new Uint8Array(0) : encodeBplist(body),
  };
}

const failure = (work: () => unknown) => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};
const wired = (plist: PlistValue) => plistDict(decodeBplist(encodeBplist(plist)));

describe("the session's SETUP", () => {
  test("names our clock where it is PTP, its number as the eight bytes of Apple's senders", () => {
    const timing = { protocol: "ptp", clockId: 0x9122334455667788n } as const;
    const setup = wired(
      soundSetup(
        { ...sender, localAddress: "fe80::1%eth0", groupId: "GROUP", timing },
        seededRandom(1),
      ),
    );
    const peer = plistDict(setup?.get("timingPeerInfo"));
    expect(setup?.get("timingProtocol")).toBe("PTP");
    expect(peer?.get("ClockID")).toBe(BigInt.asIntN(64, 0x9122334455667788n));
    expect(peer?.get("Addresses")).toEqual(["fe80::1"]);
    expect(setup?.get("timingPeerList")).toEqual([peer]);
    expect(setup?.has("timingPort")).toBe(false);
  });

  test("names our port where it is NTP", () => {
    const timing = { protocol: "ntp", port: 6002 } as const;
    const setup = wired(
      soundSetup(
        { ...sender, localAddress: "10.0.0.1", groupId: "GROUP", timing },
        seededRandom(1),
      ),
    );
    expect(setup?.get("groupUUID"), "shared by all who sound together").toBe("GROUP");
    expect(setup?.get("timingProtocol")).toBe("NTP");
    expect(setup?.get("timingPort")).toBe(6002);
    expect(setup?.has("timingPeerInfo")).toBe(false);
  });

  test("lists both peers without their zones", () => {
    expect(timingPeers("fe80::2%eth0", "fe80::1%eth0")).toEqual(["fe80::2", "fe80::1"]);
  });

  test("an answer without a body is a refusal, whatever its status says", () => {
    const error = failure(() => setupAnswer(answer(null)));
    expect(error).toMatchObject({ code: "rejected", details: { deviceCode: 200 } });
    expect(setupAnswer(answer({}))).toEqual(new Map());
  });
});

describe("the stream's SETUP", () => {
  const stream = (kind: Parameters<typeof streamSetup>[0]) => {
    const setup = streamSetup(kind, 6001, seededRandom(1));
    const streams = wired(setup.plist)?.get("streams");
    return { setup, sent: plistDict(Array.isArray(streams) ? streams[0] : undefined) };
  };

  test("RA-06 asks for Apple Lossless of 44.1 kHz in real time", () => {
    const { setup, sent } = stream("realtime-alac");
    expect(Object.fromEntries(sent ?? [])).toEqual({
      type: 0x60,
      audioFormat: 0x40000,
      ct: 2,
      spf: 352,
      sr: 44_100,
      shk: setup.key,
      controlPort: 6001,
      latencyMin: 11_025,
      latencyMax: 88_200,
      audioMode: "default",
      isMedia: true,
      supportsDynamicStreamID: false,
      streamConnectionID: expect.any(Number),
    });
    expect(setup).toMatchObject({ transport: "realtime", codec: "alac" });
  });

  test("RA-06 asks for samples as they are", () => {
    const { setup, sent } = stream("realtime-pcm");
    expect(Object.fromEntries(sent ?? [])).toMatchObject({ type: 96, audioFormat: 0x800, ct: 1 });
    expect(setup).toMatchObject({ transport: "realtime", codec: "pcm" });
  });

  test("asks for a stream ahead of its time, whose name is its format", () => {
    const { setup, sent } = stream("buffered-alac");
    expect(Object.fromEntries(sent ?? [])).toMatchObject({ type: 103, audioFormat: 0x40000 });
    expect(setup).toMatchObject({ transport: "buffered", codec: "alac", ssrc: 0xface });
  });

  test("PA-55 its packets have a key of 32 bytes that no other stream has", () => {
    const random = seededRandom(1);
    const keys = [1, 2].map(() => streamSetup("realtime-alac", 6001, random).key);
    expect(keys.map(({ length }) => length)).toEqual([32, 32]);
    expect(keys[0]).not.toEqual(keys[1]);
  });

  test("reads where it goes, and that it may take no sync packets", () => {
    const ports = { type: 96, dataPort: 7010, controlPort: 7011 };
    expect(readStreamPorts(answer({ streams: [ports] }))).toEqual({
      dataPort: 7010,
      controlPort: 7011,
    });
    expect(readStreamPorts(answer({ streams: [{ dataPort: 7010 }] }))).toEqual({
      dataPort: 7010,
      controlPort: null,
    });
  });

  test.each<[string, PlistValue]>([
    ["no streams", {}],
    ["an empty list", { streams: [] }],
    ["a stream without a port", { streams: [{ type: 96 }] }],
    ["a port that is none", { streams: [{ dataPort: 70_000 }] }],
    ["streams that are no list", { streams: "96" }],
  ])("%s is malformed", (_, body) => {
    expect(failure(() => readStreamPorts(answer(body)))).toMatchObject({ code: "malformed" });
  });
});

describe("what the receiver says of itself", () => {
  test("RA-13 its volume in percent, and the formats that it takes", () => {
    const info = readSoundInfo(
      new Map<string, PlistValue>([
        ["initialVolume", -15],
        ["supportedFormats", new Map([["audioStream", 0x40800]])],
      ]),
    );
    expect(info).toEqual({ volume: 50, realtime: 0x40800n, buffered: null });
  });

  test.each<[string, PlistValue]>([
    ["words", "loud"],
    ["a number that is none", Number.NaN],
    ["nothing", null],
  ])("RA-13 a volume of %s is none", (_, initialVolume) => {
    expect(readSoundInfo(new Map([["initialVolume", initialVolume]])).volume).toBeNull();
  });

  const both = { volume: null, realtime: AudioFormat.alac44, buffered: AudioFormat.alac44 };

  test("streams in real time come before those ahead of it, which need a clock of ours", () => {
    expect(streamsToAsk(both, "ptp")).toEqual(["realtime-alac", "buffered-alac"]);
    expect(streamsToAsk(both, "ntp")).toEqual(["realtime-alac"]);
  });

  test("what is not offered in real time is asked for ahead of it", () => {
    const info = { ...both, realtime: 0x4000000n };
    expect(streamsToAsk(info, "ptp")).toEqual(["buffered-alac"]);
  });

  test("samples as they are come after Apple Lossless, and only where they are offered", () => {
    const info = { ...both, realtime: AudioFormat.alac44 | AudioFormat.pcm44, buffered: null };
    expect(streamsToAsk(info, "ptp")).toEqual(["realtime-alac", "realtime-pcm"]);
    expect(streamsToAsk({ ...info, realtime: AudioFormat.pcm44 }, "ntp")).toEqual(["realtime-pcm"]);
  });

  test("a receiver that says nothing, or nothing of ours, is asked for Apple Lossless", () => {
    const nothing = { volume: null, realtime: null, buffered: null };
    expect(streamsToAsk(nothing, "ptp")).toEqual(["realtime-alac"]);
    expect(streamsToAsk({ ...nothing, realtime: 4n }, "ptp")).toEqual(["realtime-alac"]);
  });
});

describe("moments", () => {
  test("an anchor is seconds and a binary fraction of 64 bits", () => {
    const anchor = { rtpTime: 88_200, networkNs: 1_000_750_000_000n };
    const sent = wired(anchorRequest(anchor, 0x9122334455667788n));
    expect(sent?.get("rate")).toBe(1);
    expect(sent?.get("rtpTime")).toBe(88_200);
    expect(sent?.get("networkTimeSecs")).toBe(1000);
    // Three quarters: the two highest bits, which make eight signed bytes negative.
    expect(sent?.get("networkTimeFrac")).toBe(BigInt.asIntN(64, 3n << 62n));
    expect(sent?.get("networkTimeTimelineID")).toBe(BigInt.asIntN(64, 0x9122334455667788n));
  });

  test("no anchor is a rate of nothing", () => {
    expect(anchorRequest(null, 1n)).toEqual({ rate: 0 });
  });

  test("a stream ahead of its time is flushed up to a packet", () => {
    const at = { sequence: 0x7fffff, rtpTime: 4_000_000_000 };
    expect(flushUntil(at)).toEqual({ flushUntilSeq: 0x7fffff, flushUntilTS: 4_000_000_000 });
  });
});

describe("buttons of the receiver", () => {
  const pressed = (value: string) =>
    remoteCommand(event({ type: "sendMediaRemoteCommand", value }));

  test.each([
    ["play", "play"],
    ["paus", "pause"],
    ["plps", "play-pause"],
    ["stop", "stop"],
    ["nitm", "next"],
    ["pitm", "previous"],
  ])("%s is %s", (value, command) => {
    expect(pressed(value)).toBe(command);
  });

  test("other events are no buttons", () => {
    expect(pressed("skpf")).toBeUndefined();
    expect(remoteCommand(event({ type: "updateInfo", value: "play" }))).toBeUndefined();
    expect(remoteCommand(event(null))).toBeUndefined();
    expect(remoteCommand(event(["play"]))).toBeUndefined();
  });
});
