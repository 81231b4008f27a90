import { describe, expect, it, test } from "vitest";
import type { Credentials } from "../../../src/main/hap/credentials.ts";
import { describeAirPlay } from "../../../src/main/protocols/airplay/describe.ts";
import {
  type AirPlayService,
  airPlayGeneration,
  explained,
  mediaAccess,
} from "../../../src/main/protocols/rtsp/access.ts";
import { needsPassword } from "../../../src/main/protocols/rtsp/status.ts";
import { Secret } from "../../../src/main/runtime/secret.ts";
import { advertised, type Txt } from "../../support/advertised.ts";
import advertisements from "../../vectors/advertisements.json" with { type: "json" };

const service = (txt: Txt): AirPlayService => {
  const found = advertised("_airplay._tcp", txt);
  return { ...describeAirPlay(found), advertised: found };
};
const password = new Secret("4711");
const hap = {
  kind: "hap",
  ourId: "ours",
  ourPrivateKey: new Secret(new Uint8Array(32)),
  theirId: "theirs",
  theirPublicKey: new Uint8Array(32),
} as const;
const legacy = {
  kind: "legacy",
  ourId: "0011223344556677",
  ourPrivateKey: new Secret(new Uint8Array(32)),
} as const;

const appleTv3 = service({ model: "AppleTV3,2", features: "0x5A7FFFF7,0xE", flags: "0x4" });
const appleTv4K = service({
  model: "AppleTV11,1",
  features: "0x4A7FDFD5,0xBC157FDE",
  flags: "0x244",
  osvers: "26.5",
});
const homePod = service({ model: "AudioAccessory5,1", features: "0x4A7FCA00,0xBC354BD0" });
const sonos = service({ model: "Bookshelf", features: "0x445F8A00,0x1C340", flags: "0x4" });
const samsung = service({ model: "UNU7090", features: "0x7F8AD0,0x38BCB46", flags: "0x244" });

/** Read by hand from the model and system of each entry. */
const firstGeneration = ["D026", "D027", "D028", "D045", "D090", "D095", "D128"];
const secondGeneration =
  "D001 D006 D007 D010 D011 D015 D016 D019 D020 D022 D023 D024 D048 D049 D050 D057 D059 D086 D087 D100 " +
  "D101 D109 D111 D113 D120 D121 D125";

test("SC-65 SC-66 QK-19 every published advertisement that says something is of its generation", () => {
  const first: string[] = [];
  const second: string[] = [];
  for (const { id, services } of advertisements) {
    for (const { type, properties } of services as unknown as {
      type: string;
      properties?: Txt;
    }[]) {
      // Posts of flags alone, or of a name without a record, tell nothing.
      const says = ["features", "srcvers", "osvers"].some((key) => properties?.[key] !== undefined);
      if (type !== "_airplay._tcp" || !properties || !says) continue;
      (airPlayGeneration(service(properties)) === 1 ? first : second).push(id);
    }
  }
  expect(first).toEqual(firstGeneration);
  expect(second.join(" ")).toBe(secondGeneration);
});

it.each<[string, AirPlayService, 1 | 2]>([
  [
    "tvOS 26 whose features were cut off",
    service({ model: "AppleTV11,1", srcvers: "960.13.1" }),
    2,
  ],
  ["tvOS 15 that says its system alone", service({ model: "AppleTV6,2", osvers: "15.0" }), 2],
  ["tvOS 11 that says its system alone", service({ model: "AppleTV5,3", osvers: "11.2" }), 1],
  ["an Apple TV 2 of nothing but a model", service({ model: "AppleTV2,1" }), 1],
  ["a record that says nothing", service({}), 1],
  ["a remembered Apple TV 3", { ...appleTv3, advertised: null }, 1],
  ["a remembered Apple TV 4K", { ...appleTv4K, advertised: null }, 2],
  ["low bits that are short (QK-19)", service({ features: "0x1F,0x40" }), 2],
  [
    "low bits that are short, and no bit of AirPlay 2 (QK-19)",
    service({ features: "0x40,0x1" }),
    1,
  ],
])("SC-66 %s", (_what, of, generation) => {
  expect(airPlayGeneration(of)).toBe(generation);
});

describe("the way in to play something", () => {
  it.each<[string, AirPlayService, Credentials, object | undefined]>([
    ["Apple TV 3, nothing paired", appleTv3, {}, { kind: "none" }],
    ["Apple TV 3, paired", appleTv3, { airplay: legacy }, { kind: "legacy", credentials: legacy }],
    [
      "PA-74 Apple TV 3, HAP keys",
      appleTv3,
      { airplay: hap },
      { kind: "hap-plain", credentials: hap },
    ],
    ["Apple TV 3, keys of another protocol", appleTv3, { companion: hap }, { kind: "none" }],
    [
      "Apple TV 3 that wants a code",
      service({ model: "AppleTV3,2", features: "0x5A7FFFF7,0xE", flags: "0x204" }),
      {},
      undefined,
    ],
    ["Apple TV 4K", appleTv4K, { airplay: hap }, { kind: "hap", credentials: hap }],
    [
      "Apple TV 4K, Companion's keys",
      appleTv4K,
      { companion: hap },
      { kind: "hap", credentials: hap },
    ],
    ["Apple TV 4K, keys of before its update", appleTv4K, { airplay: legacy }, undefined],
    ["Apple TV 4K, nothing paired", appleTv4K, { password }, undefined],
    ["HomePod", homePod, {}, { kind: "transient" }],
    ["HomePod with a password", homePod, { password }, { kind: "transient", password }],
    ["a speaker", sonos, {}, { kind: "transient" }],
    ["a television that wants a code", samsung, {}, undefined],
    ["a television, paired", samsung, { airplay: hap }, { kind: "hap", credentials: hap }],
  ])("%s", (_what, of, credentials, access) => {
    expect(mediaAccess(of, credentials)).toEqual(access);
  });
});

test("a password is asked for by `unpaired`, whatever was wanted", () => {
  const refusal = needsPassword(false);
  expect(explained(refusal, appleTv4K)).toBe(refusal);
});
