import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { RemoteSession } from "../../../src/main/protocols/airplay/remote-session.ts";
import {
  DataFrameDecoder,
  decodeDataPayload,
  encodeDataFrame,
  encodeDataPayload,
} from "../../../src/main/wire/airplay-data-frame.ts";
import { encodeBplist, plistDict } from "../../../src/main/wire/bplist.ts";
import { textOf, utf8 } from "../../../src/main/wire/bytes.ts";
import { encodeHttpRequest, type HttpRequest, headerOf } from "../../../src/main/wire/http.ts";
import { decodeMrpMessage, encodeMrpMessage } from "../../../src/main/wire/mrp/message.ts";
import { openContext } from "../../support/companion-device.ts";
import { settle } from "../../support/manual-clock.ts";
import { EVENT_PORT, ScriptedReceiver, usualAnswer } from "../../support/scripted-receiver.ts";

let receiver: ScriptedReceiver;
let session: RemoteSession | undefined;

async function open(signal = new AbortController().signal): Promise<RemoteSession> {
  const control = await receiver.connect();
  session = await RemoteSession.open(
    control,
    receiver.shared,
    openContext(receiver.runtime, signal),
  );
  return session;
}

const failure = (work: Promise<unknown>) => work.catch((error: unknown) => error);
const asked = (method: string, target?: string) =>
  receiver.requests.filter(
    (request) => request.method === method && (target ?? request.target) === request.target,
  );
const feedbacks = () => asked("POST", "/feedback").length;

beforeEach(async () => {
  receiver = await ScriptedReceiver.start();
});

afterEach(async () => {
  const closing = session?.close();
  session = undefined;
  await receiver.runtime.clock.advance(2000);
  await closing;
  await receiver.stopListening();
  await settle();
  expect(receiver.lan.openHandles).toBe(0);
  expect(receiver.runtime.clock.armedTimers).toBe(0);
});

describe("setting a remote-control session up", () => {
  test("AP-03 asks for a session that only controls, and says who we are", async () => {
    await open();
    const setup = Object.fromEntries(receiver.bodyOf("SETUP"));
    expect(setup).toMatchObject({
      isRemoteControlOnly: true,
      timingProtocol: "None",
      sourceVersion: "550.10",
      deviceID: "02:11:22:33:44:55",
      macAddress: "02:11:22:33:44:55",
      name: "Armchair (test)",
    });
    expect(setup["sessionUUID"]).toMatch(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/);
    for (const key of ["osName", "osVersion", "osBuildVersion", "model"]) {
      expect(setup[key]).toEqual(expect.any(String));
    }
    const [first] = asked("SETUP");
    expect(first && headerOf(first, "Content-Type")).toBe("application/x-apple-binary-plist");
  });

  test("AP-04 connects the events, records, and asks for a stream of kind 130", async () => {
    await open();
    const order = receiver.requests.map(({ method }) => method).slice(0, 3);
    expect(order).toEqual(["SETUP", "RECORD", "SETUP"]);
    const streams = receiver.bodyOf("SETUP", 1).get("streams");
    const [stream] = Array.isArray(streams) ? streams.map(plistDict) : [];
    expect(Object.fromEntries(stream ?? [])).toMatchObject({
      type: 130,
      controlType: 2,
      wantsDedicatedSocket: true,
      clientTypeUUID: "1910A70F-DBC0-4242-AF95-115DB30604E1",
    });
    expect(receiver.seed).toBeGreaterThan(0n);
    expect(receiver.seed).toBeLessThan(2n ** 63n);
    expect(receiver.events).toBeDefined();
    expect(receiver.data).toBeDefined();
  });

  test("E70 leaves RECORD out when the device says so, and misses no other key", async () => {
    receiver.script = (request) =>
      asked("SETUP").length === 1 && request.method === "SETUP"
        ? { status: 200, body: encodeBplist({ eventPort: EVENT_PORT, skipRecord: true }) }
        : usualAnswer(request);
    await open();
    expect(asked("RECORD")).toEqual([]);
  });

  test("E70 does without an event channel when there is none", async () => {
    receiver.script = (request) =>
      asked("SETUP").length === 1 && request.method === "SETUP"
        ? { status: 200 }
        : usualAnswer(request);
    await open();
    expect(receiver.events).toBeUndefined();
    expect(asked("RECORD")).toHaveLength(1);
  });

  test("connects to an event channel that opens a moment after its port was named", async () => {
    await receiver.stopListening();
    receiver = await ScriptedReceiver.start();
    await receiver.stopListeningTo(EVENT_PORT);
    const opening = open();
    await receiver.runtime.clock.advance(3500);
    await receiver.listenEvents();
    await receiver.runtime.clock.advance(1000);
    await opening;
    expect(receiver.events).toBeDefined();
  });

  test("gives up on an event channel that refuses five times", async () => {
    await receiver.stopListeningTo(EVENT_PORT);
    const opening = failure(open());
    await receiver.runtime.clock.advance(4000);
    expect(await opening).toMatchObject({ code: "refused" });
  });

  test.each([
    [470, "unavailable"],
    [403, "unavailable"],
    [500, "rejected"],
  ])(
    "AP-08 a SETUP answered with %i fails with %s and leaves nothing open",
    async (status, code) => {
      receiver.script = () => ({ status });
      expect(await failure(open())).toMatchObject({ code, details: { deviceCode: status } });
    },
  );

  test("E69 a SETUP that is never answered is a timeout", async () => {
    receiver.script = () => null;
    const opening = failure(open());
    await receiver.runtime.clock.advance(5000);
    expect(await opening).toMatchObject({ code: "timeout" });
  });

  test.each([
    ["no property list", utf8("hello")],
    ["a list", encodeBplist([])],
  ])("a SETUP answered with %s is malformed", async (_, body) => {
    receiver.script = () => ({ status: 200, body });
    expect(await failure(open())).toMatchObject({ code: "malformed" });
  });

  test.each([
    ["no streams", {}],
    ["an empty list", { streams: [] }],
    ["a port that is none", { streams: [{ dataPort: 70_000 }] }],
    ["text as a port", { streams: [{ dataPort: "49192" }] }],
  ])("a stream SETUP answered with %s is malformed", async (_, answer) => {
    receiver.script = (request) =>
      asked("SETUP").length === 2
        ? { status: 200, body: encodeBplist(answer) }
        : usualAnswer(request);
    expect(await failure(open())).toMatchObject({ code: "malformed" });
  });

  test("a device that hangs up after SETUP is lost at once, not after five tries", async () => {
    await receiver.stopListeningTo(EVENT_PORT);
    const opening = failure(open());
    await settle();
    receiver.controls[0]?.stream.close();
    expect(await opening).toMatchObject({ code: "lost" });
  });

  test("an abort while a channel is being connected ends it with its reason", async () => {
    await receiver.stopListeningTo(EVENT_PORT);
    const abort = new AbortController();
    const opening = failure(open(abort.signal));
    await settle();
    const reason = new Error("enough");
    abort.abort(reason);
    expect(await opening).toBe(reason);
  });

  test("a connection that breaks while another is being made leaves nothing open", async () => {
    await receiver.stopListeningTo(EVENT_PORT);
    const opening = failure(open());
    await settle();
    receiver.controls[0]?.stream.abort();
    await receiver.listenEvents();
    await receiver.runtime.clock.advance(1000);
    expect(await opening).toMatchObject({ code: "lost" });
  });
});

describe("the event channel", () => {
  const event = (
    headers: readonly (readonly [string, string])[],
    body: Uint8Array = new Uint8Array(0),
  ) =>
    encodeHttpRequest({ version: "RTSP/1.0", method: "POST", target: "/command", headers, body });

  test("AP-05 answers everything with 200, echoing the number and the server", async () => {
    await open();
    receiver.events?.send(
      event([
        ["Server", "AirTunes/870.14.1"],
        ["CSeq", "3"],
      ]),
    );
    await settle();
    expect(textOf(receiver.events?.received ?? new Uint8Array(0))).toBe(
      "RTSP/1.0 200 OK\r\nAudio-Latency: 0\r\nServer: AirTunes/870.14.1\r\nCSeq: 3\r\nContent-Length: 0\r\n\r\n",
    );
  });

  test("AP-05 answers what it cannot read, too, and lives on", async () => {
    await open();
    receiver.events?.send(event([["CSeq", "4"]], utf8("<plist/>")));
    await settle();
    expect(textOf(receiver.events?.received ?? new Uint8Array(0))).toContain("CSeq: 4\r\n");
    await session?.probe();
  });

  test("AP-05 updateInfo becomes facts, told once", async () => {
    const opened = await open();
    const told: unknown[] = [];
    opened.facts.on((facts) => told.push(facts));
    const value = { model: "AppleTV14,1", osBuildVersion: "23L471" };
    const body = encodeBplist({ type: "updateInfo", value });
    for (const cseq of ["0", "1"]) receiver.events?.send(event([["CSeq", cseq]], body));
    await settle();
    expect(told).toEqual([
      { kind: "apple-tv", os: "tvOS", rawModel: "AppleTV14,1", build: "23L471" },
    ]);
    expect(opened.facts.value).toEqual(told[0]);
  });

  test("/info becomes facts as well, where the device has it", async () => {
    receiver.script = (request) =>
      request.target === "/info"
        ? { status: 200, body: encodeBplist({ model: "AudioAccessory5,1" }) }
        : usualAnswer(request);
    const opened = await open();
    await settle();
    expect(opened.facts.value).toMatchObject({ kind: "homepod", rawModel: "AudioAccessory5,1" });
  });

  test("QK-13 a first line that makes no sense ends the session with a typed error", async () => {
    const opened = await open();
    receiver.events?.send(utf8("\u0001\u0002 nonsense\r\n\r\n"));
    expect(await opened.closed).toMatchObject({ kind: "failed", error: { code: "malformed" } });
  });

  test("RB-06 a record that does not decrypt ends the session with a typed error", async () => {
    const opened = await open();
    receiver.events?.stream.write(new Uint8Array(40));
    expect(await opened.closed).toMatchObject({ kind: "failed", error: { code: "malformed" } });
  });

  test("its end is the end of the session", async () => {
    const opened = await open();
    receiver.events?.stream.close();
    expect(await opened.closed).toEqual({ kind: "ended" });
  });
});

describe("the data channel", () => {
  const message = { type: 15, identifier: "one" };
  const sync = (payload: Uint8Array, seqno = 9n) =>
    encodeDataFrame({ type: "sync", command: "cmnd", seqno, payload });
  const sent = () => new DataFrameDecoder().push(receiver.data?.received ?? new Uint8Array(0));

  async function listening() {
    const opened = await open();
    const types: (number | null | undefined)[] = [];
    opened.messages.on(({ type }) => types.push(type));
    return { opened, types };
  }

  test("AP-06 sends messages with one number that never changes", async () => {
    const opened = await open();
    opened.send(message);
    opened.send({ type: 4 });
    await settle();
    const frames = sent();
    expect(frames.map(({ type, command }) => `${type} ${command}`)).toEqual([
      "sync comm",
      "sync comm",
    ]);
    const [first, second] = frames;
    expect(first?.seqno).toBe(second?.seqno);
    expect(first?.seqno).toBeGreaterThanOrEqual(0x1_0000_0000n);
    expect(first?.seqno).toBeLessThan(0x2_0000_0000n);
    const [bytes] = decodeDataPayload(first?.payload ?? new Uint8Array(0));
    expect(decodeMrpMessage(bytes ?? new Uint8Array(0))).toMatchObject(message);
  });

  test("AP-06 answers each frame with its number, and takes several messages of one", async () => {
    const { types } = await listening();
    const payload = encodeDataPayload(
      encodeMrpMessage(message),
      encodeMrpMessage({ type: 4, identifier: "two" }),
    );
    receiver.data?.send(sync(payload, 77n));
    await settle();
    expect(types).toEqual([15, 4]);
    expect(sent()).toEqual([{ type: "rply", command: "", seqno: 77n, payload: new Uint8Array(0) }]);
  });

  test("AP-06 takes a message without its length, and answers no answer", async () => {
    const { types } = await listening();
    const bare = encodeBplist({ params: { data: encodeMrpMessage({ type: 120 }) } });
    receiver.data?.send(sync(bare));
    const rply = { type: "rply", command: "", seqno: 1n, payload: new Uint8Array(0) };
    receiver.data?.send(encodeDataFrame(rply));
    await settle();
    expect(types).toEqual([120]);
    expect(sent()).toHaveLength(1);
  });

  test("keeps what comes before anybody listens", async () => {
    const opened = await open();
    receiver.data?.send(sync(encodeDataPayload(encodeMrpMessage(message))));
    await settle();
    const types: (number | null | undefined)[] = [];
    opened.messages.on(({ type }) => types.push(type));
    expect(types).toEqual([15]);
  });

  test("RB-06 skips a payload and a message that make no sense, and answers them", async () => {
    const { opened, types } = await listening();
    receiver.data?.send(sync(utf8("nonsense")));
    receiver.data?.send(
      sync(encodeDataPayload(Uint8Array.of(0x0a, 0xff), encodeMrpMessage(message))),
    );
    await settle();
    expect(types).toEqual([15]);
    expect(sent()).toHaveLength(2);
    await opened.probe();
  });

  test("RB-06 a length that no device sends ends the session with a typed error", async () => {
    const { opened } = await listening();
    receiver.data?.send(new Uint8Array(32));
    expect(await opened.closed).toMatchObject({ kind: "failed", error: { code: "malformed" } });
  });

  test("RB-06 a record that does not decrypt ends the session with a typed error", async () => {
    const { opened } = await listening();
    receiver.data?.stream.write(new Uint8Array(40));
    expect(await opened.closed).toMatchObject({ kind: "failed", error: { code: "malformed" } });
  });

  test("its end is the end of the session, and nothing can be sent then", async () => {
    const { opened } = await listening();
    receiver.data?.stream.abort();
    expect(await opened.closed).toMatchObject({ kind: "failed", error: { code: "lost" } });
    expect(() => opened.send(message)).toThrow(expect.objectContaining({ code: "lost" }));
    await expect(opened.probe()).rejects.toMatchObject({ code: "lost" });
  });
});

describe("feedback", () => {
  const silentFeedback = (request: { target: string }) => request.target === "/feedback";

  test("AP-07 A8 asks every two seconds", async () => {
    await open();
    await receiver.runtime.clock.advance(10_000);
    expect(feedbacks()).toBe(5);
  });

  test("AP-07 asks once more at once, and goes on when that is answered", async () => {
    const opened = await open();
    let silent = 1;
    receiver.script = (request) =>
      silentFeedback(request) && silent-- > 0 ? null : usualAnswer(request);
    await receiver.runtime.clock.advance(2000 + 4000);
    expect(feedbacks()).toBe(2);
    await receiver.runtime.clock.advance(2000);
    expect(feedbacks()).toBe(3);
    opened.send({ type: 1 });
  });

  test("AP-07 goes on while another question is never answered", async () => {
    receiver.script = (request) => (request.target === "/info" ? null : usualAnswer(request));
    const opened = await open();
    await receiver.runtime.clock.advance(8000);
    expect(asked("GET", "/info")).toHaveLength(1);
    expect(feedbacks()).toBe(4);
    await opened.probe();
    expect(feedbacks()).toBe(5);
  });

  test("a receiver that loses a question asked before it answered another is alive", async () => {
    receiver.script = (request) =>
      ["SETUP", "RECORD"].includes(request.method) ? usualAnswer(request) : null;
    const opened = await open();
    const probing = opened.probe();
    await settle();
    const [link] = receiver.controls;
    const [info] = asked("GET", "/info");
    receiver.script = usualAnswer;
    if (link && info) receiver.answer(link, info);
    await receiver.runtime.clock.advance(4000);
    await probing;
    await opened.probe();
  });

  test("AP-07 A16 two silences in a row are the end, with `lost`", async () => {
    const opened = await open();
    receiver.script = (request) => (silentFeedback(request) ? null : usualAnswer(request));
    await receiver.runtime.clock.advance(2000 + 4000 + 3999);
    expect(feedbacks()).toBe(2);
    opened.send({ type: 1 });
    await receiver.runtime.clock.advance(1);
    expect(await opened.closed).toMatchObject({ kind: "failed", error: { code: "lost" } });
  });

  test("pyatv 2893: an answer that comes late every time keeps nobody from living", async () => {
    const opened = await open();
    const [link] = receiver.controls;
    let held: HttpRequest | undefined;
    // Every other answer waits until after the next one.
    receiver.script = (request) => {
      if (!silentFeedback(request)) return usualAnswer(request);
      if (feedbacks() % 2 === 1) {
        held = request;
        return null;
      }
      receiver.script = usualAnswer;
      if (link && held) receiver.answer(link, held);
      receiver.script = script;
      return usualAnswer(request);
    };
    const { script } = receiver;
    await receiver.runtime.clock.advance(60_000);
    expect(feedbacks()).toBe(20);
    receiver.script = usualAnswer;
    await opened.probe();
  });

  test("pyatv 2893: a device whose answers are always one behind is slow, and alive", async () => {
    const opened = await open();
    const [link] = receiver.controls;
    let held: HttpRequest | undefined;
    receiver.script = (request) => {
      const late = held;
      held = silentFeedback(request) ? request : undefined;
      if (late && link) {
        const { script } = receiver;
        receiver.script = usualAnswer;
        receiver.answer(link, late);
        receiver.script = script;
      }
      return held ? null : usualAnswer(request);
    };
    await receiver.runtime.clock.advance(60_000);
    opened.send({ type: 1 });
    expect(feedbacks()).toBeGreaterThan(10);
    receiver.script = usualAnswer;
  });

  test("AP-07 a device that no longer knows the session is lost", async () => {
    const opened = await open();
    receiver.script = (request) =>
      silentFeedback(request) ? { status: 454 } : usualAnswer(request);
    await receiver.runtime.clock.advance(2000);
    expect(await opened.closed).toMatchObject({ kind: "failed", error: { code: "lost" } });
    expect(feedbacks()).toBe(2);
  });

  test("a probe is a question at once, and silence ends the session", async () => {
    const opened = await open();
    await opened.probe();
    expect(feedbacks()).toBe(1);
    receiver.script = () => null;
    const probing = failure(opened.probe(1000));
    await receiver.runtime.clock.advance(1000);
    expect(await probing).toMatchObject({ code: "timeout" });
    expect((await opened.closed).kind).toBe("failed");
  });
});

describe("leaving", () => {
  test("says TEARDOWN, and it was us who left even when the device hangs up on it", async () => {
    const opened = await open();
    await settle();
    receiver.script = (request) => {
      if (request.method === "TEARDOWN") receiver.controls[0]?.stream.close();
      return null;
    };
    await Promise.all([opened.close(), opened.close()]);
    expect(await opened.closed).toEqual({ kind: "asked" });
    expect(asked("TEARDOWN")).toHaveLength(1);
    await settle();
    expect(receiver.data?.closed).toBe(true);
    expect(receiver.events?.closed).toBe(true);
  });

  test.each([true, false])("waits for what is on its way (answered: %s)", async (isAnswered) => {
    receiver.script = (request) => (request.target === "/info" ? null : usualAnswer(request));
    const opened = await open();
    await settle();
    const closing = opened.close();
    await receiver.runtime.clock.advance(499);
    expect(receiver.requests.at(-1)?.target).toBe("/info");
    if (isAnswered) receiver.answerLast();
    else await receiver.runtime.clock.advance(1);
    await closing;
    expect(receiver.requests.at(-1)?.method).toBe("TEARDOWN");
  });

  test("takes a moment at most when nobody answers", async () => {
    const opened = await open();
    receiver.script = () => null;
    const closing = opened.close();
    await receiver.runtime.clock.advance(1000);
    await closing;
    expect(await opened.closed).toEqual({ kind: "asked" });
  });
});
