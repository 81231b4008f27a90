import { describe, expect, test } from "vitest";
import type { Credentials, HapCredentials } from "../../../src/main/hap/credentials.ts";
import { createAirPlay } from "../../../src/main/protocols/airplay/plugin.ts";
import type { DeviceDescription, DeviceFacts } from "../../../src/main/protocols/plugin.ts";
import {
  airPlayService,
  explained,
  remoteControlAccess,
} from "../../../src/main/protocols/rtsp/access.ts";
import { Secret } from "../../../src/main/runtime/secret.ts";
import { RemoteError } from "../../../src/shared/errors.ts";
import { advertised, type Txt } from "../../support/advertised.ts";
import { openContext } from "../../support/companion-device.ts";
import { testRuntime } from "../../support/runtime.ts";

const airplay = createAirPlay({
  openMediaRemote: () => Promise.reject(new RemoteError("bug", "planning opens nothing")),
});

const key = (ourId: string): HapCredentials => ({
  kind: "hap",
  ourId,
  ourPrivateKey: new Secret(new Uint8Array(32)),
  theirId: "them",
  theirPublicKey: new Uint8Array(32),
});

/** A device that has AirPlay and nothing else. */
function deviceWith(txt: Txt): DeviceDescription {
  const service = advertised("_airplay._tcp", { deviceid: "AA:BB:CC:DD:EE:01", ...txt });
  const description = airplay.describe(service, [service]);
  if (description === undefined) throw new Error("an AirPlay service");
  const services = [{ ...description, advertised: service }];
  return { identifiers: ["tv"], name: "TV", addresses: ["10.0.0.2"], services };
}

const appleTv = { model: "AppleTV14,1", osvers: "26.5", flags: "0x18644" };
const homePod = {
  model: "AudioAccessory5,1",
  osvers: "26.5",
  flags: "0x18404",
  features: "0x4A7FCA00,0xBC354BD0",
};
const ways = (txt: Txt, keys: Parameters<typeof airplay.plan>[1]) =>
  airplay
    .plan(deviceWith(txt), keys)
    .map(({ protocol, way, rank }) => `${protocol} ${way} ${rank}`);

describe("AP-01 who gets a tunnel", () => {
  test("an Apple TV with any key that the device took, before other ways to MediaRemote", () => {
    for (const protocol of ["airplay", "companion", "mrp"]) {
      expect(ways(appleTv, { [protocol]: key("us") })).toEqual(["mrp tunnel 0"]);
    }
  });

  test("its own key comes first, then Companion's, then MediaRemote's", () => {
    const service = airPlayService(deviceWith(appleTv));
    const keys = { mrp: key("m"), companion: key("c"), airplay: key("a") };
    const chosen = (some: Partial<typeof keys>) => {
      const access = service && remoteControlAccess(service, some);
      return access?.kind === "hap" ? access.credentials.ourId : undefined;
    };
    expect(chosen(keys)).toBe("a");
    expect(chosen({ mrp: keys.mrp, companion: keys.companion })).toBe("c");
    expect(chosen({ mrp: keys.mrp })).toBe("m");
    expect(chosen({})).toBeUndefined();
  });

  test.each([
    ["no key", appleTv, {}],
    ["tvOS 12", { ...appleTv, osvers: "12.4" }, { companion: key("us") }],
    ["no version", { ...appleTv, osvers: "" }, { companion: key("us") }],
    ["a Mac", { ...appleTv, model: "Mac14,2" }, { companion: key("us") }],
    ["its owner alone (E61)", { ...appleTv, act: "2" }, { companion: key("us") }],
    ["a television", { model: "QN65", osvers: "15.0", features: "0x4A7FCA00,0xBC354BD0" }, {}],
    ["a HomePod without that pairing", { ...homePod, features: "0x4A7FCA00,0x0" }, {}],
  ])("%s has none", (_, txt, keys) => {
    expect(ways(txt, keys)).toEqual([]);
  });

  test("PA-63 a HomePod needs no key, and one that is there changes nothing", () => {
    for (const keys of [{}, { companion: key("us") }]) {
      const service = airPlayService(deviceWith(homePod));
      expect(service && remoteControlAccess(service, keys)).toEqual({ kind: "transient" });
    }
  });

  test("a device that is only remembered is tried with the key that it took", () => {
    const [service] = deviceWith(appleTv).services;
    if (service === undefined) throw new Error("an AirPlay service");
    const remembered = { ...service, facts: {}, advertised: null, pairing: "mandatory" as const };
    const device = { ...deviceWith(appleTv), services: [remembered] };
    const tunnels = (described: DeviceDescription, keys: Credentials) =>
      airplay.plan(described, keys).filter(({ way }) => way === "tunnel");
    expect(tunnels(device, { companion: key("us") })).toHaveLength(1);
    expect(tunnels(device, {})).toEqual([]);
    const plans = (facts: DeviceFacts) =>
      tunnels({ ...device, services: [{ ...remembered, facts }] }, { companion: key("us") });
    expect(plans({ rawModel: "AppleTV14,1" })).toHaveLength(1);
    expect(plans({ rawModel: "AppleTV5,3", osVersion: "12.4" })).toEqual([]);
    expect(plans({ rawModel: "Mac14,2" })).toEqual([]);
  });

  test("a device without AirPlay has none", () => {
    expect(
      airplay.plan({ ...deviceWith(appleTv), services: [] }, { companion: key("us") }),
    ).toEqual([]);
  });
});

describe("a HomePod with a password", () => {
  const open = (txt: Txt) => {
    const [plan] = airplay.plan(deviceWith(txt), {});
    return plan?.open(openContext(testRuntime()));
  };

  test("E54 is not tried: the PIN that everybody knows would count as a wrong one", async () => {
    for (const txt of [{ pw: "true" }, { flags: "0x18484" }]) {
      await expect(open({ ...homePod, ...txt })).rejects.toMatchObject({
        code: "unpaired",
        details: { subject: "password" },
      });
    }
  });

  test("is tried as soon as it says that it has none, and is not there in this test", async () => {
    await expect(open({ ...homePod, pw: "false" })).rejects.toMatchObject({ code: "refused" });
  });
});

describe("why a device lets nobody in", () => {
  const refusal = new RemoteError("unavailable", "no", {
    deviceCode: 470,
    subject: "access-restricted",
  });
  const explain = (txt: Txt, error: unknown) => {
    const service = airPlayService(deviceWith(txt));
    return service && explained(error, service);
  };

  test("E60 is what its advertisement says, where it says anything", () => {
    expect(explain({ ...appleTv, acl: "1" }, refusal)).toMatchObject({
      code: "unavailable",
      details: { deviceCode: 470, subject: "home-only" },
    });
    expect(explain({ ...appleTv, pw: "1" }, refusal)).toMatchObject({
      code: "unpaired",
      details: { subject: "password" },
    });
    expect(explain(appleTv, refusal)).toBe(refusal);
  });

  test("other errors stay what they are", () => {
    const lost = new RemoteError("lost", "gone");
    expect(explain({ ...appleTv, acl: "1" }, lost)).toBe(lost);
    const inUse = new RemoteError("unavailable", "busy", { deviceCode: 453, subject: "in-use" });
    expect(explain({ ...appleTv, acl: "1" }, inUse)).toBe(inUse);
  });
});
