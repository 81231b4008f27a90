import { describe, expect, it } from "vitest";
import { describeAirPlay } from "../../../src/main/protocols/airplay/describe.ts";
import {
  AirPlayFeature,
  airPlayVersion,
  hasFeature,
  parseFeatures,
  statusFlags,
} from "../../../src/main/protocols/airplay-txt.ts";
import { describeRaop } from "../../../src/main/protocols/raop/describe.ts";
import { advertised, type Txt } from "../../support/advertised.ts";

const airPlay = (txt: Txt) => describeAirPlay(advertised("_airplay._tcp", txt));
const txtOf = (txt: Txt) => advertised("_airplay._tcp", txt).txt;
const raop = (txt: Txt, sibling?: Txt, instance = "AABBCCDDEEFF@Den") => {
  const service = advertised("_raop._tcp", txt, { instance });
  return describeRaop(
    service,
    sibling ? [service, advertised("_airplay._tcp", sibling)] : [service],
  );
};

describe("_airplay._tcp", () => {
  it("is known by psi and deviceid and named by its instance (SC-01)", () => {
    expect(airPlay({ deviceid: "AA:BB:CC:DD:EE:FF", psi: "P-1" })).toMatchObject({
      protocol: "airplay",
      identifiers: ["P-1", "AA:BB:CC:DD:EE:FF"],
      name: "Den",
    });
    expect(airPlay({ deviceid: "AA:BB:CC:DD:EE:FF" }).identifiers).toEqual(["AA:BB:CC:DD:EE:FF"]);
  });

  it.each<[rule: string, txt: Txt, pairing: string]>([
    ["acl 1", { acl: "1", flags: "0x200" }, "disabled"],
    ["act 2", { act: "2", flags: "0x200" }, "unsupported"],
    ["acl before act", { acl: "1", act: "2" }, "disabled"],
    ["a Mac", { model: "Mac14,2", flags: "0x200" }, "unsupported"],
    ["a MacBook is not meant by it", { model: "MacBookPro18,3", flags: "0x8" }, "mandatory"],
    ["legacy pairing", { flags: "0x200" }, "mandatory"],
    ["a PIN", { flags: "0x8" }, "mandatory"],
    ["neither", { flags: "0x4" }, "not-needed"],
    ["nothing said", {}, "not-needed"],
  ])("pairing by %s (SC-57, SC-63)", (_rule, txt, pairing) => {
    expect(airPlay(txt).pairing).toBe(pairing);
  });

  it.each<[rule: string, txt: Txt, restriction: string | undefined]>([
    ["people of its home only (E60)", { acl: "1", pw: "true" }, "access-restricted"],
    ["its own user only (E61)", { act: "2" }, "same-user"],
    ["a password (E28, SC-62)", { flags: "0x80" }, "password"],
    ["everybody", { acl: "0", act: "1" }, undefined],
  ])("says before any try that it lets in %s", (_rule, txt, restriction) => {
    expect(airPlay(txt).restriction).toBe(restriction);
  });

  it.each<[Txt, number]>([
    [{ sf: "0x4", flags: "0x200" }, 0x4],
    [{ flags: "0x200" }, 0x200],
    [{}, 0],
    [{ sf: "nonsense" }, 0],
  ])("status flags of %j are %i (SC-61)", (txt, flags) => {
    expect(statusFlags(txtOf(txt))).toBe(flags);
  });

  it.each<[Txt, boolean]>([
    [{ pw: "true" }, true],
    [{ pw: "True" }, true],
    [{ pw: "false" }, false],
    [{ pw: "1" }, true],
    [{ flags: "0x80" }, true],
    [{ sf: "0x84" }, true],
    [{ flags: "0x4" }, false],
  ])("password of %j: %s (SC-62)", (txt, required) => {
    expect(airPlay(txt).requiresPassword).toBe(required);
    expect(raop(txt).requiresPassword).toBe(required);
  });

  it("tells model, version, MAC and output device (SC-67)", () => {
    const txt = { model: "AppleTV6,2", osvers: "15.0", deviceid: "aa:bb:cc:dd:ee:ff", pi: "PI" };
    expect(airPlay(txt).facts).toMatchObject({
      kind: "apple-tv",
      rawModel: "AppleTV6,2",
      os: "tvOS",
      osVersion: "15.0",
      mac: "AA:BB:CC:DD:EE:FF",
      outputDeviceId: "PI",
    });
    expect(airPlay({ pi: "PI", psi: "PSI" }).facts.outputDeviceId).toBe("PSI");
  });
});

describe("AirPlay features", () => {
  it.each<[text: string, value: bigint | undefined]>([
    ["0x1F,0x1", 0x1_0000_001fn],
    ["0x5A7FFFF7,0x1E", 0x1e_5a7f_fff7n],
    ["0x0,0xFFFFFFFF", 0xffff_ffff_0000_0000n],
    ["0x77", 0x77n],
    ["0x5a7ffff7,0x1e", 0x1e_5a7f_fff7n],
    ["0x1E5A7FFFF7", 0x1e_5a7f_fff7n],
    ["61379444727", 61379444727n],
    ["0", 0n],
    ["", undefined],
    ["0x", undefined],
    ["0x123456789,0x1", undefined],
    ["0x1,0x123456789", undefined],
    ["0x1,", undefined],
    ["0x1,2", undefined],
    ["1F", undefined],
    ["0x1,0x2,0x3", undefined],
    ["-1", undefined],
    ["0x10000000000000000", undefined],
  ])("%j (SC-65, QK-19, E18, E19)", (text, value) => {
    expect(parseFeatures(text)).toBe(value);
  });

  it("absent is neither a number nor an error (E19)", () => {
    expect(parseFeatures(undefined)).toBeUndefined();
    expect(hasFeature(undefined, AirPlayFeature.videoV1)).toBe(false);
  });

  it.each(Object.entries(AirPlayFeature))("%s is bit %i, and no other (SC-65)", (_name, bit) => {
    expect(hasFeature(1n << bit, bit)).toBe(true);
    expect(hasFeature(((1n << 64n) - 1n) ^ (1n << bit), bit)).toBe(false);
  });

  it.each<[why: string, txt: Txt, version: 1 | 2]>([
    ["bit 38", { features: "0x0,0x40" }, 2],
    ["bit 48", { features: "0x0,0x10000" }, 2],
    ["bit 37 and 39 only", { features: "0x0,0xA0" }, 1],
    ["ft before features", { ft: "0x0,0x40", features: "0x0" }, 2],
    ["ft before features, the other way", { ft: "0x0", features: "0x0,0x40" }, 1],
    ["low bits only", { ft: "0x4A7FDFD5" }, 1],
    ["nonsense", { ft: "all of them" }, 1],
    ["nothing", {}, 1],
  ])("version by %s (SC-66)", (_why, txt, version) => {
    expect(airPlayVersion(txtOf(txt))).toBe(version);
  });
});

describe("_raop._tcp", () => {
  it.each<[instance: string, identifiers: string[], name: string]>([
    ["AABBCCDDEEFF@Den", ["AABBCCDDEEFF"], "Den"],
    ["AABBCCDDEEFF@Den@Home", ["AABBCCDDEEFF"], "Den@Home"],
    ["Den", ["KEY"], "Den"],
  ])("%j is split at the first @ (SC-07)", (instance, identifiers, name) => {
    expect(raop({ pk: "KEY" }, undefined, instance)).toMatchObject({
      protocol: "raop",
      identifiers,
      name,
    });
  });

  it.each<[rule: string, own: Txt, sibling: Txt | undefined, pairing: string, password: boolean]>([
    ["the sibling's acl", { sf: "0x288" }, { acl: "1" }, "disabled", false],
    ["the sibling's act", { sf: "0x288" }, { act: "2" }, "unsupported", false],
    ["its own flags", { sf: "0x288" }, { flags: "0x0" }, "mandatory", true],
    ["its own flags alone", { sf: "0x8" }, undefined, "mandatory", false],
    ["its own silence", {}, { flags: "0x200" }, "not-needed", false],
  ])("pairing by %s (SC-58, SC-62)", (_rule, own, sibling, pairing, password) => {
    expect(raop(own, sibling)).toMatchObject({ pairing, requiresPassword: password });
  });

  it("tells model and version (SC-69c)", () => {
    expect(raop({ am: "AppleTV5,3", ov: "14.5" }).facts).toMatchObject({
      kind: "apple-tv",
      rawModel: "AppleTV5,3",
      os: "tvOS",
      osVersion: "14.5",
    });
    expect(raop({ am: "MacBookAir10,1" }).facts).toMatchObject({ kind: "computer", os: "macOS" });
  });
});
