import { describe, expect, test } from "vitest";
import { throwIfRefused } from "../../../src/main/protocols/companion/errors.ts";
import { featureStates } from "../../../src/main/protocols/companion/features.ts";
import { buttonCodes } from "../../../src/main/protocols/companion/hid.ts";
import { decodeFields, parseMessage } from "../../../src/main/protocols/companion/messages.ts";
import { nameItem } from "../../../src/main/protocols/companion/pairing.ts";
import { decodeOpack, encodeOpack, type OpackRecord } from "../../../src/main/wire/opack.ts";
import { companionVectors } from "../../vectors/companion.ts";

const fields = (record: OpackRecord) => decodeFields(encodeOpack(record));
const vector = (name: keyof typeof companionVectors) =>
  decodeFields(new Uint8Array(Buffer.from(companionVectors[name].hex, "hex")));

/** What the answer is refused with, or null. */
function refusal(record: OpackRecord): unknown {
  try {
    throwIfRefused(fields(record), "com.example");
    return null;
  } catch (error) {
    return error;
  }
}

describe("CO-02 messages", () => {
  test("E75 an event above 2^31 is an event, whatever its number (C7)", () => {
    expect(parseMessage(vector("imcEvent"))).toEqual({
      kind: "event",
      id: "_iMC",
      content: new Map([["_mcF", 63]]),
    });
  });

  test("an answer is matched by its number and needs no name (C5, C6)", () => {
    expect(parseMessage(vector("tiStartUnfocused"))).toMatchObject({
      kind: "response",
      xid: 61912,
    });
    expect(parseMessage(vector("sessionStartTvos15"))).toMatchObject({
      kind: "response",
      xid: 1234,
    });
  });

  test("E59 an empty payload, a list, and a message of no type are malformed", () => {
    const malformed = expect.objectContaining({ code: "malformed" });
    expect(() => decodeFields(new Uint8Array(0))).toThrow(malformed);
    expect(() => decodeFields(encodeOpack([1]))).toThrow(malformed);
    expect(() => parseMessage(fields({ _i: "x", _x: 1 }))).toThrow(malformed);
    expect(() => parseMessage(fields({ _t: 3, _c: {} }))).toThrow(malformed);
  });
});

describe("E74 refusals", () => {
  test("C8 an app that cannot open: the error sits in _eu", () => {
    const eu = { _ec: 4, _ed: "FBSOpenApplicationErrorDomain" };
    expect(refusal({ _t: 3, _rT: 8, _eu: eu, _c: {} })).toMatchObject({
      code: "rejected",
      details: { deviceCode: 4, deviceDomain: eu._ed, subject: "com.example" },
    });
  });

  test("C8 no request handler is unsupported, told by its code and not by its words", () => {
    const ed = "RPErrorDomain";
    expect(refusal({ _em: "Nein", _ec: 58822, _ed: ed })).toMatchObject({ code: "unsupported" });
    expect(refusal({ _em: "No request handler", _ec: 5, _ed: ed })).toMatchObject({
      code: "rejected",
      details: { deviceCode: 5, deviceDomain: ed },
    });
  });

  test("C8 words alone are a refusal: Unsupported service type", () => {
    expect(refusal({ _em: "Unsupported service type" })).toMatchObject({ code: "rejected" });
  });

  test("C6 a result of its own is none while there is content", () => {
    expect(refusal({ _rT: 1, _c: {}, _t: 3 })).toBeNull();
    expect(refusal({ _rT: 0, _t: 3 })).toBeNull();
    expect(refusal({ _ec: 0, _c: {} })).toBeNull();
    expect(refusal({ _rT: 8, _t: 3 })).toMatchObject({
      code: "rejected",
      details: { deviceCode: 8 },
    });
  });
});

describe("tables", () => {
  test("QK-08 PA-33 the name is a dictionary in OPACK under the tag 0x11", () => {
    const [tag, value] = nameItem("Armchair (Büro)");
    expect(tag).toBe(0x11);
    expect(decodeOpack(value)).toEqual(new Map([["name", "Armchair (Büro)"]]));
  });

  test("CO-10 every button has the number that the devices know", () => {
    expect(buttonCodes).toEqual({
      up: 1,
      down: 2,
      left: 3,
      right: 4,
      menu: 5,
      select: 6,
      home: 7,
      "volume-up": 8,
      "volume-down": 9,
      siri: 10,
      screensaver: 11,
      "play-pause": 14,
      "channel-up": 15,
      "channel-down": 16,
      guide: 17,
      "page-up": 18,
      "page-down": 19,
      "control-center": 19,
    });
  });

  test("FE-06 before the first event no media command is promised, and power is unsupported", () => {
    const keyboard = { focused: null, text: "", secure: false, prompt: "" };
    const facts = { power: "unknown", mediaFlags: null, volumePercent: null, keyboard } as const;
    const none = featureStates({ ...facts, missing: new Set() });
    expect(none).toMatchObject({
      up: "available",
      "app-list": "available",
      "text-set": "available",
      swipe: "available",
      play: "unavailable",
      "set-volume": "unavailable",
      "power-state": "unsupported",
    });
    expect(none.stop).toBeUndefined();
    const some = featureStates({
      ...facts,
      power: "off",
      mediaFlags: 0x733,
      missing: new Set(["swipe"]),
    });
    expect(some).toMatchObject({
      play: "available",
      pause: "available",
      next: "unavailable",
      "fast-forward": "available",
      rewind: "available",
      volume: "available",
      "skip-forward": "available",
      "skip-backward": "available",
      "power-state": "available",
      swipe: "unsupported",
    });
  });
});
