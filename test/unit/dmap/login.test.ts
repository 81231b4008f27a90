import { describe, expect, it } from "vitest";
import { formatGuid, loginQuery } from "../../../src/main/protocols/dmap/login.ts";
import {
  pairingCode,
  randomGuid,
  randomPin,
} from "../../../src/main/protocols/dmap/pairing-code.ts";
import { touchesOf } from "../../../src/main/protocols/dmap/touches.ts";
import { Secret } from "../../../src/main/runtime/secret.ts";
import { seededRandom } from "../../support/seeded-random.ts";
import { pairingCodes } from "../../vectors/dmap.ts";

describe("what lets us in", () => {
  it.each(pairingCodes)("PA-21 the code for %s and %s", (guid, pin, code) => {
    expect(pairingCode(guid, pin)).toBe(code);
  });

  it("PA-23 QK-16 a GUID has sixteen digits, however small it is", () => {
    expect(formatGuid(0xabcn)).toBe("0000000000000ABC");
    expect(formatGuid(2n ** 64n - 1n)).toBe("F".repeat(16));
    const random = seededRandom(3);
    for (let time = 0; time < 500; time++) {
      expect(formatGuid(randomGuid(random))).toMatch(/^[0-9A-F]{16}$/);
    }
  });

  it("PINs have four digits, all of them as likely", () => {
    const random = seededRandom(5);
    const pins = Array.from({ length: 5000 }, () => randomPin(random));
    expect(pins.every((pin) => /^\d{4}$/.test(pin))).toBe(true);
    expect(new Set(pins).size).toBeGreaterThan(3500);
    const low = pins.filter((pin) => Number(pin) < 5000).length;
    expect(Math.abs(low - 2500)).toBeLessThan(250);
  });

  it("DM-03 a login says which of the two it has, and cannot be made to say more", () => {
    const key = (login: "pairing-guid" | "home-sharing", id: string) =>
      loginQuery({ kind: "dmap", login, id: new Secret(id) });
    expect(key("pairing-guid", "0x0000000000000001")).toBe(
      "pairing-guid=0x0000000000000001&hasFP=1",
    );
    expect(key("home-sharing", "a&b=c")).toBe("hsgid=a%26b%3Dc&hasFP=1");
  });
});

describe("DM-12 arrows", () => {
  it("are a finger that moves up the left edge, or across the top", () => {
    expect(touchesOf("up")).toEqual([
      "touchDown&time=0&point=20,275",
      "touchMove&time=1&point=20,270",
      "touchMove&time=2&point=20,265",
      "touchMove&time=3&point=20,260",
      "touchMove&time=4&point=20,255",
      "touchMove&time=5&point=20,250",
      "touchUp&time=6&point=20,250",
    ]);
    expect(touchesOf("left")).toEqual([
      "touchDown&time=0&point=75,100",
      "touchMove&time=1&point=70,100",
      "touchMove&time=3&point=65,100",
      "touchMove&time=4&point=60,100",
      "touchMove&time=5&point=55,100",
      "touchMove&time=6&point=50,100",
      "touchUp&time=7&point=50,100",
    ]);
  });

  it("go the other way round for the other two", () => {
    expect(touchesOf("down").at(0)).toBe("touchDown&time=0&point=20,250");
    expect(touchesOf("down").at(-1)).toBe("touchUp&time=6&point=20,275");
    expect(touchesOf("right").at(0)).toBe("touchDown&time=0&point=50,100");
    expect(touchesOf("right").at(-1)).toBe("touchUp&time=7&point=75,100");
  });
});
