import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { volumeParameter } from "../../../src/main/protocols/raop/parameters.ts";
import { type AirPlay2Way, startConnected } from "../../../src/main/protocols/raop/v2/start.ts";
import { FinalRefusal, type RunningSound } from "../../../src/main/protocols/raop/way.ts";
import { encodeBplist, type PlistValue, plistDict } from "../../../src/main/wire/bplist.ts";
import { textOf } from "../../../src/main/wire/bytes.ts";
import { encodeHttpRequest, type HttpRequest, headerOf } from "../../../src/main/wire/http.ts";
import { RemoteError } from "../../../src/shared/errors.ts";
import { openContext } from "../../support/companion-device.ts";
import { settle } from "../../support/manual-clock.ts";
import { EVENT_PORT, ScriptedReceiver, usualAnswer } from "../../support/scripted-receiver.ts";
import { joinOf, ScriptedSound } from "../../support/scripted-sound.ts";

type Answer = ReturnType<ScriptedReceiver["script"]>;

let receiver: ScriptedReceiver;
let session: ScriptedSound;
let running: RunningSound | undefined;

const way = { timing: "ptp", patienceMs: 5000 } as const;
const plist = (body: PlistValue): Answer => ({ status: 200, body: encodeBplist(body) });
const stream = plist({ streams: [{ type: 96, dataPort: 7010, controlPort: 7011, streamID: 1 }] });
const isStream = (request: HttpRequest) => textOf(request.body).includes("streams");
const methods = () => receiver.requests.map(({ method }) => method);
const asked = (method: string) => receiver.requests.filter((one) => one.method === method);
const failure = (work: Promise<unknown>) => work.catch((error: unknown) => error);

/** As a good receiver does, apart from some of it. */
function answering(other: (request: HttpRequest) => Answer | undefined): void {
  receiver.script = (request) => {
    const answer = other(request);
    if (answer !== undefined) return answer;
    if (request.method === "SETUP" && isStream(request)) return stream;
    return usualAnswer(request);
  };
}

async function start(
  options: Partial<Omit<AirPlay2Way, "target" | "access">> = {},
  extra: Parameters<typeof joinOf>[1] = {},
  signal = new AbortController().signal,
) {
  const join = joinOf(session, extra);
  const connected = { control: await receiver.connect(), shared: receiver.shared };
  const context = openContext(receiver.runtime, signal);
  running = await startConnected(connected, { ...way, ...options }, join, context);
  return { sound: running, join };
}

beforeEach(async () => {
  receiver = await ScriptedReceiver.start();
  session = new ScriptedSound();
  answering(() => undefined);
});

afterEach(async () => {
  const leaving = running?.leave();
  running = undefined;
  await receiver.runtime.clock.advance(2000);
  await leaving;
  await receiver.stopListening();
  await settle();
  expect(session.legs.every(({ closed }) => closed)).toBe(true);
  expect(receiver.lan.openHandles).toBe(0);
  expect(receiver.runtime.clock.armedTimers).toBe(0);
});

describe("a receiver joins", () => {
  test("RA-06 RA-07 in this order: info, session, peers, record, stream, volume, flush", async () => {
    await start({}, { volume: 50 });
    expect(methods()).toEqual([
      "GET",
      "SETUP",
      "SETPEERS",
      "RECORD",
      "SETUP",
      "SET_PARAMETER",
      "FLUSH",
    ]);
    expect(receiver.bodyOf("SETUP").get("timingProtocol")).toBe("PTP");
    expect(session.leg.released).toBe(true);
  });

  test("PA-59 the engine gets the key that the receiver got, and its ports", async () => {
    await start();
    const streams = receiver.bodyOf("SETUP", 1).get("streams");
    const sent = plistDict(Array.isArray(streams) ? streams[0] : undefined);
    expect(sent?.get("controlPort")).toBe(session.leg.ports.control);
    expect(session.leg.remote).toMatchObject({
      transport: "realtime",
      codec: "alac",
      dataPort: 7010,
      controlPort: 7011,
      cipher: { kind: "chacha20-poly1305", key: sent?.get("shk") },
    });
  });

  test("every request says how its buttons find us", async () => {
    await start();
    const heads = receiver.requests.map((request) => [
      headerOf(request, "DACP-ID"),
      headerOf(request, "Active-Remote"),
    ]);
    expect(new Set(heads.map((head) => head.join(" ")))).toEqual(
      new Set(["00112233445566AA 4000000001"]),
    );
  });

  test("by NTP it is told our port and no peers", async () => {
    await start({ timing: "ntp" });
    expect(receiver.bodyOf("SETUP").get("timingPort")).toBe(session.leg.ports.timing);
    expect(methods()).not.toContain("SETPEERS");
  });

  test("its first FLUSH names the first packet", async () => {
    await start();
    const [flush] = asked("FLUSH");
    expect(flush && headerOf(flush, "RTP-Info")).toBe("seq=1000;rtptime=4000000000");
  });

  test("tvOS 27 says that it wants no RECORD, and gets none (E70)", async () => {
    answering((request) =>
      request.method === "SETUP" && !isStream(request)
        ? plist({ eventPort: EVENT_PORT, skipRecord: true })
        : undefined,
    );
    await start();
    expect(methods()).not.toContain("RECORD");
  });

  test("a receiver without events is taken without them", async () => {
    answering((request) =>
      request.method === "SETUP" && !isStream(request) ? plist({}) : undefined,
    );
    await start();
    expect(receiver.events).toBeUndefined();
    expect(session.leg.released).toBe(true);
  });

  test.each(["SETPEERS", "FLUSH"])(
    "one that does not know %s plays all the same",
    async (method) => {
      answering((request) => (request.method === method ? { status: 501 } : undefined));
      await start();
      expect(session.leg.released).toBe(true);
    },
  );
});

describe("the volume that it begins with", () => {
  const volumes = () => asked("SET_PARAMETER").map(({ body }) => textOf(body).trim());
  const says = (initialVolume: PlistValue) =>
    answering((request) => (request.method === "GET" ? plist({ initialVolume }) : undefined));

  test("RA-13 is what the receiver has, which is not set again", async () => {
    says(-15);
    const { sound } = await start();
    expect(sound.volume).toBe(50);
    expect(volumes()).toEqual([]);
  });

  test("RA-13 QK-11 is what a person wants, nothing included", async () => {
    says(-15);
    const { sound } = await start({}, { volume: 0 });
    expect(sound.volume).toBe(0);
    expect(volumes()).toEqual(["volume: -144.000000"]);
  });

  test("IF-120 is 33 where nobody says anything", async () => {
    const { sound } = await start();
    expect(sound.volume).toBe(33);
    expect(volumes()).toEqual(["volume: -20.100000"]);
  });

  test("RA-13 is said again after the FLUSH where it was refused before", async () => {
    let refusals = 1;
    answering((request) =>
      request.method === "SET_PARAMETER" && refusals-- > 0 ? { status: 455 } : undefined,
    );
    await start({}, { volume: 50 });
    expect(methods().slice(-3)).toEqual(["SET_PARAMETER", "FLUSH", "SET_PARAMETER"]);
  });

  test("one that never takes any plays all the same", async () => {
    answering((request) => (request.method === "SET_PARAMETER" ? { status: 455 } : undefined));
    await start({}, { volume: 50 });
    expect(session.leg.released).toBe(true);
  });
});

describe("streams", () => {
  const formats = (audioStream: number, bufferStream: number) => (request: HttpRequest) =>
    request.method === "GET"
      ? plist({ supportedFormats: { audioStream, bufferStream } })
      : undefined;
  const kinds = () =>
    asked("SETUP")
      .filter(isStream)
      .map((_, at) => {
        const streams = receiver.bodyOf("SETUP", at + 1).get("streams");
        return plistDict(Array.isArray(streams) ? streams[0] : undefined)?.get("type");
      });

  test("refused in real time, it is asked for ahead of it where that is offered", async () => {
    const info = formats(0x40000, 0x40000);
    answering((request) => {
      const isFirst = request.method === "SETUP" && isStream(request) && kinds().length === 1;
      return isFirst ? { status: 400 } : info(request);
    });
    await start();
    expect(kinds()).toEqual([96, 103]);
    expect(session.leg.remote).toMatchObject({ transport: "buffered", ssrc: 0xface });
    expect(methods()).not.toContain("FLUSH");
  });

  test("ahead of its time it is flushed and anchored as the engine says", async () => {
    answering(formats(0x4000000, 0x40000));
    await start();
    const { host } = session.leg.options;
    await host.anchor({ rtpTime: 5, networkNs: 7_500_000_000n });
    await host.flush({ sequence: 0x7fffff, rtpTime: 9 });
    await host.anchor(null);
    expect(methods().slice(-3)).toEqual([
      "SETRATEANCHORTIME",
      "FLUSHBUFFERED",
      "SETRATEANCHORTIME",
    ]);
    expect(receiver.bodyOf("SETRATEANCHORTIME").get("networkTimeSecs")).toBe(7);
    expect(receiver.bodyOf("FLUSHBUFFERED").get("flushUntilSeq")).toBe(0x7fffff);
    expect(receiver.bodyOf("SETRATEANCHORTIME", 1).get("rate")).toBe(0);
  });

  test("all of them refused is the refusal of the first, and leaves nothing (QK-09)", async () => {
    const info = formats(0x40000, 0x40000);
    answering((request) => {
      if (request.method !== "SETUP" || !isStream(request)) return info(request);
      return kinds().length === 1 ? { status: 400 } : { status: 500 };
    });
    const work = failure(start());
    await settle();
    await receiver.runtime.clock.advance(2000);
    expect(await work).toMatchObject({ code: "rejected", details: { deviceCode: 400 } });
    expect(methods().at(-1)).toBe("TEARDOWN");
  });
});

describe("refusals", () => {
  const refusedBy = async (other: Parameters<typeof answering>[0], afterMs = 2000) => {
    answering(other);
    const work = failure(start());
    await settle();
    await receiver.runtime.clock.advance(afterMs);
    await settle();
    await receiver.runtime.clock.advance(1000);
    return work;
  };
  const first = (request: HttpRequest) => request.method === "SETUP" && !isStream(request);
  const second = (request: HttpRequest) => request.method === "SETUP" && isStream(request);

  test("an answer to SETUP without a body is one, and another way may do", async () => {
    const error = await refusedBy((request) => (first(request) ? { status: 200 } : undefined));
    expect(error).not.toBeInstanceOf(FinalRefusal);
    expect(error).toMatchObject({ code: "rejected", details: { deviceCode: 200 } });
  });

  test("the same for the stream", async () => {
    const error = await refusedBy((request) => (second(request) ? { status: 200 } : undefined));
    expect(error).toMatchObject({ code: "rejected", details: { deviceCode: 200 } });
  });

  test.each([
    [401, "unpaired", "password"],
    [403, "unavailable", "access-restricted"],
    [453, "unavailable", "in-use"],
    [470, "unavailable", "access-restricted"],
  ])("%i is final: %s, %s", async (status, code, subject) => {
    const error = await refusedBy((request) => (first(request) ? { status } : undefined));
    expect(error).toBeInstanceOf(FinalRefusal);
    expect(error).toMatchObject({ error: { code, details: { subject } } });
  });

  test.each<[string, (request: HttpRequest) => boolean]>([
    ["the session's SETUP", first],
    ["RECORD", ({ method }) => method === "RECORD"],
    ["the stream's SETUP", second],
  ])("silence after %s is told within five seconds, by name", async (_, isIt) => {
    answering((request) => (isIt(request) ? null : undefined));
    const work = failure(start());
    await settle();
    await receiver.runtime.clock.advance(5000);
    await settle();
    await receiver.runtime.clock.advance(1000);
    const error = await work;
    expect(error).toBeInstanceOf(FinalRefusal);
    expect(error).toMatchObject({
      error: { code: "timeout", details: { subject: "audio-setup" } },
    });
  });

  test("silence about itself is no reason not to play", async () => {
    answering((request) => (request.method === "GET" ? null : undefined));
    const work = start();
    await settle();
    await receiver.runtime.clock.advance(2000);
    await work;
    expect(session.leg.released).toBe(true);
  });

  test("a receiver that hangs up may take another way", async () => {
    const error = await refusedBy((request) => {
      if (!first(request)) return undefined;
      receiver.controls.at(-1)?.stream.close();
      return null;
    });
    expect(error).not.toBeInstanceOf(FinalRefusal);
    expect(error).toMatchObject({ code: "lost" });
  });

  test("no leg, no session: what the engine says is what is said, and the receiver is let go", async () => {
    session.openLeg = () => Promise.reject(new RemoteError("unavailable", "no port is free"));
    const error = await refusedBy(() => undefined);
    expect(error).toMatchObject({ code: "unavailable" });
    expect(methods().at(-1)).toBe("TEARDOWN");
  });

  test("whoever no longer wants it gets their own reason, and nothing is left open", async () => {
    answering((request) => (first(request) ? null : undefined));
    const abort = new AbortController();
    const work = failure(start({}, {}, abort.signal));
    await settle();
    abort.abort(new RemoteError("cancelled", "not any more"));
    await settle();
    await receiver.runtime.clock.advance(1000);
    expect(await work).toMatchObject({ code: "cancelled" });
  });
});

describe("while it sounds", () => {
  test("AP-07 it is asked for a sign of life every two seconds", async () => {
    await start();
    await receiver.runtime.clock.advance(2000);
    await settle();
    await receiver.runtime.clock.advance(2000);
    await settle();
    const signs = asked("POST").filter(({ target }) => target === "/feedback");
    expect(signs).toHaveLength(2);
  });

  test("a receiver that falls silent is lost", async () => {
    const { sound } = await start();
    receiver.script = () => null;
    for (let second = 0; second < 12; second++) {
      await receiver.runtime.clock.advance(1000);
      await settle();
    }
    expect(await sound.ended).toMatchObject({ kind: "failed", error: { code: "lost" } });
    expect(session.leg.closed).toBe(true);
  });

  test("one that hangs up in order gave its place to somebody else", async () => {
    const { sound } = await start();
    receiver.controls.at(-1)?.stream.close();
    await settle();
    await receiver.runtime.clock.advance(1000);
    expect(await sound.ended).toEqual({ kind: "interrupted" });
  });

  test("a socket of ours that dies ends it with its error", async () => {
    const { sound } = await start();
    session.leg.end(new RemoteError("lost", "no more route"));
    await settle();
    await receiver.runtime.clock.advance(1000);
    expect(await sound.ended).toMatchObject({ kind: "failed", error: { code: "lost" } });
    expect(methods().at(-1)).toBe("TEARDOWN");
  });

  test("the end of the session is a good-bye to the receiver", async () => {
    const { sound } = await start();
    await session.leg.close();
    await settle();
    await receiver.runtime.clock.advance(1000);
    expect(await sound.ended).toEqual({ kind: "left" });
  });

  test("RA-14 leaving is a TEARDOWN that has a body, once", async () => {
    const { sound } = await start();
    const leaving = Promise.all([sound.leave(), sound.leave()]);
    await settle();
    await receiver.runtime.clock.advance(1000);
    await leaving;
    const [teardown, ...more] = asked("TEARDOWN");
    expect(teardown?.body).toEqual(encodeBplist({}));
    expect(more).toEqual([]);
    expect(await sound.ended).toEqual({ kind: "left" });
  });

  test("RA-07 a parameter goes with the time from which it holds", async () => {
    const { sound } = await start();
    const body = Uint8Array.of(1, 2);
    await sound.setParameter({ contentType: "image/jpeg", body, rtpTime: 3_000_000_000 });
    const sent = asked("SET_PARAMETER").at(-1);
    expect(sent && headerOf(sent, "RTP-Info")).toBe("rtptime=3000000000");
    expect(sent && headerOf(sent, "Content-Type")).toBe("image/jpeg");
    expect(sent?.body).toEqual(body);
  });

  test("a parameter that is refused ends nothing", async () => {
    const { sound } = await start();
    receiver.script = (request) =>
      request.method === "SET_PARAMETER" ? { status: 400 } : usualAnswer(request);
    expect(await failure(sound.setParameter(volumeParameter(10)))).toMatchObject({
      code: "rejected",
    });
    await receiver.runtime.clock.advance(2000);
    await settle();
    expect(session.leg.closed).toBe(false);
  });

  test("in real time it is flushed by sequence and time, and has no anchor", async () => {
    await start({ timing: "ntp" });
    const { host } = session.leg.options;
    await host.anchor({ rtpTime: 5, networkNs: 7n });
    await host.flush({ sequence: 65_535, rtpTime: 12 });
    const flush = asked("FLUSH").at(-1);
    expect(flush && headerOf(flush, "RTP-Info")).toBe("seq=65535;rtptime=12");
    expect(methods()).not.toContain("SETRATEANCHORTIME");
  });

  test("a flush that nobody answers keeps its turn for seven seconds, and rejects never", async () => {
    await start();
    receiver.script = (request) => (request.method === "FLUSH" ? null : usualAnswer(request));
    const flushed = session.leg.options.host.flush({ sequence: 1, rtpTime: 2 });
    await settle();
    await receiver.runtime.clock.advance(7000);
    await flushed;
  });

  test("its delay and its counts are the leg's", async () => {
    const { sound } = await start({}, { delayMs: 25 });
    expect(session.leg.delayMs).toBe(25);
    sound.setDelay(-40);
    expect(session.leg.delayMs).toBe(-40);
    expect(await sound.counts()).toEqual({ sent: 7, askedAgain: 2, sentAgain: 1 });
  });

  test("AP-05 its buttons arrive as commands, and every event is answered", async () => {
    const { join } = await start();
    const press = (value: string) =>
      receiver.events?.send(
        encodeHttpRequest({
          method: "POST",
          target: "/command",
          version: "RTSP/1.0",
          headers: [["CSeq", "1"]],
          body: encodeBplist({ type: "sendMediaRemoteCommand", value }),
        }),
      );
    press("paus");
    press("skpf");
    press("nitm");
    await settle();
    expect(join.commands).toEqual(["pause", "next"]);
    const answers = textOf(receiver.events?.received ?? new Uint8Array(0)).match(/200 OK/g);
    expect(answers).toHaveLength(3);
  });
});
