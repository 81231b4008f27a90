import { afterEach, describe, expect, it } from "vitest";
import { createLog, type LogRecord } from "../../../src/main/runtime/log.ts";
import { Secret } from "../../../src/main/runtime/secret.ts";
import { encodeBplist } from "../../../src/main/wire/bplist.ts";
import { encodeHttpResponse, headerOf } from "../../../src/main/wire/http.ts";
import { decodeSdp } from "../../../src/main/wire/sdp.ts";
import { RemoteError } from "../../../src/shared/errors.ts";
import { type Answer, ScriptedSpeaker, usualSpeaker } from "../../support/scripted-raop.ts";

let speaker: ScriptedSpeaker;
const start = async (...options: Parameters<typeof ScriptedSpeaker.start>) => {
  speaker = await ScriptedSpeaker.start(...options);
  return speaker;
};
const answering = (answers: Record<string, Answer | null>) => {
  speaker.script = (request) => {
    const name = request.target.startsWith("/") ? request.target : request.method;
    const answer = answers[name];
    return answer === undefined ? usualSpeaker(request) : answer;
  };
};
const volumes = () => speaker.told("text/parameters").filter((text) => text.startsWith("volume"));
const challenge: Answer = {
  status: 401,
  headers: [["WWW-Authenticate", 'Digest realm="raop", nonce="n"']],
};

afterEach(async () => {
  await speaker.stop();
  const { lan, runtime } = speaker;
  expect([lan.openHandles, runtime.clock.armedTimers]).toEqual([0, 0]);
});

describe("a session of AirPlay 1", () => {
  it("RA-03 RA-04 RA-07 asks for everything in order, and only then lets the sound go", async () => {
    await start();
    await speaker.play();
    expect(speaker.methods.slice(0, 8)).toEqual([
      "GET /info",
      "OPTIONS",
      "ANNOUNCE",
      "SETUP",
      "SET_PARAMETER",
      "POST /feedback",
      "RECORD",
      "FLUSH",
    ]);
    expect(speaker.sound.leg).toMatchObject({ released: true, delayMs: 0 });
    expect(speaker.sound.leg.options).toMatchObject({
      timing: "ntp",
      localAddress: "10.0.0.1",
      remoteAddress: "10.0.0.9",
    });
    expect(speaker.sound.leg.remote).toMatchObject({
      transport: "realtime",
      dataPort: 6010,
      controlPort: 6011,
      codec: "alac",
      cipher: { kind: "none" },
    });
  });

  it("says in every request which buttons of its speaker lead to us", async () => {
    await start();
    await speaker.play();
    for (const request of speaker.requests) {
      expect(headerOf(request, "DACP-ID")).toBe("0011223344556677");
      expect(headerOf(request, "Active-Remote")).toBe("1234567");
    }
    const address = speaker.request("ANNOUNCE").target;
    expect(address).toMatch(/^rtsp:\/\/10\.0\.0\.1\/\d+$/);
    const { sessionId } = decodeSdp(speaker.request("ANNOUNCE").body);
    expect(address.endsWith(`/${sessionId}`)).toBe(true);
  });

  it("RA-04 names our ports, and from SETUP on the receiver's session", async () => {
    await start();
    await speaker.play();
    expect(headerOf(speaker.request("SETUP"), "Transport")).toBe(
      "RTP/AVP/UDP;unicast;interleaved=0-1;mode=record;control_port=6001;timing_port=6002",
    );
    expect(headerOf(speaker.request("SETUP"), "Session")).toBeUndefined();
    for (const method of ["RECORD", "FLUSH", "SET_PARAMETER"]) {
      expect(headerOf(speaker.request(method), "Session")).toBe("DEADBEEF");
    }
  });

  it("RA-07 says with RECORD and FLUSH which packet and time come first", async () => {
    await start();
    await speaker.play();
    for (const method of ["RECORD", "FLUSH"]) {
      expect(headerOf(speaker.request(method), "Range")).toBe("npt=0-");
      expect(headerOf(speaker.request(method), "RTP-Info")).toBe("seq=4242;rtptime=123456");
    }
  });

  it("forgets what it has before a pause or a seek, with the moment that follows", async () => {
    await start();
    await speaker.play();
    await speaker.sound.leg.options.host.flush({ sequence: 65_535, rtpTime: 0xffff_fff0 });
    const flush = speaker.request("FLUSH", -1);
    expect(headerOf(flush, "RTP-Info")).toBe("seq=65535;rtptime=4294967280");
    expect(headerOf(flush, "Range")).toBeUndefined();
  });

  it("a FLUSH that is refused, or never answered, harms nothing", async () => {
    await start();
    await speaker.play();
    answering({ FLUSH: { status: 500 } });
    await speaker.sound.leg.options.host.flush({ sequence: 1, rtpTime: 1 });
    answering({ FLUSH: null });
    const flushed = speaker.sound.leg.options.host.flush({ sequence: 1, rtpTime: 1 });
    await speaker.runtime.clock.advance(7000);
    await flushed;
    expect(speaker.channel?.state.value.leads).toBeDefined();
  });

  it("RA-14 says good-bye when it leaves, once", async () => {
    await start();
    const part = await speaker.play();
    await Promise.all([part.leave(), part.leave()]);
    expect(await part.ended).toEqual({ kind: "left" });
    expect(speaker.methods.filter((method) => method === "TEARDOWN")).toHaveLength(1);
    expect(headerOf(speaker.request("TEARDOWN"), "Session")).toBe("DEADBEEF");
    expect(speaker.sound.leg.closed).toBe(true);
  });

  it("RA-14 does so too when the whole session of sound ends, or the device is left", async () => {
    await start();
    const part = await speaker.play();
    await speaker.sound.close();
    expect(await part.ended).toEqual({ kind: "left" });
    const second = await speaker.play();
    await speaker.channel?.close();
    expect(await second.ended).toEqual({ kind: "left" });
    expect(speaker.methods.filter((method) => method === "TEARDOWN")).toHaveLength(2);
  });
});

describe("encryption for AirPlay 1", () => {
  it("is a key and an IV that the receiver and the packets share, where it is asked for", async () => {
    await start({ et: "1", cn: "0" });
    await speaker.play();
    const sound = decodeSdp(speaker.request("ANNOUNCE").body);
    expect(sound.codec).toBe("pcm");
    expect(sound.encryption?.sealedKey).toHaveLength(256);
    const cipher = speaker.sound.leg.remote?.cipher;
    expect(cipher).toMatchObject({ kind: "aes-cbc", iv: sound.encryption?.iv });
    expect(cipher?.kind === "aes-cbc" && cipher.key).toHaveLength(16);
  });

  it("is added where a receiver that takes it refuses sound in the clear", async () => {
    await start({ et: "0,1" });
    speaker.script = (request) => {
      const isClear = request.method === "ANNOUNCE" && !decodeSdp(request.body).encryption;
      return isClear ? { status: 406 } : usualSpeaker(request);
    };
    await speaker.play();
    expect(speaker.sound.leg.remote?.cipher.kind).toBe("aes-cbc");
  });

  it("is not tried where the refusal is about something else", async () => {
    await start({ et: "0,1" });
    answering({ ANNOUNCE: { status: 453 } });
    await expect(speaker.play()).rejects.toMatchObject({ code: "unavailable" });
    expect(speaker.methods.filter((method) => method === "ANNOUNCE")).toHaveLength(1);
  });
});

describe("a receiver that asks who we are", () => {
  it("RA-04 RA-05 is shown the password, and again with each request", async () => {
    await start({ et: "0" }, { password: new Secret("sesame") });
    speaker.script = (request) =>
      headerOf(request, "Authorization") ? usualSpeaker(request) : challenge;
    await speaker.play();
    const [question, ...others] = speaker.requests;
    expect(question && headerOf(question, "Authorization")).toBeUndefined();
    for (const request of others) {
      expect(headerOf(request, "Authorization")).toMatch(
        /^Digest username="AirPlay", realm="raop"/,
      );
    }
  });

  it("RA-05 a password that nobody asks for does no harm", async () => {
    await start({ et: "0" }, { password: new Secret("sesame") });
    await speaker.play();
    expect(headerOf(speaker.request("ANNOUNCE"), "Authorization")).toBeUndefined();
  });

  it.each([
    ["none is known", {}],
    ["it is a wrong one", { password: new Secret("open") }],
  ])("RA-05 says that it wants its password when %s", async (_when, credentials) => {
    await start({ et: "0" }, credentials);
    speaker.script = () => challenge;
    await expect(speaker.play()).rejects.toMatchObject({
      code: "unpaired",
      details: { subject: "password" },
    });
    expect(speaker.requests.length).toBeLessThanOrEqual(2);
  });

  it("RA-03 an AirPort gets its /auth-setup, and only an AirPort", async () => {
    await start({ et: "4", am: "AirPort10,115" });
    await speaker.play();
    const setup = speaker.request("POST");
    expect([setup.target, setup.version]).toEqual(["/auth-setup", "HTTP/1.1"]);
    expect(setup.body).toHaveLength(33);
    expect(setup.body[0]).toBe(1);
    expect(speaker.methods.indexOf("POST /auth-setup")).toBeLessThan(
      speaker.methods.indexOf("ANNOUNCE"),
    );
  });

  it.each(["QUJD".repeat(86), "no base64 at all", ""])(
    "RA-03 whoever answers the challenge with %j is told of in the log, and plays",
    async (response) => {
      await start({ et: "0" });
      const logged: LogRecord[] = [];
      Object.assign(speaker.runtime, {
        log: createLog(
          (record) => logged.push(record),
          () => 0,
        ),
      });
      answering({ OPTIONS: { status: 200, headers: [["Apple-Response", response]] } });
      await speaker.play();
      const told = logged.filter(({ message }) => message.includes("our challenge"));
      expect(told).toMatchObject([{ level: "warn", fields: { isRight: false } }]);
      expect(speaker.sound.leg.released).toBe(true);
    },
  );

  it("a key from before HAP is proved first, and a device that forgot it says so", async () => {
    const ourPrivateKey = new Secret(new Uint8Array(32).fill(1));
    const raop = { kind: "legacy", ourId: "0123456789ABCDEF", ourPrivateKey } as const;
    await start({ et: "0" }, { raop });
    answering({ "/pair-verify": { status: 403 } });
    await expect(speaker.play()).rejects.toMatchObject({ code: "unpaired" });
    expect(speaker.methods).toContain("POST /pair-verify");
    expect(speaker.methods).not.toContain("ANNOUNCE");
  });
});

describe("the volume it begins with (RA-13)", () => {
  it.each([
    [100, "volume: 0.000000"],
    [50, "volume: -15.000000"],
    [1, "volume: -29.700000"],
    [0, "volume: -144.000000"],
  ])("QK-11 is %i percent where a person said so", async (volume, said) => {
    await start();
    await speaker.play({ volume });
    expect(volumes()).toEqual([`${said}\r\n`]);
    expect(speaker.channel?.state.value.volume).toEqual({ control: "absolute", percent: volume });
  });

  it.each([
    [-15, 50],
    [-144, 0],
    [0, 100],
    [-7.5, 75],
  ])("is the receiver's own %d dB where nobody said anything", async (initialVolume, percent) => {
    await start();
    answering({ "/info": { status: 200, body: encodeBplist({ initialVolume }) } });
    await speaker.play({ volume: null });
    expect(volumes()).toEqual([]);
    expect(speaker.channel?.state.value.volume?.percent).toBe(percent);
  });

  it("is asked for where the receiver has no /info", async () => {
    await start();
    answering({ GET_PARAMETER: { status: 200, body: Buffer.from("volume: -12.000000\r\n") } });
    await speaker.play({ volume: null });
    expect(volumes()).toEqual([]);
    expect(speaker.channel?.state.value.volume?.percent).toBeCloseTo(60);
  });

  it("IF-120 is 33 where nobody knows", async () => {
    await start();
    answering({
      "/info": { status: 200, body: encodeBplist({ initialVolume: "loud" }) },
      GET_PARAMETER: { status: 501 },
    });
    await speaker.play({ volume: null });
    expect(volumes()).toEqual(["volume: -20.100000\r\n"]);
    expect(speaker.channel?.state.value.volume?.percent).toBe(33);
  });

  it("RB-12 is set once more after FLUSH where it was refused before", async () => {
    await start();
    let flushed = false;
    speaker.script = (request) => {
      flushed ||= request.method === "FLUSH";
      const isEarly = request.method === "SET_PARAMETER" && !flushed;
      return isEarly ? { status: 500 } : usualSpeaker(request);
    };
    await speaker.play({ volume: 9 });
    expect(volumes()).toHaveLength(2);
    expect(speaker.methods.indexOf("FLUSH")).toBeLessThan(
      speaker.methods.lastIndexOf("SET_PARAMETER"),
    );
  });
});

describe("what goes wrong at the start (QK-09)", () => {
  const startsAgain = async () => {
    const asked = speaker.requests.length;
    speaker.script = usualSpeaker;
    const part = await speaker.play();
    expect(speaker.requests.length).toBeGreaterThan(asked);
    await part.leave();
  };

  it.each<[string, Record<string, Answer>, object]>([
    [
      "453 is somebody else",
      { ANNOUNCE: { status: 453 } },
      { code: "unavailable", subject: "in-use" },
    ],
    [
      "453 at SETUP as well",
      { SETUP: { status: 453 } },
      { code: "unavailable", subject: "in-use" },
    ],
    ["a refusal", { ANNOUNCE: { status: 400 } }, { code: "rejected", deviceCode: 400 }],
    ["nobody is let in", { ANNOUNCE: { status: 403 } }, { code: "unavailable" }],
    ["SETUP without a port", { SETUP: { status: 200 } }, { code: "malformed" }],
    ["RECORD refused", { RECORD: { status: 500 } }, { code: "rejected", deviceCode: 500 }],
    ["FLUSH refused", { FLUSH: { status: 455 } }, { code: "rejected", deviceCode: 455 }],
  ])("%s: it is said, nothing is left, and it can be tried again", async (_what, answers, said) => {
    await start({ et: "0" });
    answering(answers);
    const { code, ...details } = said as { code: string };
    await expect(speaker.play()).rejects.toMatchObject({ code, details });
    expect(speaker.sound.legs.every(({ closed }) => closed)).toBe(true);
    expect(speaker.methods.at(-1)).toBe("TEARDOWN");
    expect(speaker.channel?.state.value.leads).toBeUndefined();
    await startsAgain();
  });

  it.each(["ANNOUNCE", "SETUP", "RECORD"])(
    "silence after %s is a timeout of its own",
    async (method) => {
      await start();
      answering({ [method]: null });
      const played = expect(speaker.play()).rejects.toMatchObject({
        code: "timeout",
        details: { subject: "audio-setup" },
      });
      await speaker.runtime.clock.advance(11_000);
      await played;
      await startsAgain();
    },
  );

  it("no answer to /info or /feedback is no reason to be silent (RB-12)", async () => {
    await start();
    answering({ "/info": null, "/feedback": null });
    const played = speaker.play();
    for (let step = 0; step < 3; step++) {
      await speaker.settle();
      await speaker.runtime.clock.advance(2000);
    }
    await played;
    expect(speaker.sound.leg.released).toBe(true);
  });

  it("a broken /info says nothing (RB-12)", async () => {
    await start();
    answering({ "/info": { status: 200, body: Buffer.from("bplist00nonsense") } });
    await speaker.play();
    expect(speaker.sound.leg.released).toBe(true);
  });

  it("nobody listens there", async () => {
    await start();
    await speaker.listens?.();
    await expect(speaker.play()).rejects.toMatchObject({ code: "refused" });
  });

  it("another rate than ours is not for us", async () => {
    await start({ et: "0", sr: "48000" });
    await expect(speaker.play()).rejects.toMatchObject({
      code: "unsupported",
      details: { subject: "48000 Hz" },
    });
    expect(speaker.requests).toEqual([]);
  });

  it("it can be taken back at every step", async () => {
    await start();
    for (const method of [
      "GET",
      "OPTIONS",
      "ANNOUNCE",
      "SETUP",
      "SET_PARAMETER",
      "RECORD",
      "FLUSH",
    ]) {
      const abort = new AbortController();
      speaker.script = (request) => {
        if (request.method !== method) return usualSpeaker(request);
        abort.abort(new RemoteError("cancelled", "no longer"));
        return null;
      };
      const played = expect(speaker.play({}, abort.signal)).rejects.toMatchObject({
        code: "cancelled",
      });
      await speaker.settle();
      await speaker.runtime.clock.advance(500);
      await played;
      expect(speaker.sound.legs.every(({ closed }) => closed)).toBe(true);
    }
    await startsAgain();
  });
});

describe("how it ends while it sounds", () => {
  it("the receiver hangs up: somebody else plays there now", async () => {
    await start();
    const part = await speaker.play();
    speaker.streams.at(-1)?.close();
    expect(await part.ended).toEqual({ kind: "interrupted" });
    expect(speaker.sound.leg.closed).toBe(true);
  });

  it("the connection breaks: it is lost", async () => {
    await start();
    const part = await speaker.play();
    speaker.streams.at(-1)?.abort();
    expect(await part.ended).toMatchObject({ kind: "failed", error: { code: "lost" } });
  });

  it("what it says makes no sense: it is lost", async () => {
    await start();
    const part = await speaker.play();
    speaker.streams.at(-1)?.write(Buffer.from("\0\r\n\r\n"));
    expect(await part.ended).toMatchObject({
      kind: "failed",
      error: { code: "lost", cause: { code: "malformed" } },
    });
  });

  it("the channel is closed while it starts: nothing is left, and nothing plays", async () => {
    await start();
    answering({ SETUP: null });
    const played = expect(speaker.play()).rejects.toMatchObject({ code: "cancelled" });
    await speaker.settle();
    const closed = speaker.channel?.close();
    await speaker.runtime.clock.advance(1000);
    await Promise.all([played, closed]);
    expect(speaker.sound.leg).toMatchObject({ closed: true, released: false });
    await expect(speaker.play()).rejects.toMatchObject({ code: "lost" });
  });

  it("what sends the sound breaks: it is that", async () => {
    await start();
    const part = await speaker.play();
    speaker.sound.leg.end(new RemoteError("unavailable", "no route"));
    expect(await part.ended).toMatchObject({ kind: "failed", error: { code: "unavailable" } });
    expect(speaker.methods.at(-1)).toBe("TEARDOWN");
  });

  it.each([200, 404])("is asked every 2 s whether it is there (feedback: %i)", async (status) => {
    await start();
    answering({ "/feedback": { status } });
    const part = await speaker.play();
    await speaker.settle();
    const before = speaker.requests.length;
    await speaker.runtime.clock.advance(7000);
    const beats = speaker.methods.slice(before);
    expect(beats).toEqual(Array(3).fill(status === 200 ? "POST /feedback" : "OPTIONS"));
    await part.leave();
  });

  it("takes eight seconds for SETUP, as a HomePod mini does: it plays", async () => {
    await start();
    answering({ SETUP: null });
    const playing = speaker.play();
    await speaker.settle();
    await speaker.runtime.clock.advance(8000);
    const setup = speaker.request("SETUP");
    const number = headerOf(setup, "CSeq") ?? "";
    const { headers = [], status } = usualSpeaker(setup);
    const late = { version: "RTSP/1.0", status, headers: [["CSeq", number], ...headers] } as const;
    speaker.script = usualSpeaker;
    speaker.streams.at(-1)?.write(encodeHttpResponse(late));
    const part = await playing;
    expect(speaker.sound.leg).toMatchObject({ released: true, remote: { dataPort: 6010 } });
    await part.leave();
  });

  it("vanishes without a word: it is lost within ten seconds", async () => {
    await start();
    const part = await speaker.play();
    await speaker.settle();
    speaker.script = () => null;
    await speaker.runtime.clock.advance(10_100);
    expect(await part.ended).toMatchObject({ kind: "failed", error: { code: "lost" } });
  });

  it("is silent for five seconds, until TCP gets through again: nothing happened", async () => {
    await start();
    answering({ "/feedback": { status: 200 } });
    const part = await speaker.play();
    await speaker.settle();
    let isOver = false;
    void part.ended.then(() => {
      isOver = true;
    });
    const { length } = speaker.requests;
    speaker.script = () => null;
    // Asked 2 s later, and once more after 4; TCP, whose pauses double, sends both again 6.2 s after the first.
    await speaker.runtime.clock.advance(2000 + 6300);
    speaker.script = usualSpeaker;
    answering({ "/feedback": { status: 200 } });
    for (const asked of speaker.requests.slice(length)) {
      const headers: [string, string][] = [["CSeq", headerOf(asked, "CSeq") ?? ""]];
      speaker.streams
        .at(-1)
        ?.write(encodeHttpResponse({ version: "RTSP/1.0", status: 200, headers }));
    }
    await speaker.runtime.clock.advance(60_000);
    expect(isOver).toBe(false);
    await part.leave();
  });
});
