import { afterEach, describe, expect, it, vi } from "vitest";
import { volumeParameter } from "../../../src/main/protocols/raop/parameters.ts";
import { startConnected } from "../../../src/main/protocols/raop/v2/start.ts";
import { encodeBplist } from "../../../src/main/wire/bplist.ts";
import { textOf } from "../../../src/main/wire/bytes.ts";
import { RemoteError } from "../../../src/shared/errors.ts";
import { openContext } from "../../support/companion-device.ts";
import { settle } from "../../support/manual-clock.ts";
import { ScriptedSpeaker, usualSpeaker } from "../../support/scripted-raop.ts";
import { ScriptedReceiver, usualAnswer } from "../../support/scripted-receiver.ts";
import { joinOf, ScriptedSound } from "../../support/scripted-sound.ts";

// shairport-sync takes whatever has arrived for one request: two at once are one, or its end.

describe("AirPlay 1: two requests never arrive together", () => {
  let speaker: ScriptedSpeaker;

  afterEach(async () => {
    await speaker.stop();
    expect([speaker.lan.openHandles, speaker.runtime.clock.armedTimers]).toEqual([0, 0]);
  });

  const count = (method: string) => speaker.methods.filter((one) => one === method).length;

  /** From now on this request is answered when the test says so. */
  function holding(method: string): void {
    speaker.script = (request) => (request.method === method ? null : usualSpeaker(request));
  }

  async function sounding() {
    speaker = await ScriptedSpeaker.start();
    const part = await speaker.play();
    // What plays is told first.
    await speaker.settle();
    holding("SET_PARAMETER");
    return part;
  }

  const setVolume = (percent: number) => speaker.channel?.operations.setVolume?.(percent);

  it("RA-14 a good-bye waits for the answer to what is on its way", async () => {
    const part = await sounding();
    const set = setVolume(20);
    await speaker.settle();
    const leaving = part.leave();
    await speaker.settle();
    expect(speaker.methods.at(-1)).toBe("SET_PARAMETER");
    speaker.answerLast();
    await Promise.all([set, leaving]);
    expect(speaker.methods.at(-1)).toBe("TEARDOWN");
    expect(speaker.runtime.clock.now()).toBe(0);
  });

  it("RA-14 half a second at most, after which it is said all the same", async () => {
    const part = await sounding();
    const set = expect(setVolume(20)).rejects.toMatchObject({ code: "lost" });
    await speaker.settle();
    const leaving = part.leave();
    await speaker.runtime.clock.advance(499);
    expect(count("TEARDOWN")).toBe(0);
    await speaker.runtime.clock.advance(1);
    await Promise.all([set, leaving]);
    expect(count("TEARDOWN")).toBe(1);
  });

  it("what was still to be said is not said any more", async () => {
    const part = await sounding();
    const before = count("SET_PARAMETER");
    const sets = [setVolume(20), setVolume(30), setVolume(40)].map((set) =>
      Promise.resolve(set).then(
        () => "set",
        ({ code }) => code,
      ),
    );
    await speaker.settle();
    const leaving = part.leave();
    await speaker.settle();
    speaker.answerLast();
    await leaving;
    expect(await Promise.all(sets)).toEqual(["set", "lost", "lost"]);
    expect(count("SET_PARAMETER") - before).toBe(1);
    expect(speaker.methods.at(-1)).toBe("TEARDOWN");
  });

  it("nor behind one that five seconds without a network leave unanswered", async () => {
    const part = await sounding();
    const over = vi.fn();
    void part.ended.then(over);
    const set = setVolume(20);
    await speaker.settle();
    await speaker.runtime.clock.advance(6200);
    expect(speaker.methods.at(-1)).toBe("SET_PARAMETER");
    speaker.answerLast();
    await set;
    await speaker.settle();
    expect(speaker.methods.at(-1)).toBe("OPTIONS");
    await speaker.runtime.clock.advance(20_000);
    expect(over).not.toHaveBeenCalled();
  });

  it("nor in the two seconds in which the sound waits for a FLUSH", async () => {
    await sounding();
    holding("FLUSH");
    const flushed = speaker.sound.leg.options.host.flush({ sequence: 1, rtpTime: 1 });
    const set = setVolume(20);
    await speaker.runtime.clock.advance(6200);
    expect(speaker.methods.at(-1)).toBe("FLUSH");
    speaker.answerLast();
    await Promise.all([flushed, set]);
  });

  it("nor behind a sign of life that is not answered for so long", async () => {
    await sounding();
    holding("OPTIONS");
    const before = count("OPTIONS");
    await speaker.runtime.clock.advance(2000);
    const set = setVolume(20);
    await speaker.runtime.clock.advance(6200);
    expect(speaker.methods.at(-1)).toBe("OPTIONS");
    expect(count("OPTIONS") - before).toBe(1);
    speaker.script = usualSpeaker;
    speaker.answerLast();
    await set;
  });

  it("one that loses a sign of life is asked for another", async () => {
    const part = await sounding();
    const over = vi.fn();
    void part.ended.then(over);
    const before = count("OPTIONS");
    let isLost = true;
    speaker.script = (request) => {
      if (request.method !== "OPTIONS" || !isLost) return usualSpeaker(request);
      isLost = false;
      return null;
    };
    await speaker.runtime.clock.advance(2000 + 7000);
    expect(count("OPTIONS") - before).toBe(2);
    await speaker.runtime.clock.advance(20_000);
    expect(over).not.toHaveBeenCalled();
  });

  it("one that never answers that is alive by what it answers", async () => {
    const part = await sounding();
    const over = vi.fn();
    void part.ended.then(over);
    const set = expect(setVolume(20)).rejects.toMatchObject({ code: "timeout" });
    await speaker.runtime.clock.advance(7000);
    await set;
    await speaker.runtime.clock.advance(20_000);
    expect(over).not.toHaveBeenCalled();
  });

  it("one that answers nothing is found out as soon as without that", async () => {
    const part = await sounding();
    speaker.script = () => null;
    const over = vi.fn();
    void part.ended.then(over);
    const set = Promise.resolve(setVolume(20)).catch(({ code }) => code);
    await speaker.runtime.clock.advance(9999);
    expect(over).not.toHaveBeenCalled();
    // The last of it is the good-bye.
    await speaker.runtime.clock.advance(1 + 1000);
    expect(await part.ended).toMatchObject({ kind: "failed", error: { code: "lost" } });
    expect(await set).toBe("timeout");
  });

  it("QK-09 whoever changes their mind while it starts waits for its answer too", async () => {
    speaker = await ScriptedSpeaker.start();
    holding("SETUP");
    const abort = new AbortController();
    const played = expect(speaker.play({}, abort.signal)).rejects.toMatchObject({
      code: "cancelled",
    });
    await speaker.settle();
    abort.abort(new RemoteError("cancelled", "no longer"));
    await speaker.settle();
    expect(speaker.methods.at(-1)).toBe("SETUP");
    speaker.answerLast();
    await played;
    expect(speaker.methods.at(-1)).toBe("TEARDOWN");
  });
});

describe("AirPlay 2: two requests never arrive together", () => {
  let receiver: ScriptedReceiver;

  afterEach(async () => {
    await receiver.stopListening();
    await settle();
    expect([receiver.lan.openHandles, receiver.runtime.clock.armedTimers]).toEqual([0, 0]);
  });

  /** It sounds, and from now on this request is answered when the test says so. */
  async function sounding(held: string) {
    receiver = await ScriptedReceiver.start();
    let isHeld = false;
    receiver.script = (request) => {
      if (isHeld && request.method === held) return null;
      if (request.method !== "SETUP" || !textOf(request.body).includes("streams"))
        return usualAnswer(request);
      const stream = { type: 96, dataPort: 7010, controlPort: 7011, streamID: 1 };
      return { status: 200, body: encodeBplist({ streams: [stream] }) };
    };
    const connected = { control: await receiver.connect(), shared: receiver.shared };
    const context = openContext(receiver.runtime, new AbortController().signal);
    const way = { timing: "ptp", patienceMs: 5000 } as const;
    const sound = await startConnected(connected, way, joinOf(new ScriptedSound()), context);
    isHeld = true;
    return sound;
  }

  it("nor behind one that five seconds without a network leave unanswered", async () => {
    const sound = await sounding("SET_PARAMETER");
    const over = vi.fn();
    void sound.ended.then(over);
    const set = sound.setParameter(volumeParameter(20));
    await settle();
    await receiver.runtime.clock.advance(6200);
    expect(receiver.requests.at(-1)?.method).toBe("SET_PARAMETER");
    receiver.answerLast();
    await set;
    await settle();
    expect(receiver.requests.at(-1)?.target).toBe("/feedback");
    await receiver.runtime.clock.advance(20_000);
    expect(over).not.toHaveBeenCalled();
    await sound.leave();
  });

  it.each([true, false])("RA-14 nor does a good-bye (answered: %s)", async (isAnswered) => {
    const sound = await sounding("SET_PARAMETER");
    const set = sound.setParameter(volumeParameter(20)).catch(({ code }) => code);
    await settle();
    const leaving = sound.leave();
    await settle();
    expect(receiver.requests.at(-1)?.method).toBe("SET_PARAMETER");
    if (isAnswered) receiver.answerLast();
    else await receiver.runtime.clock.advance(500);
    await settle();
    expect(receiver.requests.at(-1)?.method).toBe("TEARDOWN");
    await receiver.runtime.clock.advance(1000);
    await leaving;
    expect(await set).toBe(isAnswered ? undefined : "lost");
  });
});
