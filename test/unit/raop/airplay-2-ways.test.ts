import { describe, expect, test } from "vitest";
import type { Credentials } from "../../../src/main/hap/credentials.ts";
import { describeAirPlay } from "../../../src/main/protocols/airplay/describe.ts";
import type { DeviceDescription } from "../../../src/main/protocols/plugin.ts";
import { describeRaop } from "../../../src/main/protocols/raop/describe.ts";
import { soundReceiver } from "../../../src/main/protocols/raop/receiver.ts";
import { FinalRefusal, type SoundReceiver } from "../../../src/main/protocols/raop/way.ts";
import { waysToSound } from "../../../src/main/protocols/raop/ways.ts";
import { Secret } from "../../../src/main/runtime/secret.ts";
import { advertised, type Txt } from "../../support/advertised.ts";
import { openContext } from "../../support/companion-device.ts";
import { MemoryLan } from "../../support/memory-network.ts";
import { testRuntime } from "../../support/runtime.ts";
import { joinOf, ScriptedSound } from "../../support/scripted-sound.ts";

const SPEAKER = "10.0.0.2";
const key = {
  kind: "hap",
  ourId: "ours",
  ourPrivateKey: new Secret(new Uint8Array(32)),
  theirId: "theirs",
  theirPublicKey: new Uint8Array(32),
} as const;

function receiver(airplay: Txt, credentials: Credentials = {}): SoundReceiver {
  const service = advertised("_airplay._tcp", airplay, { addresses: [SPEAKER] });
  const raop = advertised("_raop._tcp", { am: "x", cn: "0,1" }, { addresses: [SPEAKER] });
  const device: DeviceDescription = {
    identifiers: ["aa"],
    name: "Den",
    addresses: [SPEAKER],
    services: [
      { ...describeAirPlay(service), advertised: service },
      { ...describeRaop(raop, [service]), advertised: raop },
    ],
  };
  const found = soundReceiver(device, credentials);
  if (found === undefined) throw new Error("it takes no sound");
  return found;
}

const homePod = { model: "AudioAccessory5,1", features: "0x4A7FCA00,0xBC354BD0" };
const appleTv = { model: "AppleTV11,1", features: "0x4A7FDFD5,0xBC157FDE", flags: "0x244" };
const shairport = { model: "ShairportSync", features: "0x405FCA00,0x18340", flags: "0x4" };
const olderSpeaker = { model: "Bookshelf", features: "0x445F8A00,0x18140", flags: "0x4" };
const airPort = { model: "AirPort4,107", features: "0x44F8A00" };

describe("which way first", () => {
  const names = (airplay: Txt) => waysToSound(receiver(airplay)).map(({ name }) => name);

  test.each<[string, Txt, string[]]>([
    ["Apple's own", homePod, ["airplay-2-ntp", "airplay-2-ptp", "airplay-1"]],
    ["others that say PTP", shairport, ["airplay-2-ptp", "airplay-2-ntp", "airplay-1"]],
    ["others that do not", olderSpeaker, ["airplay-2-ntp", "airplay-2-ptp", "airplay-1"]],
    ["AirPlay 1", airPort, ["airplay-1"]],
  ])("SC-66 %s", (_, airplay, expected) => {
    expect(names(airplay)).toEqual(expected);
  });
});

describe("who gets in", () => {
  const refusal = async (airplay: Txt, credentials: Credentials = {}) => {
    const runtime = testRuntime({ network: new MemoryLan().host("10.0.0.1") });
    const wanted = receiver(airplay, credentials);
    const [way] = waysToSound(wanted);
    const join = joinOf(new ScriptedSound());
    const context = openContext(runtime, new AbortController().signal);
    return way?.start(wanted, join, context).catch((error: unknown) => error);
  };
  const password = new Secret("4711");

  test("an Apple TV wants to be paired first, and is not even asked", async () => {
    const error = await refusal(appleTv);
    expect(error).toBeInstanceOf(FinalRefusal);
    expect(error).toMatchObject({ error: { code: "unpaired" } });
  });

  test.each<[string, Credentials]>([
    ["a key of its own", { raop: key }],
    ["AirPlay's", { airplay: key }],
    ["Companion's", { companion: key }],
  ])("%s leads to an Apple TV", async (_, credentials) => {
    expect(await refusal(appleTv, credentials)).toMatchObject({ code: "refused" });
  });

  test("a speaker is open to everybody", async () => {
    expect(await refusal(homePod)).toMatchObject({ code: "refused" });
    expect(await refusal(shairport)).toMatchObject({ code: "refused" });
  });

  test("E54 one with a password is not asked without it, because wrong PINs are counted", async () => {
    const locked = { ...shairport, pw: "true" };
    const error = await refusal(locked);
    expect(error).toBeInstanceOf(FinalRefusal);
    expect(error).toMatchObject({
      error: { code: "unpaired", details: { subject: "password" } },
    });
    expect(await refusal(locked, { password })).toMatchObject({ code: "refused" });
  });

  test("E60 one for its home alone says so", async () => {
    const error = await refusal({ ...appleTv, acl: "1" });
    expect(error).toMatchObject({
      error: { code: "unavailable", details: { subject: "home-only" } },
    });
  });
});
