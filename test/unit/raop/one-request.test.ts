import { afterEach, describe, expect, it } from "vitest";
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
  it.each([true, false])("RA-14 nor does a good-bye (answered: %s)", async (isAnswered) => {
    const receiver = await ScriptedReceiver.start();
    let isHeld = false;
    receiver.script = (request) => {
      if (isHeld && request.method === "SET_PARAMETER") return null;
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
    await receiver.stopListening();
    await settle();
    expect([receiver.lan.openHandles, receiver.runtime.clock.armedTimers]).toEqual([0, 0]);
  });
});
